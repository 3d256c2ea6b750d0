// The table of backups, as a terminal shows it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueOf, type Listing } from '../../src/backups/catalogue.ts'
import { nextRotation } from '../../src/backups/retention.ts'
import { type Paper, tableLines } from '../../src/report/console/table.ts'
import { day, type Kept, listingOf, now } from '../backups/listing.ts'

const update = (days: number, more: Partial<Kept> = {}): Kept => ({ prefix: 'pre-update', time: now - days * day, ...more })
const skipped = (stamp: string, reason: string) => ({
  name: `nightly-${stamp}`,
  text: JSON.stringify({ schema: 1, kind: 'skipped', reason }),
})

/** As it is printed. */
function printed(kept: readonly Kept[], paper: Paper = {}, changes: Partial<Listing> = {}): string[] {
  const catalogue = catalogueOf(listingOf(kept, changes))
  return tableLines(catalogue, nextRotation(catalogue, { keep: 3 }), paper)
}

function linesOf(kept: readonly Kept[], skips: readonly ReturnType<typeof skipped>[]): string[] {
  const catalogue = catalogueOf(listingOf(kept, { skips }))
  return tableLines(catalogue, nextRotation(catalogue, { keep: 3 })).map(line => line.trim().replace(/ {2,}/g, ' | '))
}

test('a skip stands between the backups it came between, and one that came before all of them is no gap', () => {
  const lines = linesOf(
    [update(4), update(2)],
    [skipped('20261119_180000', 'a\nb'), skipped('20261121_180000', 'c'), skipped('20261001_000000', 'old')],
  )
  assert.deepEqual(lines.slice(1), [
    '(nightly skipped) | 1 d | no backup | – | c',
    'pre-update-20261120_180000 | 2 d | 903 MB | database 1 volumes | read | stays (1 of 3)',
    '(nightly skipped) | 3 d | no backup | – | a b',
    'pre-update-20261118_180000 | 4 d | 903 MB | database 1 volumes | read | stays (2 of 3)',
  ])
})

test('skips alone are all shown, also those nobody can read', () => {
  const lines = linesOf([], [skipped('20261121_180000', 'first deploy'), { name: 'manual-20261120_180000', text: '{' }])
  assert.deepEqual(lines.slice(1), [
    '(nightly skipped) | 1 d | no backup | – | first deploy',
    '(manual skipped) | 2 d | no backup | – | its record cannot be read',
  ])
})

const some: readonly Kept[] = [
  update(9),
  update(8),
  update(5, { state: 'cut' }),
  update(2, { pinned: true }),
  update(1, { state: 'old unread' }),
  { prefix: 'nightly', time: now - 3600 },
]

test('where nothing says how wide the screen is, a row is a line, and the columns stand below their heads', () => {
  assert.deepEqual(printed(some), [
    '  NAME                                AGE  SIZE    COMPONENTS          PROVEN  NEXT ROTATION',
    '  nightly-20261122_170000             1 h  903 MB  database 1 volumes  read    stays (1 of 3 nightly)',
    '  pre-update-20261121_180000          1 d  903 MB  old format          –       stays (1 of 3)',
    '  pre-update-20261120_180000          2 d  903 MB  database 1 volumes  read    stays: pinned until it is released',
    '  pre-update-20261114_180000          8 d  903 MB  database 1 volumes  read    stays (2 of 3)',
    '  pre-update-20261113_180000          9 d  903 MB  database 1 volumes  read    goes: 4th of its kind',
    '  pre-update-20261117_180000.tar.zst       903 MB  –                   damaged: it ends early; not counted',
  ])
})

test('on a screen a little too narrow the components are cut, and nothing else', () => {
  const widest = Math.max(...printed(some).map(line => line.length))
  const lines = printed(some, { columns: widest - 2 })
  assert.ok(
    lines.every(line => line.length <= widest - 2),
    lines.join('\n'),
  )
  assert.match(lines[1] ?? '', / {2}database 1 volu… {2}read {4}stays \(1 of 3 nightly\)$/)
  assert.match(lines[3] ?? '', /stays: pinned until it is released$/)
})

test('on 80 columns nothing is lost: what does not fit stands below', () => {
  const lines = printed(some, { columns: 80 })
  assert.ok(
    lines.every(line => line.length <= 80),
    lines.join('\n'),
  )
  assert.deepEqual(lines.slice(0, 4), [
    '  NAME                                AGE  SIZE    PROVEN',
    '      COMPONENTS · NEXT ROTATION',
    '  nightly-20261122_170000             1 h  903 MB  read',
    '      database 1 volumes · stays (1 of 3 nightly)',
  ])
  assert.deepEqual(lines.slice(-2), ['  pre-update-20261117_180000.tar.zst       903 MB', '      damaged: it ends early; not counted'])
})

test('colour marks what is wrong, only where it is asked for, and changes no letter', () => {
  const [plain, painted] = [printed(some), printed(some, { colour: true })]
  assert.ok(plain.every(line => !line.includes('\x1b')))
  assert.deepEqual(
    painted.map(line => line.replaceAll(/\x1b\[\d+m/g, '')),
    plain,
  )
  assert.deepEqual(
    painted.filter(line => line.includes('\x1b[31m')).map(line => line.includes('damaged')),
    [true],
  )
})

test('what is true of the whole directory stands below the table', () => {
  const entries = [...Array(12).keys()].map(n => ({ file: `notes-${10 + n}.txt`, bytes: 1, mtime: now, type: 'file' as const }))
  const notes = printed([], {}, { entries, odd: 3, restoreIncomplete: true, now: now - 10 * day })
  assert.deepEqual(notes, [
    '  There is no backup yet.',
    `  other files, ignored: ${entries
      .slice(0, 10)
      .map(({ file }) => file)
      .join(', ')}, 5 more`,
    '  A restore is incomplete on this server, so no old backup is removed: run meeshy-backup restore --undo, or --resume.',
  ])
  const clock = printed([update(0)], {}, { now: now - 10 * day })
  assert.equal(
    clock.at(-1),
    "  No old backup is removed, because the clock is suspicious: pre-update-20261122_180000.tar.zst is dated 10 days ahead of the server's clock.",
  )
})
