// How a conversation ends, by what was heard: well, with the failure that the script told, or with what its listener threw.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BackupError, type Code } from '../../src/messages/errors.ts'
import { planList } from '../../src/plan/look.ts'
import type { Event } from '../../src/protocol/events.ts'
import { ConnectionLost, converse, type Listener } from '../../src/script/conversation.ts'
import type { Exit } from '../../src/transports/transport.ts'
import { answering, type Said } from '../operations/answering.ts'
import { settings } from '../sources/meeshy.ts'

const step: Said = { type: 'step', step: 1, state: 'start' }

async function hear(events: readonly Said[], exit: Exit, listener: Partial<Listener> = {}, cancel?: AbortSignal): Promise<Event[]> {
  const heard: Event[] = []
  await converse({
    transport: answering(() => ({ events, exit })),
    plan: planList(settings),
    runId: 'r-1',
    heartbeat: 30,
    timeout: 60,
    from: 'a test',
    listener: { onEvent: event => heard.push(event), onNoise: () => {}, ...listener },
    ...(cancel && { cancel }),
  })
  return heard
}

const exit = (code: number | null, signal: string | null = null, lost = false): Exit => ({ code, signal, lost })

describe('a conversation', () => {
  test('ends well with status 0 and an event', async () => {
    assert.deepEqual(await hear([step], exit(0)), [{ ...step, milliseconds: 0 }])
  })

  for (const [what, events, how, code] of [
    ['without a word of the script', [], exit(0), 'E_PROTOCOL'],
    ['with a status that nothing explains', [step], exit(3), 'E_UNKNOWN'],
    ['by a signal', [], exit(null, 'SIGKILL'), 'E_UNKNOWN'],
    ['with a lost connection', [step], exit(null, null, true), 'E_INTERRUPTED'],
    [
      'with what the script told first',
      [
        { type: 'error', code: 'E_DUMP', title: 'It failed.', details: {} },
        { type: 'error', code: 'E_PERM', title: 'After that.', details: {} },
      ],
      exit(1),
      'E_DUMP',
    ],
    [
      'with a failure of which only the title can be read',
      [{ type: 'error', code: 7, title: 'It failed.', details: [] }],
      exit(1),
      'E_UNKNOWN',
    ],
  ] as readonly (readonly [string, readonly Said[], Exit, Code])[]) {
    test(`${what} is a failure`, async () => {
      await assert.rejects(hear(events, how), (thrown: unknown) => {
        assert.ok(thrown instanceof BackupError)
        assert.deepEqual([thrown.code, thrown instanceof ConnectionLost], [code, code === 'E_INTERRUPTED'])
        return true
      })
    })
  }

  test('tells the answers of a failure as such, and its facts beside them', async () => {
    const error = { type: 'error', code: 'E_PERM', title: 'No\nway.', details: { Said: 'a\nb', safe: 'all', next: 'ask' } }
    await assert.rejects(hear([error], exit(1)), (thrown: unknown) => {
      assert.ok(thrown instanceof BackupError)
      assert.deepEqual(thrown.failure, { code: 'E_PERM', title: 'No way.', details: { Said: 'a\nb' }, safe: 'all', next: 'ask' })
      return true
    })
  })

  test('that is cancelled throws that, whatever came of it', async () => {
    await assert.rejects(hear([step], exit(1), {}, AbortSignal.abort()), { code: 'E_CANCELLED' })
  })

  test('ends with what its listener threw, and nothing is heard after that', async () => {
    let heard = 0
    const enough = new Error('enough')
    const onEvent = () => {
      heard += 1
      throw enough
    }
    await assert.rejects(hear([step, step, step], exit(0), { onEvent }), enough)
    assert.equal(heard, 1)
  })
})
