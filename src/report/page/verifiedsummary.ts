// The summary of a verification: what is sound, and where the damage is.
import { whereIsIt } from '../../backups/damage.ts'
import { bytes, count, duration } from '../../text/amounts.ts'
import { failureLines } from '../console/failure.ts'
import type { Verified, VerifiedBackup } from '../verified.ts'
import { alert, block, code, fitting, list, plain, table } from './markdown.ts'

/** Bytes; see summary.ts. */
const budget = 256 * 1024
const manual = 'https://github.com/meeshy/backup-action/blob/v2/docs/troubleshooting.md'

const words: Readonly<Record<VerifiedBackup['state'], string>> = {
  sound: 'sound',
  damaged: '**damaged**',
  failed: '**drill failed**',
  unread: '**not read**',
  gone: 'removed meanwhile',
}

export function verifiedSummary(outcome: Verified): string {
  const { backups, level, where, seconds, failure, damaged, failedDrills, unread, orphans, strangers } = outcome
  const by = `by ${level} · on the ${where} · ${duration(seconds * 1000)}`
  const head =
    failure === undefined
      ? `**${count(backups.length, 'backup')} verified, all sound · ${by}**`
      : `**${failure.code} · ${plain(failure.title)}**`
  const failed =
    failure === undefined
      ? []
      : [
          ...(failure.code === 'E_VERIFY' ? [] : [block(failureLines(failure).slice(0, 60))]),
          alert(
            'CAUTION',
            `${plain(failure.next ?? 'Nothing was changed')}. [What ${failure.code} means](${manual}#${failure.code.toLowerCase()})`,
          ),
        ]
  return fitting(
    [
      head,
      ...failed,
      ...section(
        'Damaged',
        damaged.map(each => `${code(each.backup)}: ${plain(whereIsIt(each))}: ${plain(each.why)}`),
      ),
      ...section(
        'Drills that failed',
        failedDrills.map(each => `${code(each.backup)}: ${plain(each.why)}`),
      ),
      ...section(
        'Not read as far as asked',
        unread.map(each => `${code(each.backup)}: ${code(each.component)}: ${plain(each.why)}`),
      ),
      ...(backups.length === 0 ? [] : [table(['Backup', 'Size', '', 'Components', 'Took'], backups.map(row), 200)]),
      ...section('Manifests without an archive', orphans.map(code)),
      ...section(
        'Not backups, ignored',
        strangers.map(({ file, why }) => `${code(file)}: ${plain(why)}`),
      ),
    ],
    budget,
  )
}

function row({ name, bytes: size, state, sound, components, milliseconds }: VerifiedBackup): string[] {
  return [code(name), bytes(size), words[state], components === 0 ? '–' : `${sound} of ${components}`, duration(milliseconds)]
}

function section(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`#### ${title}`, list(items)]
}
