import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { Crc64 } from '../../src/bytes/crc64.ts'
import { crc64 } from '../sources/mongoarchivewriter.ts'

describe('CRC-64/XZ', () => {
  test('its check value (reveng catalogue) and that of nothing', () => {
    const crc = new Crc64()
    assert.equal(crc.digest(), 0n)
    crc.update(Buffer.from('..123456789..'), 2, 11)
    assert.equal(BigInt.asUintN(64, crc.digest()), 0x995dc9bbdf1939fan)
  })

  test('equals the definition, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, where) => {
        const cut = Math.min(where, bytes.length)
        const crc = new Crc64()
        crc.update(bytes, 0, cut)
        crc.update(bytes, cut, bytes.length)
        assert.equal(BigInt.asUintN(64, crc.digest()), crc64(bytes))
      }),
    )
  })
})

test('CRC-64 of Redis: its check value (crc64.c), and that of nothing', () => {
  const crc = new Crc64('jones')
  assert.equal(crc.digest(), 0n)
  crc.update(Buffer.from('123456789'), 0, 4)
  crc.update(Buffer.from('123456789'), 4, 9)
  assert.equal(BigInt.asUintN(64, crc.digest()), 0xe9c6d914c4b8d9can)
})
