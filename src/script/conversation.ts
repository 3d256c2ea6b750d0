// One script on one shell: the script, its secrets and the heartbeats go in, events come out, and the end is judged.
import { randomBytes } from 'node:crypto'
import type { Writable } from 'node:stream'
import { BackupError, type Code, codes, type Failure } from '../messages/errors.ts'
import type { Plan } from '../plan/plan.ts'
import { type Event, EventReader } from '../protocol/events.ts'
import { inert, inertLines } from '../text/inert.ts'
import { type Exit, handedOver, type Transport } from '../transports/transport.ts'
import { Demultiplexer } from './demultiplexer.ts'
import { type Run, render } from './render.ts'

export type Listener = {
  onEvent(event: Event): void
  /** Whatever else the server said, as it came: make it inert before it is shown. */
  onNoise(line: string): void
  /** Where the bytes go that the script announces, of a backup and so many. Without it nothing may be announced. */
  onRaw?(backup: string, bytes: number): Writable
}

export type Conversation = {
  readonly transport: Transport
  readonly plan: Plan
  readonly runId: string
  /** Seconds; the server gives up when it hears nothing for so long. */
  readonly heartbeat: number
  /** Seconds; the server ends the run by itself, and we give up a little later. */
  readonly timeout: number
  readonly listener: Listener
  /** The machine of the client, as the lock names it. */
  readonly from: string
  /** Aborted when the user cancels: our stdin to the server ends, which makes it stop and clean up. */
  readonly cancel?: AbortSignal
}

/** The id of a new run: names its work directory and marks its processes. */
export function newRunId(): string {
  return `${Date.now().toString(36)}-${randomBytes(5).toString('hex')}`
}

/**
 * Runs a plan and returns when the server is done with it. Throws the failure that the server told, or E_INTERRUPTED when the
 * connection was lost, E_CANCELLED, E_TIMEOUT, or E_PROTOCOL when what answered was no shell of ours.
 * Returning means: exit status 0, and no error was told. Whether there is a result is for the caller to look for.
 */
export async function converse(conversation: Conversation): Promise<void> {
  const { transport, plan, listener, cancel } = conversation
  const nonce = randomBytes(12).toString('hex')
  const heard: { failure?: Failure; events: number; noise: string[] } = { events: 0, noise: [] }
  const shell = await transport.shell()
  const reader = new EventReader(
    nonce,
    event => {
      heard.events += 1
      if (event.type === 'error') heard.failure ??= failureIn(event)
      else if (event.type === 'raw') takeRaw(event)
      else listener.onEvent(event)
    },
    line => {
      if (heard.noise.length < 5) heard.noise.push(line)
      listener.onNoise(line)
    },
  )
  const channel = new Demultiplexer(reader)
  const takeRaw = ({ backup, bytes }: Event) => {
    if (listener.onRaw !== undefined && typeof backup === 'string' && Number.isSafeInteger(bytes) && Number(bytes) >= 0)
      channel.expect(Number(bytes), listener.onRaw(backup, Number(bytes)))
  }
  shell.stdout.on('data', (chunk: Uint8Array) => {
    const full = channel.write(chunk)
    if (full === undefined) return
    // The server waits for a reader that is slower than it: nothing piles up here.
    shell.stdout.pause()
    const goOn = () => {
      full.off('drain', goOn).off('close', goOn)
      shell.stdout.resume()
    }
    full.on('drain', goOn).on('close', goOn)
  })
  const errors = new EventReader(
    '',
    () => {},
    line => listener.onNoise(line),
  )
  shell.stderr.on('data', (chunk: Uint8Array) => errors.write(chunk))
  shell.stdin.on('error', () => {})

  const run: Run = {
    id: conversation.runId,
    nonce,
    heartbeat: conversation.heartbeat,
    timeout: conversation.timeout,
    from: conversation.from,
  }
  const script = render(plan, run)
  const secrets = plan.secrets.map(({ value }) => `${value?.reveal() ?? ''}\n`)
  shell.stdin.write(`${handedOver(script)}${secrets.join('')}end of secrets\n`)
  const beat = setInterval(() => shell.stdin.write('.'), Math.min(2000, conversation.heartbeat * 250))
  const hangUp = () => {
    clearInterval(beat)
    shell.stdin.end()
  }
  cancel?.addEventListener('abort', hangUp)
  if (cancel?.aborted) hangUp()
  // The server keeps the timeout itself; this is for a server that no longer does.
  let overdue = false
  const limit = setTimeout(
    () => {
      overdue = true
      shell.destroy()
    },
    (conversation.timeout + 15) * 1000,
  )
  const exit = await shell.exit
  clearInterval(beat)
  clearTimeout(limit)
  cancel?.removeEventListener('abort', hangUp)
  channel.end()
  errors.end()
  judge({
    exit,
    failure: heard.failure,
    events: heard.events,
    noise: heard.noise,
    overdue,
    cancelled: cancel?.aborted === true,
    timeout: conversation.timeout,
    where: transport.name,
  })
}

