// Script: the plan of a backup, or of any restore, as a file that runs on the server by itself, for cron, or for the day when there is nothing else.
import { policyText, policyWords } from '../backups/retention.ts'
import { BackupError } from '../messages/errors.ts'
import type { Runbook } from '../plan/plan.ts'
import { emptyRunbook, withRunbook } from '../plan/runbook.ts'
import type { Step } from '../protocol/step.ts'
import { renderGeneral, renderStanding } from '../script/render.ts'
import { prepare } from './backup.ts'
import { connect, type Session } from './session.ts'

/** Looks at the server, plans, and returns the text of the script. */
export async function script(session: Session, what: 'backup' | 'restore'): Promise<string> {
  await connect(session)
  return what === 'restore' ? renderGeneral(await runbook(session)) : backupScript(session)
}

/** Rotation is in it as the server's own step, because no client will decide. */
async function backupScript(session: Session): Promise<string> {
  const { plan } = await prepare(session, {})
  const { prefix, policy, timeout } = session.settings
  const steps: Step[] = [
    ...plan.steps.filter(step => step.id !== 'list'),
    { id: 'rotate', title: `Rotate: keep ${policyText(policy)}`, command: ['mb_rotate_alone', prefix, policyWords(policy)] },
  ]
  return renderStanding({ ...plan, steps }, { timeout })
}

/** The restore of what is there now. Where that cannot be planned, of nothing: backups have runbooks of their own. */
async function runbook(session: Session): Promise<Runbook> {
  const nothing = emptyRunbook(session.settings)
  try {
    const { plan, view } = await prepare(session, {})
    return withRunbook(plan, view, { oldToo: true }).runbook ?? nothing
  } catch (thrown) {
    if (!(thrown instanceof BackupError) || !['E_NOT_FOUND', 'E_AMBIGUOUS', 'E_DUMP', 'E_DOCKER', 'E_PREREQ'].includes(thrown.failure.code))
      throw thrown
    session.reporter.warning('attention', `${thrown.failure.title} So this script only runs the scripts that lie beside the backups.`)
    return nothing
  }
}
