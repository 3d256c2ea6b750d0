// Finds what other users can reach in a backup directory.
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const asTheyWere = ['stage', 'unpacked']

/**
 * Everything below that other users could read, write or enter; an entry that vanishes during the search does not count. Files that are staged for the
 * archive, or unpacked from it, keep the modes they will be restored with: of them only their directory counts, which is closed.
 */
export function openToOthers(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
      const at = join(folder, entry.name)
      const open = !entry.isSymbolicLink() && ((lstatSync(at, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0
      return [...(open ? [at] : []), ...(entry.isDirectory() && !asTheyWere.includes(entry.name) ? openToOthers(at) : [])]
    })
  } catch {
    return []
  }
}
