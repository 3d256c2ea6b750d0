// How much one run may tell: a server that never ends its lists, or its lines, must not fill the memory of the client.
import { BackupError } from '../messages/errors.ts'
import { valuesIn } from '../text/untrusted.ts'

/** Of one type: what the runtime lists at most. */
const mostLines = 20_000
/** Of all types together, in memory: the manifests of all backups that a directory can hold, and more. */
const mostBytes = 16 * 1024 * 1024
/** In the JSON of all of them: parsed, a value takes many times the memory of its text. */
const mostValues = 2_000_000
/** Of all lines of one run, kept or not: a day of heartbeats, and all lists, several times. */
const mostSent = 128 * 1024 * 1024

export class Bounds {
  readonly #counts = new Map<string, number>()
  #bytes = 0
  #values = 0

  /** Counts one line of this type, with the texts that are kept of it. Throws E_PROTOCOL when there are more, or more in them, than the runtime ever tells. */
  take(type: string, ...texts: readonly string[]): void {
    const lines = (this.#counts.get(type) ?? 0) + 1
    this.#counts.set(type, lines)
    for (const text of texts) {
      this.#bytes += memoryOf(text)
      this.#values += valuesIn(text)
    }
    if (lines > mostLines) throw tooMuch(`more than ${mostLines.toLocaleString('en')} lines of the type ${type}`)
    if (this.#bytes > mostBytes) throw tooMuch(`lists of more than ${mostBytes / 1024 / 1024} MB`)
    if (this.#values > mostValues) throw tooMuch(`lists of more than ${mostValues.toLocaleString('en')} values`)
  }
}

/** Counts the bytes of all lines of one output. `take` throws E_PROTOCOL when there are more than any run sends. */
export class LineBounds {
  #bytes = 0

  take(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > mostSent) throw tooMuch(`more than ${mostSent / 1024 / 1024} MB of lines`)
  }
}

/** A text with one character beyond Latin-1 takes two bytes for each. */
function memoryOf(text: string): number {
  return /[^\x00-\xff]/.test(text) ? 2 * text.length : text.length
}

function tooMuch(what: string): BackupError {
  return new BackupError({
    code: 'E_PROTOCOL',
    title: `The server sent ${what} in one run, more than any list of backups has, so the run was stopped.`,
    safe: 'the server stops a run whose client is gone, and puts everything back as it was',
    next: 'look at the files in the backup directory and in its .meta',
    unsettled: true,
  })
}
