// Judges the backups of one server: which count, which are damaged, which files are no backups. Pure: the server only lists.

import { old } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
import { type Manifest, type Problem, parseManifest, pinnedByNature } from './manifest.ts'
import { type ArchiveName, type Prefix, parseArchiveName } from './names.ts'
import { type Skip, skipOf } from './skipped.ts'

/** What the server's script reports of its backup directory. Times are epoch seconds by the server's clock. */
export type Listing = {
  readonly now: number
  /** A restore began and did not end. */
  readonly restoreIncomplete: boolean
  /** The content of the mark of that restore. `alive`: it still runs. */
  readonly incomplete?: { readonly runId: string; readonly backup: string; readonly components: readonly string[]; readonly alive: boolean }
  /** The entries of the directory without `.meta`, `.work` and marks. No decision depends on `mtime`. */
  readonly entries: readonly Entry[]
  /** The manifests in `.meta`: file name without `.json`, and content. */
  readonly manifests: readonly { readonly name: string; readonly text: string }[]
  /** The records of skipped backups in `.meta`: file name without `.skipped`, and content. */
  readonly skips: readonly { readonly name: string; readonly text: string }[]
  /** Archives of the old scripts that have no manifest. `sound`: read to its end, found unsound (`why`), or not read (null). */
  readonly old: readonly OldArchive[]
  /** How many more entries have names that no backup can have; the server does not send those names. */
  readonly odd?: number
  /** How many runs are at work there, or died. */
  readonly atWork?: number
  /** Names of the backups that have their restore script beside them. */
  readonly runbooks?: readonly string[]
}
export type Entry = {
  readonly file: string
  readonly bytes: number
  readonly mtime: number
  readonly type: 'file' | 'dir' | 'link' | 'other'
}
export type OldArchive = { readonly file: string; readonly sound: boolean | null; readonly why?: string }

/** A backup that can be restored, as far as a listing shows. */
export type Backup = {
  readonly name: string
  readonly file: string
  readonly prefix: Prefix
  readonly kind: Manifest['kind']
  readonly bytes: number
  /** Epoch seconds: the manifest's, else that of the name. */
  readonly time: number
  readonly pinned: boolean
  readonly verified: Manifest['verified']
  /** Missing only for an archive of the old format. */
  readonly manifest?: Manifest
}

/** An archive with the name of a backup that is not good. */
export type Damaged = { readonly file: string; readonly prefix: Prefix; readonly bytes: number; readonly why: string }
/** No backup: its name is not that of one (`name`), or it is no file. Its name is made inert, because nothing ever uses it. */
export type Stranger = { readonly file: string; readonly kind: 'name' | keyof typeof notFiles; readonly why: string }

export type Catalogue = {
  /** The good ones, newest first: by sequence, not by any clock. */
  readonly backups: readonly Backup[]
  /** Unread archives of the old format, newest first. */
  readonly unread: readonly Backup[]
  readonly damaged: readonly Damaged[]
  readonly strangers: readonly Stranger[]
  /** The number of strangers whose names the server did not send. */
  readonly odd: number
  /** Backups that a user chose to skip, newest first. */
  readonly skips: readonly Skip[]
  readonly clock: 'sound' | { readonly suspicious: string }
  readonly restoreIncomplete: boolean
  /** The backup of that restore, if its mark can be read. */
  readonly incompleteOf?: string
  /** Names of the backups that have their restore script beside them. */
  readonly runbooks: readonly string[]
  readonly now: number
}

type Judged = { good: Backup } | { unread: Backup } | { damaged: Damaged } | { stranger: Stranger }

/** How far ahead of the clock a backup may be dated, in seconds: an administrator may set the clock, and backups of one second get names of the seconds that follow. */
const tolerance = 5 * 60
/** What an entry is that is no file, in words. */
export const notFiles = { dir: 'a directory', link: 'a symbolic link', other: 'a special file' } as const

