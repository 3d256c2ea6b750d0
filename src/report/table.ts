// The table of backups, as a terminal shows it (experience.md, section 5).
import type { Backup, Catalogue } from '../catalogue.ts'
import type { Skip } from '../skipped.ts'
import { age, bytes } from './amounts.ts'

type Row = readonly string[]

const head: Row = ['NAME', 'AGE', 'SIZE', 'COMPONENTS', 'PROVEN', 'NEXT ROTATION']

export function tableLines(catalogue: Catalogue, verdicts: ReadonlyMap<string, string>): string[] {
  const kept = [...catalogue.backups, ...catalogue.unread]
  const good = withGaps(kept, catalogue.skips).map(each =>
    'reason' in each
      ? [`(${each.prefix} skipped)`, age(catalogue.now - each.time), '', 'no backup', '–', each.reason || 'its record cannot be read']
      : [
          each.name,
          age(catalogue.now - each.time),
          bytes(each.bytes),
          each.kind === 'old-format' ? 'old format' : componentsOf(each),
          each.kind === 'old-format' && each.verified === 'none' ? '–' : each.verified,
          verdicts.get(each.file) ?? '',
        ],
  )
  const damaged = catalogue.damaged.map(({ file, why }) => [file, '', '', '–', `damaged: ${why}; not counted`, ''])
  const rows = [head, ...good, ...damaged]
  const widths = head.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
  const lines = rows.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
  const strangers = catalogue.strangers.length > 0 ? [`  not ours, ignored: ${catalogue.strangers.map(({ file }) => file).join(', ')}`] : []
  return [...(rows.length > 1 ? lines : ['  There is no backup yet.']), ...strangers]
}

/** The backups in their order, each after the skips since it was made; skips older than all backups are no gap any more. */
function withGaps(backups: readonly Backup[], skips: readonly Skip[]): (Backup | Skip)[] {
  if (backups.length === 0) return [...skips]
  let rest = skips
  return backups.flatMap(backup => {
    const since = rest.filter(skip => skip.time > backup.time)
    rest = rest.filter(skip => skip.time <= backup.time)
    return [...since, backup]
  })
}

/** `database redis 2 volumes config secrets system`. */
function componentsOf({ manifest }: Backup): string {
  const kinds = (manifest?.components ?? []).map(component => component.name.split('/')[0] ?? '')
  return [...new Set(kinds)]
    .map(kind => (kind === 'volumes' || kind === 'paths' ? `${kinds.filter(each => each === kind).length} ${kind}` : kind))
    .join(' ')
}
