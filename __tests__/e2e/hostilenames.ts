// Names of everything that a backup takes, made of every byte that may stand in one and of what means something to JSON, awk, sh and the tools.
import fc from 'fast-check'

/** From which all names are made; the variable takes another one. */
export const seed = Number(process.env['MEESHY_NAMES_SEED'] ?? 20_261_122)

/** Code that runs one of these as its own text makes a file `pwned`, or a process that sleeps so long. */
export const sleeping = '98765.4'
const commands = [
  '$(touch pwned)',
  `$(sleep ${sleeping} &)`,
  '`touch pwned`',
  "'; touch pwned; '",
  '"; touch pwned; "',
  '& touch pwned &',
  'END{system("touch pwned")}',
  '\'} END{system("touch pwned")} {\'',
]
export const words = [
  ...commands,
  '{}',
  'x\t0,"indexes":[]}],"name":"database/y","counts":{"documents":"9"',
  'x","indexes":[]}],"name":"database/y',
  '-rf',
  '--help',
  '%41',
  '%',
  'a (7 documents)',
  'done dumping `names.x` (99 documents)',
  'finished restoring names.x (99 documents, 0 failures)',
  '@status 0',
  'mongodb://user:word@host',
  '\\0101\\n%s&\\1',
  ' blanks ',
  '*?[a]',
  '~root',
  '#x',
  'é漢😀\u202e\ufeff',
]

/** Points of Unicode whose UTF-8 has every byte that any UTF-8 has. */
const points = [
  ...Array.from({ length: 255 }, (_, n) => n + 1),
  ...Array.from({ length: 0x1e }, (_, n) => ((n + 2) << 6) | (n & 0x3f)),
  ...Array.from({ length: 16 }, (_, n) => (n << 12) | 0x800),
  0xd000,
  ...Array.from({ length: 5 }, (_, n) => Math.min(0x10ffff, (n << 18) | 0x10000)),
].filter(point => point < 0xd800 || point > 0xdfff)
const everyByte = Array.from({ length: 255 }, (_, n) => n + 1)

/** The words that may stand somewhere, and names that are made of all points that may. */
function textsWithout(forbidden: RegExp, longest: number): string[] {
  const letters = shuffled([...new Set(points)].map(point => String.fromCodePoint(point)).filter(letter => !forbidden.test(letter)))
  return [...words.filter(word => !forbidden.test(word)), ...packed(letters, longest).map(each => `n${each.join('')}n`)]
}

/** MongoDB takes no `$` in the name of a collection, and mongorestore passes over one with a line break. */
export const collections = textsWithout(/[\0\n$]/, 48)
export const indexes = textsWithout(/\0/, 48)
const noDatabase = /[\0-\x20\x7f-\x9f/\\."$*<>:|?\u00a0\u00ad]/
/** Those that a list of databases takes too: servers of every platform do. */
export const databases = ['données', '%41', '%2541', "';touch+pwned;'", '{}', ...textsWithout(noDatabase, 24)].filter(
  (name, n, all) => !name.startsWith('-') && all.indexOf(name) === n,
)
/** Of files and directories: all bytes but the slash. */
export const files: readonly Buffer[] = [
  ...[...words, '..x', '...', 'line\nbreak', '\n', ' '].filter(word => !word.includes('/')).map(word => Buffer.from(word)),
  ...packed(shuffled(everyByte.filter(byte => byte !== 0x2f)), 60).map(each => Buffer.from(each)),
]
export const keys: readonly Buffer[] = [
  ...words.map(word => Buffer.from(word)),
  ...packed(shuffled([0, ...everyByte]), 60).map(each => Buffer.from(each)),
]
/** What a list of paths takes: a path without what a person cannot see. */
export const paths = textsWithout(/[\0-\x1f\x7f-\x9f/?\u202e\ufeff]/, 60).filter(name => name.trim() === name)
/** What no backup can bring back, and is refused for. */
export const unrestorable = ['line\nbreak', 'x\n@status 0\nx', 'x\n0,"indexes":[]}],"name":"database/y', '\n']

/** The bytes that stand in these names. */
export function bytesOf(names: readonly (string | Buffer)[]): number[] {
  return [...new Set(names.flatMap(name => [...Buffer.from(name)]))].sort((one, other) => one - other)
}

/** The bytes that UTF-8 has at all, but for the letters of one byte that a rule takes out. */
export function bytesOfText(without: RegExp): number[] {
  return everyByte.filter(byte => (byte < 0x80 ? !without.test(String.fromCharCode(byte)) : byte !== 0xc0 && byte !== 0xc1 && byte < 0xf5))
}

function shuffled<T>(all: T[]): T[] {
  return fc.sample(fc.shuffledSubarray(all, { minLength: all.length }), { numRuns: 1, seed })[0] ?? []
}

function packed<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
}
