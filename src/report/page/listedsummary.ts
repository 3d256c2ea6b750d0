// The summary of a list: how fresh and how well proven the newest backup is, then the table that a terminal shows.
import type { Catalogue } from '../../backups/catalogue.ts'
import type { Failure } from '../../messages/errors.ts'
import { ago, bytes, count } from '../../text/amounts.ts'
import { failureLines } from '../console/failure.ts'
import { tableLines } from '../console/table.ts'
import { alert, block, code, fitting, plain } from './markdown.ts'

/** Bytes; see summary.ts. */
const budget = 256 * 1024
const manual = 'https://github.com/meeshy/backup-action/blob/v2/docs/troubleshooting.md'

export type ListedHere = {
  readonly catalogue: Catalogue
  readonly verdicts: ReadonlyMap<string, string>
  readonly server: string
  readonly backupDir: string
}

export function listedSummary({ catalogue, verdicts, server, backupDir }: ListedHere): string {
  const { backups, damaged, restoreIncomplete, now } = catalogue
  const [newest] = backups
  const fresh = newest === undefined ? [] : [`the newest ${ago(now - newest.time)}, ${bytes(newest.bytes)}, ${plain(newest.verified)}`]
  const wrong = [
    ...(damaged.length === 0 ? [] : [`${count(damaged.length, 'archive is', 'archives are')} damaged and not counted.`]),
    ...(restoreIncomplete ? ['A restore is incomplete on this server: no old backup is removed until someone finishes or undoes it.'] : []),
  ]
  return fitting(
    [
      `**${[newest === undefined ? 'There is no backup' : count(backups.length, 'backup'), ...fresh].join(' · ')}**`,
      ...(wrong.length === 0 ? [] : [alert('WARNING', wrong.join('\n\n'))]),
      `${code(backupDir)} on ${code(server)}`,
      block(tableLines(catalogue, verdicts).slice(0, 500)),
    ],
    budget,
  )
}

export function notListedSummary(failure: Failure): string {
  return fitting(
    [
      `**${failure.code} · ${plain(failure.title)}**`,
      block(failureLines(failure).slice(0, 60)),
      alert(
        'CAUTION',
        `The list of backups could not be read. [What ${failure.code} means, and what helps](${manual}#${failure.code.toLowerCase()})`,
      ),
    ],
    budget,
  )
}
