// Every fault that a backup must survive is injected somewhere, or the table says why it is not; and what the table points to is there.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { groups, table } from './table.ts'

const root = join(import.meta.dirname, '..')

test('every fault has its row', () => {
  const expected = Object.entries(groups).flatMap(([group, rows]) => Array.from({ length: rows }, (_, n) => `${group}${n + 1}`))
  assert.deepEqual(table.map(({ id }) => id).sort(), expected.sort())
})

test('every row is covered by tests that are there, or says why not', t => {
  for (const { id, fault, by, not } of table) {
    assert.ok(by.length > 0 || not !== undefined, `${id} is covered by nothing`)
    for (const [file, ...words] of by) {
      const text = readFileSync(join(root, file), 'utf8')
      for (const word of words) assert.ok(text.includes(word), `${id}: ${file} has no test ${JSON.stringify(word)}`)
    }
    const files = by.map(([file]) => file).join(', ')
    t.diagnostic(`${id.padEnd(4)} ${fault}: ${[files, not && `not injected: ${not}`].filter(Boolean).join('; ')}`)
  }
})
