// Following a restore that runs on the server by itself: through lost connections, to its own last word.
import { setTimeout as sleep } from 'node:timers/promises'
import { BackupError, failureOf } from '../messages/errors.ts'
import { planFollow } from '../plan/follow.ts'
import type { Plan } from '../plan/plan.ts'
import type { RestoreLog } from '../report/console/restorelog.ts'
import { ConnectionLost, newRunId } from '../script/conversation.ts'
import { run, type Session } from './session.ts'

/** Starts the plan if there is one, and follows the run until it has ended. Throws its failure; E_UNKNOWN when it cannot be learnt; E_CANCELLED. */
export async function follow(
  session: Session,
  log: RestoreLog,
  { runId, plan }: { readonly runId: string; readonly plan: Plan | undefined },
): Promise<void> {
  const { settings, reporter, transport } = session
  const limit = performance.now() + settings.timeout * 1000
  let lost: BackupError | undefined
  for (let first = plan; ; first = undefined) {
    try {
      if (first !== undefined) await run({ ...session, runId }, first, event => log.add(event))
      else await run({ ...session, runId: newRunId() }, planFollow(settings, runId), event => log.again(event))
      return log.requireEnd(transport.name)
    } catch (thrown) {
      if (session.cancel?.aborted) throw left(session, runId)
      const mayGoOn =
        thrown instanceof ConnectionLost || (lost !== undefined && ['E_CONNECT', 'E_PROTOCOL'].includes(failureOf(thrown).code))
      if (!mayGoOn) throw thrown
      if (lost === undefined) reporter.warning('connection-lost', 'The connection was lost; the restore goes on there. Following it again.')
      lost = thrown as BackupError
    }
    if (performance.now() > limit) throw unknown(session, runId, lost)
    await sleep(2000)
    await transport.open().catch(() => {})
  }
}

function left({ transport }: Session, runId: string): BackupError {
  return new BackupError({
    code: 'E_CANCELLED',
    title: `Nobody follows the restore on ${transport.name} any more (run ${runId}); it goes on there, and ends in the new state or in the old one.`,
    safe: 'what was there before is kept until it has ended well',
    next: 'meeshy-backup restore --resume follows it again',
  })
}

function unknown({ transport, settings }: Session, runId: string, lost: BackupError): BackupError {
  return new BackupError(
    {
      code: 'E_UNKNOWN',
      title: `The connection to ${transport.name} was lost, and what became of the restore (run ${runId}) could not be learnt.`,
      details: { Because: lost.failure.title },
      safe: 'it goes on there, and ends in the new state or in the old one',
      next: `meeshy-backup restore --resume; its log is ${settings.backupDir}/.work/${runId}.log`,
    },
    { cause: lost },
  )
}
