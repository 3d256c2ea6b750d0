import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { catalogueOf, type Listing } from '../../src/backups/catalogue.ts'
import { prefixes } from '../../src/backups/names.ts'
import { nextRotation, type Retention, type Rotated, retain } from '../../src/backups/retention.ts'
import { day, fileOf, type Kept, listingOf, now } from './listing.ts'

const update = (daysAgo: number, more: Partial<Kept> = {}): Kept => ({ prefix: 'pre-update', time: now - daysAgo * day, ...more })
const files = (listed: readonly { readonly file: string }[]) => listed.map(({ file }) => file)

/** Oldest first, as they were made. */
function rotate(kept: readonly Kept[], keep = 3, changes: Partial<Listing> = {}): Retention {
  return retain(catalogueOf(listingOf(kept, changes)), { prefix: 'pre-update', policy: { keep } }, now)
}

/** The reasons by archive file. */
const reasons = ({ keep, remove }: Retention) => Object.fromEntries([...keep, ...remove].map(({ file, why }) => [file, why]))

describe('rotation', () => {
  test('keeps the newest and says why each other one goes', () => {
    const kept = [update(60), update(38), update(10), update(1), update(0)]
    assert.deepEqual(rotate(kept), {
      keep: [4, 3, 2].map(index => ({ file: fileOf(kept[index] as Kept), why: 'among the newest 3 of pre-update' })),
      remove: [
        { file: fileOf(update(38)), name: 'pre-update-20261015_180000', why: '4th of its kind, 5 weeks old' },
        { file: fileOf(update(60)), name: 'pre-update-20260923_180000', why: '5th of its kind, 8 weeks old' },
      ],
    })
  })

  test('with fewer than it may keep does nothing', () => {
    assert.deepEqual(rotate([update(1)]).remove, [])
    assert.deepEqual(rotate([]), { keep: [], remove: [] })
  })

  test('from ten to one keeps the newest', () => {
    const kept = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map(daysAgo => update(daysAgo))
    const { keep, remove } = rotate(kept, 1)
    assert.deepEqual(keep, [{ file: fileOf(update(1)), why: 'the newest pre-update' }])
    assert.equal(remove.length, 9)
  })

  test('never keeps nothing: such a policy is refused', () => {
    for (const keep of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => rotate([update(1)], keep), RangeError)
      assert.throws(() => nextRotation(catalogueOf(listingOf([update(1)])), { keep }), RangeError)
    }
  })

  test('does not count what is damaged, and leaves it', () => {
    const kept = [update(9), update(8), update(7), update(3, { state: 'cut' }), update(2, { state: 'no manifest' }), update(1)]
    const retention = rotate(kept)
    assert.deepEqual(files(retention.remove), [fileOf(update(9))])
    assert.equal(reasons(retention)[fileOf(update(3))], 'not counted: damaged, it ends early')
    assert.equal(reasons(retention)[fileOf(update(2))], 'not counted: damaged, it has no manifest')
  })

  test('does not count what was never verified, and leaves it', () => {
    const kept = [update(9), update(8), update(7), update(2, { verified: 'none' }), update(1)]
    const retention = rotate(kept)
    assert.deepEqual(files(retention.remove), [fileOf(update(9))])
    assert.equal(reasons(retention)[fileOf(update(2))], 'not counted: never verified')
  })

  test('leaves the pinned, and counts them not', () => {
    const kept = [update(9, { pinned: true }), update(8), update(7), update(6), update(2, { pinned: true }), update(1)]
    const retention = rotate(kept)
    assert.deepEqual(files(retention.remove), [fileOf(update(8))])
    assert.equal(reasons(retention)[fileOf(update(9))], 'pinned until it is released')
  })

  test('leaves critical backups and safety copies until they are released', () => {
    const made = (released: boolean): Kept[] =>
      [3, 2, 1].map(daysAgo => ({ prefix: 'pre-reset', time: now - daysAgo * day, ...(released && { pinned: false }) }))
    const rotated = (kept: readonly Kept[]) =>
      retain(catalogueOf(listingOf(kept)), { prefix: 'pre-reset', policy: { keep: 1 } }, now).remove.length
    assert.deepEqual([rotated(made(false)), rotated(made(true))], [0, 2])
  })

  test('six archives of the old format and a new backup become three', () => {
    const old = [7, 6, 5, 4, 3, 2].map(daysAgo => update(daysAgo, { state: 'old sound' }))
    const { keep, remove } = rotate([...old, update(0)])
    assert.deepEqual(files(keep), [fileOf(update(0)), ...[2, 3].map(daysAgo => fileOf(update(daysAgo, { state: 'old sound' })))])
    assert.equal(remove.length, 4)
  })

  test('leaves archives of the old format that nobody has read, and those that are unsound', () => {
    const kept = [
      update(9, { state: 'old unsound' }),
      update(8, { state: 'old unread' }),
      update(7, { state: 'old sound' }),
      update(1),
      update(0),
    ]
    const retention = rotate(kept, 2)
    assert.deepEqual(files(retention.remove), [fileOf(kept[2] as Kept)])
    assert.equal(reasons(retention)[fileOf(kept[1] as Kept)], 'not counted: of the old format, not read yet')
    assert.equal(reasons(retention)[fileOf(kept[0] as Kept)], 'not counted: damaged, unexpected end of file')
  })

  test('removes nothing of another prefix, however many there are', () => {
    const nightlies: Kept[] = Array.from({ length: 30 }, (_, index) => ({ prefix: 'nightly', time: now - (30 - index) * day }))
    const listing = catalogueOf(listingOf([update(50), update(49), ...nightlies]))
    assert.deepEqual(retain(listing, { prefix: 'pre-update', policy: { keep: 3 } }, now).remove, [])
    assert.equal(retain(listing, { prefix: 'nightly', policy: { keep: 3 } }, now).remove.length, 27)
  })

  test('never names a stranger', () => {
    const kept = [update(5), update(4, { state: 'directory' }), update(3)]
    assert.deepEqual([...files(rotate(kept, 1).keep), ...files(rotate(kept, 1).remove)], [fileOf(update(3)), fileOf(update(5))])
  })

  test('goes by the manifests when the times of names are not their order', () => {
    const kept = [update(1, { sequence: 1 }), update(3, { sequence: 2 }), update(2, { sequence: 3 })]
    assert.deepEqual(files(rotate(kept, 2).remove), [fileOf(update(1))])
  })
})

