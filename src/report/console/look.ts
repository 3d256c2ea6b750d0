// What a look at the server found, before anything is done: the lines under "Look".
import type { Catalogue } from '../../backups/catalogue.ts'
import type { Container } from '../../server/facts.ts'
import { imageName } from '../../server/project.ts'
import type { Selection } from '../../sources/registry.ts'
import type { Component, Kind, View } from '../../sources/source.ts'
import { ago, bytes, count } from '../../text/amounts.ts'
import { inert } from '../../text/inert.ts'
import { provenText } from '../proven.ts'

/** `meeshy: 5 containers, 3 volumes, 41 GB free; last backup 2 h ago, 612 MB, read`. */
export function lookText({ facts, project }: View, catalogue: Catalogue): string {
  const [last] = catalogue.backups
  const before =
    last === undefined ? 'no backup yet' : `last backup ${ago(catalogue.now - last.time)}, ${bytes(last.bytes)}, ${provenText(last)}`
  return `${inert(project.name || facts.hostname)}: ${count(project.containers.length, 'container')}, ${count(project.volumes.length, 'volume')}, ${bytes(facts.free)} free; ${before}`
}

/** A line for each kind of component, and one for what is not kept. */
export function lookLines({ components, carried, uncovered, notes }: Selection, view: View): string[] {
  const of = (kind: Kind) => components.filter(component => component.kind === kind)
  const rows: [string, string][] = [
    ...of('database').map((component): [string, string] => [component.name, databaseText(component, view)]),
    ...of('redis').map((component): [string, string] => ['redis', redisText(component, view)]),
    ...together('volumes', of('volume')),
    ...together('paths', of('path')),
    ...of('config').map((component): [string, string] => ['config', component.from]),
    ...of('secrets').map((component): [string, string] => ['secrets', component.from]),
    ...[...carried, ...uncovered].map((row): [string, string] => ['not kept', `${row.what} (${row.why})`]),
    ...notes.map((text): [string, string] => ['note', text]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length), 8) + 2
  return rows.map(([label, text]) => inert(`${label.padEnd(width)} ${text}`))
}

/** `meeshy-database   MongoDB 7.0, replica set rs0   → consistent to one moment (oplog)`. */
function databaseText(component: Component, view: View): string {
  const { replicaSet } = containerOf(component, view)
  const how =
    component.details['database'] !== undefined
      ? 'as it is while it is read: listed databases have no oplog'
      : replicaSet === undefined
        ? 'consistent to one moment if it has an oplog'
        : 'consistent to one moment (oplog)'
  return `${component.from}   ${server('MongoDB', component)}${replicaSet === undefined ? '' : `, replica set ${replicaSet}`}   → ${how}`
}

/** `meeshy-redis   Redis 7.2, append-only   → fresh snapshot`. */
function redisText(component: Component, view: View): string {
  return `${component.from}   ${server('Redis', component)}${containerOf(component, view).appendOnly ? ', append-only' : ''}   → fresh snapshot`
}

function containerOf({ reader }: Component, { facts }: View): Partial<Container> {
  return facts.containers.find(({ name }) => name === reader) ?? {}
}

/** What it is and of which version, where the image's tag says so; else the image. */
function server(name: string, { details }: Component): string {
  const image = details['image'] ?? ''
  const version = /:v?(\d+(?:\.\d+)*)(?:-[^/:]*)?$/.exec(image.split('@')[0] ?? '')?.[1]
  return version !== undefined && /^(mongo|redis)$/.test(imageName(image)) ? `${name} ${version}` : `${name} (${image})`
}

function together(label: string, components: readonly Component[]): [string, string][] {
  if (components.length === 0) return []
  return [
    [label, components.map(component => `${component.from}${component.size === null ? '' : ` ${bytes(component.size)}`}`).join(' · ')],
  ]
}
