// What each exit code of the command line means to a script that calls it. Which failure ends with which code stands in errors.ts.

export const exitCodes = {
  0: 'done: also when there was nothing to do, or only a plan was asked for',
  1: 'a defect of the program, or an outcome that could not be learnt',
  2: 'the settings are not valid; nothing was contacted',
  3: 'no connection: network, host key or authentication',
  4: 'the server is not as it must be: a tool, a right, Docker or something named is missing',
  5: 'another operation holds the lock',
  6: 'not enough room',
  7: 'what was produced is not a whole, proven backup',
  8: 'it took too long, or was interrupted on the server',
  9: 'the restore failed; the message says whether what was there before is there again',
  10: 'the checklist of check is not met; each line says what to do',
  130: 'cancelled by the user',
} as const satisfies Record<number, string>

export type ExitCode = keyof typeof exitCodes