describe('rotation that must not be', () => {
  const kept = [update(9), update(8), update(7), update(1)]

  test('under a suspicious clock', () => {
    const { keep, remove, stopped } = rotate([...kept, { prefix: 'nightly', time: now + day }])
    const why = `the clock is suspicious: ${fileOf({ prefix: 'nightly', time: now + day })} is dated 1 day ahead of the server's clock`
    assert.deepEqual([remove, stopped, keep.length], [[], why, 4])
    assert.equal(keep[3]?.why, `nothing is removed now: ${why}`)
  })

  test('while a restore is incomplete', () => {
    const { remove, stopped } = rotate(kept, 3, { restoreIncomplete: true })
    assert.deepEqual([remove, stopped], [[], 'a restore on this server is incomplete'])
  })
})

describe('the next rotation, for a list', () => {
  const forecast = (kept: readonly Kept[], keep: number, changes: Partial<Listing> = {}) => {
    const verdicts = nextRotation(catalogueOf(listingOf(kept, changes)), { keep })
    return kept.map(each => verdicts.get(fileOf(each)))
  }

  test('tells what follows the next backup of each kind', () => {
    const kept: Kept[] = [
      update(9, { state: 'old unread' }),
      update(8, { state: 'old sound' }),
      update(7, { pinned: true }),
      update(6, { state: 'cut' }),
      update(2),
      { prefix: 'nightly', time: now - day },
      update(1),
    ]
    assert.deepEqual(forecast(kept, 3), [
      'goes, if it is sound: 5th of its kind',
      'goes: 4th of its kind',
      'stays: pinned until it is released',
      'stays: damaged, not counted',
      'stays (2 of 3)',
      'stays (1 of 3 nightly)',
      'stays (1 of 3)',
    ])
  })

  test('says when nothing will go', () => {
    const stays = 'stays: a restore on this server is incomplete'
    assert.deepEqual(forecast([update(2), update(1)], 2, { restoreIncomplete: true }), [stays, 'stays (1 of 2)'])
  })
})

