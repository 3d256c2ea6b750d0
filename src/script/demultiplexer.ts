// Lines and bytes on one channel: the script announces with an event how many bytes follow it, and they go where its hearer says; all else is lines.
import type { Writable } from 'node:stream'
import type { EventReader } from '../protocol/events.ts'

/** What was received last is kept as far as this: the script's last word stands there when it could not send all that it had announced. */
const lastWords = 16 * 1024

export class Demultiplexer {
  readonly #lines: EventReader
  #left = 0
  #to: Writable | undefined
  #last: Uint8Array[] = []

  constructor(lines: EventReader) {
    this.#lines = lines
  }

  /** Bytes follow. To be called while the event that announces them is heard. */
  expect(bytes: number, to: Writable): void {
    this.#left = bytes
    this.#to = to
    if (bytes === 0) this.#over()
  }

  /** Takes what came; returns what is full, and must drain before more is taken. */
  write(chunk: Uint8Array): Writable | undefined {
    let full: Writable | undefined
    for (let rest = chunk; rest.length > 0; ) {
      if (this.#to !== undefined) {
        const bytes = rest.subarray(0, this.#left)
        rest = rest.subarray(bytes.length)
        if (!this.#send(bytes)) full = this.#to
        this.#left -= bytes.length
        if (this.#left === 0) this.#over()
      } else {
        const end = rest.indexOf(0x0a) + 1
        const line = end === 0 ? rest : rest.subarray(0, end)
        rest = rest.subarray(line.length)
        this.#lines.write(line)
      }
    }
    return full?.destroyed === false ? full : undefined
  }

  end(): void {
    if (this.#to !== undefined) {
      this.#lines.write(new TextEncoder().encode('\n'))
      for (const bytes of this.#last) this.#lines.write(bytes)
    }
    this.#over()
    this.#lines.end()
  }

  /** False if the one it goes to is full. A reader that has closed is no reason to stop: what follows is for others. */
  #send(bytes: Uint8Array): boolean {
    this.#last.push(bytes)
    let kept = this.#last.reduce((sum, each) => sum + each.length, 0)
    while (this.#last.length > 1 && kept - (this.#last[0]?.length ?? 0) >= lastWords) kept -= this.#last.shift()?.length ?? 0
    return this.#to === undefined || this.#to.destroyed || this.#to.write(bytes)
  }

  #over(): void {
    this.#to?.end()
    this.#to = undefined
    this.#last = []
    this.#left = 0
  }
}
