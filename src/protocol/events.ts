// What a running script tells its client, taken out of everything else that comes over the channel.

/** One event of the runtime. Fields beyond `type` depend on it; the reader of a field checks its type, because the server is not trusted. */
export type Event = { readonly type: string } & Readonly<Record<string, unknown>>

/** Longer lines are cut, so that a server cannot fill the runner's memory. */
const longestLine = 4 * 1024 * 1024

/**
 * Splits a byte stream into events and noise. An event is a whole line `@<nonce> <JSON object with a type>`; a line without
 * the nonce, with another one, cut short, or with text that is no JSON is noise, and never more than that.
 */
export class EventReader {
  readonly #frame: string
  readonly #onEvent: (event: Event) => void
  readonly #onNoise: (line: string) => void
  readonly #decoder = new TextDecoder()
  #rest = ''
  #skipping = false

  constructor(nonce: string, onEvent: (event: Event) => void, onNoise: (line: string) => void) {
    this.#frame = `@${nonce} `
    this.#onEvent = onEvent
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
    const event = line.startsWith(this.#frame) ? parse(line.slice(this.#frame.length)) : undefined
    if (event === undefined) this.#onNoise(line)
    else this.#onEvent(event)
  }
}

function parse(text: string): Event | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' ? (value as Event) : undefined
  } catch {
    return undefined
  }
}
