// The report of a value that cannot be used: the option, the rule, what was given; never a secret, never raw text.
import { BackupError } from '../messages/errors.ts'

const shownCharacters = 64

/** `Invalid input 'X': <rule>; got <what>`, in one line. */
export function invalid(name: string, rule: string, got?: string): string {
  return printable(`Invalid input '${name}': ${rule}${got === undefined ? '' : `; got ${got}`}`)
}

/** A value as JSON, its first 64 characters. Of a text that looks like a key it gives only the length, whatever option it was pasted into. */
export function quoted(text: string): string {
  const characters = [...text]
  if (text.includes('PRIVATE KEY')) return counted(text)
  return characters.length <= shownCharacters ? JSON.stringify(text) : `${JSON.stringify(characters.slice(0, shownCharacters).join(''))}…`
}

/** What a message may say about a secret: its length. */
export function counted(text: string): string {
  return `${text.length} ${text.length === 1 ? 'character' : 'characters'}`
}

/** The one failure for all problems of the settings, before anything is contacted. */
export function inputFailure(problems: readonly string[]): BackupError {
  const [only = '', ...more] = problems
  return new BackupError({
    code: 'E_INPUT',
    ...(more.length === 0
      ? { title: only }
      : { title: `${problems.length} settings cannot be used`, details: { Problems: problems.join('\n') } }),
    safe: 'nothing was contacted and nothing was changed',
    next: 'correct these settings; the README describes every setting in its section Settings',
  })
}

/** Control characters, invisible and direction-changing ones as `\uXXXX`: people and the runner read log lines. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, character =>
    [...Array(character.length).keys()].map(i => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  )
}
