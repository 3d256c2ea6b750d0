// What came of a restore, for outputs and --json: one shape, whatever happened.
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
  /** What is known of that backup. */
  readonly from?: { readonly bytes: number; readonly time: number; readonly verified: string }
  /** Where; missing only when the settings could not be read. */
  readonly place?: Place
  /** Of a dry run: what would be replaced, line by line. */
  readonly replaces?: readonly string[]
  /** The name of the backup of what was there before. */
  readonly safetyBackup?: string
  /** From the first container that was held until all ran again. */
  readonly downtimeSeconds?: number
  /** What was restored, and what was counted in it afterwards. */
  readonly components: readonly { readonly name: string; readonly found: string }[]
  /** Collections that the backup lacks, and that are gone now. */
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
