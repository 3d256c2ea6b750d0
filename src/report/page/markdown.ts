// Markdown for a job summary. No text from outside may become markup, a mention or a command: it must pass `plain`, `code`, `path` or `block`.
import { inert } from '../../text/inert.ts'

/** The longest text from outside in a summary, in characters. */
const longest = 400
/** ASCII that means something to Markdown, HTML or GitHub, anywhere in a line; as entities they do not (CommonMark 6.2). */
const active = /[!"#$&'()*+:<=>@[\\\]^_`{|}~]/g

/** Text from outside as plain text. A word break behind `@` and `:` keeps GitHub from finding mentions, addresses and emoji in it. */
export function plain(text: string): string {
  // At the beginning of a line these would make lists.
  return escaped(text).replace(/^[-+\d]|^\s/, character => entity(character))
}

function escaped(text: string): string {
  return inert(text, { limit: longest })
    .trim()
    .replace(active, character => entity(character) + (character === '@' || character === ':' ? '<wbr>' : ''))
    .replace(/www(?=\.)/gi, name => `${name}<wbr>`)
}

/** The same in the type of names and paths. */
export function code(text: string): string {
  return `<code>${escaped(text)}</code>`
}

/** A path in the same type. It may break behind one of `ends`, because a cell as wide as its path pushes the others out of sight. */
export function path(text: string, ends: '/' | '/_' = '/'): string {
  return `<code>${escaped(text).replaceAll(ends === '/' ? '/' : /\/|&#95;/g, end => `${end}<wbr>`)}</code>`
}

/** An amount and its unit, kept on one line. */
export function together(amount: string): string {
  return amount.replaceAll(' ', '\u00a0')
}

/** Lines in a code block of their own: no line is markup, and the fence is longer than any in the lines. */
export function block(lines: readonly string[], language = ''): string {
  const safe = lines.map(line => inert(line, { limit: 2000 }))
  const longestRun = Math.max(2, ...safe.flatMap(line => line.match(/`+/g) ?? []).map(run => run.length))
  const fence = '`'.repeat(longestRun + 1)
  return [`${fence}${language}`, ...safe, fence].join('\n')
}

/** Cells are Markdown already. Of more than `most` rows, the last one says how many are left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], most = 100): string {
  const shown = rows.length <= most ? rows : [...rows.slice(0, most - 1), [`… and ${rows.length - most + 1} more`]]
  const line = (cells: readonly string[]) => `| ${head.map((_, column) => cells[column] ?? '').join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...shown.map(line)].join('\n')
}

/** Items are Markdown already. An empty one is a dash: a lone `-` below a line would make that line a heading. */
export function list(items: readonly string[], most = 50): string {
  const shown = items.length <= most ? items : [...items.slice(0, most - 1), `… and ${items.length - most + 1} more`]
  return shown.map(item => `- ${item || '–'}`).join('\n')
}

/** Opens on a click. Blank lines around the body make GitHub read it as Markdown. */
export function folded(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`
}

/** A coloured box. */
export function alert(kind: 'NOTE' | 'WARNING' | 'CAUTION', body: string): string {
  return [`> [!${kind}]`, ...body.split('\n').map(line => `> ${line}`)].join('\n')
}

/**
 * The parts, one below the other, up to `bytes` bytes: GitHub drops a whole summary above its limit. The first part always
 * stays; its caller keeps it short.
 */
export function fitting(parts: readonly string[], bytes: number): string {
  const note = '\n\n_The rest did not fit into this summary; the log has it._\n'
  let text = ''
  for (const [n, part] of parts.filter(each => each !== '').entries()) {
    const longer = n === 0 ? part : `${text}\n\n${part}`
    if (n > 0 && Buffer.byteLength(longer) + Buffer.byteLength(note) > bytes) return text + note
    text = longer
  }
  return `${text}\n`
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`
}
