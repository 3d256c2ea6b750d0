// An operation as data. Printed it is the dry run; rendered it is the script; nothing else knows what an operation does.

import type { Step } from '../protocol/step.ts'
import type { Component, Secret } from '../sources/source.ts'

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
  /** What it keeps, in the order of the archive; empty where it keeps nothing. */
  readonly components: readonly Component[]
  /** What the manifest says that only the plan knows: by component; `table` and `manifest` for its head, of which the archive holds the first too. */
  readonly known: Readonly<Record<string, object>>
  /** Which container reads a component back, by component. */
  readonly readers: Readonly<Record<string, string>>
  /** What its steps must not know before they run: given on the channel, behind the script. */
  readonly secrets: readonly Secret[]
  /** How what this plan keeps is put back by hand: written beside the archive when it is published. */
  readonly runbook?: Runbook
}

/** The plan of restoring a backup that is still to be made, any part of it, when nobody can foresee the state of the server. */
export type Runbook = {
  /** What it can put back. */
  readonly components: readonly string[]
  /** What is in the backup and not put back by it, and why. */
  readonly without: readonly { readonly name: string; readonly why: string }[]
  readonly project: string
  readonly appDir: string
  readonly backupDir: string
  /** Paths outside of the application that it writes. */
  readonly outside: readonly string[]
  /** Programs it cannot do without. */
  readonly tools: readonly string[]
  /** Variables of the runtime that the backup got as secrets: its restore needs them again. */
  readonly secrets: readonly string[]
  /** While the containers are there; and when they are gone, where they can be made anew. */
  readonly here: readonly Step[]
  readonly anew: readonly Step[]
  readonly variables: Plan['variables']
  readonly known: Plan['known']
  readonly readers: Plan['readers']
}
