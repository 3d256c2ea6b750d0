// A client in a process of its own, so that it can be killed, stopped and cut off; and, in that process, the program itself.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { newRunId } from '../../src/script/conversation.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { backUp, type Host, type Ran } from '../../testbed/faults/host.ts'
import { overSsh, type Target } from '../../testbed/faults/overssh.ts'
import type { Change } from '../../testbed/faults/seam.ts'

export type ClientOptions = {
  readonly target: Target
  readonly settings?: Partial<Settings>
  readonly changes?: readonly Change[]
  readonly heartbeat?: number
  /** With the waits that everybody has, not those of a test. */
  readonly patient?: boolean
  /** The words of a program to run it under. */
  readonly under?: readonly string[]
}

export type Client = {
  readonly pid: number
  readonly runId: string
  /** How the run ended; without an outcome when the client did not live to tell. */
  readonly ran: Promise<Ran>
  /** Waits until it has logged this. */
  says(text: string): Promise<void>
}

type Message = { readonly ran: Ran } | { readonly log: string }
type Order = Pick<Host, 'app' | 'backups' | 'folder' | 'path'> & Omit<ClientOptions, 'under'> & { readonly runId: string }

/** Starts a backup by a client of its own. */
export function startClient({ app, backups, folder, path }: Host, { under = [], ...options }: ClientOptions): Client {
  const runId = newRunId()
  const [program = '', ...words] = [...under, process.execPath, import.meta.filename]
  const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const began = performance.now()
  child.send({ app, backups, folder, path, runId, ...options } satisfies Order)
  let told: Ran | undefined
  let log = ''
  child.on('message', (message: Message) => {
    if ('ran' in message) told = message.ran
    else log += message.log
  })
  const ran = once(child, 'close').then(
    () => told ?? { runId, log, seconds: (performance.now() - began) / 1000, limit: Number.POSITIVE_INFINITY },
  )
  const says = async (text: string) => {
    while (!log.includes(text))
      await Promise.race([once(child, 'message'), ran.then(() => Promise.reject(new Error(`it ended without ${text}`)))])
  }
  return { pid: child.pid ?? 0, runId, ran, says }
}

if (import.meta.main) process.once('message', order => void serve(order as Order))

/** As the command line does it: a signal cancels. */
async function serve({ target, patient = false, ...order }: Order): Promise<void> {
  const cancel = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort())
  const send = (message: Message, then = () => {}) => process.send?.(message, then)
  const onLog = (text: string) => void send({ log: text })
  const ran = await backUp(order as unknown as Host, { ...order, transport: overSsh(target, { patient }), cancel: cancel.signal, onLog })
  send({ ran }, () => process.disconnect())
}
