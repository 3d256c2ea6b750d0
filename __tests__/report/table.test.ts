// The table of backups, as a terminal shows it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueOf } from '../../src/catalogue.ts'
import { tableLines } from '../../src/report/table.ts'
import { nextRotation } from '../../src/retention.ts'
import { day, type Kept, listingOf, now } from '../listing.ts'

const update = (days: number): Kept => ({ prefix: 'pre-update', time: now - days * day })
const skipped = (stamp: string, reason: string) => ({
  name: `nightly-${stamp}`,
  text: JSON.stringify({ schema: 1, kind: 'skipped', reason }),
})

function linesOf(kept: readonly Kept[], skips: readonly ReturnType<typeof skipped>[]): string[] {
  const catalogue = catalogueOf(listingOf(kept, { skips }))
  return tableLines(catalogue, nextRotation(catalogue, 3)).map(line => line.trim().replace(/ {2,}/g, ' | '))
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
