// Docker volumes, each as a tar of its own.

import type { Component as Kept } from '../../backups/manifest.ts'
import { BackupError } from '../../messages/errors.ts'
import type { Container, Volume } from '../../server/facts.ts'
import { inert } from '../../text/inert.ts'
import { carried, usersOf } from '../containers.ts'
import { together } from '../describe.ts'
import { isOtherDatabase } from '../otherdatabases.ts'
import { besideItsPlace, running, type Target } from '../restoration.ts'
import { type Component, type Found, type LeftOut, nothing, type Source, type View } from '../source.ts'
import { readTree, treeContents } from '../tree.ts'

export const volumes: Source = {
  kind: 'volume',
  group: 'volumes',
  form: 'entry',
  runtime: { reader: 'mb_read_tree', contentsJson: 'tree_contents_json', rootOnly: true, told: 'size' },
  units: { entries: 'entry' },
  several: true,
  settings: ['volumes'],

  asks: ({ sources }) => (Array.isArray(sources.volumes) ? 'containers' : undefined),

  find(view) {
    if (view.settings.scope === 'database') return nothing
    const asked = view.settings.sources.volumes
    if (Array.isArray(asked))
      return found(
        asked.map(name => named(name, view)),
        [],
        view,
      )
    const leftOut: LeftOut[] = []
    const taken = view.project.volumes.filter(volume => {
      const why = unfit(volume)
      // Anonymous ones are named with their container, by coverage.
      if (why !== undefined && !isAnonymous(volume)) leftOut.push({ what: `volume ${short(volume)}`, why })
      return why === undefined && (asked === 'all' || !carried(volume, view))
    })
    return found(taken, leftOut, view)
  },

  describe: components => together('volumes', components),

  restore(kept, target) {
    const { facts } = target.view
    const volume = volumeFor(kept, target)
    if (facts.user.id !== 0) throw notRoot(kept.name, facts.user.name)
    const name = volume?.name ?? kept.details['volume'] ?? ''
    const place = volume?.mountpoint ?? kept.details['mountpoint'] ?? '/var/lib/docker'
    return {
      name: kept.name,
      over: `the volume ${inert(name)}`,
      ...(volume !== undefined && {
        before: safetyOf(volume, kept.name, target.view),
      }),
      stop:
        volume === undefined
          ? []
          : usersOf(volume, facts.containers)
              .filter(running)
              .map(container => container.name),
      pause: [],
      room: [{ takes: '1x', place: place.replace(/\/_data$/, ''), what: besideItsPlace }],
      ...(target.later && { stopUsersOf: name }),
      prove: ['mb_prove', kept.name, 'mb_read_tree'],
      ...((volume === undefined || (target.later && target.create)) && { late: [] }),
      rights: volume === undefined || (target.later && target.create) ? [] : [['mb_may_swap_volume', name]],
      stage: [['mb_stage_volume', kept.name, name]],
      keep: [],
      swap: [['mb_swap_volume', name]],
      check: [],
    }
  },

  drill: {
    room: ({ size }) => ({ beside: size ?? 0, docker: 0 }),
    command: ({ name }) => ['tree_drill', name],
  },

  contents: treeContents,
  read: readTree,
}

/** What is in the volume when the restore comes to it, wherever Docker has it then. */
function safetyOf(volume: Volume, name: string, view: View): Component {
  const component = componentOf(volume, view)
  const consistency = component.details['consistency'] ?? 'live'
  return {
    ...component,
    name,
    path: `${name}.tar`,
    moment: 'files',
    take: view.facts.user.id === 0 ? ['volume_read', volume.name, consistency] : component.take,
    present: ['mb_if_volume', volume.name],
  }
}

/** The volume that a kept one goes into: of the same name in the compose file, or of the same name at Docker's. Undefined where it is to be made. */
function volumeFor(kept: Kept, { view, create }: Target): Volume | undefined {
  const short = kept.name.slice('volumes/'.length)
  const { project, facts } = view
  const found =
    project.volumes.find(volume => volume.shortName === short) ??
    facts.volumes.find(volume => (volume.name === short || volume.name === kept.details['volume']) && !isForeign(volume, project.name))
  const why =
    found === undefined ? undefined : found.kind === 'none' ? 'it is a mount of a directory, which cannot be swapped' : unfit(found)
  if (found !== undefined && why !== undefined && !isAnonymous(found)) throw unrestorable(kept.name, why)
  if (found !== undefined || create) return found
  throw unrestorable(kept.name, `there is no volume ${inert(short)} in this project`)
}

/** Of another project that is there as well: its volumes are never replaced by those of this one. */
function isForeign(volume: Volume, project: string): boolean {
  return project !== '' && volume.project !== '' && volume.project !== project
}

function unrestorable(name: string, why: string): BackupError {
  return new BackupError({
    code: 'E_NOT_FOUND',
    title: `${name} cannot be restored here: ${why}.`,
    safe: 'nothing was changed',
    next: 'leave it out of components, or put it back by hand: docs/restore.md',
  })
}