/** Judges a listing. The order of the listing makes no difference. */
export function catalogueOf(listing: Listing): Catalogue {
  const manifests = new Map(listing.manifests.map(({ name, text }) => [name, text]))
  const oldOnes = new Map(listing.old.map(each => [each.file, each]))
  const judged = listing.entries.toSorted((one, other) => (one.file < other.file ? -1 : 1)).map(entry => judge(entry, manifests, oldOnes))
  const backups = newestFirst(judged.flatMap(each => ('good' in each ? [each.good] : [])))
  const unread = newestFirst(judged.flatMap(each => ('unread' in each ? [each.unread] : [])))
  const damaged = judged.flatMap(each => ('damaged' in each ? [each.damaged] : []))
  const strangers = judged.flatMap(each => ('stranger' in each ? [each.stranger] : []))
  const { now, restoreIncomplete, incomplete, odd = 0 } = listing
  const skips = listing.skips.flatMap(skipOf).toSorted((one, other) => other.time - one.time)
  return {
    ...{ backups, unread, damaged, strangers, odd, skips },
    clock: clockOf(now, [...backups, ...unread, ...damaged]),
    restoreIncomplete,
    ...(incomplete && { incompleteOf: incomplete.backup }),
    runbooks: listing.runbooks ?? [],
    now,
  }
}

/**
 * Newest first: by sequence. An archive of the old format has none, and its time decides its place; where a clock once went
 * back, the times of the others count as if it had stood still, so that the two orders cannot contradict each other.
 */
export function newestFirst(backups: readonly Backup[]): Backup[] {
  const places = new Map<Backup, number>()
  let latest = 0
  for (const backup of backups.filter(({ kind }) => kind === 'backup').toSorted(bySequence)) {
    latest = Math.max(latest, backup.time)
    places.set(backup, latest)
  }
  const place = (backup: Backup) => places.get(backup) ?? backup.time
  return backups.toSorted((one, other) => place(other) - place(one) || bySequence(other, one))
}

function bySequence(one: Backup, other: Backup): number {
  return (one.manifest?.sequence ?? 0) - (other.manifest?.sequence ?? 0) || one.time - other.time || (one.file < other.file ? -1 : 1)
}

function judge(entry: Entry, manifests: ReadonlyMap<string, string>, oldOnes: ReadonlyMap<string, OldArchive>): Judged {
  const { file, bytes, type } = entry
  const name = parseArchiveName(file)
  if (name === undefined) return { stranger: { file: inert(file), kind: 'name', why: 'its name is not that of a backup' } }
  if (type !== 'file') return { stranger: { file, kind: type, why: `it is ${notFiles[type]}` } }
  const oldOne = oldOnes.get(file)
  if (oldOne?.sound === false) return damaged(name, bytes, inert(oldOne.why ?? 'it does not read to its end'))
  const text = manifests.get(name.name)
  if (text !== undefined) return judgeByManifest(name, bytes, parseManifest(text))
  if (oldOne === undefined) return damaged(name, bytes, 'it has no manifest')
  const archive = { ...common(name, bytes), kind: 'old-format', time: name.time, pinned: pinnedByNature(name.prefix) } as const
  return oldOne.sound === null ? { unread: { ...archive, verified: 'none' } } : { good: { ...archive, verified: 'read' } }
}

function judgeByManifest(name: ArchiveName, bytes: number, manifest: Manifest | Problem): Judged {
  if ('problem' in manifest) return damaged(name, bytes, `its manifest is not sound: ${manifest.problem}`)
  if (manifest.archive.file !== name.file) return damaged(name, bytes, `its manifest belongs to ${manifest.archive.file}`)
  if (bytes < manifest.archive.bytes) return damaged(name, bytes, 'it ends early')
  if (bytes > manifest.archive.bytes) return damaged(name, bytes, 'it is longer than its manifest says')
  const { kind, time, pinned, verified } = manifest
  return { good: { ...common(name, bytes), kind, time, pinned, verified, manifest } }
}

function common({ name, file, prefix }: ArchiveName, bytes: number): Pick<Backup, 'name' | 'file' | 'prefix' | 'bytes'> {
  return { name, file, prefix, bytes }
}

function damaged({ file, prefix }: ArchiveName, bytes: number, why: string): Judged {
  return { damaged: { file, prefix, bytes, why } }
}

/** Names only increase, so a backup dated ahead shows that the clock is behind now, or was ahead then. */
function clockOf(now: number, ours: readonly { readonly file: string; readonly time?: number }[]): Catalogue['clock'] {
  const dated = ours.map(({ file, time = 0 }) => ({ file, time: Math.max(time, parseArchiveName(file)?.time ?? 0) }))
  const furthest = dated.toSorted((one, other) => other.time - one.time)[0]
  if (furthest === undefined || furthest.time <= now + tolerance) return 'sound'
  return { suspicious: `${furthest.file} is ${old(now - furthest.time)} of the server's clock` }
}
