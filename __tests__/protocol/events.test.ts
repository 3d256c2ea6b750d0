// Events are taken out of everything else on the channel; what only looks like one is noise.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Event, EventReader } from '../../src/protocol/events.ts'

function read(chunks: readonly (string | Uint8Array)[]): { events: Event[]; noise: string[] } {
  const events: Event[] = []
  const noise: string[] = []
  const reader = new EventReader(
    'n0nce',
    event => events.push(event),
    line => noise.push(line),
  )
  for (const chunk of chunks) reader.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  reader.end()
  return { events, noise }
}

const event = (type: string) => `\n@n0nce {"type":"${type}"}\n`

describe('an event', () => {
  test('is found after noise that ended without a line break', () => {
    assert.deepEqual(read([`Welcome!${event('a')}bye\n`]), { events: [{ type: 'a' }], noise: ['Welcome!', 'bye'] })
  })

  for (const [what, line] of [
    ['without the nonce', '{"type":"result"}\n'],
    ['with another nonce', '@other {"type":"result"}\n'],
    ['not at the start of its line', 'x @n0nce {"type":"result"}\n'],
    ['that is torn', '@n0nce {"type":"resul\n'],
    ['without a type', '@n0nce {"kind":"result"}\n'],
    ['that is no object', '@n0nce "result"\n'],
    ['on a last line that never ended', '@n0nce {"type":"result"}'],
  ] as const) {
    test(`${what} is noise`, () => {
      const { events, noise } = read([line])
      assert.deepEqual(events, [])
      assert.equal(noise.length, 1)
    })
  }

  test('is the same however the bytes arrive', () => {
    const bytes = Buffer.from(`é${event('a')}\u{1f600} noise\n${event('b')}`)
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), cuts => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        const chunks = at.slice(1).map((end, n) => bytes.subarray(at[n], end))
        assert.deepEqual(read(chunks), { events: [{ type: 'a' }, { type: 'b' }], noise: ['é', '\u{1f600} noise'] })
      }),
    )
  })
})

test('a line without end is cut, bounded, and does not hide the next event', () => {
  const megabyte = 'x'.repeat(1024 * 1024)
  const { events, noise } = read([...Array.from({ length: 10 }, () => megabyte), `\n${event('a')}`])
  assert.deepEqual(events, [{ type: 'a' }])
  assert.equal(noise.length, 1)
  assert.ok((noise[0] ?? '').length <= 4 * 1024 * 1024)
})
