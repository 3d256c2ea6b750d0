// The page of a list: what is there at a glance, and nothing that a name in a directory could do to it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueOf } from '../../src/backups/catalogue.ts'
import { nextRotation } from '../../src/backups/retention.ts'
import { listedSummary, notListedSummary } from '../../src/report/page/listedsummary.ts'
import { day, type Kept, listingOf, now } from '../backups/listing.ts'
import { assertInertPage, hostileNames } from './hostile.ts'

const where = { server: 'deploy@example.org', backupDir: '/opt/meeshy/backups' }

function pageOf(kept: readonly Kept[], changes: Parameters<typeof listingOf>[1] = {}): string {
  const catalogue = catalogueOf(listingOf(kept, changes))
  return listedSummary({ ...where, catalogue, verdicts: nextRotation(catalogue, { keep: 3 }) })
}

test('begins with how many there are, and how fresh and how proven the newest is', () => {
  const page = pageOf([
    { prefix: 'pre-update', time: now - 5 * day },
    { prefix: 'pre-update', time: now - 2 * day },
  ])
  assert.match(page, /^\*\*2 backups · the newest 2 d ago, 903 MB, read\*\*\n/)
  assert.match(page, /```\n {2}NAME .*\n {2}pre-update-20261120_180000 .*\n {2}pre-update-20261117_180000 .*\n```/)
  assert.ok(page.includes('<code>/opt/meeshy/backups</code> on <code>deploy&#64;<wbr>example.org</code>'))
})

test('says when there is none, when some are damaged, and when a restore is incomplete', () => {
  assert.match(pageOf([]), /^\*\*There is no backup\*\*\n/)
  const page = pageOf([{ prefix: 'pre-update', time: now - day, state: 'cut' }], { restoreIncomplete: true })
  assert.match(page, /> \[!WARNING\]\n> 1 archive is damaged and not counted\.\n> \n> A restore is incomplete/)
})

test('of a list that failed never looks like an empty one', () => {
  const page = notListedSummary({ code: 'E_CONNECT', title: 'Cannot connect.', next: 'look at the network' })
  assert.match(
    page,
    /^\*\*E_CONNECT · Cannot connect\.\*\*\n\n```\nError: E_CONNECT {2}Cannot connect\.\n {2}Next +look at the network\n```/,
  )
  assert.match(page, /The list of backups could not be read/)
})

test('names of strangers, gaps and servers are text', () => {
  const entries = hostileNames.map(file => ({ file, bytes: 1, mtime: now, type: 'file' as const }))
  const skips = hostileNames.map(reason => ({
    name: 'nightly-20261121_180000',
    text: JSON.stringify({ schema: 1, kind: 'skipped', reason }),
  }))
  const catalogue = catalogueOf(listingOf([], { entries, skips }))
  const all = hostileNames.join('')
  assertInertPage(listedSummary({ catalogue, verdicts: new Map(), server: all, backupDir: all }))
  assertInertPage(notListedSummary({ code: 'E_UNKNOWN', title: all, details: { [all]: all } }))
})
