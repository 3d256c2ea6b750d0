// A failure as people read it: the code and one sentence, then the answers under it, aligned.
import type { Failure } from '../../messages/errors.ts'

/** The lines of a failure, without colour. Values of several lines are indented under their label. */
export function failureLines(failure: Failure): string[] {
  const answers = Object.entries({
    ...failure.details,
    ...(failure.safe && { Safe: failure.safe }),
    ...(failure.next && { Next: failure.next }),
  })
  const width = Math.max(10, ...answers.map(([label]) => label.length)) + 2
  return [`Error: ${failure.code}  ${failure.title}`, ...answers.flatMap(([label, value]) => answer(label, value, width))]
}

function answer(label: string, value: string, width: number): string[] {
  const [first = '', ...rest] = value.split('\n')
  return [`  ${label.padEnd(width)}${first}`, ...rest.map(line => `  ${''.padEnd(width)}${line}`)]
}
