// A backup that is there, as a script sees it.
import type { Component as Kept, Manifest } from '../manifest.ts'
import type { Settings } from '../settings/settings.ts'

/** What a script must know of a backup that is there, to read these components of it. */
export function keptVariables(manifest: Manifest, kept: readonly Kept[], { appDir }: Settings): Readonly<Record<string, string>> {
  const { archive } = manifest
  const row = ({ name, path, rawBytes, offset, length, sha256, consistency, counts }: Kept) =>
    [
      name,
      path,
      rawBytes,
      offset,
      length,
      sha256,
      consistency,
      Object.entries(counts)
        .map(([what, n]) => `${what}=${n}`)
        .join(' '),
    ].join('\t')
  return {
    MB_APP: appDir,
    MB_SOURCE_NAME: manifest.name,
    MB_SOURCE_FILE: archive.file,
    MB_SOURCE_BYTES: String(archive.bytes),
    MB_SOURCE_COMPRESSION: archive.compression,
    MB_ROWS: kept.map(row).join('\n'),
    MB_CHOSEN: kept.map(({ name }) => name).join(' '),
  }
}
