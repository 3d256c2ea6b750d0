// Chooses from a listing the backups that a verification is about, the good and the others. Pure.

import { inert } from '../text/inert.ts'
import type { Listing } from './catalogue.ts'
import type { Damage } from './damage.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import { type ArchiveName, parseArchiveName } from './names.ts'

/** An archive with its manifest, or one of the old scripts, which may have none. */
export type Subject = { readonly name: string; readonly file: string; readonly bytes: number; readonly manifest?: Manifest }

export type Chosen = {
  /** Newest first. */
  readonly subjects: readonly Subject[]
  /** Archives that the listing alone shows to be damaged. */
  readonly damaged: readonly Damage[]
  /** Manifests without an archive: a person removed it, or a run died. The next run removes them. */
  readonly orphans: readonly string[]
}

/**
 * `choice`: `latest`, `all`, or a name. The newest counts even if it is damaged: an audit that passed over it would report that all is well. Safety
 * copies of restores are not `latest`.
 */
export function subjectsOf(listing: Listing, choice: string): Chosen {
  const manifests = new Map(listing.manifests.map(({ name, text }) => [name, text]))
  const archives = listing.entries
    .flatMap(({ file, bytes, type }) => {
      const name = type === 'file' ? parseArchiveName(file) : undefined
      return name === undefined ? [] : [{ ...name, bytes }]
    })
    .toSorted((one, other) => other.time - one.time || (one.file < other.file ? -1 : 1))
  const newest = archives.find(({ prefix }) => prefix !== 'pre-restore')?.name
  const wanted = archives.filter(({ name }) => choice === 'all' || name === (choice === 'latest' ? newest : choice))
  const judged = wanted.map(archive => judge(archive, manifests.get(archive.name), listing))
  const there = new Set(archives.map(({ name }) => name))
  return {
    subjects: judged.flatMap(each => ('why' in each ? [] : [each])),
    damaged: judged.flatMap(each => ('why' in each ? [each] : [])),
    orphans: [...manifests.keys()].filter(name => !there.has(name)).map(name => inert(name)),
  }
}

type Archive = ArchiveName & { readonly bytes: number }

function judge({ name, file, bytes }: Archive, text: string | undefined, { old }: Listing): Subject | Damage {
  const damage = (why: string): Damage => ({ backup: name, component: '', part: 'manifest', from: 0, to: 0, why })
  if (text === undefined) return old.some(each => each.file === file) ? { name, file, bytes } : damage('it has no manifest')
  const manifest = parseManifest(text)
  if ('problem' in manifest) return damage(`its manifest is not sound: ${manifest.problem}`)
  if (manifest.archive.file !== file) return damage(`its manifest belongs to ${manifest.archive.file}`)
  return { name, file, bytes, manifest }
}
