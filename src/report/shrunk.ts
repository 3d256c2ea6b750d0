// A backup that holds less than half of the last one may be a sign that data was lost before it.
import type { Manifest } from '../backups/manifest.ts'
import { singularOf } from '../sources/registry.ts'
import { count } from '../text/amounts.ts'

/** A sentence for each component of the same scope that is gone, and for each whose documents, keys or files are less than half of what they were. */
export function shrunk(before: Manifest | undefined, now: Manifest): string[] {
  return [...gone(before, now), ...smaller(before, now)]
}

function gone(before: Manifest | undefined, now: Manifest): string[] {
  if (before?.scope !== now.scope) return []
  return before.components
    .filter(component => !now.components.some(each => each.name === component.name))
    .map(component => `${component.name} is not in this backup; it was in ${before.name}.`)
}

function smaller(before: Manifest | undefined, now: Manifest): string[] {
  return now.components.flatMap(component => {
    const last = before?.components.find(each => each.name === component.name)?.counts ?? {}
    return Object.entries(component.counts)
      .filter(([unit, value]) => value < (last[unit] ?? 0) / 2)
      .map(
        ([unit, value]) =>
          `${component.name} holds ${count(value, singularOf(unit), unit)}, less than half of the ${count(last[unit] ?? 0, singularOf(unit), unit)} of ${before?.name}.`,
      )
  })
}
