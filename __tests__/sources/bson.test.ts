import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readFields } from '../../src/sources/mongo/bson.ts'
import { document, opaque } from './mongoarchivewriter.ts'

/** A document of these raw bytes between its length and its final zero. */
const raw = (...bytes: number[]) => opaque(Buffer.from(bytes))
const fields = (bytes: Buffer) => Object.fromEntries(readFields(bytes))
const a = [0x61, 0]

describe('the fields of a BSON document', () => {
  test('strings, booleans and numbers', () => {
    const written = { db: 'é\0x', '': 'no name', empty: '', EOF: true, no: false, small: -5, CRC: -(2n ** 63n) }
    assert.deepEqual(fields(document(written)), written)
    assert.deepEqual(fields(raw(0x01, ...a, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f)), { a: 1.5 })
    assert.deepEqual(fields(document({})), {})
  })

  test('what no header of a dump needs is stepped over', () => {
    const nested = document({ x: 1 })
    const steps = [
      [0x03, ...a, ...nested],
      [0x04, ...a, ...nested],
      [0x07, ...a, ...Buffer.alloc(12, 1)],
      [0x09, ...a, ...Buffer.alloc(8, 1)],
      [0x0a, ...a],
      [0x11, ...a, ...Buffer.alloc(8, 1)],
    ]
    for (const step of steps) assert.deepEqual(fields(raw(...step, 0x08, 0x62, 0, 1)), { b: true })
  })

  test('what leaves the document, or is not BSON, is refused', () => {
    const wrong = [
      // A type that no header has, and one that no document has.
      [0x05, ...a, 0, 0, 0, 0, 0],
      [0xff, ...a],
      // A boolean that is neither; a name, a string and a nested document that do not end within the document.
      [0x08, ...a, 2],
      [0x08, 0x61],
      [0x02, ...a, 2, 0, 0, 0, 0x78],
      [0x02, ...a, 3, 0, 0, 0, 0x78, 0],
      [0x03, ...a, 9, 0, 0, 0, 0, 0],
      [0x0a, 0x61],
      // Lengths that would lead backwards: a string of none, of fewer bytes than none, and a nested document likewise.
      [0x02, ...a, 0, 0, 0, 0],
      [0x02, ...a, 0xf0, 0xff, 0xff, 0xff, 0],
      [0x03, ...a, 0xf9, 0xff, 0xff, 0xff],
      // A number that is cut off.
      [0x10, ...a, 1],
      [0x12, ...a, 1, 2, 3],
    ]
    for (const bytes of wrong) assert.throws(() => readFields(raw(...bytes)), RangeError, bytes.join(' '))
    assert.throws(() => readFields(Buffer.from([5, 0, 0, 0, 1])), RangeError)
  })

  test('any bytes end in fields or in a RangeError', () => {
    const pieces = fc.array(fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 7, 8, 9, 10, 16, 17, 18, 0x61, 0xff), fc.nat(255)), { maxLength: 60 })
    fc.assert(
      fc.property(pieces, bytes => {
        try {
          assert.ok(readFields(raw(...bytes)).size <= bytes.length)
        } catch (error) {
          assert.ok(error instanceof RangeError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
