// The checklist, judged from what was seen: every line, well and ill.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Listing } from '../../src/backups/catalogue.ts'
import { checklist, type Seen } from '../../src/operations/checklist.ts'
import { type Check, type CheckLine, checks } from '../../src/report/checks.ts'
import { checkLines } from '../../src/report/console/checklist.ts'
import { day, type Kept, listingOf, now } from '../backups/listing.ts'
import { facts, settings } from '../sources/meeshy.ts'

const update = (days: number, more: Partial<Kept> = {}): Kept => ({ prefix: 'pre-update', time: now - days * day, ...more })
const good: readonly Kept[] = [update(3), update(2, { verified: 'drill' }), update(1)]

type Change = {
  readonly facts?: Partial<Seen['facts']>
  readonly settings?: Partial<Seen['settings']>
  readonly listing?: Partial<Listing>
}

function seenOf(kept: readonly Kept[] = good, change: Change = {}, more: Partial<Seen> = {}): CheckLine[] {
  const newest = listingOf(kept).manifests.at(-1)?.name ?? ''
  const listing = listingOf(kept, { runbooks: [newest], ...change.listing })
  return checklist({
    facts: { ...facts, ...change.facts, listing },
    settings: { ...settings, ...change.settings },
    lock: { free: true, holder: '' },
    ourNow: now,
    ...more,
  })
}

const of = (lines: readonly CheckLine[], check: Check) =>
  lines.filter(each => each.check === check).map(({ verdict, text, next = '' }) => `${verdict}: ${text}${next === '' ? '' : ` → ${next}`}`)
const verdict = (lines: readonly CheckLine[], check: Check) => lines.find(each => each.check === check)?.verdict

