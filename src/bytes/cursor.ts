// A stream read part by part: each part by whoever understands it, as far as that one wants, and every byte of it hashed whatever becomes of that.
import { createHash, type Hash } from 'node:crypto'

export class Cursor {
  readonly #chunks: AsyncIterator<Uint8Array>
  readonly #whole: Hash = createHash('sha256')
  #part: Hash = createHash('sha256')
  #left = 0
  #rest: Uint8Array = new Uint8Array()
  /** One pull after the other, whoever asks. */
  #turn: Promise<unknown> = Promise.resolve()
  /** Bytes read so far. */
  position = 0

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** The next part has so many bytes. What was left of the last one must have been read: see `finish`. */
  begin(bytes: number): void {
    this.#part = createHash('sha256')
    this.#left = bytes
  }

  /** What is left of the part. Whoever stops early leaves the rest to `finish`. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    for (let chunk = await this.#pull(); chunk !== undefined; chunk = await this.#pull()) yield chunk
  }

  /** Reads the part to its end; its sha256, and whether all of it was there. */
  async finish(): Promise<{ readonly sha256: string; readonly whole: boolean }> {
    while ((await this.#pull()) !== undefined);
    return { sha256: this.#part.digest('hex'), whole: this.#left === 0 }
  }

  /** Reads everything there is; its sha256. */
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
