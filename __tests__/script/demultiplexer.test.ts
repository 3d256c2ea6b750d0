// Lines and bytes on one channel, wherever it is cut.
import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Event, EventReader } from '../../src/protocol/events.ts'
import { Demultiplexer } from '../../src/script/demultiplexer.ts'

const nonce = 'n0'
const framed = (event: object) => Buffer.from(`\n@${nonce} ${JSON.stringify(event)}\n`)

/** Everything that was heard of a channel, which arrives in these pieces. */
async function hear(pieces: readonly Uint8Array[]): Promise<{ events: string[]; noise: number; raw: Buffer[] }> {
  const events: string[] = []
  const raw: Promise<Buffer>[] = []
  let noise = 0
  const lines = new EventReader(
    nonce,
    (event: Event) => {
      events.push(event.type)
      if (event.type !== 'raw') return
      const to = new PassThrough({ highWaterMark: 1 << 20 })
      raw.push(to.toArray().then(parts => Buffer.concat(parts)))
      channel.expect(event.bytes, to)
    },
    () => {
      noise += 1
    },
  )
  const channel: Demultiplexer = new Demultiplexer(lines)
  for (const piece of pieces) channel.write(piece)
  channel.end()
  return { events, noise, raw: await Promise.all(raw) }
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.map(n => n % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, n) => bytes.subarray(places[n], end))
}

describe('bytes on the channel of events', () => {
  test('are exactly those that were announced, whatever they look like', async () => {
    const forged = Buffer.concat([framed({ type: 'error', code: 'E_VERIFY', title: 'x', details: {} }), Buffer.from([0, 10, 13, 255])])
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(2000), { maxLength: 12 }), async (bytes, places) => {
        const first = Buffer.concat([forged, bytes])
        const all = [
          framed({ type: 'raw', backup: 'b', bytes: first.length }),
          first,
          framed({ type: 'raw', backup: 'b', bytes: 0 }),
          framed({ type: 'final' }),
        ]
        const { events, raw, noise } = await hear(cut(Buffer.concat(all), places))
        assert.deepEqual([events, noise], [['raw', 'raw', 'final'], 0])
        assert.deepEqual(raw, [first, Buffer.alloc(0)])
      }),
    )
  })

  test('that do not all come leave the last word of the script to be heard', async () => {
    const { events, raw } = await hear([
      framed({ type: 'raw', backup: 'b', bytes: 500_000 }),
      Buffer.alloc(100_000, 7),
      framed({ type: 'error', code: 'E_VERIFY', title: 'x', details: {} }),
    ])
    assert.deepEqual([events, raw.length], [['raw', 'error'], 1])
  })

  test('whose hearer has gone are passed over, and what follows is heard', () => {
    const events: string[] = []
    const to = new PassThrough()
    to.destroy()
    const lines = new EventReader(
      nonce,
      event => {
        events.push(event.type)
        if (event.type === 'raw') channel.expect(event.bytes, to)
      },
      () => {},
    )
    const channel: Demultiplexer = new Demultiplexer(lines)
    assert.equal(
      channel.write(Buffer.concat([framed({ type: 'raw', backup: 'b', bytes: 3 }), Buffer.from('abc'), framed({ type: 'final' })])),
      undefined,
    )
    assert.deepEqual(events, ['raw', 'final'])
  })

  test('say who is full', () => {
    const to = new PassThrough({ highWaterMark: 10 })
    const lines = new EventReader(
      nonce,
      event => event.type === 'raw' && channel.expect(event.bytes, to),
      () => {},
    )
    const channel: Demultiplexer = new Demultiplexer(lines)
    channel.write(framed({ type: 'raw', backup: 'b', bytes: 100 }))
    assert.equal(channel.write(Buffer.alloc(50)), to)
  })
})
