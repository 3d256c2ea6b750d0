// Hostile tars, judged by the shell of a server as it judges what it will unpack: whatever would leave its place is refused, with GNU tar and with
// BusyBox's; and what is called harmless is unpacked for real, beside canaries.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { busybox, dash, onEachShell, type Shell } from '../../testbed/shell/shells.ts'
import { call } from '../runtime/functions.ts'
import { directory, type Entry, file, hard, link, special, tarOf } from '../runtime/tarwriter.ts'
import { Random, seed, told } from './fuzzing.ts'
import { entriesOf, harmIn, harmlessEntriesOf } from './hostiletar.ts'

const folder = mkdtempSync(join(tmpdir(), 'fuzztar-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let batches = 0

/** The verdicts of one shell over many tars, in their order: `harmless`, or why not. */
function verdicts(shell: Shell, tars: readonly Buffer[], only: 'any' | 'files' | 'volume'): string[] {
  const at = join(folder, String(batches++))
  mkdirSync(at)
  for (const [n, tar] of tars.entries()) writeFileSync(join(at, String(n).padStart(5, '0')), tar)
  const judge = `for tar in "$1"/*; do if mb_read_tar ${only} x <"$tar" 2>/dev/null; then echo harmless; else tr '\\n' ' ' <"$MB_WORK/why"; echo; fi; done`
  const said = call(shell, judge, { words: [at] })
    .toString()
    .trimEnd()
    .split('\n')
  assert.equal(said.length, tars.length)
  return said
}

const written = (entries: readonly Entry[]) => JSON.stringify(entries.map(({ content, ...entry }) => entry))
const longer = Number(process.env['FUZZ_RUNS'] ?? 1)
const over = [dash, busybox]

onEachShell(
  'a hostile tar',
  shell => {
    test('that would leave its place is refused, whatever its names and owners look like', () => {
      const began = performance.now()
      const all = Array.from({ length: Math.ceil(250 * longer) }, (_, n) => entriesOf(new Random(seed + n)))
      const said = verdicts(shell, all.map(tarOf), 'any')
      for (const [n, entries] of all.entries()) {
        const harm = harmIn(entries)
        if (harm !== undefined) assert.notEqual(said[n], 'harmless', `input ${n} of FUZZ_SEED=${seed}: ${harm} in ${written(entries)}`)
        else if (said[n] === 'harmless') unpacked(shell, entries, `input ${n} of FUZZ_SEED=${seed}: ${written(entries)}`)
      }
      assert.ok(said.includes('harmless'))
      told(`tars judged by ${shell.name}`, all.length, began)
    })

    test('is not what a tar of odd names is: nothing in it that stays inside is refused', () => {
      const all = Array.from({ length: Math.ceil(100 * longer) }, (_, n) => harmlessEntriesOf(new Random(seed + n)))
      const said = verdicts(shell, all.map(tarOf), 'any')
      for (const [n, entries] of all.entries()) assert.equal(said[n], 'harmless', `input ${n} of FUZZ_SEED=${seed}: ${written(entries)}`)
    })

    const dated = 'x 2024-01-01 00:00:00 q'
    for (const [what, entries, why] of [
      ['a link of an owner that looks like a time', [{ ...link('a', '/etc'), user: dated }, file('a/x')], /through a link/],
      ['a link of a group that looks like a time', [{ ...link('a', '/etc'), group: dated }, file('a/x')], /through a link/],
      ['an absolute name of such an owner', [{ ...file('/etc/x'), user: dated }], /outside of (its|their) place/],
      [
        'a link of an owner that breaks its line',
        [{ ...link('a', '/etc'), user: 'a/b 1 2024-01-01 00:00:00 x', group: '\n-rw-r--r-- u/g' }, file('a/x')],
        /through a link|does not show|apart/,
      ],
      ['a link whose name has two lines', [link('a\nb', '/etc'), file('a\nb/x')], /through a link/],
      [
        'a name of which a line looks like an entry',
        [link('a', '/etc'), file('z\n-rw-r--r-- root/root 1 2024-01-01 00:00:00 y'), file('a/x')],
        /through a link/,
      ],
      ['a link of the year 14645', [{ ...link('a', '/etc'), time: 400_000_000_000 }, file('a/x')], /through a link/],
      ['a hard link behind an arrow', [hard('a -> b', '../x')], /outside of (its|their) place/],
      ['a hard link behind the words of one', [hard('a link to b', '/etc/x')], /outside of (its|their) place/],
    ] as const satisfies readonly (readonly [string, readonly Entry[], RegExp])[]) {
      test(`with ${what} is refused`, () => {
        assert.match(verdicts(shell, [tarOf(entries)], 'any')[0] ?? '', why)
      })
    }

    test('of configuration may be of any year, and hides no program and no device by it', () => {
      const late = { time: 400_000_000_000 }
      const tars = [
        [{ ...file('x', { mode: 0o4755 }), ...late }],
        [{ ...special('3'), ...late }],
        [{ ...special('6'), ...late, user: dated }],
        [directory('d'), { ...file('d/x'), ...late }],
      ]
      const said = verdicts(shell, tars.map(tarOf), 'files')
      assert.match(said[0] ?? '', /another user/)
      assert.match(said[1] ?? '', /neither a file/)
      assert.match(said[2] ?? '', /neither a file/)
      assert.equal(said[3], 'harmless')
    })
  },
  { over },
)

/** Unpacks what was called harmless as a restore does; nothing beside its place may change. */
function unpacked(shell: Shell, entries: readonly Entry[], what: string): void {
  const root = mkdtempSync(join(folder, 'unpacked-'))
  const place = join(root, 'up', 'place')
  mkdirSync(place, { recursive: true })
  for (const canary of ['x', 'y', 'z']) for (const at of [root, join(root, 'up')]) writeFileSync(join(at, canary), 'canary')
  const ordinary = entries.filter(({ type }) => type !== '3' && type !== '4')
  try {
    execFileSync(join(shell.path[0] ?? '', 'sh'), ['-c', 'tar -C "$1" -xpf - 2>/dev/null || :', 'sh', place], {
      input: tarOf(ordinary),
      env: { PATH: shell.path.join(':') },
    })
    for (const at of [root, join(root, 'up')]) {
      assert.deepEqual(readdirSync(at).toSorted(), at === root ? ['up', 'x', 'y', 'z'] : ['place', 'x', 'y', 'z'], what)
      for (const canary of ['x', 'y', 'z']) assert.equal(readFileSync(join(at, canary), 'utf8'), 'canary', what)
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
