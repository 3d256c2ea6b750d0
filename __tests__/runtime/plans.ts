// Small plans for the runtime, with the words of the real ones.
import type { Plan } from '../../src/plan/plan.ts'
import type { Command, Step } from '../../src/protocol/step.ts'
import { sources } from '../../src/sources/registry.ts'
import type { Server } from '../../testbed/shell/server.ts'

/** One component to take: its name, its path in the archive, and the command whose stdout is its bytes. */
export type Taken = { readonly name: string; readonly path?: string; readonly by: Command; readonly known?: object }

export type BackupWords = {
  readonly take: readonly Taken[]
  readonly compress?: 'zstd' | 'pigz' | 'gzip'
  readonly verify?: 'checksum' | 'read'
  readonly prefix?: string
  /** Steps of the test's own, between others. */
  readonly before?: Readonly<Partial<Record<Moment, readonly Command[]>>>
  readonly variables?: Readonly<Record<string, string>>
  /** Which container reads a component back. */
  readonly readers?: Readonly<Record<string, string>>
  /** Steps after the result. */
  readonly after?: readonly Command[]
}
export type Moment = 'lock' | 'open' | 'take' | 'close' | 'verify' | 'publish' | 'list' | 'result'

/** A directory as the component `paths/<name>`. */
export function tree(name: string, directory: string): Taken {
  return { name: `paths/${name}`, path: `paths/${name}.tar`, by: ['tree_take', directory, 'live'] }
}

/** Whatever a program prints, of no kind that anything reads. */
export function bytesOf(name: string, ...by: Command): Taken {
  return { name, path: `${name}.bin`, by }
}

/** A backup of what a test names: the steps of `planBackup`, in its order. */
export function backupOf(server: Server, words: BackupWords): Plan {
  const { take, compress = 'gzip', verify = 'read', prefix = 'pre-update', before = {}, after = [] } = words
  const own = (moment: Moment): Step[] => (before[moment] ?? []).map(command => ({ id: 'other', title: `Before ${moment}`, command }))
  const step = (title: string, ...command: Command): Step => ({ id: 'other', title, command })
  return {
    operation: 'backup',
    writes: true,
    steps: [
      ...own('lock'),
      step('Take the lock', 'mb_lock'),
      step('Clean up', 'mb_recover'),
      step('Check the room', 'mb_preflight', '1000', 'for a test'),
      ...own('open'),
      step('Open', 'mb_open_archive'),
      ...own('take'),
      ...take.map(({ name, path, by }) => step(`Take ${name}`, 'mb_collect', name, path ?? name, ...by)),
      ...own('close'),
      step('Close', 'mb_close_archive'),
      ...own('verify'),
      step('Verify', 'mb_prove_new', verify),
      ...own('publish'),
      step('Publish', 'mb_publish'),
      step('Adopt', 'mb_adopt'),
      ...own('list'),
      step('List', 'mb_catalogue'),
      ...own('result'),
      step('Report', 'mb_result'),
      ...after.map(command => ({ id: 'other' as const, title: 'After the result', command })),
    ],
    variables: {
      ...constants(server),
      MB_PREFIX: prefix,
      MB_SCOPE: 'full',
      MB_COMPRESS: compress,
      MB_TAR: server.shell.tar,
      MB_MIN_FREE: '0',
      MB_CONTEXT: '',
      MB_NOTES: '',
      ...words.variables,
    },
    known: {
      table: { scope: 'full', project: { name: '', appDir: '' }, images: [] },
      manifest: { pinned: false },
      ...Object.fromEntries(take.map(({ name, known }) => [name, known ?? { kind: kindOf(name), details: {}, paths: [] }])),
    },
    readers: words.readers ?? {},
    secrets: [],
    components: [],
  }
}

/** The kind that a name stands for; whatever else a program prints is of none that anything reads. */
function kindOf(name: string): string {
  return sources.find(({ group }) => name.split('/')[0] === group)?.kind ?? 'unknown'
}

/** Steps under the lock, or none. */
export function stepsOf(server: Server, commands: readonly Command[], { writes = true, ...more }: Partial<Plan> = {}): Plan {
  return {
    operation: 'rotate',
    steps: commands.map(command => ({ id: 'other' as const, title: command[0], command })),
    known: {},
    readers: {},
    secrets: [],
    components: [],
    ...more,
    writes,
    variables: { ...constants(server), ...more.variables },
  }
}

function constants(server: Server) {
  return { MB_APP: server.app, MB_DIR: server.backups, MB_LOCK_TIMEOUT: '30', MB_CALLER: '', MB_MEASURED: '', MB_HINTS: '' }
}
