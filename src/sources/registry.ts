// All kinds of components, in the order in which they are taken: what changes least costs the least time between the others.
import type { Component as Kept } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import type { Asks } from '../server/project.ts'
import type { Settings } from '../settings/settings.ts'
import { inert } from '../text/inert.ts'
import type { Sensitive } from '../text/sensitive.ts'
import { uncovered } from './coverage.ts'
import { config, secrets } from './files/files.ts'
import { paths } from './files/paths.ts'
import { volumes } from './files/volumes.ts'
import { mongo } from './mongo/mongo.ts'
import { redis } from './redis/redis.ts'
import type { Component, LeftOut, Secret, Source, View } from './source.ts'
import { system } from './system/system.ts'

export const sources: readonly Source[] = [config, secrets, mongo, redis, volumes, paths, system]

const byKind: ReadonlyMap<string, Source> = new Map(sources.map(source => [source.kind, source]))

/** The source of a kind; undefined for a kind that a newer version may know. */
export function sourceOf(kind: string): Source | undefined {
  return byKind.get(kind)
}

/** The source of a component that a manifest names. Throws E_VERIFY for a kind that this version does not know. */
export function sourceFor({ kind, name }: Pick<Kept, 'kind' | 'name'>): Source {
  const source = byKind.get(kind)
  if (source !== undefined) return source
  throw new BackupError({
    code: 'E_VERIFY',
    title: `The manifest has a component ${inert(name)} of a kind that this version does not know: ${inert(kind)}.`,
    safe: 'nothing was changed',
  })
}

export type Selection = {
  readonly components: readonly Component[]
  /** Left out on purpose, because something else carries it. */
  readonly carried: readonly LeftOut[]
  /** Kept by nothing. */
  readonly uncovered: readonly LeftOut[]
  readonly notes: readonly string[]
  readonly warnings: readonly string[]
}

/** Everything that will be taken, everything that will not, and why. Throws for what was asked and cannot be. */
export function select(view: View): Selection {
  const found = sources.map(source => source.find(view))
  const components = found.flatMap(each => each.components)
  const { without } = view.project
  const selection = { components, carried: found.flatMap(each => each.leftOut), uncovered: uncovered(components, view) }
  if (without !== undefined)
    return {
      ...selection,
      notes: [],
      warnings: [`There is no Docker engine to ask (${without}), so containers and volumes were not checked.`],
    }
  return { ...selection, notes: found.flatMap(each => each.notes ?? []), warnings: found.flatMap(each => each.warnings ?? []) }
}

/** Those of the words that name no component that a restore can put back, whatever a backup holds. */
export function unknownComponents(words: readonly string[]): string[] {
  return words.filter(word => !restorableGroups().includes(word.split('/')[0] ?? ''))
}

/** The first part of the names of components that a restore can put back. */
export function restorableGroups(): string[] {
  return sources.filter(each => !each.forPeople).map(each => each.group)
}

/** The view that sources find their components in, from what was seen. */
export function viewOf({ facts, settings, project, last }: Omit<View, 'dumped'>): View {
  const servers = [...project.containers, ...facts.containers].flatMap(container => {
    const source = sources.find(each => each.serves?.(container, settings))
    return source === undefined ? [] : [[container.name, source.group] as const]
  })
  return { facts, settings, project, last, dumped: new Map(servers) }
}

/** What the settings ask for by name. */
export function asked(settings: Settings): Asks {
  const all = sources.map(source => source.asks?.(settings))
  return {
    containers: all.includes('containers'),
    directories: all.includes('directories'),
    files: all.includes('files'),
    settings: sources.filter(source => source.form === 'entry').flatMap(source => source.settings ?? []),
  }
}

/** The secrets of all sources, given or not. */
export function secretsOf(settings: Settings): Secret[] {
  return sources
    .flatMap(source => source.secrets ?? [])
    .map(({ variable, setting }) => ({ variable, value: settings.sources[setting] as Sensitive | undefined }))
}

/** The words on command lines that the look at a server may take from there, by their names. */
export function hints(): (readonly [name: string, pattern: string])[] {
  return sources.flatMap(source => Object.entries(source.hints ?? {}))
}

/** Directories that the look at a server measures. */
export function measuredBy(settings: Settings): string[] {
  return sources.flatMap(source => source.measures?.(settings) ?? [])
}

/** A count in words: `1 entry`, `18,052 documents`. The unit is the plural that manifests have. */
export function singularOf(unit: string): string {
  return sources.map(source => source.units[unit]).find(word => word !== undefined) ?? unit.replace(/s$/, '')
}

/** Counts that anyone may see. */
export function isPublicUnit(unit: string): boolean {
  return sources.some(source => Object.hasOwn(source.units, unit))
}
