// Every adversary is tried at every goal by every operation, or the table says why it cannot be; and what the table points to is there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertThere, type By, filesOf } from '../covered.ts'
import { adversaries, type Cell, operations, seen, table } from './table.ts'

/** A cell as its reason and its tests. */
function partsOf(cell: Cell): { readonly why: string; readonly by: By } {
  if (typeof cell === 'string') return { why: cell, by: [] }
  const [first, ...rest] = cell
  return typeof first === 'string' ? { why: first, by: rest as By } : { why: '', by: cell as By }
}

test('every adversary has what he must not gain, each goal once', () => {
  assert.deepEqual([...new Set(table.map(({ adversary }) => adversary))], [...adversaries])
  const goals = table.map(({ adversary, goal }) => `${adversary}: ${goal}`)
  assert.equal(new Set(goals).size, goals.length)
})

test('every cell has tests that are there, or the reason why it cannot be', t => {
  let covered = 0
  let reasoned = 0
  for (const { adversary, goal, cells } of table) {
    assert.deepEqual(Object.keys(cells), [...operations])
    t.diagnostic(`${adversary} · ${goal}`)
    for (const operation of operations) {
      const what = `${adversary}, ${goal}, ${operation}`
      const { why, by } = partsOf(cells[operation])
      assert.ok(why.length > 10 || by.length > 0, `${what}: the cell is empty`)
      assertThere(what, by)
      if (by.length > 0) covered += 1
      else reasoned += 1
      t.diagnostic(`  ${operation.padEnd(8)} ${[filesOf(by), why].filter(Boolean).join('; ')}`)
    }
  }
  t.diagnostic(`${covered} cells have tests, ${reasoned} a reason: ${covered + reasoned} of ${table.length * operations.length}`)
  assert.ok(covered > reasoned)
})

test('every attack that was seen has its tests', t => {
  assert.deepEqual(
    seen.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  )
  for (const { number, attack, by } of seen) {
    const parts = partsOf(by)
    assert.ok(parts.why.length > 10 || parts.by.length > 0, attack)
    assertThere(`attack ${number}`, parts.by)
    t.diagnostic(`${number}. ${attack}: ${[filesOf(parts.by), parts.why].filter(Boolean).join('; ')}`)
  }
})
