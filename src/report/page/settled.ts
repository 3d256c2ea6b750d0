// What the post stage reports about a step that was ended before it could report.

import type { Manifest } from '../../backups/manifest.ts'
import type { Failure } from '../../messages/errors.ts'
import { bytes } from '../../text/amounts.ts'
import { failureLines } from '../console/failure.ts'
import type { Place } from '../outcome.ts'
import { alert, block, code, plain } from './markdown.ts'
import { restoring } from './restoring.ts'

type Known =
  | { readonly state: 'published'; readonly manifest: Manifest; readonly path: string }
  | { readonly state: 'none'; readonly cleaned: readonly string[] }
type Unknown = { readonly state: 'unknown'; readonly failure: Failure }

/** One sentence or two for the log. */
export function settledText(settled: Known, { server = 'this machine' }: Place): string {
  if (settled.state === 'published')
    return `The step was ended before it could report. Its backup had been published: ${settled.path} on ${server}, ${bytes(settled.manifest.archive.bytes)}, complete and verified. Its outputs are not set; the next run finishes the rotation.`
  const cleaned =
    settled.cleaned.length === 0
      ? 'The server put everything back as it was.'
      : `Its remains are now cleaned up: ${settled.cleaned.join(', ')}.`
  return `The step was ended before it could report. There is no backup of it on ${server}. ${cleaned}`
}

export function settledSummary(settled: Known | Unknown, place: Place | undefined): string {
  if (settled.state === 'unknown')
    return `${['**The step was ended, and it is not known whether it made a backup**', block(failureLines(settled.failure).slice(0, 60))].join('\n\n')}\n`
  const text = place === undefined ? '' : plain(settledText(settled, place))
  if (settled.state === 'none') return `**The step was ended: there is no backup**\n\n${alert('CAUTION', text)}\n`
  const { manifest, path } = settled
  return `${[
    `**The step was ended, but its backup was published · ${bytes(manifest.archive.bytes)}**`,
    alert('WARNING', text),
    `${code(manifest.name)} is kept as ${code(path)}, SHA-256 ${code(manifest.archive.sha256)}`,
    ...(place === undefined ? [] : [restoring(manifest, place)]),
  ].join('\n\n')}\n`
}

/** The failure of the post stage itself: what is not known, and the command that finds out. */
export function unsettled(because: Failure, runId: string, where: Readonly<Record<string, string>>): Failure {
  const { host = '', user = '', port = '22' } = where
  const from = host === '' ? '' : ` --host ${user === '' ? '' : `${user}@`}${host}${port === '22' ? '' : `:${port}`}`
  return {
    code: 'E_UNKNOWN',
    title: `The step was ended before it could report, and the outcome of its run ${runId} is not known: ${because.code} ${because.title}`,
    ...(because.details && { details: because.details }),
    safe: 'the server ends a run whose client is gone and puts everything back; a backup is visible there only if it is complete',
    next: `meeshy-backup list${from} shows the backups; meeshy-backup recover${from} cleans up`,
  }
}
