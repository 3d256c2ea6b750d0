// A backup that is there, as a script sees it.
import type { Component as Kept, Manifest } from '../backups/manifest.ts'
import { tableOf } from '../backups/table.ts'
import type { Step } from '../protocol/step.ts'
import type { Settings } from '../settings/settings.ts'
import { rowOf } from './rows.ts'

/** What is acted on must be what the archive says of itself, before anything else is read by it. */
export const provingTable: Step = {
  id: 'prove',
  title: 'Prove the manifest: it says what the archive says of itself',
  command: ['mb_prove_table'],
}

/** What a script must know of a backup that is there, to read these components of it. */
export function storedVariables(manifest: Manifest, kept: readonly Kept[], { appDir }: Settings): Readonly<Record<string, string>> {
  const { archive } = manifest
  return {
    MB_APP: appDir,
    MB_SOURCE_NAME: manifest.name,
    MB_SOURCE_KIND: manifest.kind,
    MB_SOURCE_FILE: archive.file,
    MB_SOURCE_BYTES: String(archive.bytes),
    MB_SOURCE_SHA256: archive.sha256,
    MB_SOURCE_COMPRESSION: archive.compression,
    MB_SOURCE_TIME: String(manifest.time),
    MB_SOURCE_TABLE: manifest.kind === 'backup' ? tableOf(manifest) : '',
    MB_ROWS: kept.map(each => rowOf(each).join('\t')).join('\n'),
    MB_ALL_ROWS: manifest.components.map(each => rowOf(each).join('\t')).join('\n'),
    MB_CHOSEN: kept.map(({ name }) => name).join(' '),
  }
}
