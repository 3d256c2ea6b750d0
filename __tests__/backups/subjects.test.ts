// Which backups a verification is about.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Listing } from '../../src/backups/catalogue.ts'
import type { Damage } from '../../src/backups/damage.ts'
import { subjectsOf } from '../../src/backups/subjects.ts'
import { verifiedSummary } from '../../src/report/page/verifiedsummary.ts'
import { nothingVerified, verdictOf, verifyOutputsOf } from '../../src/report/verified.ts'
import { manifestExample } from './manifestexample.ts'

const names = [
  'pre-update-20261120_100000',
  'pre-update-20261122_100000',
  'nightly-20261121_100000',
  'pre-restore-20261123_100000',
] as const
function manifestJson(name: string): string {
  const prefix = name.slice(0, name.lastIndexOf('-'))
  return JSON.stringify(manifestExample({ name, prefix, archive: { ...manifestExample().archive, file: `${name}.tar.zst` } }))
}

const manifest = (name: string) => ({ name, text: manifestJson(name) })
const entry = (file: string, type: 'file' | 'link' = 'file') => ({ file, bytes: 5000, mtime: 0, type })

function listingOf(changes: Partial<Listing> = {}): Listing {
  return {
    now: 1_795_000_000,
    restoreIncomplete: false,
    entries: names.map(name => entry(`${name}.tar.zst`)),
    manifests: names.map(manifest),
    skips: [],
    old: [],
    ...changes,
  }
}

test('latest is the newest that is no safety copy; a name is itself; all are all, newest first', () => {
  const chosen = (choice: string) => subjectsOf(listingOf(), choice).subjects.map(({ name }) => name)
  assert.deepEqual(chosen('latest'), [names[1]])
  assert.deepEqual(chosen(names[3]), [names[3]])
  assert.deepEqual(chosen('all'), [names[3], names[1], names[2], names[0]])
  assert.deepEqual(chosen('manual-20260101_000000'), [])
})

test('the newest counts although it is no backup any more: nothing older may stand in for it', () => {
  const manifests = names.filter(name => name !== names[1]).map(manifest)
  const { subjects, damaged } = subjectsOf(listingOf({ manifests }), 'latest')
  assert.deepEqual(subjects, [])
  assert.deepEqual(
    damaged.map(({ backup, part, why }) => [backup, part, why]),
    [[names[1], 'manifest', 'it has no manifest']],
  )
})

test('an archive of another size is still read; a manifest that is not sound, or is of another archive, is damage', () => {
  const entries = [entry(`${names[0]}.tar.zst`), entry(`${names[1]}.tar.gz`), { ...entry(`${names[2]}.tar.zst`), bytes: 7 }]
  const manifests = [
    { name: names[0], text: manifestJson(names[0]).replace('"offset":', '"offset":-') },
    manifest(names[1]),
    manifest(names[2]),
  ]
  const { subjects, damaged, orphans } = subjectsOf(listingOf({ entries, manifests }), 'all')
  assert.deepEqual(
    subjects.map(({ name }) => name),
    [names[2]],
  )
  const whys = damaged.map(({ why }) => why).join('\n')
  assert.match(whys, /its manifest belongs to pre-update-20261122_100000\.tar\.zst/)
  assert.match(whys, /its manifest is not sound: components\[0\]\.offset is not a whole number/)
  assert.deepEqual(orphans, [])
})

test('offsets that overlap or leave the archive are damage before anything is read by them', () => {
  for (const [from, to, why] of [
    [/"offset":\d+/, '"offset":999999999', /reaches beyond the archive/],
    [/("offset":)\d+(?!.*"offset")/, '$10', /overlaps the one before/],
    [/"offset":\d+/, '"offset":1e300', /offset is not a whole number/],
  ] as const) {
    const manifests = [{ name: names[1], text: manifestJson(names[1]).replace(from, to) }]
    const { subjects, damaged } = subjectsOf(listingOf({ manifests }), names[1])
    assert.deepEqual([subjects.length, damaged.length], [0, 1])
    assert.match(damaged[0]?.why ?? '', why)
  }
})

test('strangers are no subjects, and manifests without an archive are said', () => {
  const entries = [entry(`${names[0]}.tar.zst`), entry(`${names[1]}.tar.zst`, 'link'), entry('notes.txt')]
  const { subjects, orphans } = subjectsOf(listingOf({ entries, manifests: [manifest(names[0]), manifest(names[2])] }), 'all')
  assert.deepEqual([subjects.map(({ name }) => name), orphans], [[names[0]], [names[2]]])
})

