// What goes in: the script and its secrets in one write, then heartbeats, until the run is over or cancelled.
import type { Sensitive } from '../text/sensitive.ts'
import { handedOver, type Process } from '../transports/transport.ts'

type Food = {
  readonly script: string
  /** By the names of their shell variables; each one line. */
  readonly secrets: Readonly<Record<string, Sensitive | undefined>>
  /** Seconds; the server gives up when it hears nothing for so long. */
  readonly heartbeat: number
  /** Aborted: the input ends, which makes the server stop and clean up. */
  readonly cancel?: AbortSignal
}

/** Hands it in and keeps the server from taking us for gone. Returns what ends that, for when the run is over. */
export function feed(shell: Process, { script, secrets, heartbeat, cancel }: Food): () => void {
  shell.stdin.on('error', () => {})
  const lines = Object.values(secrets).map(secret => `${secret?.reveal() ?? ''}\n`)
  shell.stdin.write(`${handedOver(script)}${lines.join('')}end of secrets\n`)
  const beat = setInterval(() => shell.stdin.write('.'), Math.min(2000, heartbeat * 250))
  const hangUp = () => {
    clearInterval(beat)
    shell.stdin.end()
  }
  cancel?.addEventListener('abort', hangUp)
  if (cancel?.aborted) hangUp()
  return () => {
    clearInterval(beat)
    cancel?.removeEventListener('abort', hangUp)
  }
}
