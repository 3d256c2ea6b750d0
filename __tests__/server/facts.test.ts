// The facts of a server, from its events: a server that lists without end is not listened to without end.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BackupError } from '../../src/messages/errors.ts'
import { FactsReader } from '../../src/server/facts.ts'

describe('what a server lists', () => {
  test('is taken as far as a server with backups goes', () => {
    const reader = new FactsReader()
    for (let n = 0; n < 20_000; n++) {
      reader.add({ type: 'entry', text: `1 1 regular file/f-${n}` })
      reader.add({ type: 'runbook', text: `b-${n}.restore.sh` })
    }
    assert.equal(reader.listing().entries.length, 20_000)
  })

  for (const [what, words, flood] of [
    ['lines of one type', /20,000 lines/, (reader, n) => reader.add({ type: 'entry', text: `1 1 regular file/f-${n}` })],
    ['archives that are not sound', /20,000 lines/, (reader, n) => reader.add({ type: 'unsound', file: `f-${n}.tar.gz`, why: '' })],
    [
      'values',
      /2,000,000 values/,
      (reader, n) => reader.add({ type: 'container', text: `{"id":"${n}","mounts":[${'{},'.repeat(1000)}{}]}` }),
    ],
    ['bytes', /16 MB/, (reader, n) => reader.add({ type: 'manifest', text: `b-${n}.json:${'x'.repeat(100_000)}` })],
  ] as readonly (readonly [string, RegExp, (reader: FactsReader, n: number) => void])[]) {
    test(`without end, in ${what}, is a failure that says so`, () => {
      const reader = new FactsReader()
      assert.throws(
        () => {
          for (let n = 0; n < 30_000; n++) flood(reader, n)
        },
        (thrown: unknown) => thrown instanceof BackupError && thrown.code === 'E_PROTOCOL' && words.test(thrown.message),
      )
    })
  }

  test('of a mark that cannot be read is a restore that is incomplete', () => {
    const reader = new FactsReader()
    reader.add({ type: 'restore-incomplete', alive: false, text: 'nonsense' })
    const { restoreIncomplete, incomplete } = reader.listing()
    assert.deepEqual([restoreIncomplete, incomplete], [true, undefined])
  })
})
