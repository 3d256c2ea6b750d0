// What became of a run whose connection was lost: the server is asked, by the run's id. Unknown is never success.
import { setTimeout as sleep } from 'node:timers/promises'
import { BackupError, failureOf } from '../messages/errors.ts'
import { planStatus } from '../plan/look.ts'
import { newRunId } from '../script/conversation.ts'
import { FactsReader } from '../server/facts.ts'
import { inert } from '../text/inert.ts'
import { run, type Session } from './session.ts'

export type Asked =
  /** It had published before the connection was lost: its manifest, and the list of backups. */
  | { readonly state: 'published'; readonly manifest: string; readonly listing: FactsReader }
  /** It is over, and nothing of it is visible. */
  | { readonly state: 'none' }

/** Seconds beyond the server's own patience until a run that was cut off must be over. */
const grace = 30

/**
 * Connects anew and asks until the run is over: at most as long as the server takes to notice the lost client, and
 * to clean up. Throws E_UNKNOWN, which says where to look, when no answer can be had.
 */
export async function ask(session: Session): Promise<Asked> {
  const limit = performance.now() + (session.heartbeat + grace) * 1000
  let trouble = 'the run is still working there'
  for (;;) {
    try {
      await session.transport.open()
      const answer = await askOnce(session)
      if (answer !== 'working') return answer
      trouble = 'the run is still working there'
    } catch (thrown) {
      trouble = failureOf(thrown).title
    }
    if (performance.now() > limit || session.cancel?.aborted) break
    await sleep(2000)
  }
  throw new BackupError({
    code: 'E_UNKNOWN',
    title: `The connection to ${session.transport.name} was lost, and the outcome of the run ${session.runId} is unknown.`,
    details: { Because: inert(trouble) },
    safe: 'the server stops a run whose client is gone; a backup is visible there only if it is complete',
    unsettled: true,
    next: `look for a backup with this run id: meeshy-backup list --json, or ${session.settings.backupDir}/.meta on the server`,
  })
}

async function askOnce(session: Session): Promise<Asked | 'working'> {
  const listing = new FactsReader()
  let state: string | undefined
  let manifest = ''
  await run({ ...session, runId: newRunId() }, planStatus(session.settings, session.runId), {
    onEvent(event) {
      listing.add(event)
      if (event.type === 'status') state = event.state
      if (event.type === 'result') manifest = event.text
    },
  })
  if (state === 'published' && manifest !== '' && listing.complete) return { state, manifest, listing }
  if (state === 'none') return { state }
  return 'working'
}
