// The manifest of a backup that is about to be made, as far as its plan knows it. Pure.
import { formatBy } from '../backups/formats.ts'
import { type Manifest, parseManifest } from '../backups/manifest.ts'
import { archiveFileOf, nameOf } from '../backups/names.ts'
import { BackupError } from '../messages/errors.ts'
import type { Settings } from '../settings/settings.ts'
import type { Plan } from './plan.ts'

/** What only the run measures, as if each component were one byte, taken in 1970. */
const measured = { rawBytes: 1, length: 1, sha256: '0'.repeat(64), consistency: 'exact' }

/**
 * The manifest that this plan will end with, read as every reader will read it. Throws E_ARCHIVE for one that none would take: an archive that is
 * published with it could be neither listed nor restored, and no rotation would remove it.
 */
export function foreseen(plan: Pick<Plan, 'components' | 'known' | 'variables'>, { prefix }: Settings): Manifest {
  const name = nameOf(prefix, 0)
  const compression = formatBy(plan.variables['MB_COMPRESS'] ?? '')
  const written = {
    ...plan.known['table'],
    ...plan.known['manifest'],
    ...{ schema: 1, kind: 'backup', name, runId: 'foreseen', sequence: 1, prefix, time: 0, verified: 'read', runbook: true },
    archive: { file: archiveFileOf(name, compression), bytes: plan.components.length, sha256: '0'.repeat(64), compression },
    components: plan.components.map((component, offset) => ({
      ...measured,
      ...plan.known[component.name],
      name: component.name,
      path: component.path.replace('<stamp>', '19700101_000000'),
      offset,
    })),
  }
  const read = parseManifest(JSON.stringify(written))
  if (!('problem' in read)) return read
  throw new BackupError({
    code: 'E_ARCHIVE',
    title: `The manifest of this backup could not be read again: ${read.problem}.`,
    details: { Components: plan.components.map((each, n) => `components[${n}] ${each.name}`).join('\n') },
    safe: 'nothing was written; no old backup was touched',
    next: 'leave out what has this value, or rename it',
  })
}
