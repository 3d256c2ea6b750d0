import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { catalogueOf, type Listing } from '../../src/backups/catalogue.ts'
import { nameOf } from '../../src/backups/names.ts'
import { day, fileOf, type Kept, listingOf, now } from './listing.ts'
import { manifestExample } from './manifestexample.ts'

const update = (daysAgo: number, more: Partial<Kept> = {}): Kept => ({ prefix: 'pre-update', time: now - daysAgo * day, ...more })
const files = (listed: readonly { readonly file: string }[]) => listed.map(({ file }) => file)

/** A listing of one good backup, with its manifest changed. */
function withManifest(changes: Readonly<Record<string, unknown>>): Listing {
  const name = nameOf('pre-update', now - day)
  const text = JSON.stringify(manifestExample({ name, archive: { ...manifestExample().archive, file: fileOf(update(1)) }, ...changes }))
  return listingOf([update(1)], { manifests: [{ name, text }] })
}

describe('what counts as a backup', () => {
  test('a regular file of an exact name, with its manifest and its size', () => {
    const { backups, damaged, strangers, unread } = catalogueOf(listingOf([update(1, { sequence: 5 })]))
    assert.deepEqual([damaged, strangers, unread], [[], [], []])
    const [backup] = backups
    assert.deepEqual(
      [backup?.name, backup?.prefix, backup?.kind, backup?.time, backup?.pinned, backup?.verified, backup?.manifest?.sequence],
      [nameOf('pre-update', now - day), 'pre-update', 'backup', now - day, false, 'read', 5],
    )
  })

  test('an archive of the old format: sound, unread or unsound', () => {
    const { backups, unread, damaged } = catalogueOf(
      listingOf([update(1, { state: 'old sound' }), update(2, { state: 'old unread' }), update(3, { state: 'old unsound' })]),
    )
    assert.deepEqual(
      backups.map(({ file, kind, time, verified, pinned }) => ({ file, kind, time, verified, pinned })),
      [{ file: fileOf(update(1, { state: 'old sound' })), kind: 'old-format', time: now - day, verified: 'read', pinned: false }],
    )
    assert.deepEqual(files(unread), [fileOf(update(2, { state: 'old unread' }))])
    assert.deepEqual(
      damaged.map(({ file, prefix, why }) => ({ file, prefix, why })),
      [{ file: fileOf(update(3, { state: 'old unsound' })), prefix: 'pre-update', why: 'unexpected end of file' }],
    )
  })

  test('an archive of the old format that has got its manifest', () => {
    const name = nameOf('pre-update', now - day)
    const archive = { ...manifestExample().archive, file: `${name}.tar.gz`, compression: 'gzip' }
    const text = JSON.stringify(
      manifestExample({ kind: 'old-format', name, archive, components: [], runId: '', sequence: 0, time: now - day }),
    )
    const listing = listingOf([update(1, { state: 'old unread' })], { manifests: [{ name, text }] })
    assert.deepEqual(
      catalogueOf(listing).backups.map(({ kind, verified }) => [kind, verified]),
      [['old-format', 'read']],
    )
  })

  test('critical ones of the old format are pinned, having nobody to release them', () => {
    const { backups } = catalogueOf(listingOf([{ prefix: 'pre-reset', time: now - day, state: 'old sound' }]))
    assert.deepEqual(
      backups.map(({ pinned }) => pinned),
      [true],
    )
  })
})

describe('what is damaged, and why', () => {
  const cases: readonly (readonly [string, Listing, string])[] = [
    ['no manifest', listingOf([update(1, { state: 'no manifest' })]), 'it has no manifest'],
    ['cut', listingOf([update(1, { state: 'cut' })]), 'it ends early'],
    [
      'grown',
      withManifest({ archive: { ...manifestExample().archive, file: fileOf(update(1)), bytes: 899_000_000 } }),
      'it is longer than its manifest says',
    ],
    ['an unsound manifest', withManifest({ sequence: -1 }), 'its manifest is not sound: sequence is not a whole number of at least 0'],
    [
      'the manifest of its other form',
      withManifest({ archive: { ...manifestExample().archive, file: fileOf(update(1)).replace('.zst', '.gz'), compression: 'gzip' } }),
      `its manifest belongs to ${fileOf(update(1)).replace('.zst', '.gz')}`,
    ],
    [
      'the manifest of another backup',
      listingOf([update(1)], {
        manifests: listingOf([update(2)]).manifests.map(({ text }) => ({ name: nameOf('pre-update', now - day), text })),
      }),
      `its manifest belongs to ${fileOf(update(2))}`,
    ],
  ]
  for (const [name, listing, why] of cases) {
    test(name, () => {
      const { backups, damaged } = catalogueOf(listing)
      const told = damaged.map(({ file, prefix, why: said }) => ({ file, prefix, why: said }))
      assert.deepEqual([backups, told], [[], [{ file: fileOf(update(1)), prefix: 'pre-update', why }]])
    })
  }

  test('what an old archive is said to be wrong with is made inert', () => {
    const listing = listingOf([update(1, { state: 'old unsound' })])
    const [damaged] = catalogueOf({ ...listing, old: listing.old.map(each => ({ ...each, why: '::error::x\n' })) }).damaged
    assert.equal(damaged?.why, ': :error::x')
  })
})

