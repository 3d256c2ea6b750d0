// What can go wrong, as types: a stable code and the four answers every failure owes its reader.

export const codes = [
  'E_INPUT',
  'E_CONNECT',
  'E_HOSTKEY',
  'E_AUTH',
  'E_PROTOCOL',
  'E_PREREQ',
  'E_PERM',
  'E_NOT_FOUND',
  'E_AMBIGUOUS',
  'E_LOCKED',
  'E_NOSPACE',
  'E_DOCKER',
  'E_DUMP',
  'E_EMPTY',
  'E_ARCHIVE',
  'E_VERIFY',
  'E_PUBLISH',
  'E_RESTORE',
  'E_CHECK',
  'E_TIMEOUT',
  'E_INTERRUPTED',
  'E_CANCELLED',
  'E_UNKNOWN',
] as const
export type Code = (typeof codes)[number]

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
  /** What became of the run on the server is not known: whoever can still ask it should. */
  readonly unsettled?: true
}

/** A failure on its way to the entry point. Anything else that is thrown is a defect of ours and is reported as E_UNKNOWN. */
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

/** The failure of whatever was thrown: ours as it is, anything else as the defect it is. */
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
