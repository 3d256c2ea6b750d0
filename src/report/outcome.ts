// The result of a backup, for outputs and --json: one shape for every ending.

import type { Manifest } from '../backups/manifest.ts'
import type { Retention } from '../backups/retention.ts'
import type { Failure } from '../messages/errors.ts'
import type { Plan } from '../plan/plan.ts'
import type { OutputName } from '../settings/outputs.ts'
import type { Settings } from '../settings/settings.ts'
import { inertJson } from '../text/inert.ts'
import type { Forecast } from './forecast.ts'
import type { History } from './page/history.ts'

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
  /** Where the backups are; missing only if the settings could not be read. */
  readonly place?: Place
  /** What rotation did and why; a backup that it could not remove is in `keep`. */
  readonly rotation?: Retention
  /** Of a dry run. */
  readonly forecast?: Forecast
  /** Of a skip: the reason, and whether the server has a record of it. */
  readonly skipped?: { readonly reason: string; readonly recorded: boolean }
  /** The plan, as soon as there was one: also of a run that failed later. */
  readonly plan?: Plan
  readonly artifact?: { readonly name: string; readonly id: number; readonly digest: string }
  /** The last runs of this target, oldest first, this run included. */
  readonly history?: History
}

/** The facts by which a person finds the backup again, from anywhere. */
export type Place = {
  /** `user@host`, `user@host:port`, or undefined for the machine the command ran on. */
  readonly server?: string
  readonly host?: string
  readonly port?: number
  readonly user?: string
  readonly appDir: string
  readonly backupDir: string
}

export function placeOf({ target, appDir, backupDir }: Settings, server: string): Place {
  if (target.kind === 'local') return { appDir, backupDir }
  const { host, port, user } = target
  return { server, host, port, user, appDir, backupDir }
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
    components: inertJson(components),
    kept: inertJson(outcome.kept),
    deleted: inertJson(outcome.deleted),
    warnings: inertJson(outcome.warnings),
    'artifact-id': String(outcome.artifact?.id ?? ''),
    'artifact-digest': outcome.artifact?.digest ?? '',
    'run-id': outcome.runId,
    'error-code': outcome.failure?.code ?? '',
  }
}
