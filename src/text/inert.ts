// Makes text from a server harmless. A job's log is a command channel: the runner obeys every line that begins with
// `::name` (after blanks), and `##[name]` anywhere in a line (actions/runner, ActionCommand.cs). So every text of a server,
// a database or an archive passes here before it reaches a log, a summary or an error.

/** `limit`: the longest line, in characters (UTF-16 units); 40 at least. A longer line ends in `… (N more bytes)`. */
export type InertOptions = { readonly limit?: number }

const usualLimit = 2000
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/
/** Escape sequences (ECMA-48), 7-bit and 8-bit: CSI with its parameters, strings (OSC, DCS, …) up to their end, all others. */
const escapes =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[P\]X^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]/g
/** Controls, and invisible format characters (bidirectional overrides, byte order marks, tags), except the joiners that scripts and emoji need. */
const invisible = /(?!\u200c|\u200d)[\p{Cc}\p{Cf}]/gu
const plain = /^[!-~][ -~]*$/
const loneSurrogate = /\p{Cs}/gu

/** One printable line that no runner obeys. Line breaks become single spaces, and invisible characters disappear. A second call changes nothing. */
export function inert(text: string | Uint8Array, options: InertOptions = {}): string {
  if (typeof text === 'string' && isPlain(text, options)) return text
  return finish(cleanLines(text).join(' '), options)
}

/** The printable lines of a text, without empty ones: `maxLines` at most; if some are left out, the last line says how many. */
export function inertLines(text: string | Uint8Array, maxLines: number, options: InertOptions = {}): string[] {
  const lines = cleanLines(text)
  const shown = (lines.length <= maxLines ? lines : lines.slice(0, maxLines - 1)).map(line => finish(line, options))
  return shown.length === lines.length ? shown : [...shown, `… (${lines.length - shown.length} more lines)`]
}

/** JSON that a later step can print: a runner obeys `##[` anywhere in a line. The parsed value is the same. `indent`: blanks a level. */
export function inertJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll('##[', '#\\u0023[')
}

/** A quick way for short lines of clean ASCII, of which a thousand manifests have many. */
function isPlain(text: string, { limit = usualLimit }: InertOptions): boolean {
  return text.length <= Math.max(40, limit) && plain.test(text) && !text.startsWith('::') && !text.includes('##[')
}

function cleanLines(text: string | Uint8Array): string[] {
  const decoded = typeof text === 'string' ? text : new TextDecoder().decode(text)
  return decoded
    .split(lineBreak)
    .map(line => line.replaceAll('\t', ' ').replace(escapes, '').replace(invisible, '').replace(loneSurrogate, '\ufffd'))
    .filter(line => line.trim() !== '')
}

/** Breaks both syntaxes of workflow commands, after all cleaning, because removing a character can create one; then caps. */
function finish(line: string, options: InertOptions): string {
  const defused = line.replaceAll('##[', '# #[').replace(/^(\s*):(?=:)/, '$1: ')
  const limit = Math.max(40, options.limit ?? usualLimit)
  if (defused.length <= limit) return defused
  // The note counts too, so that a capped line is within the limit. The cut drops half a surrogate pair.
  const kept = defused.slice(0, limit - 30).replace(loneSurrogate, '')
  return `${kept}… (${Buffer.byteLength(defused) - Buffer.byteLength(kept)} more bytes)`
}