test('an archive of the old scripts needs no manifest', () => {
  const file = 'pre-update-20241019_143022.tar.gz'
  const { subjects } = subjectsOf(listingOf({ entries: [entry(file)], manifests: [], old: [{ file, sound: null }] }), 'all')
  assert.deepEqual(subjects, [{ name: 'pre-update-20241019_143022', file, bytes: 5000 }])
})

const damage: Damage = {
  backup: names[0],
  component: 'database',
  part: 'header',
  from: 10,
  to: 536,
  why: 'it is <b>not</b> what was written',
}

test('one damage makes a failure that names it; a component that was not read makes one too, and is no damage', () => {
  assert.equal(verdictOf(nothingVerified), undefined)
  const damaged = verdictOf({ ...nothingVerified, damaged: [damage] })
  assert.equal(damaged?.code, 'E_VERIFY')
  assert.match(damaged.title, /^1 backup is damaged: pre-update-20261120_100000\.$/)
  assert.match(damaged.details?.['Damaged'] ?? '', /the header of database, bytes 10 to 536/)
  const unread = verdictOf({ ...nothingVerified, unread: [{ backup: names[0], component: 'redis', why: 'its container does not run' }] })
  assert.deepEqual([unread?.code, unread?.details?.['Damaged']], ['E_VERIFY', undefined])
})

test('a drill that failed is neither damage nor something that was not read, and names its backup', () => {
  const failedDrills = [{ backup: names[1], why: 'The drill of database failed: the restored data differs from the backup.' }]
  const verdict = verdictOf({ ...nothingVerified, level: 'drill', failedDrills })
  assert.equal(verdict?.title, `1 drill failed: ${names[1]}.`)
  assert.deepEqual(verdict.details, { 'Drills that failed': `${names[1]}: ${failedDrills[0]?.why}` })
  assert.match(verdict.next ?? '', /do not trust/)
  const both = verdictOf({ ...nothingVerified, damaged: [damage], failedDrills })
  assert.deepEqual(Object.keys(both?.details ?? {}), ['Damaged', 'Drills that failed'])
  const row = { name: names[1], bytes: 1000, state: 'failed', sound: 0, components: 2, milliseconds: 100 } as const
  const text = verifiedSummary({ ...nothingVerified, backups: [row], failedDrills, failure: { code: 'E_VERIFY', title: '1 drill failed' } })
  assert.match(text, /#### Drills that failed\n+- <code>pre-update-\S+<\/code>: The drill of database failed/)
  assert.ok(text.includes('| **drill failed** | 0 of 2 |'), text)
  assert.ok(!/not read/i.test(text), text)
})

test('the outputs say what is damaged, and nothing where it was not learnt', () => {
  const failure = { code: 'E_VERIFY', title: 'damaged' } as const
  assert.deepEqual(JSON.parse(verifyOutputsOf({ ...nothingVerified, damaged: [damage], failure }).damaged), [damage])
  assert.deepEqual(verifyOutputsOf({ ...nothingVerified, status: 'success' }), { status: 'success', damaged: '[]', 'error-code': '' })
  assert.equal(verifyOutputsOf({ ...nothingVerified, failure: { code: 'E_CONNECT', title: 'no' } }).damaged, '')
})

test('the summary names the damage, and nothing in it is markup', () => {
  const checked = { name: names[0], bytes: 903_000_000, state: 'damaged', sound: 5, components: 6, milliseconds: 2200 } as const
  const text = verifiedSummary({
    ...nothingVerified,
    backups: [checked],
    damaged: [damage],
    failure: { code: 'E_VERIFY', title: '1 backup is damaged' },
  })
  assert.match(text, /^\*\*E_VERIFY · .* backup is damaged\*\*/)
  assert.match(text, /the header of database, bytes 10 to 536/)
  assert.ok(text.includes('| 903 MB | **damaged** | 5 of 6 |'), text)
  assert.ok(!text.includes('<b>'), text)
  assert.match(
    verifiedSummary({ ...nothingVerified, status: 'success', backups: [{ ...checked, state: 'sound' }] }),
    /^\*\*1 backup verified, all sound · by checksum · on the server/,
  )
})
