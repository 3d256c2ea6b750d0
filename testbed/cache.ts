// The cache of slow builds: it stays between runs, and a user may remove it while no bed is up.
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A path in the cache folder: `$MEESHY_BED_CACHE`, or `meeshy-backup-bed` where this user's caches are. */
export function cached(...parts: readonly string[]): string {
  const root = process.env['MEESHY_BED_CACHE'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'meeshy-backup-bed')
  mkdirSync(root, { recursive: true })
  return join(root, ...parts)
}

/** A short name for a content: equal inputs, equal name. */
export function contentHash(...inputs: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const input of inputs) hash.update(String(input.length)).update(':').update(input)
  return hash.digest('hex').slice(0, 12)
}