test('strangers are named, and nothing else', () => {
  const name = nameOf('pre-update', now - day)
  const entry = (file: string, type: 'file' | 'dir' | 'link' | 'other' = 'file') => ({ file, type, bytes: 1, mtime: now })
  const entries = [
    entry('pre-update-old.tar.gz'),
    entry(`${name} (1).tar.gz`),
    entry(`${name}.tar.zst.bak`),
    entry('::error::x\u202e'),
    entry(`${name}.tar.gz`, 'dir'),
    entry(`${name}.tar.zst`, 'link'),
    entry(`${name}.tar.gz.age`, 'other'),
  ]
  const { backups, unread, damaged, strangers } = catalogueOf(listingOf([], { entries }))
  assert.deepEqual([backups, unread, damaged], [[], [], []])
  assert.deepEqual(strangers, [
    { file: ': :error::x', kind: 'name', why: 'its name is not that of a backup' },
    { file: `${name} (1).tar.gz`, kind: 'name', why: 'its name is not that of a backup' },
    { file: `${name}.tar.gz`, kind: 'dir', why: 'it is a directory' },
    { file: `${name}.tar.gz.age`, kind: 'other', why: 'it is a special file' },
    { file: `${name}.tar.zst`, kind: 'link', why: 'it is a symbolic link' },
    { file: `${name}.tar.zst.bak`, kind: 'name', why: 'its name is not that of a backup' },
    { file: 'pre-update-old.tar.gz', kind: 'name', why: 'its name is not that of a backup' },
  ])
})

describe('the order', () => {
  test('is that of sequence, whatever clock and names say', () => {
    const kept = [update(1, { sequence: 2 }), update(2, { sequence: 3 }), update(3, { sequence: 1 })]
    assert.deepEqual(
      catalogueOf(listingOf(kept)).backups.map(({ manifest }) => manifest?.sequence),
      [3, 2, 1],
    )
  })

  test('of one sequence, which a server gives once only, is that of time, then of name', () => {
    const kept: Kept[] = [update(1), { prefix: 'nightly', time: now - 3 * day }, update(3), update(2)]
    const order = [0, 3, 2, 1].map(index => fileOf(kept[index] as Kept))
    assert.deepEqual(files(catalogueOf(listingOf(kept.map(each => ({ ...each, sequence: 1 })))).backups), order)
  })

  test('places the old format by its time, behind a clock that once went back too', () => {
    const kept = [
      update(9),
      update(5, { manifestTime: now - 30 * day }),
      update(7, { state: 'old sound' }),
      update(20, { state: 'old sound' }),
      update(2),
    ]
    assert.deepEqual(
      files(catalogueOf(listingOf(kept)).backups),
      [4, 2, 1, 0, 3].map(index => fileOf(kept[index] as Kept)),
    )
  })

  test('does not depend on mtime or on how things are listed', () => {
    const kept = fc.uniqueArray(
      fc.record({
        prefix: fc.constantFrom('pre-update' as const, 'nightly' as const),
        time: fc.integer({ min: now - 20, max: now }),
        sequence: fc.integer({ min: 1, max: 5 }),
        state: fc.constantFrom(
          'good' as const,
          'cut' as const,
          'no manifest' as const,
          'old sound' as const,
          'old unread' as const,
          'directory' as const,
        ),
      }),
      { selector: ({ prefix, time }) => `${prefix}${time}`, maxLength: 8 },
    )
    const shuffled = kept.chain(each => fc.tuple(fc.constant(each), fc.shuffledSubarray(each, { minLength: each.length }), fc.nat()))
    fc.assert(
      fc.property(shuffled, ([one, other, mtime]) => {
        const listing = listingOf(other)
        const touched = { ...listing, entries: listing.entries.map((entry, index) => ({ ...entry, mtime: mtime + index })) }
        assert.deepEqual(catalogueOf(touched), catalogueOf(listingOf(one)))
      }),
    )
  })
})

describe('the clock', () => {
  test('is sound when nothing is dated ahead by more than five minutes', () => {
    assert.equal(catalogueOf(listingOf([])).clock, 'sound')
    assert.equal(catalogueOf(listingOf([{ prefix: 'nightly', time: now + 300 }])).clock, 'sound')
  })

  test('is suspicious when any backup is dated ahead, and says which', () => {
    const ahead = (more: Partial<Kept>) => catalogueOf(listingOf([update(1), { prefix: 'nightly', time: now + 301, ...more }])).clock
    const suspicious = { suspicious: `${fileOf({ prefix: 'nightly', time: now + 301 })} is dated 5 minutes ahead of the server's clock` }
    assert.deepEqual(ahead({}), suspicious)
    assert.deepEqual(ahead({ state: 'cut' }), suspicious)
    assert.deepEqual(ahead({ state: 'no manifest' }), suspicious)
    assert.notEqual(ahead({ state: 'old unread' }), 'sound')
    assert.equal(ahead({ state: 'directory' }), 'sound')
    assert.deepEqual(catalogueOf(listingOf([update(1, { manifestTime: now + 2 * day })])).clock, {
      suspicious: `${fileOf(update(1))} is dated 2 days ahead of the server's clock`,
    })
  })

  test('at 1970 is suspicious as soon as there is a backup', () => {
    const { clock } = catalogueOf(listingOf([update(1)], { now: day }))
    assert.deepEqual(clock, { suspicious: `${fileOf(update(1))} is dated 56 years ahead of the server's clock` })
  })
})
