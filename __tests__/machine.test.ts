// What the lock says of the machine that a run was started from.
import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { test } from 'node:test'
import { machineOf } from '../src/operations/session.ts'

test('a run is from its runner, by name, or from its host', () => {
  assert.equal(machineOf('GitHub Actions 12'), 'GitHub Actions 12')
  for (const none of [undefined, ''])
    assert.equal(
      machineOf(none),
      hostname()
        .replaceAll(/[^\w. -]+/g, '-')
        .slice(0, 64),
    )
})

test('a name shows as what it is, whatever is in it', () => {
  assert.equal(machineOf("a'$(id)`\n\u001b[31m, since é"), 'a-id-31m- since -')
  assert.equal(machineOf('x'.repeat(300)).length, 64)
})
