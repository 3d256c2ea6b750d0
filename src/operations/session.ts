// What every operation needs of its surroundings, and the look that each begins with.
import { hostname } from 'node:os'
import { BackupError } from '../messages/errors.ts'
import { planFacts } from '../plan/look.ts'
import type { Plan } from '../plan/plan.ts'
import type { Reporter } from '../report/console/reporter.ts'
import { converse } from '../script/conversation.ts'
import { type Facts, FactsReader } from '../server/facts.ts'
import type { Settings } from '../settings/settings.ts'
import { duration } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
import type { Transport } from '../transports/transport.ts'
import { type Hearer, listenTo } from './listener.ts'

export type Session = {
  readonly settings: Settings
  readonly transport: Transport
  readonly reporter: Reporter
  readonly runId: string
  /** Seconds of silence after which the server takes the client for gone. */
  readonly heartbeat: number
  /** GitHub's name of the runner, if it is one. */
  readonly runner?: string | undefined
  readonly cancel?: AbortSignal
}

/** Connects, and says to what. */
export async function connect({ transport, reporter }: Session): Promise<void> {
  const peer = await transport.open()
  reporter.phase('Connect', `${peer.name}${peer.hostKey ? `  ${peer.hostKey}` : ''}  (${duration(peer.seconds * 1000)})`)
}

/** Runs one plan on the session's server, and tells what all runs have in common. */
export async function run(session: Session, plan: Plan, hearer: Hearer = {}): Promise<void> {
  const { transport, runId, heartbeat, settings, reporter, cancel } = session
  let noise = 0
  const onNoise = (line: string) => {
    noise += 1
    if (noise <= 200) reporter.debug(inert(line, { limit: 500 }))
  }
  await converse({
    transport,
    plan,
    runId,
    heartbeat,
    timeout: settings.timeout,
    from: machineOf(session.runner),
    listener: { onEvent: listenTo(reporter, hearer), onNoise, ...(hearer.onRaw && { onRaw: hearer.onRaw }) },
    ...(cancel && { cancel }),
  })
}

/** The machine that this runs on, as the lock names it: the runner by its own name, which tells more than that of its host. */
export function machineOf(runner: string | undefined): string {
  return (runner || hostname()).replaceAll(/[^\w. -]+/g, '-').slice(0, 64)
}

/** The facts of the server: one script, which changes nothing. */
export async function look(session: Session): Promise<Facts> {
  const reader = new FactsReader()
  await run(session, planFacts(session.settings), { onEvent: event => reader.add(event) })
  if (!reader.complete)
    throw new BackupError({
      code: 'E_PROTOCOL',
      title: `${session.transport.name} stopped before it finished its inventory.`,
      safe: 'nothing was changed',
      next: 'run it again with debug logging',
    })
  return reader.facts()
}
