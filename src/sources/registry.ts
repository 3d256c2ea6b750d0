// All kinds of components, in the order in which they are taken: what changes least costs the least time between the others.

import { uncovered } from './coverage.ts'
import { config, secrets } from './files/files.ts'
import { paths } from './files/paths.ts'
import { volumes } from './files/volumes.ts'
import { mongo } from './mongo/mongo.ts'
import { redis } from './redis/redis.ts'
import type { Component, Kind, LeftOut, Source, View } from './source.ts'
import { system } from './system/system.ts'

const sources: readonly Source[] = [config, secrets, mongo, redis, volumes, paths, system]

export const sourceOf: Readonly<Record<Kind, Source>> = { database: mongo, redis, volume: volumes, path: paths, config, secrets, system }

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
  const found = sources.map(source => source.components(view))
  const components = found.flatMap(each => each.components)
  const { without } = view.project
  const selection = { components, carried: found.flatMap(each => each.leftOut), uncovered: uncovered(components, view) }
  if (without !== undefined)
    return {
      ...selection,
      notes: [],
      warnings: [`There is no Docker engine to ask (${without}): no container and no volume was looked at.`],
    }
  return { ...selection, notes: found.flatMap(each => each.notes ?? []), warnings: found.flatMap(each => each.warnings ?? []) }
}
