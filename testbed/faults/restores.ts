// A restore by a client in this process, and the state of an application before and after: a comparison tells the old state from the new one.
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { restore } from '../../src/operations/restore.ts'
import type { Restored } from '../../src/report/restored.ts'
import type { RestoreSettings, Settings } from '../../src/settings/settings.ts'
import { sha256 } from '../shell/backups.ts'
import type { Server } from '../shell/server.ts'
import { type Ran, type RunOptions, sessionOf } from './host.ts'

/** Every file and directory of an application: its path, its mode, and what is in it. */
export type Tree = Readonly<Record<string, string>>

export function treeOf(root: string): Tree {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .sort()
      .map(file => [file, entryOf(join(root, file))]),
  )
}

function entryOf(path: string): string {
  const stat = lstatSync(path)
  const mode = (stat.mode & 0o7777).toString(8)
  if (stat.isSymbolicLink()) return `link to ${readlinkSync(path)}`
  return stat.isFile() ? `${mode} ${sha256(readFileSync(path))}` : `${mode} directory`
}

/** Files of a restore next to those that it replaces: none after its end. */
export function leftovers({ app }: Pick<Server, 'app'>): string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(name => name.includes('.meeshy-'))
}

export const isMarked = ({ backups }: Pick<Server, 'backups'>): boolean => existsSync(join(backups, '.restore-incomplete'))

export type RestoreOptions = Omit<RunOptions, 'settings'> & {
  readonly settings?: Partial<Settings>
  readonly mode?: RestoreSettings['mode']
  readonly ask?: Partial<RestoreSettings>
}

/** How a restore ended for its client; `ran` has no outcome of a backup. */
export type PutBack = Restored & { readonly log: string; readonly ran: Ran }

/** Seconds beyond the client's own limits until it has followed the run to its end. */
const grace = 25

/** One restore; it never throws. */
export async function putBack(host: Server, options: RestoreOptions = {}): Promise<PutBack> {
  const { mode = 'restore', ask = {}, settings = {}, heartbeat = 2, ...others } = options
  const outside = [{ path: host.app, optional: false }]
  const words: RestoreSettings = { backup: 'latest', components: 'all', confirm: 'OUI', outside, exact: false, mode, ...ask }
  const { session, log } = sessionOf(host, { ...others, heartbeat, settings: { ...settings, restore: words } })
  const began = performance.now()
  try {
    const outcome = await restore(session, {})
    const ran: Ran = {
      runId: session.runId,
      log: log(),
      seconds: (performance.now() - began) / 1000,
      limit: session.settings.timeout + 15 + grace,
    }
    return { ...outcome, log: ran.log, ran }
  } finally {
    await session.transport.close()
  }
}
