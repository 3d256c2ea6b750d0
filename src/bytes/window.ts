// A stream of bytes seen through a window: the bytes at hand, and a way to wait for more.

/** Reads chunks one at a time. Chunks may end anywhere, be empty, and reuse the same memory. */
export class Window {
  /** The bytes at hand, from `position` on. Valid until the next `ensure`. */
  bytes: Buffer = Buffer.alloc(0)
  /** How many bytes of the stream lie before `bytes`. */
  position = 0
  readonly #chunks: AsyncIterator<Uint8Array>

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Waits until at least `size` bytes are at hand; false when the stream ends before that. */
  async ensure(size: number): Promise<boolean> {
    if (this.bytes.length >= size) return true
    const parts: Buffer[] = [Buffer.from(this.bytes)]
    let length = this.bytes.length
    while (length < size) {
      const next = await this.#chunks.next()
      if (next.done === true) break
      const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
      if (length === 0 && chunk.length >= size) {
        this.bytes = chunk
        return true
      }
      parts.push(Buffer.from(chunk))
      length += chunk.length
    }
    this.bytes = Buffer.concat(parts)
    return length >= size
  }

  /** Steps over bytes that are at hand. */
  skip(size: number): void {
    this.bytes = this.bytes.subarray(size)
    this.position += size
  }

  /** Ends the stream before its end. */
  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
