// What a backup would take, and what rotation would then do: the result of a dry run.
import type { Catalogue } from '../backups/catalogue.ts'
import { nextRotation } from '../backups/retention.ts'
import { roomFor } from '../plan/backup.ts'
import type { Plan } from '../plan/plan.ts'
import type { Selection } from '../sources/registry.ts'
import type { Component, LeftOut, View } from '../sources/source.ts'
import { bytes } from '../text/amounts.ts'

export type Forecast = {
  readonly components: readonly Pick<Component, 'name' | 'from' | 'size' | 'need'>[]
  readonly leftOut: readonly LeftOut[]
  readonly steps: readonly string[]
  /** Bytes: expected, free now, and to be left free. */
  readonly need: number
  readonly free: number
  readonly minFree: number
  readonly fits: boolean
  /** Components of unknown size, which `need` does not include. */
  readonly unmeasured: readonly string[]
  /** By archive, what the rotation after the next backup does. */
  readonly rotation: Readonly<Record<string, string>>
}

export function forecastOf({ facts, settings }: View, catalogue: Catalogue, selection: Selection, plan: Plan): Forecast {
  const { components, carried, uncovered } = selection
  const [need, { free }, { minFree }] = [roomFor(components), facts, settings]
  const ours = new Set([...catalogue.backups, ...catalogue.unread].filter(each => each.prefix === settings.prefix).map(each => each.file))
  return {
    components: components.map(({ name, from, size, need }) => ({ name, from, size, need })),
    leftOut: [...carried, ...uncovered],
    steps: plan.steps.map(step => step.title),
    need,
    free,
    minFree,
    fits: free >= need + minFree,
    unmeasured: components.filter(component => component.need === null && !component.small).map(({ name }) => name),
    rotation: Object.fromEntries([...nextRotation(catalogue, settings.policy)].filter(([file]) => ours.has(file))),
  }
}

/** `Needs about 1.4 GB; 41 GB are free, of which min-free leaves 1 GB.` */
export function spaceText({ need, free, minFree, unmeasured }: Forecast): string {
  const unknown = unmeasured.length === 0 ? '' : ` The size of ${unmeasured.join(', ')} is not known before it is taken.`
  return `Needs about ${bytes(need)}; ${bytes(free)} are free, of which min-free leaves ${bytes(minFree)}.${unknown}`
}

export function rotationLines({ rotation }: Forecast): string[] {
  const rows = Object.entries(rotation)
  return rows.length === 0 ? ['there is no backup of this prefix yet'] : rows.map(([file, verdict]) => `${file}   ${verdict}`)
}
