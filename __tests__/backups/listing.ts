// Listings of a backup directory, built from few words, for tests of the catalogue and of retention.
import type { Listing } from '../../src/backups/catalogue.ts'
import { nameOf, type Prefix } from '../../src/backups/names.ts'
import { manifestExample } from './manifestexample.ts'

/** 22 November 2026, 18:00 UTC: the clock of the server in these tests. */
export const now = Date.UTC(2026, 10, 22, 18) / 1000
export const day = 86_400

/** One archive on the disk. `time` is that of its name, `state` what became of it; what is not said is an ordinary good backup. */
export type Kept = {
  readonly prefix: Prefix
  readonly time: number
  readonly sequence?: number
  readonly pinned?: boolean
  readonly verified?: string
  /** Of the manifest, when it is another than the name's. */
  readonly manifestTime?: number
  readonly state?: 'good' | 'cut' | 'no manifest' | 'old sound' | 'old unread' | 'old unsound' | 'directory'
}

/** The archive file of one. */
export function fileOf({ prefix, time, state = 'good' }: Kept): string {
  return `${nameOf(prefix, time)}.tar.${state.startsWith('old') ? 'gz' : 'zst'}`
}

/** What the server reports of these. Sequences follow the order given here, where none is said. */
export function listingOf(kept: readonly Kept[], changes: Partial<Listing> = {}): Listing {
  const bytes = manifestExample().archive['bytes'] as number
  return {
    now,
    restoreIncomplete: false,
    skips: [],
    entries: kept.map(each => ({
      file: fileOf(each),
      bytes: each.state === 'cut' ? bytes - 1 : bytes,
      mtime: now,
      type: each.state === 'directory' ? 'dir' : 'file',
    })),
    manifests: kept.flatMap((each, index) => {
      if (each.state === 'no manifest' || each.state?.startsWith('old')) return []
      const name = nameOf(each.prefix, each.time)
      const { prefix, time, sequence = index + 1, pinned, verified = 'read', manifestTime = time } = each
      const archive = { ...manifestExample().archive, file: fileOf(each) }
      return [{ name, text: JSON.stringify(manifestExample({ name, prefix, sequence, time: manifestTime, pinned, verified, archive })) }]
    }),
    old: kept.flatMap(each => {
      if (!each.state?.startsWith('old')) return []
      const sound = each.state === 'old unread' ? null : each.state === 'old sound'
      return [{ file: fileOf(each), sound, ...(sound === false && { why: 'unexpected end of file' }) }]
    }),
    ...changes,
  }
}
