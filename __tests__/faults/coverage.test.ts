// Every fault that a backup must survive is injected somewhere, or the table says why it is not; and what the table points to is there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertThere, filesOf } from '../covered.ts'
import { groups, table } from './table.ts'

test('every fault has its row', () => {
  const expected = Object.entries(groups).flatMap(([group, rows]) => Array.from({ length: rows }, (_, n) => `${group}${n + 1}`))
  assert.deepEqual(table.map(({ id }) => id).sort(), expected.sort())
})

test('every row is covered by tests that are there, or says why not', t => {
  for (const { id, fault, by, not } of table) {
    assert.ok(by.length > 0 || not !== undefined, `${id} is covered by nothing`)
    assertThere(id, by)
    t.diagnostic(`${id.padEnd(4)} ${fault}: ${[filesOf(by), not && `not injected: ${not}`].filter(Boolean).join('; ')}`)
  }
})
