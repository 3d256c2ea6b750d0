// What was counted when a component is read, against what its manifest says.
import type { Component as Kept } from '../backups/manifest.ts'

/** What differs; undefined where the manifest does not count it, or counts the same. */
export function wrongCount(counts: Kept['counts'], what: string, found: number): string | undefined {
  const kept = counts[what]
  return kept === undefined || kept === found ? undefined : `it holds ${found} ${what}, and the manifest says ${kept}`
}
