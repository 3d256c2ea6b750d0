// What something is called on a server is made of any bytes, and travels as one word: letters, digits and _./:@+,- as they are, every other byte
// as %XX (RFC 3986, upper-case digits). Twin of src/script/runtime/encoding.sh.
import { exact, Malformed, type Reader } from '../text/untrusted.ts'

const plain = new Set(new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@+,-'))
const form = /^(?:[A-Za-z0-9_./:@+,-]|%(?!00)[0-9A-F]{2})*$/
/** A word is never empty, so that it stays one between spaces. */
const empty = '%'
const rule = 'a name in its encoded form'

/** The word for a text (its UTF-8) or for bytes. Throws `RangeError` for a byte 0, which no name on a server has. */
export function encode(name: string | Uint8Array): string {
  const bytes = typeof name === 'string' ? new TextEncoder().encode(name) : name
  if (bytes.includes(0)) throw new RangeError('a name cannot hold a NUL byte')
  if (bytes.length === 0) return empty
  return [...bytes].map(byte => (plain.has(byte) ? String.fromCharCode(byte) : percent(byte))).join('')
}

/** The bytes of a word. Throws `Malformed`. */
export function bytesOf(word: string): Uint8Array {
  if (word === empty) return new Uint8Array()
  if (!form.test(word)) throw new Malformed('', rule)
  const bytes = word.match(/%..|./g) ?? []
  return Uint8Array.from(bytes, each => (each.length === 1 ? each.charCodeAt(0) : Number.parseInt(each.slice(1), 16)))
}

/** The text of a word. Throws `Malformed` for what is no word, and for bytes that are not UTF-8: no text is theirs, and a text in their place could be that of another name. */
export function decode(word: string): string {
  const bytes = bytesOf(word)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Malformed('', 'a name in UTF-8')
  }
}

/** A word as a server wrote it, kept as it is: 1 to 4096 characters. */
export const encoded: Reader<string> = exact(new RegExp(form.source.replace(/\*\$$/, '+$')), rule)

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
