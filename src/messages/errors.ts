// What can go wrong, as types: a stable code and the four answers every failure owes its reader.
import type { ExitCode } from './exitcodes.ts'

/** What can fail: what it means, and the exit code of the command line. docs/troubleshooting.md says more of each. */
const errors = {
  E_INPUT: { exit: 2, meaning: 'a setting cannot be used' },
  E_CONNECT: { exit: 3, meaning: 'there is no connection to the server' },
  E_HOSTKEY: { exit: 3, meaning: "the server's key is not the pinned one, or none is pinned" },
  E_AUTH: { exit: 3, meaning: 'the server refuses the key for this user' },
  E_PROTOCOL: { exit: 3, meaning: 'the answer does not come from the script that the client sent' },
  E_PREREQ: { exit: 4, meaning: 'a tool is missing on the server' },
  E_PERM: { exit: 4, meaning: 'a right is missing' },
  E_NOT_FOUND: { exit: 4, meaning: 'something that you named is not there' },
  E_AMBIGUOUS: { exit: 4, meaning: 'several containers could be meant' },
  E_LOCKED: { exit: 5, meaning: 'another run works in the same backup directory' },
  E_NOSPACE: { exit: 6, meaning: 'there is not enough room' },
  E_DOCKER: { exit: 4, meaning: 'the Docker engine does not answer' },
  E_DUMP: { exit: 7, meaning: 'a dump failed' },
  E_EMPTY: { exit: 7, meaning: 'a dump succeeded but holds nothing' },
  E_ARCHIVE: { exit: 7, meaning: 'data could not be read or written completely' },
  E_VERIFY: { exit: 7, meaning: 'a backup does not read back as it was taken' },
  E_PUBLISH: { exit: 7, meaning: 'the last steps of a backup failed' },
  E_RESTORE: { exit: 9, meaning: 'a restore failed after it began' },
  E_CHECK: { exit: 10, meaning: '`meeshy-backup check` found something that would make the next backup or a way back fail' },
  E_TIMEOUT: { exit: 8, meaning: 'the run did not finish within `timeout`' },
  E_INTERRUPTED: { exit: 8, meaning: 'the connection was lost, or the client died' },
  E_CANCELLED: { exit: 130, meaning: 'the job was cancelled' },
  E_UNKNOWN: { exit: 1, meaning: 'a defect, or an unknown outcome' },
} as const satisfies Readonly<Record<`E_${string}`, { readonly exit: ExitCode; readonly meaning: string }>>

export type Code = keyof typeof errors
export const codes = Object.keys(errors) as Code[]

/** The exit code of a failure. */
export function exitCodeOf(code: Code): ExitCode {
  return errors[code].exit
}

/** The failure codes that end with this exit code. */
export function codesWith(exit: ExitCode): Code[] {
  return codes.filter(code => errors[code].exit === exit)
}

/** What a failure means: one clause, in Markdown. */
export function meaningOf(code: Code): string {
  return errors[code].meaning
}

/** The four answers. `title` says what was being done and what happened, in one line; the rest is there when it is known. */
export type Failure = {
  readonly code: Code
  /** What was being done, where, and what happened: one sentence. */
  readonly title: string
  /** Facts of this failure, label to value: `Needs`, `Has`, `It offers`, … Several lines are allowed in a value. */
  readonly details?: Readonly<Record<string, string>>
  /** What is still safe. */
  readonly safe?: string
  /** What to do next. */
  readonly next?: string
  /** The outcome on the server is unknown: who can still ask it, should. */
  readonly unsettled?: true
}

/** A failure on its way to the entry point. Anything else that is thrown is a defect and is reported as E_UNKNOWN. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
  readonly failure: Failure
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.title, options)
    this.failure = failure
  }
  get code(): Code {
    return this.failure.code
  }
}

/** The failure in what was thrown; anything but a BackupError is a defect, E_UNKNOWN. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof BackupError) return thrown.failure
  const what = thrown instanceof Error ? thrown.message : String(thrown)
  return {
    code: 'E_UNKNOWN',
    title: `Something unexpected happened: ${what}`,
    safe: 'an archive becomes visible only when it is complete and verified; no old backup is removed before that',
    next: 'this is a defect: please report it with this log',
  }
}
