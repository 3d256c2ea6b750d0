// Readers of JSON that a server wrote. They trust nothing in it: a reader checks a value and returns it as a type, or names
// the wrong value by its path. Readers combine like the types they return; they ignore unknown fields, so that a newer
// writer may add some.
import { inert } from './inert.ts'

/** Checks `value`, found at the path `at` of the document. Throws `Malformed`. */
export type Reader<Value> = (value: unknown, at: string) => Value
/** What a reader returns. */
export type Read<R> = R extends Reader<infer Value> ? Value : never

/** A value that breaks its rule. The message names it and never shows it: `components[2].offset is not a whole number`. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
  constructor(at: string, rule: string) {
    super(`${inert(at, { limit: 200 }) || 'it'} is not ${rule}`)
  }
}

/**
 * How many values a JSON text holds, about: a comma, a colon or a bracket stands before each, and a list or an object counts three times, as
 * it takes more memory. To be asked before it is parsed: a list of empty lists takes fifty times the memory of its text.
 */
export function valuesIn(json: string): number {
  let values = 0
  let quoted = false
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === quote) quoted = !quoted
    else if (quoted && code === backslash) at += 1
    else if (!quoted && (code === comma || code === colon)) values += 1
    else if (!quoted && (code === bracket || code === brace)) values += 3
  }
  return values
}

const [quote, backslash, comma, colon, bracket, brace] = [...'"\\,:[{'].map(each => each.charCodeAt(0))
const most = 10_000
const longestExact = 4096
const longestShown = 1000
const deepest = 16
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000
const unprintable = /\p{Cc}|\p{Cs}/u

/** A text that code uses as it is, a name or a path: 1 to 4096 characters, without control characters. `rule` says what `pattern` means. */
export function exact(pattern = /./s, rule = 'a text without control characters'): Reader<string> {
  return (value, at) => {
    if (!isExact(value, pattern)) throw new Malformed(at, rule)
    return value
  }
}

/** Is this a text that `exact` takes? */
export function isExact(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && value.length <= longestExact && !unprintable.test(value) && pattern.test(value)
}

/** A text for people: made one inert line. */
export const shown: Reader<string> = (value, at) => {
  if (typeof value !== 'string') throw new Malformed(at, 'a text')
  return inert(value, { limit: longestShown })
}

/** Epoch seconds, up to the end of the year 9999: beyond, no date can be written. */
export const moment: Reader<number> = (value, at) => {
  const seconds = whole()(value, at)
  if (seconds > lastMoment) throw new Malformed(at, 'a time before the year 10000')
  return seconds
}

/** A whole number of at least `least` that a double holds exactly. */
export function whole(least = 0): Reader<number> {
  return (value, at) => {
    if (!Number.isSafeInteger(value) || (value as number) < least) throw new Malformed(at, `a whole number of at least ${least}`)
    return value as number
  }
}

/** A value that another reader checks, when somebody asks for it. Not nested so deep that writing it as JSON fails. */
export const anything: Reader<unknown> = (value, at) => {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new Malformed(at, `nested ${deepest} levels at most`)
    level = level.flatMap(each => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return value
}

export const flag: Reader<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new Malformed(at, 'true or false')
  return value
}

export function oneOf<Value extends string | number>(...values: readonly Value[]): Reader<Value> {
  return (value, at) => {
    const found = values.find(known => known === value)
    if (found === undefined) throw new Malformed(at, values.length === 1 ? String(values[0]) : `one of: ${values.join(', ')}`)
    return found
  }
}

export function list<Item>(item: Reader<Item>): Reader<readonly Item[]> {
  return (value, at) => {
    if (!Array.isArray(value) || value.length > most) throw new Malformed(at, `a list of at most ${most}`)
    return value.map((each, index) => item(each, `${at}[${index}]`))
  }
}

/** An object with any keys that `key` takes: an exact text, if nothing else is said. `known` reads the fields of certain keys, `item` the others. */
export function record<Item>(
  item: Reader<Item>,
  { key: readKey = exact(), known = {} }: { readonly key?: Reader<string>; readonly known?: Readonly<Record<string, Reader<Item>>> } = {},
): Reader<Readonly<Record<string, Item>>> {
  return (value, at) => {
    const entries = entriesOf(value, at)
    if (entries.length > most) throw new Malformed(at, `an object of at most ${most} fields`)
    const read = (key: string) => (Object.hasOwn(known, key) ? known[key] : undefined) ?? item
    return Object.fromEntries(entries.map(([key, each]) => [readKey(key, `a key of ${at}`), read(key)(each, path(at, key))]))
  }
}

/** A text that is this one, or that another reader takes. */
export function either(text: string, reader: Reader<string>): Reader<string> {
  return (value, at) => (value === text ? text : reader(value, at))
}

/** An object of known fields; one that is undefined is left out. */
export function object<Shape extends Readonly<Record<string, Reader<unknown>>>>(
  shape: Shape,
): Reader<{ readonly [Key in keyof Shape]: Read<Shape[Key]> }> {
  return (value, at) => {
    const fields = new Map(entriesOf(value, at))
    const read = Object.entries(shape).map(([key, reader]) => [key, reader(fields.get(key), path(at, key))])
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as { readonly [Key in keyof Shape]: Read<Shape[Key]> }
  }
}

/** A field that may be missing: then it is `otherwise`. */
export function optional<Value>(reader: Reader<Value>, otherwise: NoInfer<Value>): Reader<Value> {
  return (value, at) => (value === undefined ? otherwise : reader(value, at))
}

/** A field that no other depends on: missing or malformed, it is `otherwise`. */
export function lenient<Value>(reader: Reader<Value>, otherwise: NoInfer<Value>): Reader<Value> {
  return (value, at) => {
    if (value === undefined) return otherwise
    try {
      return reader(value, at)
    } catch (thrown) {
      if (thrown instanceof Malformed) return otherwise
      throw thrown
    }
  }
}

function entriesOf(value: unknown, at: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed(at, 'an object')
  return Object.entries(value)
}

function path(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`
}
