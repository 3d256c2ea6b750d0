// What a drill does, step by step: of a backup that is being made, or of one that is there. Pure.

import type { Component as Kept, Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import type { Facts } from '../server/facts.ts'
import type { Settings } from '../settings/settings.ts'
import { sourceOf } from '../sources/registry.ts'
import type { Component, Drillable, Image } from '../sources/source.ts'
import { inert } from '../text/inert.ts'
import { keptVariables } from './kept.ts'
import type { Command, Plan, Step } from './plan.ts'

type Kind = keyof typeof sourceOf

/** Bytes that a throw-away server needs beside those of its data: what MongoDB's engine and its log take when they are empty. */
const emptyServer = 350_000_000

/** The room that drilling these takes, if it is known before: beside the archive of `archive` bytes, and where Docker keeps its data. One component is restored at a time. */
export function drillRoom(components: readonly Component[], archive: number): Step {
  const largest = (kinds: readonly Kind[]) =>
    Math.max(0, ...components.filter(({ kind }) => kinds.includes(kind)).map(({ size }) => size ?? 0))
  const servers = components.some(({ kind }) => kind === 'database') ? emptyServer : 0
  const filled = Math.ceil(largest(['database', 'redis']) * 1.5) + servers
  return {
    title: 'Check the room for the drill',
    command: ['mb_drill_room', String(archive + largest(['volume', 'path'])), String(filled)],
  }
}

/** The steps that drill the archive which this run has made and read. */
export function drillNew(components: readonly Component[], facts: Facts): Step[] {
  const imageOf = ({ reader, name }: Component): Image => {
    const container = facts.containers.find(each => each.name === reader)
    return container === undefined ? noImage(name) : { id: container.imageId, name: container.image }
  }
  return [
    { title: 'Drill: begin', command: ['mb_drill_new'] },
    ...inOrder(components).map(component => drilling(component, component.kind, () => imageOf(component))),
    { title: 'Drill: everything came back as it was taken', command: ['mb_drill_done'] },
  ]
}

/** Whose Docker: that of the server, where images are never pulled; or that of the machine which the client runs on. */
export type Where = 'server' | 'runner'

/**
 * The plan of drilling a backup that is there, by the images that it came from: by their ids on the server, by their names on another machine. What is
 * restored is proven first, by its own range of the archive.
 */
export function planDrill(manifest: Manifest, settings: Settings, where: Where = 'server'): Plan {
  refuseOld(manifest)
  const { components } = manifest
  const imageOf = ({ name, details }: Kept): Image => {
    const found = manifest.images.find(({ container }) => container === details['container'])
    return found === undefined ? noImage(name) : { id: where === 'runner' ? found.image : found.id, name: found.image }
  }
  return {
    ...underLock(manifest, settings, [
      { title: 'Open the backup', command: ['mb_restore_open'] },
      { title: 'Drill: begin', command: ['mb_drill_old'] },
      ...inOrder(components).flatMap(component => [
        { title: `Prove ${component.name}`, command: proof(component) },
        drilling(component, kindOf(component), () => imageOf(component)),
      ]),
      { title: 'Drill: everything came back as it was taken', command: ['mb_drill_keep'] },
    ]),
    variables: {
      ...variablesOf(manifest, settings),
      MB_CONTENTS: components.flatMap(contentsOf).join('\n'),
      MB_DRILL_WHERE: where,
      MB_DRILL_PULL: where === 'runner' ? 'yes' : '',
    },
  }
}

/** The plan of keeping on the server what a drill on another machine measured. */
export function planKeepDrill(manifest: Manifest, settings: Settings, drill: NonNullable<Manifest['drill']>): Plan {
  const { time, where, milliseconds, components } = drill
  const text = JSON.stringify({ time, where, milliseconds, components })
  return underLock(manifest, settings, [{ title: 'Keep what the drill measured', command: ['mb_drill_keep', text] }])
}

function underLock(manifest: Manifest, settings: Settings, steps: readonly Step[]): Plan {
  return {
    operation: 'drill',
    writes: true,
    steps: [
      { title: 'Take the lock', command: ['mb_lock'] },
      { title: 'Clean up after runs that died', command: ['mb_recover'] },
      ...steps,
    ],
    variables: variablesOf(manifest, settings),
    known: {},
    readers: {},
  }
}

function variablesOf(manifest: Manifest, settings: Settings): Readonly<Record<string, string>> {
  return {
    ...keptVariables(manifest, manifest.components, settings),
    MB_DIR: settings.backupDir,
    MB_MIN_FREE: String(settings.minFree),
    MB_LOCK_TIMEOUT: String(settings.lockTimeout),
    MB_CALLER: '',
  }
}

/** Files first: they are quick, and need no container. */
function inOrder<Of extends { readonly kind: string }>(components: readonly Of[]): Of[] {
  const served = ({ kind }: Of) => Number(kind === 'database' || kind === 'redis')
  return components.toSorted((one, other) => served(one) - served(other))
}

function drilling(component: Drillable, kind: Kind, imageOf: () => Image): Step {
  const served = kind === 'database' || kind === 'redis'
  const image = served ? imageOf() : { id: '', name: '' }
  const into = served ? `a throw-away ${inert(image.name)}` : 'a directory of its own'
  return { title: `Drill ${component.name}: restore it into ${into}, and compare`, command: sourceOf[kind].drill(component, image) }
}

/** Dumps and snapshots are read by the server that they are restored into. */
function proof({ name, kind }: Kept): Command {
  const reader = {
    volume: 'mb_read_tree',
    path: 'mb_read_tree',
    config: 'mb_read_fragment',
    secrets: 'mb_read_fragment',
    system: 'mb_read_fragment',
  }[kind]
  return ['mb_prove', name, reader ?? 'mb_read_nothing']
}

/** What the manifest says of a component's contents, as the lines of .work/contents. */
function contentsOf({ name, collections = [], tree }: Kept): string[] {
  const rows = collections.map(each => [name, 'collection', each.name, each.documents ?? '-', ...each.indexes])
  return [...rows, ...(tree === undefined ? [] : [[name, 'tree', tree.files, tree.bytes]])].map(row => row.join('\t'))
}

function kindOf({ kind, name }: Kept): Kind {
  if (Object.hasOwn(sourceOf, kind)) return kind as Kind
  throw undrilled(`its manifest has a component ${inert(name)} of an unknown kind`)
}

function noImage(name: string): never {
  throw undrilled(`nobody knows the image of the container that ${inert(name)} came from`)
}

function refuseOld({ kind, name }: Manifest): void {
  if (kind === 'old-format') throw undrilled(`${name} is an archive of the old scripts, of which no manifest says what it holds`)
}

function undrilled(why: string): BackupError {
  return new BackupError({
    code: 'E_VERIFY',
    title: `The drill cannot be done: ${why}.`,
    safe: 'nothing was changed',
    next: 'verify it at the level read',
  })
}