function notRoot(name: string, user: string): BackupError {
  return new BackupError({
    code: 'E_PERM',
    title: `${name} cannot be restored by ${user}: only root reaches the directories of volumes.`,
    safe: 'nothing was changed',
    next: 'set sudo: true, or log in as root',
  })
}

/** Why a volume cannot be taken by `auto` or `all`. */
function unfit(volume: Volume): string | undefined {
  if (volume.driver !== 'local') return `its driver is ${inert(volume.driver)}, which has no directory on this server`
  if (volume.kind === 'tmpfs') return 'it is in memory (tmpfs) and holds nothing durable'
  if (volume.kind !== '' && volume.kind !== 'none') return `it lies on another server (${inert(volume.kind)})`
  return isAnonymous(volume) ? 'it is anonymous' : undefined
}

function isAnonymous(volume: Volume): boolean {
  return volume.shortName === '' && /^[0-9a-f]{64}$/.test(volume.name)
}

function named(name: string, view: View): Volume {
  const exact = view.facts.volumes.find(volume => volume.name === name)
  const volume = exact ?? view.project.volumes.find(each => each.shortName === name)
  if (volume === undefined) {
    throw new BackupError({
      code: 'E_NOT_FOUND',
      title: `The setting volumes names ${name}, but there is no such volume.`,
      details: {
        'There are':
          (view.project.volumes.length > 0 ? view.project.volumes : view.facts.volumes).slice(0, 40).map(short).join(', ') ||
          'no volumes at all',
      },
      safe: 'nothing was changed; no volume was made',
      next: 'check volumes for a typing error',
    })
  }
  const why = unfit(volume)
  if (why !== undefined && !isAnonymous(volume)) throw refused(volume, why)
  if (carried(volume, view) && view.settings.quiesce === 'none') {
    throw refused(
      volume,
      'it holds the files of a running database, which a copy would catch half written; its dump is in the backup anyway. With quiesce: pause or stop it can be taken',
    )
  }
  return volume
}

function refused(volume: Volume, why: string): BackupError {
  return new BackupError({
    code: 'E_INPUT',
    title: `The volume ${short(volume)}, named in volumes, cannot be backed up: ${why}.`,
    safe: 'nothing was changed',
    next: 'leave it out of volumes',
  })
}

function found(taken: readonly Volume[], leftOut: readonly LeftOut[], view: View): Found {
  const components = taken.map(volume => componentOf(volume, view))
  const unclear = components.filter(component => component.details['consistency'] === 'fuzzy')
  const warnings = unclear.map(
    component => `${component.name} holds files of a running database, copied while it writes (fuzzy): it may not start from them.`,
  )
  return { components, leftOut, warnings }
}

function componentOf(volume: Volume, view: View): Component {
  const users = usersOf(volume, view.facts.containers)
  const name = `volumes/${nameIn(volume, view)}`
  const own = carried(volume, view)
  const risky = own || users.some(container => isOtherDatabase(container.image))
  const size = view.facts.sizes.get(volume.mountpoint)
  const before = view.last?.components.find(component => component.name === name)
  const ratio = before === undefined || before.rawBytes === 0 ? 1 : Math.min(1, (before.length / before.rawBytes) * 1.05)
  const image = helperImage(users, view)
  const consistency = view.settings.quiesce !== 'none' ? 'quiesced' : risky ? 'fuzzy' : 'live'
  return {
    name,
    kind: 'volume',
    path: `${name}.tar`,
    from: short(volume),
    size: size ?? null,
    need: size === undefined ? null : Math.ceil(size * ratio),
    details: { volume: volume.name, mountpoint: volume.mountpoint, image, consistency },
    moment: own ? 'own' : 'files',
    lies: { volume: volume.name, path: volume.mountpoint },
    take: view.facts.user.id === 0 ? ['tree_take', volume.mountpoint, consistency] : ['volume_take', volume.name, image, consistency],
  }
}

/** Its name in the compose file, or Docker's where two would be the same. */
function nameIn(volume: Volume, { project }: View): string {
  const same = project.volumes.filter(each => each.shortName === volume.shortName)
  return volume.shortName !== '' && same.length === 1 ? volume.shortName : volume.name
}

/** An image that is on the server already, to read the volume with where the account cannot: one of a container that uses it, else of the project. */
function helperImage(users: readonly Container[], { facts, project }: View): string {
  const [first] = [...users, ...project.containers, ...facts.containers]
  if (first !== undefined || facts.user.id === 0) return first?.imageId ?? ''
  throw new BackupError({
    code: 'E_PREREQ',
    title: `${facts.user.name} cannot read volumes on ${facts.hostname}, and there is no image to read them with.`,
    safe: 'nothing was changed',
    next: 'set sudo: true',
  })
}

function short(volume: Volume): string {
  return inert(volume.shortName || volume.name)
}
