// What each exit code of the command line means to a script that calls it. Which failure ends with which code stands in errors.ts.

export const exitCodes = {
  0: 'done; also if there was nothing to do, or if you asked only for a plan',
  1: 'a defect of the program, or the outcome is unknown',
  2: 'the settings are not valid; nothing was contacted',
  3: 'no connection: network, host key or authentication',
  4: 'something is missing on the server: a tool, a permission, Docker, or a thing that you named',
  5: 'another operation holds the lock',
  6: 'not enough room',
  7: 'the backup is not complete and proven',
  8: 'it took too long, or was interrupted on the server',
  9: 'the restore failed; the message says whether the previous state was put back',
  10: 'a check failed; its line says what to do',
  130: 'cancelled by the user',
} as const satisfies Record<number, string>

export type ExitCode = keyof typeof exitCodes