describe('of any catalogue', () => {
  const states = ['good', 'good', 'good', 'cut', 'no manifest', 'old sound', 'old unread', 'old unsound', 'directory'] as const
  const anyKept = fc.uniqueArray(
    fc.record({
      prefix: fc.constantFrom(...prefixes),
      time: fc.integer({ min: now - 30 * day, max: now + 300 }),
      sequence: fc.integer({ min: 1, max: 40 }),
      pinned: fc.constantFrom(false, false, true),
      verified: fc.constantFrom('checksum', 'read', 'none'),
      state: fc.constantFrom(...states),
    }),
    { selector: ({ prefix, time }) => `${prefix}${time}`, maxLength: 25 },
  )
  const anyPolicy = fc.record({ prefix: fc.constantFrom(...prefixes), policy: fc.record({ keep: fc.integer({ min: 1, max: 6 }) }) })
  const rotated = (kept: readonly Kept[], how: Rotated) => retain(catalogueOf(listingOf(kept)), how, now)
  const without = (kept: readonly Kept[], removed: Retention) => kept.filter(each => !files(removed.remove).includes(fileOf(each)))
  /** Said again here, from the words of the rule: of this prefix, sound, proven, not pinned; the old critical ones count as pinned. */
  const counts = ({ prefix, state, verified, pinned }: Kept, how: Rotated) => {
    if (prefix !== how.prefix) return false
    if (state === 'old sound') return prefix !== 'pre-reset' && prefix !== 'pre-restore'
    return state === 'good' && verified !== 'none' && pinned === false
  }

  test('exactly what counts beyond keep goes, and nothing else', () => {
    fc.assert(
      fc.property(anyKept, anyPolicy, (kept, how) => {
        const counted = kept.filter(each => counts(each, how))
        const { keep, remove } = rotated(kept, how)
        assert.equal(remove.length, Math.max(0, counted.length - how.policy.keep))
        for (const { file } of remove) assert.ok(counted.some(each => fileOf(each) === file))
        const ofPrefix = kept.filter(each => each.prefix === how.prefix && each.state !== 'directory')
        assert.deepEqual([...files(keep), ...files(remove)].sort(), ofPrefix.map(fileOf).sort())
      }),
      { numRuns: 1000 },
    )
  })

  test('the newest that counts stays, and none that stays is older than one that goes', () => {
    fc.assert(
      fc.property(anyKept, anyPolicy, (kept, how) => {
        const { remove } = rotated(kept, how)
        const order = files(catalogueOf(listingOf(kept)).backups).filter(file =>
          kept.some(each => fileOf(each) === file && counts(each, how)),
        )
        assert.deepEqual(files(remove), order.slice(how.policy.keep))
      }),
      { numRuns: 1000 },
    )
  })

  test('doing it twice removes nothing more', () => {
    fc.assert(
      fc.property(anyKept, anyPolicy, (kept, how) => {
        // Sequences are said, so that leaving some out does not number the others anew.
        assert.deepEqual(rotated(without(kept, rotated(kept, how)), how).remove, [])
      }),
    )
  })

  test('the order of the listing makes no difference', () => {
    const shuffled = anyKept.chain(kept => fc.tuple(fc.constant(kept), fc.shuffledSubarray(kept, { minLength: kept.length })))
    fc.assert(fc.property(shuffled, anyPolicy, ([one, other], how) => assert.deepEqual(rotated(other, how), rotated(one, how))))
  })

  test('who keeps more removes less', () => {
    fc.assert(
      fc.property(anyKept, anyPolicy, (kept, how) => {
        const removed = files(rotated(kept, how).remove)
        for (const file of files(rotated(kept, { ...how, policy: { keep: how.policy.keep + 1 } }).remove)) assert.ok(removed.includes(file))
      }),
    )
  })

  test('a suspicious clock or an incomplete restore removes nothing', () => {
    fc.assert(
      fc.property(anyKept, anyPolicy, fc.boolean(), (kept, how, incomplete) => {
        const listing = listingOf(
          [...kept, { prefix: 'manual', time: now + day, sequence: 99 }],
          incomplete ? { restoreIncomplete: true, now: now + 2 * day } : {},
        )
        assert.deepEqual(retain(catalogueOf(listing), how, now).remove, [])
      }),
    )
  })

  test('the forecast and the next rotation agree', () => {
    fc.assert(
      fc.property(anyKept, anyPolicy, (kept, how) => {
        const read = kept.map(each => (each.state === 'old unread' ? { ...each, state: 'old sound' as const } : each))
        const forecast = nextRotation(catalogueOf(listingOf(kept)), how.policy)
        // Nothing ever rotates safety copies: the forecast says that they stay.
        fc.pre(how.prefix !== 'pre-restore')
        const next: Kept = { prefix: how.prefix, time: now + 299, sequence: 99, pinned: false }
        fc.pre(kept.every(each => fileOf(each) !== fileOf(next) && each.time < next.time))
        const gone = files(rotated([...read, next], how).remove)
        const foretold = read.filter(each => each.prefix === how.prefix && forecast.get(fileOf(each))?.startsWith('goes')).map(fileOf)
        assert.deepEqual(gone.sort(), foretold.sort())
      }),
    )
  })
})
