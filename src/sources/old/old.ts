// Archives of the old scripts: what of them goes where. Their volumes have the names that the scripts gave them, and their files no origin. Pure.

import type { Component as Kept, Manifest } from '../../backups/manifest.ts'
import { BackupError } from '../../messages/errors.ts'
import type { Volume } from '../../server/facts.ts'
import { inert } from '../../text/inert.ts'
import { carried } from '../containers.ts'
import type { View } from '../source.ts'

export type Adapted = {
  readonly manifest: Manifest
  /** What of the archive is not restored, and why. */
  readonly leftOut: readonly string[]
}

/**
 * The manifest of an old archive, as a restore reads it: each volume under the name that the project has for it. Unless it was asked for, a volume
 * whose content a dump in the same archive carries is left out. Throws E_INPUT, E_VERIFY.
 */
export function adapted(manifest: Manifest, view: View): Adapted {
  refuseBackups(manifest, view)
  const named = manifest.components.map(kept => (kept.kind === 'volume' ? underItsName(kept, view) : { kept, volume: undefined }))
  refuseTwins(named, manifest)
  const dumped = named.filter(({ volume }) => volume !== undefined && carried(volume, view) && carriedHere(volume, manifest, view))
  const asked = view.settings.restore.components
  if (asked === 'all') {
    const kept = named.filter(each => !dumped.includes(each)).map(each => each.kept)
    return {
      manifest: { ...manifest, components: kept },
      leftOut: dumped.map(each => `${inert(each.kept.name)} is left as it is: the dump in this archive carries it`),
    }
  }
  const twice = dumped.find(({ kept, volume }) => asked.includes(kept.name) && asked.includes(dumpOf(volume, view)))
  if (twice !== undefined)
    throw new BackupError({
      code: 'E_INPUT',
      title: `${inert(twice.kept.name)} and ${dumpOf(twice.volume, view)} of ${manifest.name} go into the same place: only one of them can be restored.`,
      safe: 'nothing was changed',
      next: `leave one out of components; ${dumpOf(twice.volume, view)} is the one that is of one moment`,
    })
  return { manifest: { ...manifest, components: named.map(each => each.kept) }, leftOut: [] }
}

type Named = { readonly kept: Kept; readonly volume: Volume | undefined }

/**
 * The volume of this project that an archived one is: by its name in the compose file, by its name at Docker's, or by its name at Docker's in a
 * project of another name (`meeshy_gateway_uploads`). One that several could be, or none, keeps its name, and is refused by it.
 */
function underItsName(kept: Kept, { project, facts }: View): Named {
  const name = kept.name.slice('volumes/'.length)
  const ending = project.volumes.filter(({ shortName }) => shortName !== '' && name.endsWith(`_${shortName}`))
  const volume =
    project.volumes.find(({ shortName }) => shortName === name) ??
    project.volumes.find(each => each.name === name) ??
    (ending.length === 1 ? ending[0] : undefined) ??
    facts.volumes.find(each => each.name === name && each.project === '')
  return { kept: volume === undefined ? kept : { ...kept, name: `volumes/${volume.shortName || volume.name}` }, volume }
}

/** Two archived volumes must not go into one: `gateway_uploads` and `meeshy_gateway_uploads`. */
function refuseTwins(named: readonly Named[], { name }: Manifest): void {
  const twins = named.filter(({ kept }, n) => named.some((other, m) => n !== m && other.kept.name === kept.name))
  if (twins.length === 0) return
  throw new BackupError({
    code: 'E_AMBIGUOUS',
    title: `${twins.map(({ kept }) => inert(kept.path)).join(' and ')} of ${name} are the same volume here.`,
    safe: 'nothing was changed',
    next: 'put the one you mean back by hand: docs/format.md, "Archives of the old scripts"',
  })
}

/** Is the dump that carries it in this archive too? */
function carriedHere(volume: Volume | undefined, { components }: Manifest, view: View): boolean {
  return components.some(({ name }) => name === dumpOf(volume, view))
}

/** Which dump carries the volume: that of a server that has it mounted. */
function dumpOf(volume: Volume | undefined, { project, dumped }: View): string {
  const users = project.containers.filter(({ mounts }) => mounts.some(mount => mount.type === 'volume' && mount.name === volume?.name))
  return users.map(({ name }) => dumped.get(name)).find(group => group !== undefined) ?? 'database'
}

/** Files of an old archive say no origin but their first name: it must not be that of the directory where the backups are. */
function refuseBackups({ name, components }: Manifest, { settings }: View): void {
  for (const path of components.flatMap(({ paths }) => paths)) {
    if (!`${settings.backupDir}/`.startsWith(`${settings.appDir}/${path}/`)) continue
    throw new BackupError({
      code: 'E_VERIFY',
      title: `The archive ${name} holds ${inert(path)} as configuration, but the backups are there.`,
      safe: 'nothing was changed',
      next: 'it was not made by the old scripts; look at it by hand: tar -tvzf',
    })
  }
}
