// The summary of a restore: what was restored, how long it took, and how to go back.
import { bytes, count, duration } from '../../text/amounts.ts'
import { failureLines } from '../console/failure.ts'
import type { Restored } from '../restored.ts'
import { alert, block, code, fitting, folded, list, plain, table } from './markdown.ts'
import { bringBack } from './restoring.ts'

/** Bytes; see summary.ts. */
const budget = 256 * 1024
const docs = 'https://github.com/meeshy/backup-action/blob/v2/docs'

export function restoredSummary(outcome: Restored): string {
  return fitting(pages[outcome.status](outcome), budget)
}

const pages: Readonly<Record<Restored['status'], (outcome: Restored) => readonly string[]>> = { success: succeeded, failed, planned }

function succeeded(outcome: Restored): string[] {
  const { restoredFrom, seconds, downtimeSeconds, components, dropped } = outcome
  // An undo restores no backup: it puts back what a restore had replaced.
  const what = restoredFrom === undefined ? 'The state from before the restore is back' : 'Restored and compared'
  const down = downtimeSeconds === undefined ? [] : [`services were down for ${duration(downtimeSeconds * 1000)}`]
  return [
    `**${[what, duration(seconds * 1000), ...down].join(' · ')}**`,
    ...warned(outcome),
    ...origin(outcome),
    ...(components.length === 0 ? [] : [componentTable(components)]),
    ...(dropped.length === 0
      ? []
      : [
          folded(
            count(dropped.length, 'collection that the backup does not hold is', 'collections that the backup does not hold are') + ' gone',
            list(dropped.map(plain)),
          ),
        ]),
    ...wayBack(outcome),
  ]
}

function planned(outcome: Restored): string[] {
  const { replaces = [] } = outcome
  return [
    '**A plan only: nothing was changed**',
    ...warned(outcome),
    ...origin(outcome),
    'A restore would replace this, and keep a copy of the current state:',
    block(replaces.slice(0, 200)),
  ]
}

function failed(outcome: Restored): string[] {
  const { failure } = outcome
  if (failure === undefined) return ['**The restore failed**']
  return [
    `**${failure.code} · ${plain(failure.title)}**`,
    block(failureLines(failure).slice(0, 60)),
    alert(
      'CAUTION',
      `[What ${failure.code} means, and what helps](${docs}/troubleshooting.md#${failure.code.toLowerCase()}) · [Restoring by hand](${docs}/restore.md)`,
    ),
    ...warned(outcome),
    ...wayBack(outcome),
  ]
}

function origin({ restoredFrom, from, place }: Restored): string[] {
  if (restoredFrom === undefined) return []
  const server = place?.server === undefined ? '' : ` on ${code(place.server)}`
  const about =
    from === undefined
      ? ''
      : `: ${bytes(from.bytes)}, taken ${plain(new Date(from.time * 1000).toISOString().slice(0, 16).replace('T', ' '))} UTC, proven by ${plain(from.verified)}`
  return [`From ${code(restoredFrom)}${server}${about}`]
}

function componentTable(components: Restored['components']): string {
  return table(
    ['Component', 'Found in it afterwards'],
    components.map(({ name, found }) => [code(name), plain(found.replaceAll('=', ' '))]),
    200,
  )
}

/** The safety backup: a backup like any other. */
function wayBack({ safetyBackup, place }: Restored): string[] {
  if (safetyBackup === undefined) return []
  return [
    '#### The state before',
    `It is kept as ${code(safetyBackup)}; restore that backup to go back.`,
    ...(place === undefined ? [] : bringBack(safetyBackup, place)),
  ]
}

function warned({ warnings }: Restored): string[] {
  return warnings.length === 0 ? [] : [alert('WARNING', list(warnings.map(plain)))]
}
