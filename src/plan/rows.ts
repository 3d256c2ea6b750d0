// A component of a manifest as the scripts read it: one line, tabs between the fields.
import type { Component } from '../backups/manifest.ts'

export function rowOf({ name, path, rawBytes, offset, length, sha256, consistency, counts }: Component): string[] {
  const counted = Object.entries(counts)
    .map(([what, n]) => `${what}=${n}`)
    .join(' ')
  return [name, path, String(rawBytes), String(offset), String(length), sha256, consistency, counted]
}
