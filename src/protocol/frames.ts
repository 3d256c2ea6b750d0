// The lines that carry this run's nonce, taken out of everything else that comes over the channel.

/** Longer lines are cut, so that a server cannot fill the runner's memory. */
const longestLine = 4 * 1024 * 1024

/**
 * Splits a byte stream into frames and noise. A frame is a whole line `@<nonce> <text>` of which `read` makes something; a line without the nonce, with
 * another one, cut short, or with a text that `read` does not know (undefined) is noise, and never more than that.
 */
export class FrameReader<Read> {
  readonly #frame: string
  readonly #read: (text: string) => Read | undefined
  readonly #onFrame: (read: Read) => void
  readonly #onNoise: (line: string) => void
  readonly #decoder = new TextDecoder()
  #rest = ''
  #skipping = false

  constructor(nonce: string, read: (text: string) => Read | undefined, onFrame: (read: Read) => void, onNoise: (line: string) => void) {
    this.#frame = `@${nonce} `
    this.#read = read
    this.#onFrame = onFrame
    this.#onNoise = onNoise
  }

  write(chunk: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      if (!this.#skipping) this.#line(line)
      this.#skipping = false
    }
    if (this.#rest.length <= longestLine) return
    if (!this.#skipping) this.#onNoise(this.#rest.slice(0, longestLine))
    this.#rest = ''
    this.#skipping = true
  }

  /** What stands on an unfinished last line is torn: it was not received, whatever it looks like. */
  end(): void {
    if (this.#rest !== '' && !this.#skipping) this.#onNoise(this.#rest)
    this.#rest = ''
  }

  #line(line: string): void {
    if (line === '') return
    const read = line.startsWith(this.#frame) ? this.#read(line.slice(this.#frame.length)) : undefined
    if (read === undefined) this.#onNoise(line)
    else this.#onFrame(read)
  }
}
