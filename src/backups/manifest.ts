// The manifest: the JSON beside an archive that makes it a backup (docs/format.md). A server writes it, so the reader trusts nothing in it.

import {
  anything,
  either,
  exact,
  flag,
  isExact,
  lenient,
  list,
  Malformed,
  moment,
  object,
  oneOf,
  optional,
  type Read,
  record,
  shown,
  valuesIn,
  whole,
} from '../text/untrusted.ts'
import { compressions } from './formats.ts'
import { type Prefix, parseArchiveName, parseName, prefixes } from './names.ts'
import { scopes } from './scopes.ts'

/** How a backup was proven: by its stored bytes (`checksum`), every component read to its end (`read`), or restored and compared (`drill`). */
export const verifications = ['none', 'checksum', 'read', 'drill'] as const

/** Why a text is not a sound manifest; a clause without a capital. */
export type Problem = { readonly problem: string }

const largest = 4 * 1024 * 1024
const mostValues = 250_000
const sha256 = exact(/^[0-9a-f]{64}$/, 'a sha256 in hex')
const word = exact(/^[a-z][a-z-]{0,63}$/, 'a word of small letters')
const pathInside = exact(/^(?!\/)(?!(.*\/)?\.{1,2}(\/|$))(?!.*\/\/).+$/, 'a path inside the archive')
/** Of a kind alone, or one of many by its name as an encoded word. */
const componentName = exact(
  /^[a-z][a-z0-9-]*(\/(?!(.*\/)?\.{0,2}(\/|$))(?:[A-Za-z0-9_./:@+,-]|%(?!00)[0-9A-F]{2})+)?$/,
  'the name of a component',
)
/** What Docker and Compose take for a name, for a reference of an image or its id; empty where there is none. */
const dockerName = exact(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}$/, 'a name that Docker takes')
const composeName = exact(/^([A-Za-z0-9_][A-Za-z0-9_.-]{0,254})?$/, 'a name that Compose takes')
const imageName = exact(/^([A-Za-z0-9[][A-Za-z0-9_./:@+[\]-]{0,1023})?$/, 'the name or the id of an image')
const databaseName = exact(/^(?!-)[^/\\. "$*<>:|?]{1,63}$/, 'the name of a database')
/** Of a file or directory: neither empty parts nor dots that lead elsewhere. */
const placeForm = /^\/?(?!(.*\/)?\.{0,2}(\/|$)).+$/s
const place = exact(placeForm, 'a path without . and .. in it')
const absolutePlace = exact(/^\/(?!(.*\/)?\.{0,2}(\/|$)).+$/s, 'an absolute path without . and .. in it')
const text = optional(shown, '')
const texts = optional(list(shown), [])

/** Where a component came from. A later release may know more of it; what this one acts on has its rule. */
const details = record(exact(/^/), {
  key: exact(/^[a-z][A-Za-z-]{0,63}$/, 'a word'),
  known: {
    container: dockerName,
    service: composeName,
    image: imageName,
    volume: dockerName,
    mountpoint: absolutePlace,
    path: absolutePlace,
    database: databaseName,
    consistency: word,
  },
})

const component = object({
  /** `database`, `volumes/<name>`, `config`, … */
  name: componentName,
  kind: word,
  /** Of its entry in the tar, below `<name of the backup>/`. */
  path: pathInside,
  rawBytes: whole(),
  /** Its stored bytes, as a range of the archive file, and their sha256. */
  offset: whole(),
  length: whole(1),
  sha256,
  /** What is in it: documents, collections, keys, files. */
  counts: optional(record(whole(), { key: word }), {}),
  /** `exact`, `point-in-time`, `snapshot`, `quiesced`, `fuzzy`, `changed-while-read`, … */
  consistency: word,
  warnings: texts,
  milliseconds: optional(whole(), 0),
  /** Where it came from, as a restore needs it: container, image, volume. */
  details: optional(details, {}),
  /** Of configuration and secrets: where each file or directory was. */
  paths: optional(list(place), []),
  /** What is in it, as only its source understands it. */
  contents: optional(record(anything), {}),
})

/** A drill that went well: when (epoch seconds), on whose Docker, and how long restoring took, without the comparison. */
const drill = object({
  time: moment,
  where: oneOf('server', 'runner'),
  milliseconds: whole(),
  components: record(whole(), { key: componentName }),
})

const host = object({ hostname: text, os: text, docker: text, tools: optional(record(shown), {}) })
const project = object({ name: optional(composeName, ''), appDir: optional(either('', absolutePlace), '') })
const context = object({ repository: text, commit: text, run: text, attempt: text, actor: text, workflow: text, url: text })

const manifest = object({
  schema: oneOf(1),
  /** `old-format`: an archive of the old scripts, read to its end once and found sound. It has no run and no sequence, and its components no ranges. */
  kind: oneOf('backup', 'old-format'),
  name: exact(),
  runId: exact(/^[A-Za-z0-9_.-]{0,64}$/, 'a run id'),
  /** Strictly increasing over the backup directory: the order of backups, whatever a clock says. */
  sequence: whole(),
  prefix: oneOf(...prefixes),
  scope: optional(oneOf(...scopes), 'full'),
  /** Epoch seconds, by the server's clock. */
  time: moment,
  timeText: text,
  /** Rotation neither counts nor removes it until someone unpins it. */
  pinned: optional<boolean | undefined>(flag, undefined),
  verified: oneOf(...verifications),
  drill: lenient<Read<typeof drill> | undefined>(drill, undefined),
  /** Beside it lies `<name>.restore.sh`, which puts it back by hand. */
  runbook: optional(flag, false),
  archive: object({ file: exact(), bytes: whole(1), sha256, compression: oneOf(...compressions) }),
  components: list(component),
  /** Data of the project that no component takes. */
  leftOut: optional(list(object({ what: shown, why: shown })), []),
  warnings: texts,
  host: optional(host, host({}, 'host')),
  images: optional(list(object({ container: dockerName, service: composeName, image: imageName, id: imageName })), []),
  project: optional(project, project({}, 'project')),
  context: optional(context, context({}, 'context')),
  milliseconds: optional(whole(), 0),
})

export type Component = Read<typeof component>
export type Manifest = Omit<Read<typeof manifest>, 'pinned'> & { readonly pinned: boolean }

/** Parses a manifest, or returns its problem; the caller says whose manifest it is. */
export function parseManifest(json: string): Manifest | Problem {
  if (json.length > largest || valuesIn(json) > mostValues) return { problem: 'it is too large' }
  try {
    const read = manifest(JSON.parse(json), '')
    const contradiction = contradictionIn(read)
    return contradiction === undefined ? { ...read, pinned: read.pinned ?? pinnedByNature(read.prefix) } : { problem: contradiction }
  } catch (thrown) {
    if (thrown instanceof Malformed) return { problem: thrown.message }
    if (thrown instanceof SyntaxError) return { problem: 'it is not JSON' }
    throw thrown
  }
}

/** Can a manifest name this path, relative to the application or absolute? What it cannot name, no backup takes. */
export function isPlace(path: string): boolean {
  return isExact(path, placeForm)
}

/** Critical backups and the safety copies of restores stay until someone unpins them, which only a manifest can say. */
export function pinnedByNature(prefix: Prefix): boolean {
  return prefix === 'pre-reset' || prefix === 'pre-restore'
}

/** A contradiction between fields of one manifest. */
function contradictionIn({ kind, name, runId, sequence, prefix, archive, components }: Read<typeof manifest>): string | undefined {
  const file = parseArchiveName(archive.file)
  if (parseName(name)?.prefix !== prefix) return 'its name does not begin with its prefix'
  if (file?.name !== name || file.compression !== archive.compression) return 'its archive does not have its name'
  if (new Set(components.map(each => each.name)).size < components.length) return 'two of its components have one name'
  if (kind === 'old-format') return components.every(each => isWhole(each, archive)) ? undefined : 'the old format has no ranges'
  if (runId === '' || sequence === 0) return 'it names no run'
  if (components.length === 0) return 'it holds no component'
  return misplaced(components, archive.bytes)
}

/** The range of a component of an old archive must be the whole archive, which proves it. */
function isWhole({ offset, length, sha256 }: Component, archive: Read<typeof manifest>['archive']): boolean {
  return offset === 0 && length === archive.bytes && sha256 === archive.sha256
}

/** Ranges must lie in the archive, one after the other: a reader that follows them must read nothing else. */
function misplaced(components: readonly Component[], bytes: number): string | undefined {
  let end = 0
  for (const [index, { offset, length }] of components.entries()) {
    if (offset < end) return `components[${index}] overlaps the one before`
    end = offset + length
    if (end > bytes) return `components[${index}] reaches beyond the archive`
  }
  return undefined
}
