// Events are taken out of everything else on the channel; what only looks like one is noise.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Event, EventReader } from '../../src/protocol/events.ts'
import { scripts } from '../../src/script/embedded.ts'
import { inert } from '../../src/text/inert.ts'
import { events as each } from './examples.ts'

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

const framed = (text: string) => `\n@n0nce ${text}\n`
const event = (type: string) => framed(`{"type":"${type}"}`)

describe('an event', () => {
  test('of a failure keeps the facts that are texts, and no other value ends the run', () => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000)
    const details = `{"a":{"toString":1,"valueOf":1},"b":${deep},"c":"a fact"}`
    const { events, noise } = read([framed(`{"type":"error","code":"E_RESTORE","title":"x","details":${details}}`)])
    assert.deepEqual([events, noise], [[{ type: 'error', code: 'E_RESTORE', title: 'x', details: { c: 'a fact' } }], []])
  })

  test('is found after noise that ended without a line break', () => {
    assert.deepEqual(read([`Welcome!${event('undone')}bye\n`]), { events: [{ type: 'undone' }], noise: ['Welcome!', 'bye'] })
  })

  for (const [what, line] of [
    ['without the nonce', '{"type":"result"}\n'],
    ['with another nonce', '@other {"type":"result"}\n'],
    ['not at the start of its line', 'x @n0nce {"type":"result"}\n'],
    ['of a type that nobody knows', '@n0nce {"type":"constructor"}\n'],
    ['of no type in words', '@n0nce {"type":7}\n'],
    ['without a field', '@n0nce {"type":"removed"}\n'],
    ['with a field of another type', '@n0nce {"type":"removed","name":7}\n'],
    ['with a name of two lines', '@n0nce {"type":"removed","name":"a\\nb"}\n'],
    ['with a number that is none', '@n0nce {"type":"progress","bytes":-1}\n'],
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
    const bytes = Buffer.from(`é${event('undone')}\u{1f600} noise\n${event('final')}`)
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), cuts => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
        const chunks = at.slice(1).map((end, n) => bytes.subarray(at[n], end))
        assert.deepEqual(read(chunks), { events: [{ type: 'undone' }, { type: 'final' }], noise: ['é', '\u{1f600} noise'] })
      }),
    )
  })
})

test('a line without end is cut, bounded, and does not hide the next event', () => {
  const megabyte = 'x'.repeat(1024 * 1024)
  const { events, noise } = read([...Array.from({ length: 10 }, () => megabyte), `\n${event('undone')}`])
  assert.deepEqual(events, [{ type: 'undone' }])
  assert.equal(noise.length, 1)
  assert.ok((noise[0] ?? '').length <= 4 * 1024 * 1024)
})

describe('every event of the runtime', () => {
  test('is read as it was written', () => {
    assert.deepEqual(read(each.map(told => framed(JSON.stringify(told)))), { events: [...each], noise: [] })
  })

  test('is in the runtime, and everything the runtime tells is read', () => {
    const written = Object.values(scripts).flatMap(text => [
      ...[...text.matchAll(/mb_emit ([a-z-]+)/g)].map(([, type]) => type),
      ...[...text.matchAll(/(?:mb_lines|mb_fact)((?: [a-z-]+)+)/g)].flatMap(([, types = '']) => types.trim().split(' ')),
    ])
    // The state of a verification is its type.
    const all = new Set([...written, 'verified', 'gone'])
    assert.deepEqual([...all].toSorted(), [...new Set(each.map(({ type }) => type))].toSorted())
  })

  test('is noise or sound, whatever its fields are, and its texts are inert', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()), fc.double())
    const fields = fc.record(Object.fromEntries(fieldNames.map(name => [name, value])), { requiredKeys: [] })
    fc.assert(
      fc.property(fc.constantFrom(...each.map(({ type }) => type)), fields, (type, given) => {
        const { events, noise } = read([framed(JSON.stringify({ type, ...given }))])
        assert.equal(events.length + noise.length, 1)
        const [told] = events
        if (told?.type === 'warning') assert.equal(told.text, inert(told.text))
      }),
    )
  })

  test('shows its words as one inert line', () => {
    const { events } = read([
      framed('{"type":"warning","code":"x","text":"a\\n::error::b\\u001b[31m"}'),
      framed('{"type":"error","code":"E_NEW","title":"##[x]"}'),
    ])
    assert.deepEqual(events, [
      { type: 'warning', code: 'x', text: 'a ::error::b' },
      { type: 'error', code: 'E_UNKNOWN', title: '# #[x]', details: {} },
    ])
  })
})

const fieldNames = [...new Set(each.flatMap(told => Object.keys(told)))].filter(key => key !== 'type')
