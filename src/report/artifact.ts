// What an artifact of a run holds, and its name. None of its sources holds a secret.

import type { Context } from '../plan/backup.ts'
import type { ArtifactSettings, Settings } from '../settings/settings.ts'
import { planLines } from './console/planned.ts'
import { jsonText } from './json.ts'
import { metadataLines } from './metadata.ts'
import type { Outcome } from './outcome.ts'
import { redactedManifest, redactedPlan } from './redacted.ts'

/**
 * The files, text by name. Always `outcome.json`: the result of the run, and why. With a published backup, `manifest.json` and
 * `backup-metadata.txt`, even if the run failed afterwards. `plan.txt` as soon as there was a plan: a dry run has nothing else, and
 * for a failed run it shows what the run was about to do. A skipped run leaves its reason, so that the gap has a trace.
 */
export function artifactFiles(outcome: Outcome, settings: Settings, context: Context): Readonly<Record<string, string>> {
  const { published, plan } = outcome
  const full = settings.artifact?.details === 'full'
  const manifest = published?.manifest
  const redacted = manifest === undefined || full ? undefined : redactedManifest(manifest)
  return {
    'outcome.json': jsonText(outcomeOf(outcome, settings, context, full)),
    ...(manifest && { 'manifest.json': jsonText(redacted ?? manifest), 'backup-metadata.txt': lines(metadataLines(manifest, redacted)) }),
    ...(plan && { 'plan.txt': lines(full ? planLines(plan) : redactedPlan(plan)) }),
  }
}

/** The name that the user asked for, or a unique one of job, attempt and run id. */
export function artifactNameOf({ name }: ArtifactSettings, runId: string, job: string, attempt: string): string {
  return name ?? ['backup', job, attempt, runId].map(part => part.replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, 100)).join('-')
}

function outcomeOf(outcome: Outcome, settings: Settings, context: Context, full: boolean): object {
  const { status, runId, seconds, failure, published, kept, deleted, warnings } = outcome
  return {
    status,
    runId,
    seconds: Math.round(seconds),
    prefix: settings.prefix,
    scope: settings.scope,
    ...(settings.skip && { skipReason: settings.skip.reason }),
    ...(failure && { errorCode: failure.code }),
    ...(failure && full && { failure }),
    ...(published && { backup: published.manifest.name, sha256: published.manifest.archive.sha256 }),
    ...(published && full && { path: published.path }),
    ...{ kept, deleted, warnings: full ? warnings : warnings.length, context },
  }
}

function lines(all: readonly string[]): string {
  return all.map(line => `${line}\n`).join('')
}
