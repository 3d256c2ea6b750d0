// The tables and lists of a summary: what was or would be backed up, what was not, what rotation did.
import type { Component, Manifest } from '../../backups/manifest.ts'
import type { Retention } from '../../backups/retention.ts'
import { singularOf } from '../../sources/registry.ts'
import type { LeftOut } from '../../sources/source.ts'
import { bytes, count, duration } from '../../text/amounts.ts'
import type { Forecast } from '../forecast.ts'
import { code, list, path, plain, table, together } from './markdown.ts'

export function componentTable({ components, archive }: Manifest): string {
  const raw = components.reduce((sum, { rawBytes }) => sum + rawBytes, 0)
  const milliseconds = components.reduce((sum, component) => sum + component.milliseconds, 0)
  const total = ['**all**', '', ...[bytes(raw), bytes(archive.bytes)].map(strong), '', '', strong(duration(milliseconds))]
  const head = ['Component', 'Kept as', 'Size', 'Compressed', 'Holds', 'Consistency', 'Took']
  return table(head, [...components.map(componentRow), total], 200)
}

function componentRow({ name, path: place, rawBytes, length, counts, consistency, milliseconds }: Component): string[] {
  const holds = Object.entries(counts).map(([unit, amount]) => count(amount, singularOf(unit), unit))
  const [size, stored, took] = [bytes(rawBytes), bytes(length), duration(milliseconds)].map(together) as [string, string, string]
  return [path(name), path(place, '/_'), size, stored, plain(holds.join(', ')), plain(consistency), took]
}

function strong(amount: string): string {
  return `**${together(amount)}**`
}

export function forecastTable({ components }: Forecast): string {
  const amount = (size: number | null) => (size === null ? 'not known before' : together(bytes(size)))
  const rows = components.map(({ name, from, size, need }) => [code(name), plain(from), amount(size), amount(need)])
  return table(['Component', 'From', 'On the disk', 'Expected in the archive'], rows, 200)
}

export function leftOutList(rows: readonly LeftOut[]): string[] {
  return rows.length === 0 ? [] : ['#### Not kept', list(rows.map(({ what, why }) => `${code(what)}: ${plain(why)}`))]
}

/** What rotation did with each backup, and why. Empty without a rotation. */
export function rotationList(rotation: Retention | undefined, title = 'Rotation'): string[] {
  if (rotation === undefined) return []
  const rows = [
    ...(rotation.stopped === undefined ? [] : [`Nothing is removed now: ${plain(rotation.stopped)}`]),
    ...rotation.remove.map(({ file, why }) => `Removed ${code(file)}: ${plain(why)}`),
    ...rotation.keep.map(({ file, why }) => `${code(file)}: ${plain(why)}`),
  ]
  return rows.length === 0 ? [] : [`#### ${title}`, list(rows)]
}
