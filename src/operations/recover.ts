// Recover: clean up after runs that died, and nothing else.

import { planRecover } from '../plan/recover.ts'
import { newRunId } from '../script/conversation.ts'
import type { Facts } from '../server/facts.ts'
import type { Hearer } from './listener.ts'
import { connect, look, run, type Session } from './session.ts'

export type Recovered = {
  readonly runs: readonly string[]
  /** Restores that could not be put back; the next run tries again. */
  readonly unrecovered: readonly string[]
  /** Restores that had become final before they died: they were completed, not undone. */
  readonly completed: readonly string[]
  readonly warnings: readonly string[]
}

/** Runs the journals of dead runs backwards and removes what they left. Says what it found; finding nothing is well. */
export async function recover(session: Session): Promise<Recovered> {
  await connect(session)
  return recoverThere(session)
}

/** How often to wait for others to end. */
const patience = 3

/**
 * The facts, with no other run at work: what a dead run stopped is running again before the look. Waits for a run at work,
 * as long as it may wait for the lock.
 */
export async function lookInPeace(session: Session): Promise<Facts> {
  let facts = await look(session)
  for (let n = 0; n < patience && (facts.listing.atWork ?? 0) > 0; n++) {
    const { warnings } = await recoverThere({ ...session, runId: newRunId() })
    facts = await look(session)
    if (warnings.length > 0) break
  }
  return facts
}

async function recoverThere(session: Session): Promise<Recovered> {
  const runs: string[] = []
  const unrecovered: string[] = []
  const completed: string[] = []
  const warnings: string[] = []
  const hearer: Hearer = {
    onEvent: event => event.type === 'unrecovered' && unrecovered.push(event.run),
    onRecovered(run, final) {
      runs.push(run)
      if (final) completed.push(run)
    },
    onWarning: (_, text) => warnings.push(text),
  }
  await run(session, planRecover(session.settings, ''), hearer)
  session.reporter.phase('Recover', runs.length === 0 ? 'no dead run was found' : `cleaned up after ${runs.join(', ')}`)
  for (const text of warnings) session.reporter.warning('undo-failed', text)
  return { runs, unrecovered, completed, warnings }
}
