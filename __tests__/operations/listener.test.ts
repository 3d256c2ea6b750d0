// What all runs tell is heard in one way; and no server is heard without end.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BackupError } from '../../src/messages/errors.ts'
import { listenTo } from '../../src/operations/listener.ts'
import { recover } from '../../src/operations/recover.ts'
import type { Event } from '../../src/protocol/events.ts'
import { sessionWith } from './answering.ts'

describe('the listener of a run', () => {
  test('keeps what is for all runs from who hears the rest', () => {
    const { session, kept } = sessionWith(() => ({ events: [] }))
    const rest: Event[] = []
    const hear = listenTo(session.reporter, { onEvent: event => rest.push(event) })
    hear({ type: 'warning', code: 'fuzzy', text: 'words' })
    hear({ type: 'recovered', run: 'r-0', final: false })
    hear({ type: 'undone' })
    assert.deepEqual(rest, [{ type: 'undone' }])
    assert.deepEqual([kept.warnings, kept.lines], [['fuzzy: words'], ['cleaned up after the run r-0, which had died']])
  })

  test('hears work of any length, and ends a flood of what would be kept', () => {
    const { session } = sessionWith(() => ({ events: [] }))
    const hear = listenTo(session.reporter, {})
    for (let n = 0; n < 100_000; n++) hear({ type: 'progress', bytes: n })
    const flood = () => {
      for (let n = 0; n < 30_000; n++) hear({ type: 'dropped', collection: 'x' })
    }
    assert.throws(flood, { code: 'E_PROTOCOL' })
  })
})

test('a flood of warnings fails its operation, and not the process', async () => {
  const warning = { type: 'warning', code: 'x', text: 'y' }
  const { session } = sessionWith(() => ({ events: Array.from({ length: 20_001 }, () => warning) }))
  await assert.rejects(recover(session), (thrown: unknown) => thrown instanceof BackupError && thrown.code === 'E_PROTOCOL')
})