test('on a server that is as it should be every line is fine', () => {
  const lines = seenOf()
  assert.deepEqual([...new Set(lines.map(({ check }) => check))], [...checks])
  assert.deepEqual(
    lines.filter(each => each.verdict !== 'ok'),
    [],
  )
  assert.deepEqual(of(lines, 'backups'), ['ok: 3 of pre-update, the newest pre-update-20261121_180000'])
  assert.match(of(lines, 'rehearsed')[0] ?? '', /^ok: pre-update-20261120_180000, restored and compared 2 d ago/)
  assert.match(of(lines, 'rollback')[0] ?? '', /^ok: meeshy-backup restore pre-update-20261121_180000; .*sh \.meta\//)
})

describe('it fails', () => {
  for (const [what, lines, check, text] of [
    ['without room', seenOf(good, { facts: { free: 2_000_000_000 } }), 'space', /^fail: the next backup needs about .* → free space/],
    ['without inodes', seenOf(good, { facts: { freeInodes: 3 } }), 'space', /^fail: almost no inodes/],
    ['without a backup', seenOf([]), 'backups', /^fail: there is no backup .* → make one/],
    ['without a backup to go back to', seenOf([]), 'rollback', /^fail: there is nothing to go back to/],
    ['without a backup to be proven', seenOf([]), 'proven', /^fail/],
    ['when the newest is too old', seenOf([update(8)]), 'age', /^fail: .* 8 d old, and max-age is 7 d → make one/],
    ['when the newest is older than asked', seenOf(good, { settings: { maxAge: 3600 } }), 'age', /^fail: .* max-age is 1 h/],
    [
      'while a restore is incomplete',
      seenOf(good, { listing: { restoreIncomplete: true } }),
      'restore',
      /^fail: one is incomplete.* --undo, or --resume/,
    ],
    [
      'while a restore is at work',
      seenOf(good, { listing: { restoreIncomplete: true, incomplete: { runId: 'r', backup: 'x', components: ['redis'], alive: true } } }),
      'restore',
      /^fail: that of x is at work now → wait/,
    ],
    [
      'while somebody holds the lock',
      seenOf(good, {}, { lock: { free: false, holder: 'run x' } }),
      'lock',
      /^fail: another run holds it: run x/,
    ],
    ['under a clock that is behind', seenOf(good, { listing: { now: now - 9 * day } }), 'clock', /^fail: .* ahead of the server's clock/],
    ['without a tool', seenOf(good, { facts: { tools: new Map([['tar', '']]) } }), 'tools', /^fail: .* lacks awk, /],
    ['without Docker', seenOf(good, { facts: { docker: null, dockerError: 'no' } }), 'project', /^fail: The Docker engine/],
    [
      'when the database is down',
      seenOf(good, { facts: { containers: stopped(/mongo|database/) } }),
      'project',
      /^fail: MongoDB cannot be backed up: .* exited. → see why/,
    ],
    [
      'when a service restarts again and again',
      seenOf(good, { facts: { containers: stopped(/gateway/, 'restarting') } }),
      'services',
      /^fail: gateway restarting/,
    ],
  ] as const) {
    test(what, () => assert.match(of(lines, check).join('\n'), text))
  }
})

describe('it wants attention', () => {
  for (const [what, lines, check, text] of [
    ['when there are fewer backups than keep', seenOf([update(1)]), 'backups', /^attention: only 1 of 3 pre-update backups so far/],
    [
      'when they are of another prefix',
      seenOf([{ prefix: 'nightly', time: now - day }]),
      'backups',
      /^attention: none of pre-update; 1 of other prefixes, the newest nightly-/,
    ],
    [
      'when one is damaged',
      seenOf([...good, update(4, { state: 'cut' })]),
      'backups',
      /attention: .* is damaged: it ends early → .*meeshy-backup delete pre-update-20261118_180000\.tar\.zst/,
    ],
    [
      'when archives of the old scripts are unread',
      seenOf([...good, update(9, { state: 'old unread' })]),
      'backups',
      /attention: nobody has read 1 archive of the old scripts/,
    ],
    [
      'when a backup was skipped since',
      seenOf(good, { listing: { skips: [skip('20261122_100000')] } }),
      'backups',
      /attention: a nightly backup was skipped 8 h ago: why not/,
    ],
    ['when none was read to its end', seenOf([update(1, { verified: 'checksum' })]), 'proven', /^attention: not read to their end/],
    ['when nothing was rehearsed', seenOf([update(1)]), 'rehearsed', /^attention: no backup here was ever restored/],
    [
      'when the newest has no script of its own',
      seenOf(good, { listing: { runbooks: [] } }),
      'rollback',
      /^attention: meeshy-backup restore pre-update-20261121_180000; it has no script/,
    ],
    ['when a service has ended', seenOf(good, { facts: { containers: stopped(/gateway/) } }), 'services', /^attention: gateway exited/],
    ['when the clocks are apart', seenOf(good, {}, { ourNow: now + 3600 }), 'clock', /^attention: .* 1 h apart/],
  ] as const) {
    test(what, () => assert.match(of(lines, check).join('\n'), text))
  }
  test('and not when a skip came before the newest backup', () => {
    assert.equal(of(seenOf(good, { listing: { skips: [skip('20261101_100000')] } }), 'backups').length, 1)
  })
})

test('safety copies of restores are nothing to go back to', () => {
  const lines = seenOf([{ prefix: 'pre-restore', time: now - 60 }])
  assert.deepEqual(
    (['backups', 'age', 'proven', 'rollback'] as const).map(check => verdict(lines, check)),
    ['fail', 'fail', 'fail', 'fail'],
  )
})

test('it reads as a list with what to do below, and colours the verdicts alone', () => {
  const lines: CheckLine[] = [
    { check: 'lock', verdict: 'ok', text: 'free' },
    { check: 'rehearsed', verdict: 'attention', text: 'never', next: 'do it' },
    { check: 'age', verdict: 'fail', text: 'old', next: 'make one' },
  ]
  assert.deepEqual(checkLines(lines), [
    '  ok         lock       free',
    '  attention  rehearsed  never',
    '                        → do it',
    '  fail       age        old',
    '                        → make one',
  ])
  assert.deepEqual(
    checkLines(lines, { colour: true }).map(line => line.replaceAll(/\x1b\[\d+m/g, '')),
    checkLines(lines),
  )
})

function skip(stamp: string) {
  return { name: `nightly-${stamp}`, text: JSON.stringify({ schema: 1, kind: 'skipped', reason: 'why not' }) }
}

function stopped(which: RegExp, state = 'exited') {
  return facts.containers.map(each => (which.test(each.service) ? { ...each, state } : each))
}
