// What the contract of the sources needs of each kind of component: in which backup it is, how to change it, and what of it must come back.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../../testbed/bed.ts'
import { mongoState, redisState, treeState } from '../../testbed/compare.ts'
import { everythingKept } from './oldformat.ts'
import { change, changes } from './putback.ts'
import type { Kept } from './stack.ts'

/** A backup that rows share; the first row that needs it makes it. */
export type Made = Pick<Kept, 'archive' | 'manifest'>

/** Where the components of several rows are. */
export type Holder = {
  /** Of the backup itself, beside those that say where. */
  readonly flags: readonly string[]
  /** What no manifest says of an archive cannot be drilled, and of its damage only that it is there. */
  readonly old?: true
}

export type Row = {
  readonly what: string
  readonly in: keyof typeof holders
  /** Missing: an archive of the old scripts holds several. */
  readonly kind?: string
  /** Its name; `all` for everything that is in there. */
  readonly component: string
  /** A change that its restore must undo, and what must then be the same. Missing: no restore puts it anywhere. */
  readonly back?: { change(bed: Bed): Promise<void>; state(bed: Bed): Promise<unknown> }
}

export const holders = {
  full: { flags: ['--paths', 'media'] },
  listed: { flags: ['--scope', 'database', '--mongo-databases', 'meeshy', '--mongo-databases', 'audit'] },
  old: { flags: [], old: true },
} as const satisfies Readonly<Record<string, Holder>>

const media = ({ project }: Bed) => join(project.appDir, 'media')
const database = async ({ project }: Bed): Promise<Readonly<Record<string, unknown>>> => mongoState(project.mongo)

export const rows: readonly Row[] = [
  {
    what: 'the whole of a database server',
    in: 'full',
    kind: 'database',
    component: 'database',
    back: {
      change: changes.database,
      // What others have there is not touched.
      state: async bed => ({ ...(await database(bed)), otherdb: undefined }),
    },
  },
  {
    what: 'a listed database',
    in: 'listed',
    kind: 'database',
    component: 'database/meeshy',
    back: {
      change: changes.database,
      state: async bed => (await database(bed))['meeshy'],
    },
  },
  {
    what: 'a Redis',
    in: 'full',
    kind: 'redis',
    component: 'redis',
    back: {
      change: changes.redis,
      state: ({ project }) => redisState(project.redis ?? { container: '' }),
    },
  },
  {
    what: 'a volume',
    in: 'full',
    kind: 'volume',
    component: 'volumes/gateway_uploads',
    back: {
      change: changes.uploads,
      state: ({ project }) => treeState(project.volumes['gateway_uploads'] ?? ''),
    },
  },
  {
    what: 'a listed path',
    in: 'full',
    kind: 'path',
    component: 'paths/media',
    back: {
      change: async bed => {
        rmSync(join(media(bed), 'a photo'))
        writeFileSync(join(media(bed), 'added'), 'added')
      },
      state: bed => treeState(media(bed)),
    },
  },
  {
    what: 'configuration',
    in: 'full',
    kind: 'config',
    component: 'config',
    back: {
      change: changes.config,
      state: bed => filesOf(bed, /^(\.env|docker-compose\.yml|env\.production|nginx)(\/|$)/),
    },
  },
  {
    what: 'secrets',
    in: 'full',
    kind: 'secrets',
    component: 'secrets',
    back: {
      change: changes.secrets,
      state: bed => filesOf(bed, /^secrets(\/|$)/),
    },
  },
  { what: 'the state of the system', in: 'full', kind: 'system', component: 'system' },
  { what: 'an archive of the old scripts', in: 'old', component: 'all', back: { change, state: everythingKept } },
]

async function filesOf({ project }: Bed, paths: RegExp): Promise<unknown> {
  return Object.fromEntries(Object.entries(await treeState(project.appDir)).filter(([path]) => paths.test(path)))
}

/** What a bed has not by itself: files in a directory that is listed. */
export function fill(bed: Bed): void {
  mkdirSync(join(media(bed), "it's $HOME"), { recursive: true })
  writeFileSync(join(media(bed), 'a photo'), Buffer.alloc(300_000, 'photo'))
  writeFileSync(join(media(bed), "it's $HOME", 'é\n'), 'x', { mode: 0o640 })
}