type End = {
  exit: Exit
  failure: Failure | undefined
  events: number
  noise: readonly string[]
  overdue: boolean
  cancelled: boolean
  timeout: number
  where: string
}

/** The connection was lost while a script ran: how it went on there is for the server to tell. */
export class ConnectionLost extends BackupError {}

function judge(end: End): void {
  if (end.cancelled) {
    throw new BackupError({
      code: 'E_CANCELLED',
      title: `The run on ${end.where} was cancelled.`,
      safe:
        end.failure === undefined
          ? 'the server ends the run by itself and puts everything back as it was'
          : 'the server has put everything back as it was',
      ...(end.failure === undefined && { unsettled: true }),
    })
  }
  if (end.failure !== undefined) throw new BackupError(end.failure)
  if (end.overdue) {
    throw new BackupError({
      code: 'E_TIMEOUT',
      title: `${end.where} did not end the run within ${end.timeout} s, and no longer answers.`,
      unsettled: true,
      next: 'look at the load of the server',
    })
  }
  if (end.exit.lost) {
    throw new ConnectionLost({
      code: 'E_INTERRUPTED',
      title: `The connection to ${end.where} was lost while it was at work.`,
      safe: 'the server notices, stops the work and puts everything back as it was; a backup is visible there only if it is complete',
      next: 'run it again; look at the network between the runner and the server',
      unsettled: true,
    })
  }
  if (end.exit.code === 0 && end.events > 0) return
  // Killed before it said a word, it may have been ours all the same.
  if (end.events === 0 && end.exit.signal === null) throw unintelligible(end)
  throw new BackupError({
    code: 'E_UNKNOWN',
    title: `The script on ${end.where} ended ${end.exit.signal === null ? `with status ${end.exit.code}` : `by ${end.exit.signal}`} and did not say why.`,
    safe: 'a backup is visible there only if it is complete',
  })
}

/** Nothing of ours ever ran: the account's shell, a forced command, or sudo answered instead. */
function unintelligible(end: End): BackupError {
  const said = end.noise.map(line => inert(line, { limit: 300 })).filter(line => line !== '')
  return new BackupError({
    code: 'E_PROTOCOL',
    title: `${end.where} did not run the script (status ${end.exit.code ?? end.exit.signal}).`,
    ...(said.length > 0 ? { details: { 'It said': said.join('\n') } } : {}),
    safe: 'nothing was changed',
    next: 'see that this account has a POSIX sh, and no forced command; with sudo: true, that it may run sudo without a password',
  })
}

/** A failure as the runtime told it. Its words come from a server, so they are made inert here, once. */
function failureIn(event: Event): Failure {
  const details: Record<string, string> = {}
  const given = typeof event['details'] === 'object' && event['details'] !== null ? event['details'] : {}
  for (const [label, value] of Object.entries(given).slice(0, 20))
    details[inert(label, { limit: 40 })] = inertLines(String(value), 20, { limit: 500 }).join('\n')
  const { safe, next, ...rest } = details
  const code = codes.find(known => known === event['code']) ?? ('E_UNKNOWN' satisfies Code)
  return { code, title: inert(String(event['title'])), details: rest, ...(safe ? { safe } : {}), ...(next ? { next } : {}) }
}
