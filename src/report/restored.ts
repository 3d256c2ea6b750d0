// The result of a restore, for outputs and --json: one shape for every ending.
import type { Failure } from '../messages/errors.ts'
import type { RestoreOutputName } from '../settings/outputs.ts'
import { inertJson } from '../text/inert.ts'
import type { Place } from './outcome.ts'

export type Restored = {
  readonly status: 'success' | 'failed' | 'planned'
  readonly runId: string
  readonly seconds: number
  readonly warnings: readonly string[]
  /** The name of the backup. */
  readonly restoredFrom?: string
  /** What the manifest says about that backup. */
  readonly from?: { readonly bytes: number; readonly time: number; readonly verified: string }
  /** Where; missing only if the settings could not be read. */
  readonly place?: Place
  /** Of a dry run: what would be replaced, line by line. */
  readonly replaces?: readonly string[]
  /** The name of the backup of the state before the restore. */
  readonly safetyBackup?: string
  /** Seconds from the first stopped or paused container until all ran again. */
  readonly downtimeSeconds?: number
  /** The restored components, and what was counted in each afterwards. */
  readonly components: readonly { readonly name: string; readonly found: string }[]
  /** Dropped collections, which the backup lacks. */
  readonly dropped: readonly string[]
  readonly failure?: Failure
}

export const nothingRestored: Restored = { status: 'failed', runId: '', seconds: 0, warnings: [], components: [], dropped: [] }

/** The outputs of the restore action, all of them, failed or not. */
export function restoreOutputsOf(outcome: Restored): Record<RestoreOutputName, string> {
  const { downtimeSeconds } = outcome
  return {
    status: outcome.status,
    'restored-from': outcome.restoredFrom ?? '',
    'safety-backup': outcome.safetyBackup ?? '',
    'duration-seconds': String(Math.round(outcome.seconds)),
    'downtime-seconds': downtimeSeconds === undefined ? '' : String(Math.round(downtimeSeconds)),
    components: inertJson(outcome.components),
    'error-code': outcome.failure?.code ?? '',
  }
}
