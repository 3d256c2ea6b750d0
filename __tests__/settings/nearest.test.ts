// The name somebody probably meant.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { editDistance, nearest } from '../../src/settings/nearest.ts'
import { optionNames } from '../../src/settings/options.ts'

for (const [text, name] of [
  ['known_hosts', 'known-hosts'],
  ['know-hosts', 'known-hosts'],
  ['HOST', 'host'],
  ['hots', 'host'],
  ['key', 'private-key'],
  ['ssh-private-key', 'private-key'],
  ['username', 'user'],
  ['fingerprint', 'host-fingerprint'],
  ['dryrun', 'dry-run'],
  ['volume', 'volumes'],
  ['kepe', 'keep'],
] as const) {
  test(`${text} is probably ${name}`, () => assert.equal(nearest(text, optionNames), name))
}

for (const text of ['', 'x', 'banana', 'zz'.repeat(1000)]) {
  test(`${JSON.stringify(text.slice(0, 10))} is nothing we know`, () => assert.equal(nearest(text, optionNames), undefined))
}

test('the distance is that of single edits', () => {
  assert.equal(editDistance('', 'abc'), 3)
  assert.equal(editDistance('abc', 'acb'), 1)
  assert.equal(editDistance('kitten', 'sitting'), 3)
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => editDistance(a, b) === editDistance(b, a)))
  fc.assert(fc.property(fc.string(), a => editDistance(a, a) === 0))
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => editDistance(a, b) <= Math.max(a.length, b.length)))
})
