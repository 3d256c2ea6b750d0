// Names of backups and of their archive files, and the time that a name means. The only place that knows their form.
import { type Compression, compressions, formats } from './formats.ts'

export const prefixes = ['pre-update', 'nightly', 'pre-reset', 'manual', 'pre-restore'] as const
/** What a backup was made for; retention works per prefix. `pre-reset` is critical, `pre-restore` a restore's safety copy. */
export type Prefix = (typeof prefixes)[number]

export type Encryption = 'none' | 'age' | 'gpg'

/** `pre-update-20241019_143022`, taken apart. `time` is epoch seconds: names are in UTC, so the hour that comes twice in autumn has two names. */
export type Name = { readonly name: string; readonly prefix: Prefix; readonly time: number }

/** A name with the extensions of its file: `pre-update-20241019_143022.tar.zst`. */
export type ArchiveName = Name & { readonly file: string; readonly compression: Compression; readonly encryption: Encryption }

const stamped = new RegExp(`^(${prefixes.join('|')})-(\\d{4})(\\d\\d)(\\d\\d)_(\\d\\d)(\\d\\d)(\\d\\d)$`)
const archived = new RegExp(`^(.+)\\.tar\\.(${compressions.map(each => formats[each].extension).join('|')})(?:\\.(age|gpg))?$`)
const lastNamableSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000

/** Parses a backup's name. Exact: a text with another prefix, with a suffix, or with an impossible date is not a name. */
export function parseName(text: string): Name | undefined {
  const parts = stamped.exec(text)
  if (parts === null) return undefined
  const [, prefix, year, month, day, hour, minute, second] = parts
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000
  // Date.parse rolls over (31 February becomes 2 March, 24:00 the next day): only a text that its own time names again is a name.
  return time >= 0 && nameOf(prefix as Prefix, time) === text ? { name: text, prefix: prefix as Prefix, time } : undefined
}

/** Parses an archive's file name (no directory in front). Exact, like `parseName`. */
export function parseArchiveName(file: string): ArchiveName | undefined {
  const [, stem = '', extension, encryption = 'none'] = archived.exec(file) ?? []
  const name = parseName(stem)
  const compression = compressions.find(each => formats[each].extension === extension)
  if (name === undefined || compression === undefined) return undefined
  return { ...name, file, compression, encryption: encryption as Encryption }
}

/** The name of a backup made at `time`: whole epoch seconds, 1970 to 9999. Throws a RangeError for any other. */
export function nameOf(prefix: Prefix, time: number): string {
  if (!Number.isInteger(time) || time < 0 || time > lastNamableSecond) throw new RangeError(`no name can be made of the time ${time}`)
  const [date = '', clock = ''] = new Date(time * 1000).toISOString().split('T')
  return `${prefix}-${date.replaceAll('-', '')}_${clock.slice(0, 8).replaceAll(':', '')}`
}

/** The archive file of a backup of this name. */
export function archiveFileOf(name: string, compression: Compression): string {
  return `${name}.tar.${formats[compression].extension}`
}
