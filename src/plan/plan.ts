// An operation as data. Printed it is the dry run; rendered it is the script; nothing else knows what an operation does.

/** A function of the runtime and its arguments, or a program and its. Words, never shell text: `render` quotes each. */
export type Command = readonly [string, ...string[]]

/** One titled command. What undoes a step is written to the journal by the command itself, before it acts: only there is known what really ran. */
export type Step = { readonly title: string; readonly command: Command }

export type Plan = {
  readonly operation:
    | 'facts'
    | 'backup'
    | 'rotate'
    | 'list'
    | 'status'
    | 'read'
    | 'recover'
    | 'skip'
    | 'restore'
    | 'follow'
    | 'pin'
    | 'delete'
    | 'drill'
    | 'verify'
  /** It writes to the backup directory: the directory is made sure of, and the run is under the lock once its lock step has run. */
  readonly writes: boolean
  readonly steps: readonly Step[]
  /** It reads without the lock, and needs a place of its own for what it writes down: not among the work of those that write. */
  readonly scratch?: true
  /** It goes on without its client, which only follows it. */
  readonly detached?: true
  /** Variables of the runtime (`MB_…`), constant for this plan. */
  readonly variables: Readonly<Record<string, string>>
  /** What the manifest says that only the plan knows: by component, and `manifest` for its head. */
  readonly known: Readonly<Record<string, object>>
  /** Which container reads a component back, by component. */
  readonly readers: Readonly<Record<string, string>>
}
