// The table of backups, as a terminal shows it: as wide as it needs to be, or as the screen is.
import { type Backup, type Catalogue, newestFirst, notFiles } from '../../backups/catalogue.ts'
import type { Skip } from '../../backups/skipped.ts'
import { sourceOf } from '../../sources/registry.ts'
import { age, bytes, count } from '../../text/amounts.ts'
import { inert } from '../../text/inert.ts'
import { provenText } from '../proven.ts'

/** Cells in the order of the head; what is wrong with it has a colour. */
type Row = { readonly cells: readonly string[]; readonly mood?: Mood }
type Mood = 'head' | 'damaged' | 'gap'

/** `columns`: the width of the screen, or infinity if unknown. */
export type Paper = { readonly columns?: number; readonly colour?: boolean }

const head = ['NAME', 'AGE', 'SIZE', 'COMPONENTS', 'PROVEN', 'NEXT ROTATION'] as const
const [sizeAt, componentsAt, provenAt, nextAt] = [2, 3, 4, 5]
/** Components are not shortened further than this. */
const leastComponents = 16
const mostStrangers = 10
const codes: Readonly<Record<Mood, string>> = { head: '1', damaged: '31', gap: '33' }

export function tableLines(catalogue: Catalogue, verdicts: ReadonlyMap<string, string>, paper: Paper = {}): string[] {
  const rows = rowsOf(catalogue, verdicts)
  const table = rows.length === 0 ? ['  There is no backup yet.'] : layOut([{ cells: head, mood: 'head' }, ...rows], paper)
  return [...table, ...notices(catalogue)]
}

function rowsOf(catalogue: Catalogue, verdicts: ReadonlyMap<string, string>): Row[] {
  const good = withGaps(newestFirst([...catalogue.backups, ...catalogue.unread]), catalogue.skips).map((each): Row => {
    const when = age(catalogue.now - each.time)
    if ('reason' in each)
      return { cells: [`(${each.prefix} skipped)`, when, '', 'no backup', '–', each.reason || 'its record cannot be read'], mood: 'gap' }
    return { cells: [each.name, when, bytes(each.bytes), componentsOf(each), provenOf(each), verdicts.get(each.file) ?? ''] }
  })
  const damaged = catalogue.damaged.map(({ file, bytes: size, why }): Row => {
    return { cells: [file, '', bytes(size), '–', `damaged: ${why}; not counted`, ''], mood: 'damaged' }
  })
  return [...good, ...damaged]
}

/** One line a row where the screen is wide enough, if need be with shortened components; else what a row says last goes below it. */
function layOut(rows: readonly Row[], { columns = Number.POSITIVE_INFINITY, colour = false }: Paper): string[] {
  const natural = head.map((_, column) => Math.max(...rows.map(row => reach(row, column))))
  const over = 2 + sum(natural) + 2 * (head.length - 1) - columns
  const shortest = Math.min(natural[componentsAt] ?? 0, leastComponents)
  const left = (natural[componentsAt] ?? 0) - Math.max(0, over)
  const paint = (mood: Mood | undefined, line: string) => (colour && mood !== undefined ? `\x1b[${codes[mood]}m${line}\x1b[0m` : line)
  if (left < shortest) return rows.flatMap(row => stacked(row, natural, columns).map(line => paint(row.mood, line)))
  const widths = natural.map((width, column) => (column === componentsAt ? Math.min(width, left) : width))
  return rows.map(row =>
    paint(
      row.mood,
      `  ${row.cells.map((cell, n) => cut(cell, n === componentsAt ? left : cell.length).padEnd(widths[n] ?? 0)).join('  ')}`.trimEnd(),
    ),
  )
}

/** What a damaged archive is reaches into the column behind it, which it leaves empty. */
function reach({ cells, mood }: Row, column: number): number {
  return mood === 'damaged' && column === provenAt ? 0 : (cells[column] ?? '').length
}

/** `NAME AGE SIZE` and how it was proven, then components and what comes, wrapped below. */
function stacked({ cells, mood }: Row, natural: readonly number[], columns: number): string[] {
  const first = cells.slice(0, sizeAt + 1).map((cell, n) => cell.padEnd(natural[n] ?? 0))
  const proven = cells[provenAt] ?? ''
  const below = [cells[componentsAt] ?? '', cells[nextAt] ?? '']
  const room = Number.isFinite(columns) ? columns - 6 : 100
  const [line, rest] = mood === 'damaged' ? [first, [proven]] : [[...first, proven], below.filter(text => text !== '')]
  return [`  ${line.join('  ')}`.trimEnd(), ...wrapped(rest.join(' · '), room).map(text => `      ${text}`)]
}

function wrapped(text: string, room: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || line.length + 1 + word.length > room) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1)).trimEnd()}…`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

/** Lines about the whole directory. */
function notices({ strangers, odd, restoreIncomplete, incompleteOf, clock }: Catalogue): string[] {
  const named = strangers.slice(0, mostStrangers).map(({ file, kind }) => (kind === 'name' ? file : `${file} (${notFiles[kind]})`))
  const more = strangers.length - named.length + odd
  const all = [
    ...named,
    ...(more > 0 ? [named.length === 0 ? count(more, 'name of odd characters', 'names of odd characters') : `${more} more`] : []),
  ]
  return [
    ...(all.length > 0 ? [`  other files, ignored: ${all.join(', ')}`] : []),
    ...(restoreIncomplete
      ? [
          `  A restore${incompleteOf === undefined ? '' : ` of ${incompleteOf}`} is incomplete on this server, so no old backup is removed: run meeshy-backup restore --undo, or --resume.`,
        ]
      : []),
    ...(clock === 'sound' ? [] : [`  No old backup is removed, because the clock is suspicious: ${inert(clock.suspicious)}.`]),
  ]
}

/** The backups in their order, each after the skips since it was made; skips older than all backups are left out. */
function withGaps(backups: readonly Backup[], skips: readonly Skip[]): (Backup | Skip)[] {
  if (backups.length === 0) return [...skips]
  let rest = skips
  return backups.flatMap(backup => {
    const since = rest.filter(skip => skip.time > backup.time)
    rest = rest.filter(skip => skip.time <= backup.time)
    return [...since, backup]
  })
}

/** `read`; a dash for an archive of the old scripts that no rotation has read yet. */
function provenOf(backup: Backup): string {
  return backup.kind === 'old-format' && backup.verified === 'none' ? '–' : provenText(backup)
}

/** `database 2 volumes config secrets system`; of an archive of the old scripts `old format: …`, if a rotation has read it. */
function componentsOf({ kind, manifest }: Backup): string {
  const components = manifest?.components ?? []
  const groups = components.map(({ name }) => name.split('/')[0] ?? '')
  const counted = new Set(components.filter(each => sourceOf(each.kind)?.several).map(({ name }) => name.split('/')[0] ?? ''))
  const words = [...new Set(groups)]
    .map(group => (counted.has(group) ? `${groups.filter(other => other === group).length} ${group}` : group))
    .join(' ')
  return kind === 'backup' ? words : `old format${words === '' ? '' : `: ${words}`}`
}
