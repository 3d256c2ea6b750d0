// How much one run may tell that is kept: a server that never ends its lists must not fill the memory of the client.
import { BackupError } from '../messages/errors.ts'

/** Of one type: what the runtime lists at most. */
const mostLines = 20_000
/** Of all types together: the manifests of all backups that a directory can hold, and more. */
const mostBytes = 64 * 1024 * 1024

export class Bounds {
  readonly #counts = new Map<string, number>()
  #bytes = 0

  /** Counts one line of this type. Throws E_PROTOCOL when there are more, or more bytes, than the runtime ever tells. */
  take(type: string, text = ''): void {
    const lines = (this.#counts.get(type) ?? 0) + 1
    this.#counts.set(type, lines)
    this.#bytes += Buffer.byteLength(text)
    if (lines > mostLines) throw tooMuch(`more than ${mostLines.toLocaleString('en')} lines of the type ${type}`)
    if (this.#bytes > mostBytes) throw tooMuch(`lists of more than ${mostBytes / 1024 / 1024} MB`)
  }
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
