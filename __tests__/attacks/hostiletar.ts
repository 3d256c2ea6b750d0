// Tars of somebody hostile, entry by entry from a seed; and what is known of each, because it was made here: would it write outside of its place?
import type { Entry } from '../runtime/tarwriter.ts'
import type { Random } from './fuzzing.ts'

const plainNames = [
  'a',
  'b',
  'a/x',
  './a',
  './a/x',
  'a//x',
  'a/./x',
  'd/a',
  'd/a/x',
  'b/x/y',
  'a -> b',
  'a link to b',
  'log 2024-01-01 00:00:00 x',
  '-rf',
  'é',
  'q"\\',
  '..a',
  'a..',
  '...',
]
const evilNames = ['../x', '/etc/x', 'a/../../x', 'a/..', '..', 'a -> ../x', 'a link to /x', 'x\n../y/../../z', '/', './/../x']
const tornNames = ['a\nb', 'a\nb/x', '\na', 'a\n', 'x\n-rw-r--r-- root/root 1 2024-01-01 00:00:00 y', 'a\n\nb', 'a\tb']
const owners = [
  'root',
  'domain users',
  '',
  'x 2024-01-01 00:00:00 q',
  'a/b 1 2024-01-01 00:00:00',
  '\n-rw-r--r-- u/g',
  'x\ny',
  '2024-01-01',
  '"',
  '-> x',
  '1 2024-10-19 14:30:22 a',
]
const times = [1_729_348_222, 0, 8 ** 11 - 1, 400_000_000_000]

function entryOf(random: Random, harmless: boolean): Entry {
  const names = harmless || !random.chance(8) ? (random.chance(4) ? tornNames : plainNames) : evilNames
  const targets = random.chance(harmless ? 4 : 3) ? evilNames : [...plainNames, 'a\nb']
  const type = harmless ? random.pick(['0', '0', '5', '0']) : random.pick(['0', '0', '0', '1', '2', '2', '5', '3', '4', '6'])
  return {
    name: `${random.pick(names)}${type === '5' ? '/' : ''}`,
    type,
    ...(type === '1' || type === '2' ? { target: random.pick(targets) } : {}),
    mode: random.pick([0o644, 0o755, 0o4755, 0o2755]),
    ...(type === '0' ? { content: Buffer.alloc(random.pick([0, 1, 600])) } : {}),
    user: harmless ? 'root' : random.pick(owners),
    group: harmless ? 'root' : random.pick(owners),
    time: random.pick(times),
  }
}

export function entriesOf(random: Random): Entry[] {
  return random.some(5, () => entryOf(random, false))
}

/** Files and directories alone, of any name that stays inside. */
export function harmlessEntriesOf(random: Random): Entry[] {
  return random.some(5, () => entryOf(random, true))
}

const partsOf = (path: string) => path.split('/').filter(part => part !== '' && part !== '.')
const leaves = (path: string) => path.startsWith('/') || path.split('/').includes('..')

/** Why unpacking it as it stands would write, or link, outside of its place; from what was put in, not from how a tar shows it. */
export function harmIn(entries: readonly Entry[]): string | undefined {
  const links = new Set<string>()
  const through = (path: string) => partsOf(path).some((_, n, parts) => n > 0 && links.has(parts.slice(0, n).join('/')))
  for (const { name, type, target = '' } of entries) {
    if (leaves(name) || through(name)) return name
    if (type === '1' && (leaves(target) || through(target))) return target
    if (type === '2') links.add(partsOf(name).join('/'))
  }
  return undefined
}
