// Following a restore that runs on the server by itself: through lost connections, to its own last word.
import { setTimeout as sleep } from 'node:timers/promises'
import { BackupError, failureOf } from '../messages/errors.ts'
import { planFollow } from '../plan/follow.ts'
import type { Plan } from '../plan/plan.ts'
import type { Event } from '../protocol/events.ts'
import type { RestoreLog } from '../report/console/restorelog.ts'
import { ConnectionLost, newRunId } from '../script/conversation.ts'
import type { Hearer } from './listener.ts'
import { run, type Session } from './session.ts'

/** Starts the plan if there is one, and follows the run until it has ended. Throws its failure; E_UNKNOWN when it cannot be learnt; E_CANCELLED. */
export async function follow(
  session: Session,
  log: RestoreLog,
  { runId, plan }: { readonly runId: string; readonly plan: Plan | undefined },
): Promise<void> {
  const { settings, reporter, transport } = session
  const limit = performance.now() + settings.timeout * 1000
  const hearer = { onEvent: log.add.bind(log), onWarning: log.warn.bind(log) } satisfies Hearer
  const heard = new Heard()
  let lost: BackupError | undefined
  for (let first = plan; ; first = undefined) {
    try {
      const anew: Hearer = { ...hearer, isNew: heard.anew() }
      if (first !== undefined) await run({ ...session, runId }, first, anew)
      else await run({ ...session, runId: newRunId() }, planFollow(settings, runId), anew)
      if (log.ended) return
      throw untold(transport.name)
    } catch (thrown) {
      if (session.cancel?.aborted) throw left(session, runId)
      const mayGoOn =
        thrown instanceof ConnectionLost || (lost !== undefined && ['E_CONNECT', 'E_PROTOCOL'].includes(failureOf(thrown).code))
      if (!mayGoOn) throw thrown
      if (lost === undefined)
        reporter.warning('connection-lost', 'The connection was lost. The restore continues on the server; following it again.')
      lost = thrown as BackupError
    }
    if (performance.now() > limit) throw unknown(session, runId, lost)
    await sleep(2000)
    await transport.open().catch(() => {})
  }
}

/** A log is read from its beginning each time: what was heard before the connection was lost is passed over. */
class Heard {
  #most = 0

  /** For one reading: whether an event is heard for the first time. */
  anew(): (event: Event) => boolean {
    let place = 0
    return ({ type }) => {
      // From the follower, and not in the log.
      if (type === 'unheard') return true
      place += 1
      if (place <= this.#most) return false
      this.#most = place
      return true
    }
  }
}

/** Success needs the run's own last word: exit status 0 alone proves nothing, but that it is to be followed again. */
function untold(where: string): ConnectionLost {
  return new ConnectionLost({
    code: 'E_PROTOCOL',
    title: `${where} did not report how the restore ended.`,
    safe: 'it continues there, and completes or rolls back',
    next: 'meeshy-backup restore --resume follows it',
  })
}

function left({ transport }: Session, runId: string): BackupError {
  return new BackupError({
    code: 'E_CANCELLED',
    title: `Stopped following the restore on ${transport.name} (run ${runId}). It continues there, and completes or rolls back.`,
    safe: 'the server keeps the previous state until the restore succeeds',
    next: 'meeshy-backup restore --resume follows it again',
  })
}

function unknown({ transport, settings }: Session, runId: string, lost: BackupError): BackupError {
  return new BackupError(
    {
      code: 'E_UNKNOWN',
      title: `The connection to ${transport.name} was lost, and the outcome of the restore (run ${runId}) is unknown.`,
      details: { Because: lost.failure.title },
      safe: 'it continues there, and completes or rolls back',
      next: `meeshy-backup restore --resume; its log is ${settings.backupDir}/.work/${runId}.log`,
    },
    { cause: lost },
  )
}
