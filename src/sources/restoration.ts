// What a restore does about one component: where it goes, who must not use it meanwhile, and the commands of each phase. Pure.

import type { Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import type { Command } from '../protocol/step.ts'
import type { Component, View } from './source.ts'

/** Where a backup goes. */
export type Target = {
  /** The server and the application that is restored; its settings say how the present state is kept. */
  readonly view: View
  readonly manifest: Manifest
  /** The containers of the project are gone: they are made anew from its compose files, under the names that the manifest has. */
  readonly create: boolean
  /** It is planned for another day, and for any choice of components: volumes may be gone then, or have other users. */
  readonly later?: true
  /** The plan is for an archive of the old scripts too, should one be chosen. */
  readonly oldToo?: boolean
}

export type Restoration = {
  readonly name: string
  /** What it replaces, for people: `the databases in meeshy-database`. */
  readonly over: string
  /** What is there now, as a component of the safety backup; undefined where nothing is. */
  readonly before?: Component
  /** The container whose tools read it. */
  readonly reader?: string
  /** Containers that must neither run nor write while it is put in place: stopped where they hold its files, else paused. */
  readonly stop: readonly string[]
  readonly pause: readonly string[]
  /** Its container, if that has to be made first: nothing can be asked of it before. */
  readonly wake?: string
  /** The volume whose users, as they are on that day, must stop too. */
  readonly stopUsersOf?: string
  /** What it will write before it is final, and where. What only the server can say, `prove` notes there (`mb_will_write`). */
  readonly room: readonly Room[]
  /** Proves the stored bytes. What needs a container that is still to be made is proven again by `late`. */
  readonly prove: Command
  readonly late?: readonly Command[]
  /** Asks for each right and command that its later steps need. */
  readonly rights: readonly Command[]
  /** Makes it ready beside its place, while everything runs. */
  readonly stage: readonly Command[]
  /** Keeps what is there, once nothing writes to it any more, as the way back of `swap`. */
  readonly keep: readonly Command[]
  /** Puts it in place, while nothing uses it. */
  readonly swap: readonly Command[]
  /** Compares, when everything runs again. */
  readonly check: readonly Command[]
  /** It is put in place before others, and before containers are made: they are made from it. */
  readonly first?: true
}

/** Room that a restore takes: so many bytes, or so often its raw bytes with all its files (x), or so often its stored bytes, at most its raw ones (s). */
export type Room = {
  readonly takes: number | `${number}x` | `${number}s`
  /** A path on the server; `.` is the backup directory, and a place that begins with `?` is passed over where it is not on this machine. */
  readonly place: string
  /** For people: `made ready beside its place`. */
  readonly what: string
}

export const besideItsPlace = 'made ready beside its place'

/** Bytes that a backup of this takes, where they are known, with some for what is around it. */
export function bytesKept({ need }: Component): number {
  return (need ?? 0) + 300_000
}

/** The path on the target of one that the manifest names: what was in the application goes into the application that is restored. */
export function placed(path: string, { manifest }: Target): string {
  const from = manifest.project.appDir
  if (!path.startsWith('/')) return path
  if (from !== '' && path.startsWith(`${from}/`)) return path.slice(from.length + 1)
  return path
}

/** Refuses a place outside of the application that the user did not name: a manifest must not say which files of a server are written. */
export function refuseOutside(paths: readonly string[], name: string, { view }: Target): void {
  const { restore } = view.settings
  const allowed = (path: string) => restore.outside.some(({ path: root }) => path === root || path.startsWith(`${root}/`))
  const outside = paths.filter(path => path.startsWith('/') && !allowed(path))
  if (outside.length === 0) return
  throw new BackupError({
    code: 'E_INPUT',
    title: `${name} holds paths outside of the application, and outside-paths does not allow them.`,
    details: { Paths: outside.slice(0, 20).join('\n') },
    safe: 'nothing was changed',
    next: `to write them, name them in outside-paths; or leave ${name} out of components`,
  })
}

/** Names of running containers that have one of these directories, or a part or a parent of it, mounted. */
export function mounting(paths: readonly string[], { facts }: View): string[] {
  const overlaps = (one: string, other: string) => one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
  return facts.containers
    .filter(({ mounts }) => mounts.some(mount => mount.type === 'bind' && paths.some(path => overlaps(mount.source, path))))
    .filter(running)
    .map(({ name }) => name)
}

/** One that runs. A paused one cannot be stopped in order, and holds the files it has. */
export function running({ name, state }: { readonly name: string; readonly state: string }): boolean {
  if (state === 'paused')
    throw new BackupError({
      code: 'E_DOCKER',
      title: `The container ${name} is paused, but it uses what the restore replaces.`,
      safe: 'nothing was changed',
      next: `docker unpause ${name}, or stop it`,
    })
  return state === 'running' || state === 'restarting'
}
