// The session that an entry works in: settings, the transport to their target, and the reporter; closed when the work is done.
import type { Session } from '../operations/session.ts'
import type { Reporter } from '../report/console/reporter.ts'
import { newRunId } from '../script/conversation.ts'
import type { Given } from '../settings/given.ts'
import { parseSettings } from '../settings/parse.ts'
import { transportTo } from '../transports/choose.ts'

type Opening = {
  readonly reporter: Reporter
  readonly cancel: AbortSignal
  /** Of the run; a new one where it is not known before. */
  readonly runId?: string
}

/** Opens a session by what was given, and closes it after `work`, however that ends. `warnings` are about the settings. Throws E_INPUT. */
export async function inSession<Outcome>(
  given: Given,
  { reporter, cancel, runId = newRunId() }: Opening,
  work: (session: Session, warnings: readonly string[]) => Promise<Outcome>,
): Promise<Outcome> {
  const { settings, warnings } = parseSettings(given)
  const transport = transportTo(settings.target, process.env, line => reporter.debug(line))
  const runner = process.env['RUNNER_NAME']
  try {
    return await work({ settings, transport, reporter, runId, heartbeat: settings.clientTimeout, runner, cancel }, warnings)
  } finally {
    await transport.close()
  }
}

/** Aborted by the signals that end a process. A runner gives ten seconds from the first: the server learns it at once, and does the rest by itself. */
export function cancelledBySignals(): AbortSignal {
  const cancel = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort())
  return cancel.signal
}
