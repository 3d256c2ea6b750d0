// What came of a backup, for outputs and --json: one shape, whatever happened.
import type { Failure } from '../errors.ts'
import type { Manifest } from '../manifest.ts'
import type { Retention } from '../retention.ts'
import type { OutputName } from '../settings/outputs.ts'
import type { Settings } from '../settings/settings.ts'
import type { Forecast } from './forecast.ts'

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
  /** Where it was to be; missing only when the settings could not be read. */
  readonly place?: Place
  /** What rotation did and why: what was to go and could not be removed is among `keep`. */
  readonly rotation?: Retention
  /** Of a dry run. */
  readonly forecast?: Forecast
  /** Of a skip: why, and whether the server has a record of it. */
  readonly skipped?: { readonly reason: string; readonly recorded: boolean }
}

/** What finds the backup again, from anywhere. */
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
    components: json(components),
    kept: json(outcome.kept),
    deleted: json(outcome.deleted),
    warnings: json(outcome.warnings),
    'run-id': outcome.runId,
    'error-code': outcome.failure?.code ?? '',
  }
}

/** JSON that a later step can print: names come from a server, and a runner obeys `##[` anywhere in a line. The parsed value is the same. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('##[', '#\\u0023[')
}
