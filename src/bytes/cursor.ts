// A stream read part by part: each part has its own reader, which may stop early, and the cursor still hashes every byte of it.
import { createHash, type Hash } from 'node:crypto'

export class Cursor {
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #whole: Hash = createHash('sha256')
  #part: Hash = createHash('sha256')
  #left = 0
  #rest: Uint8Array = new Uint8Array()
  /** Serialises the pulls of all readers. */
  #turn: Promise<unknown> = Promise.resolve()
  /** Bytes read so far. */
  position = 0

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Begins the next part, of `bytes` bytes. Call `finish` for the part before it first. */
  begin(bytes: number): void {
    this.#part = createHash('sha256')
    this.#left = bytes
  }

  /** The rest of the part. A reader that stops early leaves the remainder to `finish`. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let chunk = await this.#pull(); chunk !== undefined; chunk = await this.#pull()) yield chunk
  }

  /** Reads the part to its end. Returns its sha256, and whether the stream had all of it. */
  async finish(): Promise<{ readonly sha256: string; readonly whole: boolean }> {
    while ((await this.#pull()) !== undefined);
    return { sha256: this.#part.digest('hex'), whole: this.#left === 0 }
  }

  /** Reads the stream to its end. Returns the sha256 of all of it. */
  async end(): Promise<string> {
    this.begin(Number.MAX_SAFE_INTEGER)
    await this.finish()
    return this.#whole.digest('hex')
  }

  #pull(): Promise<Uint8Array | undefined> {
    const pulled = this.#turn.then(() => this.#next())
    this.#turn = pulled.catch(() => {})
    return pulled
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#left === 0) return undefined
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next()
      if (next.done === true) return undefined
      this.#rest = next.value
    }
    const chunk = this.#rest.subarray(0, this.#left)
    this.#rest = this.#rest.subarray(chunk.length)
    this.#left -= chunk.length
    this.position += chunk.length
    this.#part.update(chunk)
    this.#whole.update(chunk)
    return chunk
  }
}
