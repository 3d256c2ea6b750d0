// Recover: clean up after runs that died, and nothing else.
import { inert } from '../inert.ts'
import { planRecover } from '../plan/recover.ts'
import { connect, run, type Session } from './session.ts'

export type Recovered = { readonly runs: readonly string[]; readonly warnings: readonly string[] }

/** Runs the journals of dead runs backwards and removes what they left. Says what it found; finding nothing is well. */
export async function recover(session: Session): Promise<Recovered> {
  await connect(session)
  const runs: string[] = []
  const warnings: string[] = []
  await run(session, planRecover(session.settings, ''), event => {
    if (event.type === 'recovered') runs.push(inert(String(event['run'])))
    if (event.type === 'warning') warnings.push(inert(String(event['text'])))
  })
  session.reporter.phase('Recover', runs.length === 0 ? 'no dead run was found' : `cleaned up after ${runs.join(', ')}`)
  for (const text of warnings) session.reporter.warning('undo-failed', text)
  return { runs, warnings }
}
