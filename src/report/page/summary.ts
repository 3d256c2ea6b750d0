// The summary of a job: the one page that people open. First the result, then what it means, then what to do.
import { bytes, duration } from '../../text/amounts.ts'
import { failureLines } from '../console/failure.ts'
import type { Outcome } from '../outcome.ts'
import { restoreText } from '../proven.ts'
import { alert, block, code, fitting, folded, list, plain } from './markdown.ts'
import { restoring } from './restoring.ts'
import { componentTable, forecastTable, leftOutList, rotationList } from './summarytables.ts'

/** Bytes. GitHub drops a whole summary above 1 MiB; one that is worth reading is much shorter. */
const budget = 256 * 1024
const manual = 'https://github.com/meeshy/backup-action/blob/v2/docs/troubleshooting.md'

export type SummaryExtras = {
  /** Markdown about the last runs: their sizes and times. */
  readonly trend?: string
}

/** Markdown, always far below the runner's limit of 1 MiB. */
export function summaryOf(outcome: Outcome, { trend = '' }: SummaryExtras = {}): string {
  return fitting([...pages[outcome.status](outcome), trend], budget)
}

const pages: Readonly<Record<Outcome['status'], (outcome: Outcome) => readonly string[]>> = {
  success: succeeded,
  failed,
  skipped,
  planned,
}

function succeeded(outcome: Outcome): string[] {
  const { published, seconds } = outcome
  const proven = published?.manifest.verified === 'checksum' ? 'Backed up, decompressed to its end' : 'Backed up and proven'
  const restored = published === undefined ? undefined : restoreText(published.manifest)
  return [
    `**${proven} · ${bytes(published?.manifest.archive.bytes ?? 0)} · ${duration(seconds * 1000)}${restored === undefined ? '' : ` · ${restored}`}**`,
    ...warned(outcome),
    ...about(outcome),
  ]
}

/** What the manifest says about a published backup. */
function about({ published, rotation, place }: Outcome): string[] {
  if (published === undefined) return []
  const { manifest, path } = published
  return [
    `${code(manifest.name)}${place?.server === undefined ? '' : ` on ${code(place.server)}`}`,
    componentTable(manifest),
    list([
      `Kept as ${code(path)}`,
      `SHA-256 ${code(manifest.archive.sha256)}: keep it; with it you can prove that the archive has not changed since`,
    ]),
    ...leftOutList(manifest.leftOut),
    ...rotationList(rotation),
    ...(place === undefined ? [] : [restoring(manifest, place)]),
  ]
}

function failed(outcome: Outcome): string[] {
  const { failure, published } = outcome
  if (failure === undefined) return ['**The backup failed**']
  const there = published === undefined ? 'There is no new backup' : 'A new backup was published, but a later step failed'
  return [
    `**${failure.code} · ${plain(failure.title)}**`,
    block(failureLines(failure).slice(0, 60)),
    alert('CAUTION', `${there}. [What ${failure.code} means, and what helps](${manual}#${failure.code.toLowerCase()})`),
    ...warned(outcome),
    ...about(outcome),
  ]
}

function skipped({ skipped, place, warnings }: Outcome): string[] {
  const { reason = '', recorded = false } = skipped ?? {}
  const trace = recorded
    ? `The list of backups${place?.server === undefined ? '' : ` on ${code(place.server)}`} shows this gap and its reason.`
    : 'The skip could not be recorded on the server: its list of backups does not show this gap.'
  return [
    '**NO BACKUP WAS TAKEN**',
    alert(
      'CAUTION',
      `If the next steps destroy data, there is no backup from this run to restore it.\n\nReason given with skip-backup: ${code(reason)}\n\n${trace}`,
    ),
    ...(warnings.length > 1 ? [folded('All warnings', list(warnings.map(plain)))] : []),
  ]
}

function planned(outcome: Outcome): string[] {
  const { forecast, place } = outcome
  if (forecast === undefined) return ['**Planned; nothing was changed**']
  const { need, free, minFree, fits, steps, leftOut } = forecast
  const space = `needs about ${bytes(need)} · ${bytes(free)} free`
  const short = `A backup would fail now: it needs about ${bytes(need)}, and min-free keeps ${bytes(minFree)} of the ${bytes(free)} that are free.`
  return [
    `**A plan only: nothing was changed, and there is no new backup · ${space}**`,
    ...(fits ? [] : [alert('WARNING', short)]),
    ...warned(outcome),
    ...(place?.server === undefined ? [] : [`What a backup of ${code(place.appDir)} on ${code(place.server)} would take:`]),
    forecastTable(forecast),
    ...leftOutList(leftOut),
    ...rotationList(
      { keep: Object.entries(forecast.rotation).map(([file, why]) => ({ file, why })), remove: [] },
      'What the next rotation would do',
    ),
    folded('The plan, step by step', block(steps.map((step, n) => `${String(n + 1).padStart(2)}. ${step}`).slice(0, 500))),
  ]
}

function warned({ warnings }: Outcome): string[] {
  return warnings.length === 0 ? [] : [alert('WARNING', list(warnings.map(plain)))]
}
