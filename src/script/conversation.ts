// One script on one shell: the script, its secrets and the heartbeats go in, events come out, and the end is judged.
import { randomBytes } from 'node:crypto'
import type { Writable } from 'node:stream'
import type { Plan } from '../plan/plan.ts'
import type { Event } from '../protocol/events.ts'
import type { Exit, Process, Transport } from '../transports/transport.ts'
import { feed } from './feeding.ts'
import { judge } from './judging.ts'
import { listen } from './listening.ts'
import { render } from './render.ts'

export { ConnectionLost } from './judging.ts'

export type Listener = {
  /** One that throws ends the conversation with what it threw. */
  onEvent(event: Event): void
  /** Everything else the server said, as it came: make it inert before it is shown. */
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
  /** Seconds; the server ends the run by itself, and the client gives up a little later. */
  readonly timeout: number
  readonly listener: Listener
  /** The machine of the client, as the lock names it. */
  readonly from: string
  /** Aborted when the user cancels: the server's stdin ends, which makes it stop and clean up. */
  readonly cancel?: AbortSignal
}

/** The id of a new run: names its work directory and marks its processes. */
export function newRunId(): string {
  return `${Date.now().toString(36)}-${randomBytes(5).toString('hex')}`
}

/**
 * Runs a plan and returns when the server is done with it. Throws the failure that the server reported, or E_INTERRUPTED when the
 * connection was lost, E_CANCELLED, E_TIMEOUT, or E_PROTOCOL when the script did not run.
 * Returning means: exit status 0, and no error event. The caller looks for the result.
 */
export async function converse(conversation: Conversation): Promise<void> {
  const { transport, listener, cancel, timeout } = conversation
  const nonce = randomBytes(12).toString('hex')
  const shell = await transport.shell()
  const heard = listen(shell, nonce, listener)
  const stopFeeding = feed(shell, { ...conversation, script: scriptOf(conversation, nonce) })
  const { exit, overdue } = await endOf(shell, timeout)
  stopFeeding()
  judge({ ...heard.end(), exit, overdue, cancelled: cancel?.aborted === true, timeout, where: transport.name })
}

function scriptOf({ plan, runId, heartbeat, timeout, from }: Conversation, nonce: string): string {
  return render(plan, { id: runId, nonce, heartbeat, timeout, from })
}

/** The server keeps the timeout itself; this is for a server that no longer does. */
async function endOf(shell: Process, timeout: number): Promise<{ readonly exit: Exit; readonly overdue: boolean }> {
  let overdue = false
  const limit = setTimeout(
    () => {
      overdue = true
      shell.destroy()
    },
    (timeout + 15) * 1000,
  )
  const exit = await shell.exit
  clearTimeout(limit)
  return { exit, overdue }
}
