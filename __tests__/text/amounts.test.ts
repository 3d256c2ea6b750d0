import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { age, ago, bytes, count, duration, grouped, old, ordinal } from '../../src/text/amounts.ts'

const minute = 60
const hour = 3600
const day = 86_400

/** Each example as `amount → text`, so that a table reads like the rule. */
function same(say: (amount: number) => string, examples: readonly (readonly [number, string])[]): void {
  assert.deepEqual(
    examples.map(([amount]) => [amount, say(amount)]),
    examples.map(([amount, text]) => [amount, text]),
  )
}

describe('amounts for people', () => {
  test('bytes are decimal, with one decimal below ten', () => {
    same(bytes, [
      [0, '0 B'],
      [1, '1 B'],
      [999, '999 B'],
      [1000, '1 kB'],
      [1449, '1.4 kB'],
      [9949, '9.9 kB'],
      [9950, '10 kB'],
      [999_499, '999 kB'],
      [999_500, '1 MB'],
      [61_234_567, '61 MB'],
      [903_000_000, '903 MB'],
      [1_400_000_000, '1.4 GB'],
      [41_000_000_000, '41 GB'],
      [2_000_000_000_000, '2 TB'],
      [Number.MAX_SAFE_INTEGER, '9 PB'],
      [5e18, '5000 PB'],
    ])
  })

  test('bytes are off by 5 % at most, and larger amounts never read as smaller', () => {
    const factor = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 }
    const value = (text: string) => Number(text.split(' ')[0]) * factor[text.split(' ')[1] as keyof typeof factor]
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (one, other) => {
        assert.match(bytes(one), /^(\d{1,3}|\d\.\d) ([kMGTP]?B)$/)
        assert.ok(Math.abs(value(bytes(one)) - one) <= one * 0.05)
        if (one <= other) assert.ok(value(bytes(one)) <= value(bytes(other)))
      }),
    )
  })

  test('durations have two units at most', () => {
    same(duration, [
      [0, '0 s'],
      [-5, '0 s'],
      [49, '0 s'],
      [50, '0.1 s'],
      [600, '0.6 s'],
      [4100, '4.1 s'],
      [9949, '9.9 s'],
      [9950, '10 s'],
      [14_400, '14 s'],
      [59_499, '59 s'],
      [59_500, '1 min'],
      [90_000, '1 min 30 s'],
      [3_599_499, '59 min 59 s'],
      [3_599_500, '1 h'],
      [7_500_000, '2 h 5 min'],
      [86_399_000, '1 d'],
      [273_600_000, '3 d 4 h'],
    ])
  })

  test('ages are whole units that have passed', () => {
    same(age, [
      [0, '0 s'],
      [59.9, '59 s'],
      [minute, '1 min'],
      [hour - 1, '59 min'],
      [hour, '1 h'],
      [day - 1, '23 h'],
      [day, '1 d'],
      [38.5 * day, '38 d'],
      [365.25 * day, '1 y'],
      [2 * 366 * day, '2 y'],
      [-2 * hour, 'in 2 h'],
    ])
    same(ago, [
      [0, '0 s ago'],
      [2 * hour, '2 h ago'],
      [-2 * hour, 'in 2 h'],
    ])
    same(old, [
      [0, '0 seconds old'],
      [1.9, '1 second old'],
      [1.9 * minute, '1 minute old'],
      [hour, '1 hour old'],
      [3.5 * hour, '3 hours old'],
      [day, '1 day old'],
      [13.5 * day, '13 days old'],
      [14 * day, '2 weeks old'],
      [38 * day, '5 weeks old'],
      [60.875 * day, '2 months old'],
      [700 * day, '22 months old'],
      [730.5 * day, '2 years old'],
      [1000 * day, '2 years old'],
      [-2 * hour, 'dated 2 hours ahead'],
    ])
  })

  test('counts have commas and their plural', () => {
    assert.deepEqual(
      [count(0, 'key'), count(1, 'document'), count(18_052, 'document'), count(2, 'copy', 'copies')],
      ['0 keys', '1 document', '18,052 documents', '2 copies'],
    )
    same(grouped, [
      [0, '0'],
      [999, '999'],
      [1000, '1,000'],
      [100_000, '100,000'],
      [1_234_567, '1,234,567'],
    ])
  })

  test('ranks', () => {
    const ranks = [1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 23, 101, 111]
    const texts = ['1st', '2nd', '3rd', '4th', '10th', '11th', '12th', '13th', '21st', '22nd', '23rd', '101st', '111th']
    assert.deepEqual(ranks.map(ordinal), texts)
  })
})
