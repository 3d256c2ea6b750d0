// How a backup was proven, and how long a restore takes, if a drill measured it.
import type { Manifest } from '../backups/manifest.ts'
import { duration } from '../text/amounts.ts'

type Proven = { readonly verified: Manifest['verified']; readonly manifest?: Pick<Manifest, 'drill'> }

/** For a narrow column: `read`, `drill 31 s`. */
export function provenText({ verified, manifest }: Proven): string {
  const restoring = manifest?.drill?.milliseconds
  return verified === 'drill' && restoring !== undefined ? `drill ${duration(restoring)}` : verified
}

/** In a sentence: `proven by a drill: a restore takes about 31 s`. */
export function proof({ verified, drill }: Pick<Manifest, 'verified' | 'drill'>): string {
  if (verified === 'drill')
    return `proven by a drill${drill === undefined ? '' : `: a restore takes about ${duration(drill.milliseconds)}`}`
  return verified === 'read' ? 'proven by reading it back' : 'decompressed to its end'
}

/** For the first line of a summary: `restore takes about 31 s (drilled)`; undefined without a drill. */
export function restoreText({ verified, drill }: Pick<Manifest, 'verified' | 'drill'>): string | undefined {
  return verified === 'drill' && drill !== undefined ? `restore takes about ${duration(drill.milliseconds)} (drilled)` : undefined
}
