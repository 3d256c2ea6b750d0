// Settle: learn what became of a run whose client was killed, and have cleaned up what it could not clean up itself.

import { type Manifest, parseManifest } from '../backups/manifest.ts'
import { failureOf } from '../messages/errors.ts'
import { newRunId } from '../script/conversation.ts'
import { inert } from '../text/inert.ts'
import { recover } from './recover.ts'
import type { Session } from './session.ts'
import { ask } from './status.ts'

export type Settled =
  | { readonly state: 'published'; readonly manifest: Manifest; readonly path: string }
  /** It is over and left nothing; `cleaned` names the runs whose remains had to be cleared away. */
  | { readonly state: 'none'; readonly cleaned: readonly string[] }

/** Seconds to wait for the lock: its holder has cleaned up first. */
const lockPatience = 10

/** Throws E_UNKNOWN when no answer can be had in the time there is. */
export async function settle(session: Session): Promise<Settled> {
  const { settings, reporter } = session
  const asked = await ask(session)
  const cleaned = await cleanUp({ ...session, runId: newRunId(), settings: { ...settings, lockTimeout: lockPatience } })
  if (asked.state === 'none') return { state: 'none', cleaned }
  const manifest = parseManifest(asked.manifest)
  if ('problem' in manifest) {
    reporter.warning('step-ended', inert(`The run left an invalid manifest: ${manifest.problem}`))
    return { state: 'none', cleaned }
  }
  return { state: 'published', manifest, path: `${settings.backupDir}/${manifest.archive.file}` }
}

/** What cannot be cleaned up now is cleaned up by the next run, before anything else. */
async function cleanUp(session: Session): Promise<readonly string[]> {
  try {
    return (await recover(session)).runs
  } catch (thrown) {
    session.reporter.warning('step-ended', inert(`The next run cleans up what this one may have left: ${failureOf(thrown).title}`))
    return []
  }
}
