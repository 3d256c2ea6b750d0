// Runs a script on a shell of any transport, the way the product does, and keeps the output.
import { setTimeout as sleep } from 'node:timers/promises'
import { type Exit, handedOver, type Process } from '../../src/transports/transport.ts'

export type Ran = { readonly stdout: Buffer; readonly stderr: Buffer; readonly exit: Exit }

/** Writes the script and what follows it on stdin, in one write; `end` closes stdin after it. */
export function send(process: Process, script: string, { after = '', end = true } = {}) {
  process.stdin.write(`${handedOver(script)}${after}`)
  if (end) process.stdin.end()
}

/** The output at the time when `exit` settles: none may come later. */
export async function drain(process: Process): Promise<Ran> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  process.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  process.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  const exit = await process.exit
  return { stdout: Buffer.concat(out), stderr: Buffer.concat(err), exit }
}

export async function run(process: Process, script: string, options: { after?: string; end?: boolean } = {}): Promise<Ran> {
  send(process, script, options)
  return drain(process)
}

/** Waits until the output holds a text. */
export async function said(process: Process, text: string): Promise<void> {
  let heard = ''
  for await (const chunk of process.stdout.iterator({ destroyOnReturn: false })) {
    heard += chunk
    if (heard.includes(text)) return
  }
  throw new Error(`the output ended without ${text}: ${heard}`)
}

/** Polls until the condition holds; for changes that send no event. */
export async function eventually(isSo: () => boolean, seconds = 10): Promise<void> {
  for (const until = performance.now() + seconds * 1000; !isSo(); await sleep(20)) {
    if (performance.now() > until) throw new Error(`it did not become so within ${seconds} s`)
  }
}
