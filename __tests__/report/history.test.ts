// A history comes back from its key, within the precision that is promised; what nobody of us wrote does not come back at all.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type History, historyIn, keyOf, keyPrefixOf, most, type Past } from '../../src/report/page/history.ts'
import { trendOf } from '../../src/report/page/trend.ts'
import { fromInputs } from '../../src/settings/inputs.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { Malformed } from '../../src/text/untrusted.ts'
import { enough } from '../settings/given.ts'

const prefix = keyPrefixOf(settingsOf({}))
const anyPast: fc.Arbitrary<Past> = fc.record({
  status: fc.constantFrom('success', 'failed', 'skipped'),
  time: fc.integer({ min: Date.UTC(2025, 0, 1) / 1000, max: Date.UTC(2054, 0, 1) / 1000 }),
  bytes: fc.integer({ min: 0, max: 2 ** 50 }),
  seconds: fc.double({ min: 0, max: 2 ** 20, noNaN: true }),
})

describe('the key of a history', () => {
  test('gives back what it was made of: the last 50 runs, to the hour and within 1 %', () => {
    fc.assert(
      fc.property(fc.array(anyPast, { minLength: 1, maxLength: 60 }), history => {
        const key = keyOf(prefix, history)
        assert.ok(key.length <= 512)
        const read = historyIn(key, prefix)
        const last = history.slice(-most)
        assert.equal(read.length, last.length)
        for (const [n, past] of last.entries()) {
          assert.equal(read[n]?.status, past.status)
          assert.equal(read[n]?.time, Math.floor(past.time / 3600) * 3600)
          assert.ok(near(read[n]?.bytes ?? -1, past.bytes), `${read[n]?.bytes} ${past.bytes}`)
          assert.ok(near(read[n]?.seconds ?? -1, past.seconds), `${read[n]?.seconds} ${past.seconds}`)
        }
      }),
    )
  })

  test('does not drift, however often it is read and written', () => {
    fc.assert(
      fc.property(fc.array(anyPast, { minLength: 1, maxLength: most }), history => {
        const key = keyOf(prefix, history)
        assert.equal(keyOf(prefix, historyIn(key, prefix)), key)
      }),
    )
  })

  test('of another target is not read, and says nothing about whose it is', () => {
    const others = [{ host: 'other.example.org' }, { 'app-dir': '/srv/other' }, { prefix: 'nightly' }, { port: '2222' }]
    for (const change of others) {
      const other = keyPrefixOf(settingsOf(change))
      assert.notEqual(other, prefix, JSON.stringify(change))
      assert.throws(() => historyIn(keyOf(other, [run(1)]), prefix), Malformed)
    }
    assert.match(prefix, /^meeshy-backup-1-[0-9a-f]{16}-$/)
  })

  test('that nobody of us wrote is Malformed', () => {
    const good = keyOf(prefix, [run(1), run(2)])
    const bad = [
      undefined,
      null,
      7,
      '',
      prefix,
      good.slice(0, -1),
      `${good}A`,
      `${good}SAAAAAA\n`,
      good.replace(/-S/, '-X'),
      good + '::error::x',
    ]
    for (const key of [...bad, prefix + 'SAAAAAAA'.repeat(51), good.toUpperCase()])
      assert.throws(() => historyIn(key, prefix), Malformed, String(key))
    fc.assert(
      fc.property(fc.string(), tail => {
        try {
          for (const past of historyIn(prefix + tail, prefix)) assert.ok(Number.isFinite(past.bytes + past.seconds + past.time))
        } catch (thrown) {
          assert.ok(thrown instanceof Malformed)
        }
      }),
    )
  })
})

describe('a trend', () => {
  test('needs two backups', () => {
    assert.equal(trendOf([]), undefined)
    assert.equal(trendOf([run(1e6), { ...run(0), status: 'failed' }]), undefined)
  })

  test('is a line for sizes, one for durations, and what else there was', () => {
    const history: History = [run(4e6, 8), run(6e6, 8), { ...run(0), status: 'failed' }, { ...run(0), status: 'skipped' }, run(8e6, 16)]
    assert.deepEqual(trendOf(history), {
      runs: 5,
      sizes: [4e6, 6e6, 8e6],
      seconds: [8, 8, 16],
      lines: ['size      ▅▇×·█  4 MB to 8 MB', 'duration  ▅▅×·█  8 s to 16 s', 'runs      5 runs, 1 failed ×, 1 skipped ·'],
    })
  })

  test('remarks that the last backup is less than half of the one before, and not that it is half', () => {
    assert.equal(trendOf([run(8e6), run(4e6)])?.shrunk, undefined)
    const shrunk = trendOf([run(8e6), { ...run(0), status: 'failed' }, run(3e6)])?.shrunk
    assert.equal(shrunk, 'This backup takes 3 MB, less than half of the 8 MB of the one before it.')
  })

  test('of one size shows one size', () => {
    assert.equal(trendOf([run(5e6), run(5e6)])?.lines[0], 'size      ██  5 MB')
  })
})

function run(bytes: number, seconds = 10): Past {
  return { status: 'success', time: 1_795_369_512, bytes, seconds }
}

/** Within 1 %, or one near nothing. */
function near(read: number, meant: number): boolean {
  return Math.abs(read - meant) <= Math.max(meant * 0.01, 1)
}

function settingsOf(change: Readonly<Record<string, string>>): Settings {
  const inputs = Object.entries({ ...enough, ...change }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  return parseSettings(fromInputs(Object.fromEntries(inputs))).settings
}
