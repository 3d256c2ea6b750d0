// The checklist as people read it: what was looked at, how it is, and below it what to do.
import type { CheckLine, Verdict } from '../checks.ts'

const colours: Readonly<Record<Verdict, string>> = { ok: '32', attention: '33', fail: '31' }

export function checkLines(lines: readonly CheckLine[], { colour = false }: { readonly colour?: boolean } = {}): string[] {
  const width = Math.max(...lines.map(({ check }) => check.length))
  return lines.flatMap(({ check, verdict, text, next }) => {
    const word = verdict.padEnd('attention'.length)
    const painted = colour ? `\x1b[${colours[verdict]}m${word}\x1b[0m` : word
    const below = next === undefined || next === '' ? [] : [`${' '.repeat('attention'.length + width + 6)}→ ${next}`]
    return [`  ${painted}  ${check.padEnd(width)}  ${text}`, ...below]
  })
}
