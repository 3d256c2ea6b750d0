// The exit codes of the command line, as data: the process, its help and the README's table agree because they come from here.
import type { Code } from './errors.ts'

/** What each exit code means to a script that calls the command line. */
export const exitCodes = {
  0: 'done: also when there was nothing to do, or only a plan was asked for',
  1: 'a defect of the program, or the outcome is unknown',
  2: 'the settings are not valid; nothing was contacted',
  3: 'no connection: network, host key or authentication',
  4: 'something is missing on the server: a tool, a permission, Docker, or a thing that you named',
  5: 'another operation holds the lock',
  6: 'not enough room',
  7: 'the backup is not complete and proven',
  8: 'it took too long, or was interrupted on the server',
  9: 'the restore failed; the message says whether the previous state was put back',
  10: 'check found a point that is not met; its line says what to do',
  130: 'cancelled by the user',
} as const satisfies Record<number, string>

export type ExitCode = keyof typeof exitCodes

const byCode: Readonly<Record<Code, ExitCode>> = {
  E_INPUT: 2,
  E_CONNECT: 3,
  E_HOSTKEY: 3,
  E_AUTH: 3,
  E_PROTOCOL: 3,
  E_PREREQ: 4,
  E_PERM: 4,
  E_NOT_FOUND: 4,
  E_AMBIGUOUS: 4,
  E_DOCKER: 4,
  E_LOCKED: 5,
  E_NOSPACE: 6,
  E_DUMP: 7,
  E_EMPTY: 7,
  E_ARCHIVE: 7,
  E_VERIFY: 7,
  E_PUBLISH: 7,
  E_RESTORE: 9,
  E_CHECK: 10,
  E_TIMEOUT: 8,
  E_INTERRUPTED: 8,
  E_CANCELLED: 130,
  E_UNKNOWN: 1,
}

/** The exit code of a failure. */
export function exitCodeOf(code: Code): ExitCode {
  return byCode[code]
}

/** The failure codes that end with this exit code. */
export function codesWith(exit: ExitCode): Code[] {
  return (Object.keys(byCode) as Code[]).filter(code => byCode[code] === exit)
}
