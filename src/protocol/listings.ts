// Listings: what the runtime tells line by line, as `mb_lines` sends it. Each type has one field, the line.
import { object, type Reader } from '../text/untrusted.ts'
import { line, words } from './fields.ts'

/** A line that is used as it is: what is in it is read where it is used. */
const used = object({ text: line })
/** A line that only people read. */
const read = object({ text: words })

/** Facts of a server. */
const facts = {
  hostname: read,
  os: read,
  /** `<id> <name>` of the account. */
  user: used,
  /** `<bytes> <inodes>` free; `-` for inodes that are not counted. */
  space: used,
  /** `<name> <version>`. */
  tool: read,
  /** `<client version> <server version>`. */
  docker: read,
  'docker-error': read,
  /** `<id> replica-set <name>` or `<id> append-only`. */
  started: used,
  /** JSON, of named fields of `docker inspect`. */
  container: used,
  /** JSON, of labels that an image carries. */
  image: used,
  volume: used,
  /** The application directory, its links resolved; and `<kind> <name>` of what is in it. */
  application: used,
  file: used,
  /** A listed directory that is there; and `<kB>\t<path>` of one that was measured. */
  present: used,
  size: used,
} as const satisfies Readonly<Record<string, Reader<unknown>>>

/** What is in the backup directory. */
const catalogue = {
  /** `<file>:<content>`, as `grep -H` writes it. */
  manifest: used,
  skipped: used,
  /** `<name>.restore.sh`. */
  runbook: used,
  /** `<bytes> <mtime> <type>/<name>`, as `stat` writes it. */
  entry: used,
} as const satisfies Readonly<Record<string, Reader<unknown>>>

export const listings = { ...facts, ...catalogue } as const

export type Listed = keyof typeof listings

export function isListed<Told extends { readonly type: string }>(told: Told): told is Extract<Told, { readonly type: Listed }> {
  return Object.hasOwn(listings, told.type)
}
