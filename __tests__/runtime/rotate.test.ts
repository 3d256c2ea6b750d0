// Rotation by a script that runs without a client, against the rule it stands in for: src/backups/retention.ts.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { catalogueOf, type Listing } from '../../src/backups/catalogue.ts'
import { nameOf, type Prefix } from '../../src/backups/names.ts'
import { type Policy, policyWords, retain } from '../../src/backups/retention.ts'
import { busybox, dash, onEachShell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

const now = Date.UTC(2026, 10, 22) / 1000

type Kept = {
  readonly prefix: Prefix
  /** That of its name. */
  readonly time: number
  /** How far the manifest's is behind it. */
  readonly behind: number
  readonly kind: 'backup' | 'old-format'
  readonly sequence: number
  readonly pinned: boolean
  readonly state: 'good' | 'cut' | 'grown' | 'no archive' | 'no manifest' | 'broken manifest' | 'encrypted'
}
type Case = { readonly kept: readonly Kept[]; readonly policy: Policy; readonly restoreIncomplete: boolean }

const backup = fc.record({
  prefix: fc.constantFrom<Prefix>('pre-update', 'nightly', 'pre-reset'),
  /** How much later than the one before: names increase, whatever the clock did. */
  step: fc.integer({ min: 1, max: 90_000 }),
  /** Where a clock was set: at most an hour. */
  behind: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3600 }) }),
  pinned: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  old: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  state: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Kept['state']>('good') },
    { weight: 2, arbitrary: fc.constantFrom<Kept['state']>('cut', 'grown', 'no archive', 'no manifest', 'broken manifest', 'encrypted') },
  ),
})

