// A restore that is followed through lost connections: each event is heard once, however often its log is read from the beginning.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { follow } from '../../src/operations/follow.ts'
import { planFollow } from '../../src/plan/follow.ts'
import { RestoreLog } from '../../src/report/console/restorelog.ts'
import type { Exit } from '../../src/transports/transport.ts'
import { type Said, sessionWith } from './answering.ts'

const log: readonly Said[] = [
  { type: 'waiting', holder: 'run r-1' },
  { type: 'warning', code: 'one', text: 'first' },
  { type: 'restored', component: 'database', found: 'documents=1' },
  { type: 'warning', code: 'two', text: 'second' },
  { type: 'ended', status: 0 },
]
const lost: Exit = { code: null, signal: null, lost: true }

test('what was heard before a connection was lost is not heard again, and nothing is missed', { timeout: 60_000 }, async () => {
  const readings: readonly { readonly events: readonly Said[]; readonly exit?: Exit }[] = [
    { events: log.slice(0, 2), exit: lost },
    // Who follows was not heard any more: that is no event of the log.
    { events: [...log.slice(0, 3), { type: 'unheard' }] },
    { events: log.slice(0, 3), exit: lost },
    { events: log },
  ]
  let reading = 0
  const { session, kept } = sessionWith(() => readings[reading++] ?? { events: [], exit: lost })
  const told = new RestoreLog(session.reporter)
  await follow(session, told, { runId: 'r-2', plan: planFollow(session.settings, 'r-2') })
  assert.equal(reading, readings.length)
  assert.deepEqual(told.told.warnings, ['one: first', 'two: second'])
  assert.deepEqual(kept.lines, ['waiting for another run to end: run r-1', `${'database'.padEnd(28)} documents 1`])
})
