// After a run: what GitHub keeps of it. Nothing here changes the result of the backup, which has ended.
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from '../plan/backup.ts'
import { artifactFiles, artifactNameOf } from '../report/artifact.ts'
import type { Reporter } from '../report/console/reporter.ts'
import type { Outcome } from '../report/outcome.ts'
import { type History, historyIn, keyOf, keyPrefixOf, type Past } from '../report/page/history.ts'
import type { ArtifactSettings, Settings } from '../settings/settings.ts'
import type { Environment } from '../transports/local.ts'
import { type Asking, askResults, hasResultsService } from './results.ts'

/** Seconds. An artifact of this size takes two; a service that answers 5xx fails by itself after 24 to 35. */
export const artifactLimit = 60
/** Seconds, for reading and for writing each: the history is only for a picture. */
export const historyLimit = 10

export type Keeping = {
  readonly settings: Settings
  readonly context: Context
  readonly environment: Environment
  readonly reporter: Reporter
  readonly cancel?: AbortSignal
}

/**
 * Uploads an artifact of the run, and adds the run to the history of its target. Returns the outcome with the results of both; the
 * status does not change. It waits for 60 s at most, and not at all without a results service or after a cancel.
 */
export async function keepRecord(outcome: Outcome, keeping: Keeping): Promise<Outcome> {
  if (!hasResultsService(keeping.environment) || keeping.cancel?.aborted) return outcome
  const [artifact, history] = await Promise.all([uploaded(outcome, keeping), remembered(outcome, keeping)])
  const warnings = typeof artifact === 'string' ? [...outcome.warnings, `artifact: ${artifact}`] : outcome.warnings
  return { ...outcome, warnings, ...(typeof artifact === 'object' && { artifact }), ...(history && { history }) }
}

/** The artifact, or why there is none; undefined if none was asked for. */
async function uploaded(outcome: Outcome, keeping: Keeping): Promise<Outcome['artifact'] | string> {
  const { settings, context, environment, reporter } = keeping
  if (settings.artifact === undefined) return undefined
  const name = nameIn(environment, settings.artifact, outcome.runId)
  try {
    const files = artifactFiles(outcome, settings, context)
    const ask = { name, files, ...(settings.artifact.retentionDays !== undefined && { retentionDays: settings.artifact.retentionDays }) }
    const { id, digest } = await askResults('artifact', ask, asking(keeping, artifactLimit))
    reporter.phase('Artifact', `${name}   ${Object.keys(files).length} files, sha256 ${digest}`)
    return { name, id, digest }
  } catch (thrown) {
    const text = `The artifact ${name} could not be uploaded: ${messageOf(thrown)}. This does not change the result of the run; set artifact: false where there is no artifact service.`
    reporter.warning('artifact', text)
    return text
  }
}

async function remembered(outcome: Outcome, keeping: Keeping): Promise<History | undefined> {
  const run = pastOf(outcome, Date.now() / 1000)
  if (run === undefined) return undefined
  const prefix = keyPrefixOf(keeping.settings)
  const entry = join(keeping.environment['RUNNER_TEMP'] || tmpdir(), 'meeshy-backup-history')
  const history = [...(await before(prefix, entry, keeping)), run]
  try {
    await askResults('saveKey', { key: keyOf(prefix, history), entry }, asking(keeping, historyLimit))
  } catch (thrown) {
    keeping.reporter.debug(`history: this run is not in it: ${messageOf(thrown)}`)
  } finally {
    await rm(entry, { force: true }).catch(() => {})
  }
  return history
}

/** The history before this run; empty if it is missing, out of reach or forged. */
async function before(prefix: string, entry: string, keeping: Keeping): Promise<History> {
  try {
    const key = await askResults('newestKey', { prefix, entry }, asking(keeping, historyLimit))
    return key === undefined ? [] : historyIn(key, prefix)
  } catch (thrown) {
    keeping.reporter.debug(`history: none: ${messageOf(thrown)}`)
    return []
  }
}

function pastOf({ status, published, seconds }: Outcome, time: number): Past | undefined {
  return status === 'planned' ? undefined : { status, time, seconds, bytes: published?.manifest.archive.bytes ?? 0 }
}

function nameIn(
  { GITHUB_JOB: job = '', GITHUB_RUN_ATTEMPT: attempt = '' }: Environment,
  settings: ArtifactSettings,
  runId: string,
): string {
  return artifactNameOf(settings, runId, job, attempt)
}

function asking({ environment, reporter, cancel }: Keeping, limit: number): Asking {
  return { environment, limit, debug: line => reporter.debug(line), ...(cancel && { cancel }) }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
