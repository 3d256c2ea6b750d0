// What a look at the server found, before anything is done: the lines under "Look".
import type { Catalogue } from '../../backups/catalogue.ts'
import { type Selection, sources } from '../../sources/registry.ts'
import type { Component, View } from '../../sources/source.ts'
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
  const rows: (readonly [string, string])[] = [
    ...described(
      components.filter(({ small }) => !small),
      view,
    ),
    ...described(
      components.filter(({ small }) => small),
      view,
    ),
    ...[...carried, ...uncovered].map((row): [string, string] => ['not kept', `${row.what} (${row.why})`]),
    ...notes.map((text): [string, string] => ['note', text]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length), 8) + 2
  return rows.map(([label, text]) => inert(`${label.padEnd(width)} ${text}`))
}

function described(components: readonly Component[], view: View): (readonly [string, string])[] {
  return sources.flatMap(
    source =>
      source.describe?.(
        components.filter(({ kind }) => kind === source.kind),
        view,
      ) ?? [],
  )
}
