// What a plan is made of: titled commands. Below plan/ and sources/, which both make them.

/** A function of the runtime or of a source and its arguments. Words, never shell text: `render` quotes each. */
export type Command = readonly [string, ...string[]]

/** What a step is: outside of script/, only this identifies a step. */
export const stepIds = [
  'look',
  'lock-state',
  'list',
  'status',
  'read',
  'follow',
  'lock',
  'recover',
  'preflight',
  'drill-room',
  'open',
  'ask',
  'take',
  'pause',
  'stop',
  'resume',
  'close',
  'prove-new',
  'drill-begin',
  'drill',
  'drill-end',
  'publish',
  'adopt',
  'result',
  'rotate',
  'remove',
  'pin',
  'delete',
  'skip',
  'verify-tools',
  'verify',
  'send',
  'open-backup',
  'prove',
  'room',
  'rights',
  'safety',
  'stage',
  'mark',
  'create',
  'wake',
  'keep',
  'swap',
  'expect',
  'release',
  'health',
  'compare',
  'final',
  'other',
] as const
export type StepId = (typeof stepIds)[number]

/** One titled command. Its undo goes to the journal by the command itself, before it acts: only there is known what really runs. */
export type Step = {
  readonly id: StepId
  readonly title: string
  readonly command: Command
  /** The component it is about, where it is about one. */
  readonly component?: string
  /** The containers it pauses or stops. */
  readonly containers?: readonly string[]
  /** The components it is for, in a plan that serves any choice of them (a runbook). Absent: it is for every choice. */
  readonly serves?: readonly string[]
  /** Left out where one of these is chosen: another step does more then. */
  readonly unless?: readonly string[]
}
