// What goes in: the script and its secrets in one write, then heartbeats, until the run is over or cancelled.
import type { Plan } from '../plan/plan.ts'
import { handedOver, type Process } from '../transports/transport.ts'

type Food = {
  readonly script: string
  /** What the script must not hold: one line each. */
  readonly plan: Pick<Plan, 'secrets'>
  /** Seconds; the server gives up when it hears nothing for so long. */
  readonly heartbeat: number
  /** Aborted: the input ends, which makes the server stop and clean up. */
  readonly cancel?: AbortSignal
}

/** Sends the script and then heartbeats, which show that the client lives. Returns what stops them. */
export function feed(shell: Process, { script, plan, heartbeat, cancel }: Food): () => void {
  shell.stdin.on('error', () => {})
  const lines = plan.secrets.map(({ value }) => `${value?.reveal() ?? ''}\n`)
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
