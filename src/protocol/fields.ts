// Readers of the fields that events share.
import { codes } from '../messages/errors.ts'
import { inert, inertLines } from '../text/inert.ts'
import { exact, lenient, Malformed, oneOf, type Reader, shown, whole } from '../text/untrusted.ts'
import { bytesOf, encoded } from './encoding.ts'

/** A text for people, as long as the runtime lets one be (`mb_cap`). */
export const words: Reader<string> = (value, at) => {
  if (typeof value !== 'string') throw new Malformed(at, 'a text')
  return inert(value)
}

/** The same, short: a code, a count. */
export const word = shown

/** One line of a listing, as it is; the longest line of the channel is its bound. */
export const line: Reader<string> = (value, at) => {
  if (typeof value !== 'string') throw new Malformed(at, 'a text')
  return value
}

/** A name that is used: of a backup, a component, a file. */
export const name = exact()

export const count = whole()

/** Of a place that is only told: one that cannot be read is no reason to lose what happened there. */
export const place = lenient(whole(), 0)

/** A failure with a code that is not known is a failure still. */
export const code = lenient(oneOf(...codes), 'E_UNKNOWN')

/** What a word of the encoding stands for, as one inert line for people. */
export const readable: Reader<string> = (value, at) => inert(new TextDecoder().decode(bytesOf(encoded(value, at))))

/** The facts of a failure, label to value, made inert; at most 20, of 20 lines each. */
export const details: Reader<Readonly<Record<string, string>>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(at, 'an object')
  // Anything but a text is left out: to make one of it could throw.
  const entries = Object.entries(value)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .slice(0, 20)
  return Object.fromEntries(entries.map(([label, text]) => [inert(label, { limit: 40 }), inertLines(text, 20, { limit: 500 }).join('\n')]))
}