const cases: fc.Arbitrary<Case> = fc.record({
  kept: fc.array(backup, { maxLength: 12 }).map(backups => {
    let time = now - 2_000_000
    return backups.map(({ step, old, prefix, ...rest }, n): Kept => {
      time += step
      // Only those of pre-update were ever adopted.
      if (old) return { ...rest, prefix: 'pre-update', time, behind: 0, kind: 'old-format', sequence: 0, pinned: false }
      return { ...rest, prefix, time, kind: 'backup', sequence: n + 1 }
    })
  }),
  policy: fc.record({ keep: fc.integer({ min: 1, max: 4 }) }),
  restoreIncomplete: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

const bytes = 1000

/** The manifest as the runtime writes it: one line, its fields in that order. */
function manifestOf({ prefix, time, behind, kind, sequence, pinned, state }: Kept, name: string, file: string): string {
  const archive = { file, bytes, sha256: 'a'.repeat(64), compression: 'gzip' }
  const head = {
    schema: 1,
    kind,
    name,
    runId: kind === 'backup' ? 'run-1' : '',
    sequence,
    prefix,
    time: time - behind,
    verified: 'read',
    archive,
  }
  const range = {
    name: 'config',
    kind: 'config',
    path: 'config',
    rawBytes: 9,
    offset: 0,
    length: 9,
    sha256: 'b'.repeat(64),
    consistency: 'exact',
    counts: {},
  }
  const known = {
    scope: 'full',
    pinned,
    leftOut: [{ what: '"name":"nightly-20990101_000000"', why: '"pinned":true, "sequence":99' }],
    warnings: [],
  }
  const text = JSON.stringify(kind === 'backup' ? { ...head, ...known, components: [range] } : { ...head, components: [] })
  return state === 'broken manifest' ? text.slice(0, -20) : text
}

/** Lays a case out in a directory, and says what a catalogue of it would be told. */
function layOut(directory: string, { kept, restoreIncomplete }: Case): Listing {
  mkdirSync(join(directory, '.meta'), { recursive: true })
  mkdirSync(join(directory, '.work'), { recursive: true })
  if (restoreIncomplete) writeFileSync(join(directory, '.restore-incomplete'), '')
  const entries: Listing['entries'][number][] = []
  const manifests: Listing['manifests'][number][] = []
  for (const each of kept) {
    const name = nameOf(each.prefix, each.time)
    const file = `${name}.tar.gz${each.state === 'encrypted' ? '.age' : ''}`
    const size = bytes + (each.state === 'cut' ? -1 : each.state === 'grown' ? 1 : 0)
    if (each.state !== 'no archive') {
      writeFileSync(join(directory, file), '')
      truncateSync(join(directory, file), size)
      entries.push({ file, bytes: size, mtime: now, type: 'file' })
    }
    if (each.state === 'no manifest') continue
    const text = manifestOf(each, name, file)
    writeFileSync(join(directory, '.meta', `${name}.json`), `${text}\n`)
    manifests.push({ name, text })
  }
  return { now, restoreIncomplete, entries, manifests, skips: [], old: [] }
}

const archivesIn = (directory: string) => readdirSync(directory).filter(file => !file.startsWith('.'))

onEachShell(
  'rotation without a client',
  shell => {
    test('removes what retention would, and nothing else', () => {
      const sample = fc.sample(cases, { numRuns: 40, seed: 7 })
      const root = mkdtempSync(join(tmpdir(), 'rotate-'))
      try {
        const expected = sample.map((each, n) => {
          const listing = layOut(join(root, `${n}`), each)
          const gone = new Set(
            retain(catalogueOf(listing), { prefix: 'pre-update', policy: each.policy }, now).remove.map(({ file }) => file),
          )
          return listing.entries
            .map(({ file }) => file)
            .filter(file => !gone.has(file))
            .toSorted()
        })
        assert.ok(
          sample.some((each, n) => (expected[n]?.length ?? 0) < each.kept.length - 3),
          'some cases have much to remove',
        )
        const rotate = sample.map(
          (each, n) =>
            `MB_DIR='${root}/${n}' MB_AT='${root}/${n}' MB_WORK='${root}/${n}/.work'; : >"$MB_WORK/warnings"; mb_rotate_alone pre-update '${policyWords(each.policy)}'`,
        )
        call(shell, ['exec 3>/dev/null', 'sync() { :; }', ...rotate].join('\n'))
        for (const [n, files] of expected.entries())
          assert.deepEqual(archivesIn(join(root, `${n}`)).toSorted(), files, JSON.stringify(sample[n], null, 1))
      } finally {
        rmSync(root, { recursive: true })
      }
    })

    test('removes nothing under a clock that is not to be trusted', () => {
      const root = mkdtempSync(join(tmpdir(), 'rotate-'))
      try {
        const good = (n: number): Kept => ({
          prefix: 'pre-update',
          time: now - n,
          behind: 0,
          kind: 'backup',
          sequence: 9 - n,
          pinned: false,
          state: 'good',
        })
        layOut(root, { kept: [good(1), good(2), good(3)], policy: { keep: 1 }, restoreIncomplete: false })
        const rotate = `MB_DIR='${root}' MB_AT='${root}' MB_WORK='${root}/.work'; printf 'run\\tclock-skew\\tthe words\\n' >"$MB_WORK/warnings"; mb_rotate_alone pre-update keep=1`
        call(shell, `exec 3>/dev/null\n${rotate}`)
        assert.equal(archivesIn(root).length, 3)
      } finally {
        rmSync(root, { recursive: true })
      }
    })

    test('lets nothing go by a policy that it does not know', () => {
      const rows = `printf '%15s %15s %15s %s %s\\n' 9 9 9 pre-update-20241019_143022.tar.gz 0 8 8 8 pre-update-20241018_143022.tar.gz 0`
      const goes = (policy: string) => call(shell, `${rows} | mb_beyond_policy pre-update '${policy}' || echo refused`).toString().trim()
      assert.equal(goes('keep=1'), 'pre-update-20241018_143022')
      for (const policy of ['', 'keep=0', 'keep=x', '1', 'keep=1 daily=7']) assert.equal(goes(policy), 'refused', policy)
    })
  },
  { over: [dash, busybox] },
)
