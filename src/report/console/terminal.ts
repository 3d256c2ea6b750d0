// Where a person watches: lines as they come, and on a terminal one live line for what is being done. Everything goes to
// stderr, so that stdout holds the result alone. NO_COLOR is honoured (no-color.org).

import type { Failure } from '../../messages/errors.ts'
import type { ShownWarning } from '../../messages/warnings.ts'
import { inert } from '../../text/inert.ts'
import { failureLines } from './failure.ts'
import type { Reporter } from './reporter.ts'

export type Screen = { readonly write: (text: string) => void; readonly live: boolean; readonly colour: boolean; readonly debug: boolean }

export class Terminal implements Reporter {
  readonly #screen: Screen
  #live = false
  #spoke = Date.now()

  constructor(screen: Screen) {
    this.#screen = screen
  }

  phase(name: string, text: string, lines: readonly string[] = []): void {
    this.#line(` ${text}`, this.#paint('1', `▸ ${name.padEnd(14)}`))
    for (const line of lines) this.line(line)
  }

  begin(name: string, text: string): void {
    this.phase(name, text)
  }

  line(text: string): void {
    this.#line(`    ${text}`)
  }

  progress(text: string): void {
    if (this.#screen.live) {
      this.#screen.write(`\r\x1b[K    ${inert(text)}`)
      this.#live = true
    } else if (Date.now() - this.#spoke >= 10_000) this.line(text)
  }

  warning(code: ShownWarning, text: string): void {
    this.#line(`  ${text}`, this.#paint('33', `Warning: ${inert(code)}`))
  }

  debug(text: string): void {
    if (this.#screen.debug) this.#line(`  . ${text}`)
  }

  done(text: string): void {
    this.#line(text)
  }

  failure(failure: Failure): void {
    const [first = '', ...rest] = failureLines(failure)
    this.#line('', this.#paint('31', inert(first)))
    for (const line of rest) this.#line(line)
  }

  /** A terminal obeys what it is sent: only what is `painted` here keeps its colours. */
  #line(text: string, painted = ''): void {
    this.#screen.write(`${this.#live ? '\r\x1b[K' : ''}${painted}${inert(text).trimEnd()}\n`)
    this.#live = false
    this.#spoke = Date.now()
  }

  #paint(code: string, text: string): string {
    return this.#screen.colour ? `\x1b[${code}m${text}\x1b[0m` : text
  }
}
