// What came of a backup, for outputs and --json: one shape, whatever happened.
import type { Failure } from '../errors.ts'
import type { Manifest } from '../manifest.ts'
import type { Plan } from '../plan/plan.ts'
import type { OutputName } from '../settings/outputs.ts'
import type { History } from './history.ts'

export type Outcome = {
  readonly status: 'success' | 'failed' | 'skipped' | 'planned'
  readonly runId: string
  readonly seconds: number
  readonly warnings: readonly string[]
  /** Only of a backup that is published. */
  readonly published?: { readonly path: string; readonly manifest: Manifest }
  readonly kept: readonly string[]
  readonly deleted: readonly string[]
  readonly failure?: Failure
  /** Once it was known what to do: also of a run that failed later. */
  readonly plan?: Plan
  readonly artifact?: { readonly name: string; readonly id: number; readonly digest: string }
  /** The runs of this target before this one, this one last. */
  readonly history?: History
}

/** The action's outputs, all of them, failed or not. */
export function outputsOf(outcome: Outcome): Record<OutputName, string> {
  const { published } = outcome
  const components = (published?.manifest.components ?? []).map(({ name, rawBytes, length, counts, consistency, sha256 }) => ({
    name,
    bytes: rawBytes,
    stored: length,
    counts,
    consistency,
    sha256,
  }))
  return {
    status: outcome.status,
    'backup-path': published?.path ?? '',
    'backup-name': published?.manifest.name ?? '',
    'backup-size': published === undefined ? '' : String(published.manifest.archive.bytes),
    'backup-sha256': published?.manifest.archive.sha256 ?? '',
    'duration-seconds': String(Math.round(outcome.seconds)),
    verified: published?.manifest.verified ?? '',
    components: JSON.stringify(components),
    kept: JSON.stringify(outcome.kept),
    deleted: JSON.stringify(outcome.deleted),
    warnings: JSON.stringify(outcome.warnings),
    'artifact-id': String(outcome.artifact?.id ?? ''),
    'artifact-digest': outcome.artifact?.digest ?? '',
    'run-id': outcome.runId,
    'error-code': outcome.failure?.code ?? '',
  }
}
