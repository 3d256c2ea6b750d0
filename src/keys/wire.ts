// The data types of the SSH protocol (RFC 4251, section 5) that keys use: a uint32 is big-endian, a string is its length
// and its bytes.

/** Reads fields one after another. Throws a RangeError if the bytes end before the field does. */
export class WireReader {
  readonly #bytes: Buffer
  #at = 0
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  uint32(): number {
    this.#need(4)
    const value = this.#bytes.readUInt32BE(this.#at)
    this.#at += 4
    return value
  }

  string(): Buffer {
    return this.bytes(this.uint32())
  }

  bytes(length: number): Buffer {
    this.#need(length)
    const value = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return value
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#bytes.length - this.#at
  }

  #need(length: number) {
    if (length > this.left) throw new RangeError('the data ends early')
  }
}

export function wireUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

export function wireString(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([wireUint32(bytes.length), bytes])
}

/** A positive integer: big-endian, without leading zero bytes, with one where the first bit would read as a sign. */
export function wireInteger(magnitude: Buffer): Buffer {
  let start = 0
  while (start < magnitude.length - 1 && magnitude[start] === 0) start += 1
  const digits = magnitude.subarray(start)
  return wireString((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits)
}
