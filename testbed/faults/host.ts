// A server that the product itself backs up in half a second: with its operations, its transport, its script. Only the engine is a stand-in.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backup } from '../../src/operations/backup.ts'
import type { Session } from '../../src/operations/session.ts'
import { Terminal } from '../../src/report/console/terminal.ts'
import type { Outcome } from '../../src/report/outcome.ts'
import { newRunId } from '../../src/script/conversation.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { localTransport } from '../../src/transports/local.ts'
import type { Transport } from '../../src/transports/transport.ts'
import { makeServer, type Server, type Surroundings } from '../shell/server.ts'
import { dash, type Shell } from '../shell/shells.ts'
import { type Engine, makeEngine } from './engine.ts'
import { type Change, changing } from './seam.ts'

/** A text in a file that a backup takes as a secret: it may appear only in archives. */
export const canary = 'CANARY-4f1d8a'

export type Host = Server & { readonly engine: Engine }

/** The same test context, but cleanups run in reverse order: an engine or a mount ends before the folder around it. */
export function backwards(test: Surroundings): Surroundings {
  const ends: (() => Promise<void>)[] = []
  test.after(async () => {
    for (const end of ends) await end()
  })
  return { after: end => void ends.unshift(end) }
}

/** How many backups of a prefix the tests keep. */
export const keep = 2

/** A server with an application of a few files and three containers: one that runs, one that is paused, one that is stopped. */
export async function makeHost(test: Surroundings, shell: Shell = dash): Promise<Host> {
  const server = await makeServer(test, shell)
  const uploads = join(server.app, 'uploads')
  mkdirSync(uploads)
  for (let n = 0; n < 12; n++) writeFileSync(join(uploads, `file-${n}`), bytes(n, 20_000 + 777 * n))
  writeFileSync(join(server.app, '.env'), `TOKEN=${canary}\n`)
  writeFileSync(join(server.app, 'compose.yml'), 'services: {}\n')
  const engine = makeEngine(join(server.folder, 'engine'), server.app, uploads, { frozen: 'paused', idle: 'exited', web: 'running' })
  await server.program('docker', engine.program)
  return { ...server, engine }
}

/** Bytes that look like any, and are the same each time: those of a linear congruential generator. */
function bytes(seed: number, length: number): Buffer {
  let state = seed + 1
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return state >>> 24
  }
  return Buffer.from(Array.from({ length }, next))
}

export type RunOptions = {
  readonly settings?: Changes
  readonly changes?: readonly Change[]
  /** This machine by default. */
  readonly transport?: Transport
  /** Seconds. */
  readonly heartbeat?: number
  readonly cancel?: AbortSignal
  readonly runId?: string
  /** Gets each line that the client logs. */
  readonly onLog?: (text: string) => void
}

/** How a run ended, as far as its client lived to report; `log` is the whole log. */
export type Ran = {
  readonly runId: string
  readonly outcome?: Outcome
  readonly log: string
  readonly seconds: number
  readonly limit: number
}

/** What differs from the settings of these tests. */
type Changes = Partial<Omit<Settings, 'sources'>> & { readonly sources?: Partial<Settings['sources']> }

/** What a person gives on the command line; the directories of the host have names that no setting lets through. */
export function settingsOf({ app, backups }: Server, changes: Changes = {}): Settings {
  const values = { paths: 'uploads', quiesce: 'pause', 'min-free': '0', keep: String(keep), timeout: '60', 'lock-timeout': '20' }
  const { settings } = parseSettings({ surface: 'cli', values, problems: [] })
  return { ...settings, appDir: app, backupDir: backups, ...changes, sources: { ...settings.sources, ...changes.sources } }
}

/** A client's session on the host, and its log. */
export function sessionOf(host: Server, options: RunOptions = {}): { readonly session: Session; readonly log: () => string } {
  const { settings, changes = [], heartbeat = 30, cancel, runId = newRunId() } = options
  const transport = options.transport ?? localTransport({ sudo: false, environment: { PATH: host.path, HOME: host.folder } })
  let log = ''
  const write = (text: string) => {
    log += text
    options.onLog?.(text)
  }
  const reporter = new Terminal({ write, live: false, colour: false, debug: true })
  return {
    session: {
      settings: settingsOf(host, settings),
      transport: changing(transport, changes),
      reporter,
      runId,
      heartbeat,
      ...(cancel && { cancel }),
    },
    log: () => log,
  }
}

/** Seconds beyond the client's own limits until it has asked for the outcome of the run. */
const grace = 5

/** One backup by a client in this process; it never throws. */
export async function backUp(host: Server, options: RunOptions = {}): Promise<Ran> {
  const { session, log } = sessionOf(host, options)
  const began = performance.now()
  try {
    const outcome = await backup(session, {}, [])
    return {
      runId: session.runId,
      outcome,
      log: log(),
      seconds: (performance.now() - began) / 1000,
      limit: session.settings.timeout + 15 + grace,
    }
  } finally {
    await session.transport.close()
  }
}
