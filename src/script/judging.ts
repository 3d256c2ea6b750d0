// How a conversation ended: well, or with which failure.
import { BackupError } from '../messages/errors.ts'
import { inert } from '../text/inert.ts'
import type { Exit } from '../transports/transport.ts'
import type { Heard } from './listening.ts'

type End = Heard & {
  readonly exit: Exit
  /** The client gave up, long after the server should have ended the run. */
  readonly overdue: boolean
  readonly cancelled: boolean
  /** Seconds. */
  readonly timeout: number
  readonly where: string
}

/** The connection was lost while a script ran: only the server knows how it went on. */
export class ConnectionLost extends BackupError {}

/** Returns if the script ended well, and throws what it failed of. */
export function judge(end: End): void {
  if ('thrown' in end) throw end.thrown
  if (end.cancelled) throw cancelled(end)
  if (end.failure !== undefined) throw new BackupError(end.failure)
  if (end.overdue) throw overdue(end)
  if (end.exit.lost) throw lost(end)
  if (end.exit.code === 0 && end.events > 0) return
  // Killed before it said a word, it may still have been the script.
  if (end.events === 0 && end.exit.signal === null) throw unintelligible(end)
  throw unexplained(end)
}

function cancelled({ where, failure }: End): BackupError {
  return new BackupError({
    code: 'E_CANCELLED',
    title: `The run on ${where} was cancelled.`,
    safe:
      failure === undefined
        ? 'the server stops the run by itself and puts everything back as it was'
        : 'the server has put everything back as it was',
    ...(failure === undefined && { unsettled: true }),
  })
}

function overdue({ where, timeout }: End): BackupError {
  return new BackupError({
    code: 'E_TIMEOUT',
    title: `${where} did not end the run within ${timeout} s, and no longer answers.`,
    unsettled: true,
    next: 'look at the load of the server',
  })
}

function lost({ where }: End): ConnectionLost {
  return new ConnectionLost({
    code: 'E_INTERRUPTED',
    title: `The connection to ${where} was lost while it was working.`,
    safe: 'the server notices, stops the work and puts everything back as it was; a backup is visible there only if it is complete',
    next: 'run it again; look at the network between the runner and the server',
    unsettled: true,
  })
}

/** The script never ran: the account's shell, a forced command, or sudo answered instead. */
function unintelligible({ where, exit, noise }: End): BackupError {
  const said = noise.map(line => inert(line, { limit: 300 })).filter(line => line !== '')
  return new BackupError({
    code: 'E_PROTOCOL',
    title: `${where} did not run the script (status ${exit.code ?? exit.signal}).`,
    ...(said.length > 0 ? { details: { 'It said': said.join('\n') } } : {}),
    safe: 'nothing was changed',
    next: 'check that this account has a POSIX sh and no forced command; with sudo: true, check that it may run sudo without a password',
  })
}

function unexplained({ where, exit }: End): BackupError {
  return new BackupError({
    code: 'E_UNKNOWN',
    title: `The script on ${where} ended ${exit.signal === null ? `with status ${exit.code}` : `by ${exit.signal}`} and did not say why.`,
    safe: 'a backup is visible there only if it is complete',
  })
}
