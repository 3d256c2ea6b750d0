// CRC-64, reflected. `xz`: the ECMA-182 polynomial, all ones in and out (CRC-64/XZ). `jones`: the polynomial of Jones,
// zeros in and out.

const kinds = {
  xz: { polynomial: { low: 0xd7870f42, high: 0xc96c5795 }, ends: -1 },
  jones: { polynomial: { low: 0xac4bc9b5, high: 0x95ac9329 }, ends: 0 },
} as const
export type Crc64Kind = keyof typeof kinds

/** Folds eight bytes at once, each through its own table ("slicing by 8"), with 64 bits as two halves, because a BigInt per byte is 100 times slower. */
const slices = 8
type Tables = { readonly low: Int32Array; readonly high: Int32Array }
const made = new Map<Crc64Kind, Tables>()

/** A running checksum. It is two numbers, so that one for each collection of a dump costs next to nothing. */
export class Crc64 {
  readonly #tables: Tables
  readonly #ends: number
  #low: number
  #high: number

  constructor(kind: Crc64Kind = 'xz') {
    this.#tables = tablesOf(kind)
    this.#ends = kinds[kind].ends
    this.#low = this.#ends
    this.#high = this.#ends
  }

  /** Takes `bytes[from]` up to, not including, `bytes[to]`. */
  update(bytes: Uint8Array, from: number, to: number): void {
    const sliced = to - ((to - from) % slices)
    this.#eightByEight(bytes, from, sliced)
    const { low, high } = this.#tables
    let l = this.#low
    let h = this.#high
    for (let at = sliced; at < to; at += 1) {
      const index = (l ^ (bytes[at] as number)) & 255
      l = ((l >>> 8) | (h << 24)) ^ (low[index] as number)
      h = (h >>> 8) ^ (high[index] as number)
    }
    this.#low = l
    this.#high = h
  }

  /** The checksum so far, as the signed 64-bit number that BSON holds. */
  digest(): bigint {
    return BigInt.asIntN(64, (BigInt((this.#high ^ this.#ends) >>> 0) << 32n) | BigInt((this.#low ^ this.#ends) >>> 0))
  }

  #eightByEight(bytes: Uint8Array, from: number, to: number): void {
    const { low, high } = this.#tables
    let l = this.#low
    let h = this.#high
    for (let at = from; at < to; at += slices) {
      const a = l ^ word(bytes, at)
      const b = h ^ word(bytes, at + 4)
      // The first byte of the eight takes the last table.
      const i7 = 0x700 + (a & 255)
      const i6 = 0x600 + ((a >>> 8) & 255)
      const i5 = 0x500 + ((a >>> 16) & 255)
      const i4 = 0x400 + (a >>> 24)
      const i3 = 0x300 + (b & 255)
      const i2 = 0x200 + ((b >>> 8) & 255)
      const i1 = 0x100 + ((b >>> 16) & 255)
      const i0 = b >>> 24
      l = fold(low, i0, i1, i2, i3) ^ fold(low, i4, i5, i6, i7)
      h = fold(high, i0, i1, i2, i3) ^ fold(high, i4, i5, i6, i7)
    }
    this.#low = l
    this.#high = h
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24)
}

function fold(table: Int32Array, a: number, b: number, c: number, d: number): number {
  return (table[a] as number) ^ (table[b] as number) ^ (table[c] as number) ^ (table[d] as number)
}

function tablesOf(kind: Crc64Kind): Tables {
  const tables = made.get(kind) ?? makeTables(kinds[kind].polynomial)
  made.set(kind, tables)
  return tables
}

function makeTables(polynomial: { readonly low: number; readonly high: number }): Tables {
  const low = new Int32Array(slices * 256)
  const high = new Int32Array(slices * 256)
  for (let byte = 0; byte < 256; byte += 1) {
    let l = byte
    let h = 0
    for (let bit = 0; bit < 8; bit += 1) {
      const carry = l & 1
      l = (l >>> 1) | (h << 31)
      h >>>= 1
      if (carry === 1) {
        l ^= polynomial.low
        h ^= polynomial.high
      }
    }
    low[byte] = l
    high[byte] = h
  }
  for (let index = 256; index < slices * 256; index += 1) {
    const l = low[index - 256] as number
    const h = high[index - 256] as number
    low[index] = ((l >>> 8) | (h << 24)) ^ (low[l & 255] as number)
    high[index] = (h >>> 8) ^ (high[l & 255] as number)
  }
  return { low, high }
}
