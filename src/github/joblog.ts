// A reporter that writes to the log of a GitHub job.
import * as core from '@actions/core'
import type { Failure } from '../messages/errors.ts'
import type { ShownWarning, WarningCode } from '../messages/warnings.ts'
import { failureLines } from '../report/console/failure.ts'
import type { Reporter } from '../report/console/reporter.ts'
import { inert } from '../text/inert.ts'

const silence = 10_000
/** GitHub shows 10 warnings of a step and silently drops the rest: the tenth says how many more there are. */
const shownWarnings = 9
/** GitHub cuts an annotation at 4096 characters. */
const longest = 4000

/**
 * Writes to a job's log. A phase with lines is a group. Groups do not nest, and a closed group hides an error, so each group
 * ends before an error is written. During silence it writes one progress line per ten seconds, so that a job does not look
 * stuck. It makes every text inert although callers have done so, because here the runner would obey a command.
 */
export class JobLog implements Reporter {
  #open = false
  #spoke = Date.now()
  #warnings = 0

  phase(name: string, text: string, lines: readonly string[] = []): void {
    this.#close()
    if (lines.length === 0) this.#say(head(name, text))
    else core.startGroup(inert(head(name, text)))
    for (const line of lines) this.line(line)
    if (lines.length > 0) core.endGroup()
  }

  begin(name: string, text: string): void {
    this.#close()
    core.startGroup(inert(head(name, text)))
    this.#open = true
    this.#spoke = Date.now()
  }

  line(text: string): void {
    this.#say(`    ${text}`)
  }

  progress(text: string): void {
    if (Date.now() - this.#spoke >= silence) this.line(text)
  }

  /** Writes every warning to the log, and the first ones as annotations too. */
  warning(code: ShownWarning, text: string): void {
    this.#warnings += 1
    if (this.#warnings <= shownWarnings) core.warning(inert(text, { limit: longest }), { title: inert(code) })
    else this.#say(`Warning: ${code}  ${text}`)
  }

  debug(text: string): void {
    core.debug(inert(text))
  }

  done(text: string): void {
    this.#close()
    this.#say(text)
  }

  failure(failure: Failure): void {
    this.#close()
    const [first = '', ...rest] = failureLines(failure).map(line => inert(line))
    core.error([first.replace(/^Error: /, ''), ...rest].join('\n').slice(0, longest), { title: failure.code })
  }

  /** Ends the log, and says how many warnings have no annotation. */
  close(): void {
    this.#close()
    const more = this.#warnings - shownWarnings
    if (more > 0)
      core.warning(`${more} more ${more === 1 ? 'warning is' : 'warnings are'} in the log and in the summary.`, {
        title: 'warnings' satisfies WarningCode,
      })
  }

  #say(text: string): void {
    core.info(inert(text))
    this.#spoke = Date.now()
  }

  #close(): void {
    if (this.#open) core.endGroup()
    this.#open = false
  }
}

function head(name: string, text: string): string {
  return `▸ ${name.padEnd(14)} ${text}`.trimEnd()
}
