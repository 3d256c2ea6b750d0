// What a drill does, step by step: of a backup that is being made, or of one that is there. Pure.

import type { Component as Kept, Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import type { Command, Step } from '../protocol/step.ts'
import type { Facts } from '../server/facts.ts'
import { isOfficial } from '../server/project.ts'
import type { Settings } from '../settings/settings.ts'
import { secretsOf, sourceFor } from '../sources/registry.ts'
import type { Component, Drillable, Image } from '../sources/source.ts'
import { inert } from '../text/inert.ts'
import type { Plan } from './plan.ts'
import { provingTable, storedVariables } from './stored.ts'

/** The room that drilling these takes, if it is known before: beside the archive of `archive` bytes, and where Docker keeps its data. One component is restored at a time. */
export function drillRoom(components: readonly Component[], archive: number): Step {
  const rooms = components.map(component => sourceFor(component).drill.room(component))
  const [beside, docker] = [Math.max(0, ...rooms.map(room => room.beside)), Math.max(0, ...rooms.map(room => room.docker))]
  return {
    id: 'drill-room',
    title: 'Check the room for the drill',
    command: ['mb_drill_room', String(archive + beside), String(docker)],
  }
}

/** The steps that drill the archive which this run has made and read. */
export function drillNew(components: readonly Component[], facts: Facts): Step[] {
  const imageOf = ({ reader, name }: Component): Image => {
    const container = facts.containers.find(each => each.name === reader)
    return container === undefined ? noImage(name) : { id: container.imageId, name: container.image }
  }
  return [
    { id: 'drill-begin', title: 'Drill: begin', command: ['mb_drill_new'] },
    ...inOrder(components).map(component => drilling(component, () => imageOf(component))),
    { id: 'drill-end', title: 'Drill: everything came back as it was taken', command: ['mb_drill_done'] },
  ]
}

/** Whose Docker: that of the server, where images are never pulled; or that of the machine which the client runs on. */
export type Where = 'server' | 'runner'

/** An image as a manifest names it; `fetch`: this machine may get it by itself. */
export type Named = { readonly image: string; readonly fetch: boolean }

/**
 * The images that a drill on another machine than the server starts. A manifest is a stranger's text, and fetching an image runs nothing yet but trusts
 * its maker: so by itself a drill fetches what Docker's own library has for this database. Any other image must be there: a person fetched it.
 */
export function imagesHere(manifest: Manifest): readonly Named[] {
  const served = manifest.components.filter(({ kind, name }) => sourceFor({ kind, name }).runtime.served)
  const named = served.flatMap(component => {
    const image = imageOf(component, manifest, 'runner')?.id
    const { official } = sourceFor(component).drill
    return image === undefined ? [] : [{ image, fetch: official !== undefined && isOfficial(image, official) }]
  })
  return [...new Map(named.map(each => [each.image, each])).values()]
}

/** As an image is named (distribution/reference), or by its digest: never an option of a program. */
const byName = /^[A-Za-z0-9[][A-Za-z0-9._:/@+[\]-]{0,1023}$/
const byDigest = /^sha256:[0-9a-f]{64}$/

/** The image of the container that a component came from: by its digest on the server, by its name on another machine. */
function imageOf({ details }: Kept, { images }: Manifest, where: Where): Image | undefined {
  const found = images.find(({ container }) => container === details['container'])
  const id = where === 'runner' ? found?.image : found?.id
  if (found === undefined || id === undefined || !(where === 'runner' ? byName : byDigest).test(id)) return undefined
  return { id, name: found.image }
}

/**
 * The plan of drilling a backup that is there, by the images that it came from. What is restored is proven first, by its own range of the archive.
 */
export function planDrill(manifest: Manifest, settings: Settings, where: Where = 'server'): Plan {
  refuseOld(manifest)
  const { components } = manifest
  return {
    ...underLock(manifest, settings, [
      ...opening,
      { id: 'drill-begin', title: 'Drill: begin', command: ['mb_drill_old'] },
      ...inOrder(components).flatMap((component): Step[] => [
        { id: 'prove', title: `Prove ${component.name}`, command: proof(component) },
        drilling(component, () => imageOf(component, manifest, where) ?? noImage(component.name)),
      ]),
      { id: 'drill-end', title: 'Drill: everything came back as it was taken', command: ['mb_drill_keep'] },
    ]),
    variables: {
      ...variablesOf(manifest, settings),
      MB_CONTENTS: components.flatMap(contentsOf).join('\n'),
      MB_DRILL_WHERE: where,
      MB_DRILL_FETCH:
        where === 'runner'
          ? imagesHere(manifest)
              .filter(({ fetch }) => fetch)
              .map(({ image }) => image)
              .join('\n')
          : '',
    },
  }
}

const opening: readonly Step[] = [{ id: 'open-backup', title: 'Open the backup', command: ['mb_restore_open'] }, provingTable]

/** The plan of holding the manifest of a backup against its archive, before anything that it names is fetched. */
export function planProof(manifest: Manifest, settings: Settings): Plan {
  return underLock(manifest, settings, opening)
}

/** The plan of keeping on the server what a drill on another machine measured. */
export function planKeepDrill(manifest: Manifest, settings: Settings, drill: NonNullable<Manifest['drill']>): Plan {
  const { time, where, milliseconds, components } = drill
  const text = JSON.stringify({ time, where, milliseconds, components })
  return underLock(manifest, settings, [{ id: 'drill-end', title: 'Keep what the drill measured', command: ['mb_drill_keep', text] }])
}

function underLock(manifest: Manifest, settings: Settings, steps: readonly Step[]): Plan {
  return {
    operation: 'drill',
    writes: true,
    steps: [
      { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
      { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
      ...steps,
    ],
    variables: variablesOf(manifest, settings),
    components: [],
    known: {},
    readers: {},
    secrets: secretsOf(settings),
  }
}

function variablesOf(manifest: Manifest, settings: Settings): Readonly<Record<string, string>> {
  return {
    ...storedVariables(manifest, manifest.components, settings),
    MB_DIR: settings.backupDir,
    MB_MIN_FREE: String(settings.minFree),
    MB_LOCK_TIMEOUT: String(settings.lockTimeout),
    MB_CALLER: '',
  }
}

/** Files first: they are quick, and need no container. */
function inOrder<Of extends { readonly kind: string; readonly name: string }>(components: readonly Of[]): Of[] {
  const served = (component: Of) => Number(sourceFor(component).runtime.served ?? false)
  return components.toSorted((one, other) => served(one) - served(other))
}

function drilling(component: Drillable & { readonly kind: string }, imageOf: () => Image): Step {
  const { runtime, drill } = sourceFor(component)
  const image = runtime.served ? imageOf() : { id: '', name: '' }
  const into = runtime.served ? `a throw-away ${inert(image.name)}` : 'a directory of its own'
  return {
    id: 'drill',
    title: `Drill ${component.name}: restore it into ${into}, and compare`,
    component: component.name,
    command: drill.command(component, image),
  }
}

/** What is served is read by the server that it is restored into. */
function proof(component: Kept): Command {
  const { served, reader } = sourceFor(component).runtime
  return ['mb_prove', component.name, served ? 'mb_read_nothing' : reader]
}

/** What the manifest says of a component's contents, as the lines of .work/contents. */
function contentsOf(component: Kept): string[] {
  return (sourceFor(component).contents?.(component) ?? []).map(row => row.join('\t'))
}

function noImage(name: string): never {
  throw undrilled(`the image of the container that ${inert(name)} came from is unknown`)
}

function refuseOld({ kind, name }: Manifest): void {
  if (kind === 'old-format') throw undrilled(`${name} is an archive of the old scripts, and no manifest says what it holds`)
}

function undrilled(why: string): BackupError {
  return new BackupError({
    code: 'E_VERIFY',
    title: `The drill cannot be done: ${why}.`,
    safe: 'nothing was changed',
    next: 'verify it at the level read',
  })
}
