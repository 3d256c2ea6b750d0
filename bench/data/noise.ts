// Bytes that no compressor makes smaller, fast, and the same for the same seed: the key stream of a cipher.
import { createCipheriv } from 'node:crypto'

export class Noise {
  readonly #cipher

  constructor(seed: number) {
    const key = Buffer.alloc(16)
    key.writeUInt32BE(seed)
    this.#cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16))
  }

  bytes(length: number): Buffer {
    return this.#cipher.update(Buffer.alloc(length))
  }

  /** From 0 to below `limit`. */
  number(limit: number): number {
    return this.bytes(4).readUInt32BE() % limit
  }
}
