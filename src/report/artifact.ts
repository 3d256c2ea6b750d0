// What an artifact of a run holds, whatever came of the run, and how it is called. Nothing secret is in any of its sources.

import type { Context } from '../plan/backup.ts'
import type { ArtifactSettings, Settings } from '../settings/settings.ts'
import { inertJson } from '../text/inert.ts'
import { planLines } from './console/planned.ts'
import { metadataLines } from './metadata.ts'
import type { Outcome } from './outcome.ts'
import { redactedManifest, redactedPlan } from './redacted.ts'

/**
 * The files, text by name. Always `outcome.json`: what came of the run, and why. With a published backup `manifest.json` and
 * `backup-metadata.txt`, also when the run failed afterwards; `plan.txt` once there was a plan: of a dry run that is all there is, and a
 * run that failed says in it what it was about to do. A run that was skipped leaves its reason, so that the gap has a trace.
 */
export function artifactFiles(outcome: Outcome, settings: Settings, context: Context): Readonly<Record<string, string>> {
  const { published, plan } = outcome
  const full = settings.artifact?.details === 'full'
  const manifest = published?.manifest
  const redacted = manifest === undefined || full ? undefined : redactedManifest(manifest)
  return {
    'outcome.json': document(outcomeOf(outcome, settings, context, full)),
    ...(manifest && { 'manifest.json': document(redacted ?? manifest), 'backup-metadata.txt': lines(metadataLines(manifest, redacted)) }),
    ...(plan && { 'plan.txt': lines(full ? planLines(plan) : redactedPlan(plan)) }),
  }
}

/** The name that was asked for, or one that no other job, matrix leg, attempt or step has: job, attempt, run id. */
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

function document(value: object): string {
  return `${inertJson(value, 2)}\n`
}

function lines(all: readonly string[]): string {
  return all.map(line => `${line}\n`).join('')
}
