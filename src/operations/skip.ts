// Skip: no backup is made, and everybody can see that, and why. Nothing here may keep the deploy waiting, nor stop it.

import { failureOf } from '../messages/errors.ts'
import type { Warn } from '../messages/warnings.ts'
import type { Context } from '../plan/backup.ts'
import { planSkip } from '../plan/skip.ts'
import type { Outcome } from '../report/outcome.ts'
import { inert } from '../text/inert.ts'
import { connect, run, type Session } from './session.ts'

/** Leaves the record on the server if that can be done at once (settings of a skip have short waits); a warning says when it cannot. */
export async function skip(session: Session, context: Context, given: string, warn: Warn): Promise<Pick<Outcome, 'skipped'>> {
  const reason = inert(given)
  warn('skipped', `NO BACKUP IS TAKEN. If what comes next goes wrong, what it destroys cannot be brought back. Reason given: ${reason}`)
  try {
    await connect(session)
    await run(session, planSkip(session.settings, reason, context), { onWarning: warn })
    session.reporter.phase('Skip', `recorded on ${session.transport.name}, in ${session.settings.backupDir}/.meta`)
    return { skipped: { reason, recorded: true } }
  } catch (thrown) {
    const { code, title } = failureOf(thrown)
    warn('skip-not-recorded', inert(`The list of backups on ${session.transport.name} will not show this gap: ${code} ${title}`))
    return { skipped: { reason, recorded: false } }
  }
}
