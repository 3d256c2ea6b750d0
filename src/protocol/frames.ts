// The lines that carry this run's nonce, taken out of everything else that comes over the channel.

import { LineBounds } from './bounds.ts'

/** Longer lines are cut, so that a server cannot fill the runner's memory. */
const longestLine = 4 * 1024 * 1024
/** Of noise, people see less than that. */
const longestNoise = 64 * 1024

/**
 * Splits a byte stream into frames and noise. A frame is a whole line `@<nonce> <text>` of which `read` makes something; a line without the nonce, with
 * another one, cut short, or with a text that `read` does not know (undefined) is noise, and never more than that.
 */
export class FrameReader<Read> {
  readonly #frame: string
  readonly #read: (text: string) => Read | undefined
  readonly #onFrame: (read: Read) => void
  readonly #onNoise: (line: string) => void
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  readonly #bounds = new LineBounds()
  /** What has come of a line that has not ended. */
  #begun: string[] = []
  #length = 0

  constructor(nonce: string, read: (text: string) => Read | undefined, onFrame: (read: Read) => void, onNoise: (line: string) => void) {
    this.#frame = `@${nonce} `
    this.#read = read
    this.#onFrame = onFrame
    this.#onNoise = onNoise
  }

  /** Throws E_PROTOCOL when there are more bytes of lines than any run sends. */
  write(chunk: Uint8Array): void {
    this.#bounds.take(chunk.length)
    const text = this.#decoder.decode(chunk, { stream: true })
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#begin(text.slice(from, end))
      this.#end(line => this.#line(line))
      from = end + 1
    }
    this.#begin(text.slice(from))
  }

  /** What stands on an unfinished last line is torn: it was not received, whatever it looks like. */
  end(): void {
    this.#end(line => this.#noise(line))
  }

  /** Of a line that is too long its first bytes are kept, as noise. */
  #begin(text: string): void {
    this.#length += text.length
    if (this.#length - text.length <= longestLine) this.#begun.push(text)
    if (this.#length > longestLine) this.#begun = [this.#begun.join('').slice(0, longestNoise)]
  }

  #end(hear: (line: string) => void): void {
    const line = this.#begun.join('')
    const cut = this.#length > longestLine
    this.#begun = []
    this.#length = 0
    if (cut) this.#noise(line)
    else if (line !== '') hear(line)
  }

  #line(line: string): void {
    const read = line.startsWith(this.#frame) ? this.#read(line.slice(this.#frame.length)) : undefined
    if (read === undefined) this.#noise(line)
    else this.#onFrame(read)
  }

  /** A copy: a piece of a string keeps all of it. */
  #noise(line: string): void {
    this.#onNoise(line.length <= longestNoise ? line : Buffer.from(line.slice(0, longestNoise)).toString())
  }
}
