// Finding the one container of a kind: named by a setting, or known by its image; and the containers that use a volume.

import type { Component as Kept } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import type { Container, Mount, Volume } from '../server/facts.ts'
import { imageName, volumesOf } from '../server/project.ts'
import { inert } from '../text/inert.ts'
import type { Target } from './restoration.ts'
import type { Component, View } from './source.ts'

export type Wanted = {
  /** For people: MongoDB, Redis. */
  readonly what: string
  /** The setting that names it. */
  readonly setting: string
  readonly named: string | undefined
  readonly images: RegExp
}

/** The container, or undefined if nothing was named and none has such an image. Throws E_NOT_FOUND, E_AMBIGUOUS, and E_DUMP if it does not run. */
export function containerOf(wanted: Wanted, { facts, project }: View): Container | undefined {
  const found = wanted.named === undefined ? byImage(wanted, project.containers) : byName(wanted, wanted.named, facts.containers)
  if (found !== undefined && found.state !== 'running') {
    throw new BackupError({
      code: 'E_DUMP',
      title: `${wanted.what} cannot be backed up: its container ${found.name} is ${found.state}.`,
      safe: 'nothing was written; no old backup was touched',
      next:
        found.state === 'paused'
          ? `docker unpause ${found.name}`
          : `see why (docker logs ${found.name}), and start it: docker start ${found.name}`,
    })
  }
  return found
}

/** What a container's volumes take on the disk; and what a dump of it will need: the last one's bytes and a fifth, or as much as its files. */
export function sizesOf(name: string, container: Container, { facts, last, project }: View): Pick<Component, 'size' | 'need'> {
  const sizes = container.mounts.flatMap(mount => {
    const volume = project.volumes.find(each => each.name === mount.name)
    const bytes = volume === undefined ? undefined : facts.sizes.get(volume.mountpoint)
    return bytes === undefined ? [] : [bytes]
  })
  const size = sizes.length === 0 ? null : sizes.reduce((sum, bytes) => sum + bytes, 0)
  const before = last?.components.find(component => component.name === name)
  return { size, need: before === undefined ? size : Math.ceil(before.length * 1.2) }
}

/**
 * The container that a kept component goes into: the one that a setting names, else that of the same service, else the only one with such an image.
 * Undefined where it is to be made. Throws E_NOT_FOUND, E_AMBIGUOUS, and E_DOCKER if it does not run.
 */
export function containerFor(kept: Kept, wanted: Wanted, { view, create, manifest }: Target): Container | undefined {
  const { facts, project } = view
  const found =
    wanted.named !== undefined
      ? byName(wanted, wanted.named, facts.containers)
      : (project.containers.find(({ service }) => service !== '' && service === kept.details['service']) ??
        byImage(wanted, project.containers))
  if (found === undefined && !create)
    throw new BackupError({
      code: 'E_NOT_FOUND',
      title: `There is no container of ${wanted.what} here for ${kept.name} of ${manifest.name}.`,
      safe: 'nothing was changed',
      next: `name it: ${wanted.setting}; or make the containers of the project (docker compose create) and start it`,
    })
  if (found !== undefined && found.state !== 'running')
    throw new BackupError({
      code: 'E_DOCKER',
      title: `${wanted.what} does not run: its container ${found.name} is ${found.state}, so its data cannot be kept before it is replaced.`,
      safe: 'nothing was changed',
      next: `docker start ${found.name}; if it cannot start, docs/restore.md says how to restore over broken files`,
    })
  return found
}

/** A mounted volume in words: by its name in the compose file, or by its place where it has none. */
export function volumeIn(mount: Mount, { project }: View): string {
  const anonymous = /^[0-9a-f]{64}$/.test(mount.name)
  return anonymous
    ? `anonymous volume at ${inert(mount.destination)}`
    : `volume ${inert(project.volumes.find(each => each.name === mount.name)?.shortName || mount.name)}`
}

/** What the command line of the component's container says under this name (a source's `hints`). */
export function hintOf({ reader }: Component, name: string, { facts }: View): string | undefined {
  return facts.containers.find(each => each.name === reader)?.hints[name]
}

/** What a server is and of which version, where the tag of its official image says so; else its image. */
export function serverIn({ details }: Component, what: string, official: string): string {
  const image = details['image'] ?? ''
  const version = /:v?(\d+(?:\.\d+)*)(?:-[^/:]*)?$/.exec(image.split('@')[0] ?? '')?.[1]
  return version !== undefined && imageName(image) === official ? `${what} ${version}` : `${what} (${image})`
}

function byName({ what, setting }: Wanted, name: string, containers: readonly Container[]): Container {
  const found = containers.find(container => container.name === name || container.id === name)
  if (found !== undefined) return found
  throw new BackupError({
    code: 'E_NOT_FOUND',
    title: `${setting} names ${name} for ${what}, but there is no such container.`,
    details: {
      'There are':
        containers
          .slice(0, 30)
          .map(container => inert(container.name))
          .join(', ') || 'no containers at all',
    },
    safe: 'nothing was changed',
    next: `check ${setting} for a typing error, or leave it out: the image of the container is enough to find it`,
  })
}

function byImage({ what, setting, images }: Wanted, containers: readonly Container[]): Container | undefined {
  const found = containers.filter(container => images.test(imageName(container.image)))
  if (found.length <= 1) return found[0]
  throw new BackupError({
    code: 'E_AMBIGUOUS',
    title: `${found.length} containers of this project could be its ${what}: ${found.map(container => inert(container.name)).join(', ')}.`,
    safe: 'nothing was changed',
    next: `say which one: ${setting}`,
  })
}

/** Containers, running or not, that have this volume mounted. */
export function usersOf(volume: Volume, containers: readonly Container[]): Container[] {
  return containers.filter(container => volumesOf(container).some(mount => mount.name === volume.name))
}

/** Does a dump already hold what is in it? True where only servers that are dumped have it mounted. */
export function carried(volume: Volume, { project, dumped }: View): boolean {
  const users = usersOf(volume, project.containers)
  return users.length > 0 && users.every(({ name }) => dumped.has(name))
}
