// What the server is, from one read-only look: the events of the facts script, as types. Nothing here decides anything.
import type { Listing } from '../backups/catalogue.ts'
import { parseName } from '../backups/names.ts'
import { Bounds } from '../protocol/bounds.ts'
import { decode } from '../protocol/encoding.ts'
import type { Event, Told } from '../protocol/events.ts'
import { isListed, type Listed } from '../protocol/listings.ts'
import { Malformed } from '../text/untrusted.ts'

export type Mount = {
  readonly type: string
  readonly name: string
  readonly source: string
  readonly destination: string
  readonly writable: boolean
}

export type Container = {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly imageId: string
  /** As Docker says it: running, paused, exited, restarting, created, dead. */
  readonly state: string
  /** Empty strings where Compose did not make it: see `placeOf`. */
  readonly project: string
  readonly service: string
  readonly directory: string
  readonly files: readonly string[]
  readonly environmentFiles: readonly string[]
  readonly mounts: readonly Mount[]
  /** What its command line says of the server in it, by the names of the sources' hints. Settings in files are not seen. */
  readonly hints: Readonly<Record<string, string>>
}

export type Volume = {
  readonly name: string
  readonly driver: string
  readonly mountpoint: string
  /** The `type` option: nfs, tmpfs, none (a bind); empty for an ordinary one. */
  readonly kind: string
  readonly project: string
  /** The name in the compose file; empty where Compose did not make it. */
  readonly shortName: string
}

export type Entry = { readonly name: string; readonly kind: string }

export type Facts = {
  readonly hostname: string
  readonly os: string
  readonly user: { readonly id: number; readonly name: string }
  /** Bytes and inodes free where the backups go; inodes null where the filesystem does not count them. */
  readonly free: number
  readonly freeInodes: number | null
  /** Tools found, with the first line of their version ('' where it was not asked). */
  readonly tools: ReadonlyMap<string, string>
  readonly docker: { readonly client: string; readonly server: string } | null
  /** What the Docker CLI said when its engine could not be asked. */
  readonly dockerError: string
  readonly containers: readonly Container[]
  readonly volumes: readonly Volume[]
  /** The application directory with its links resolved, and its first level; null if it is not there. */
  readonly application: {
    readonly path: string
    readonly entries: readonly Entry[]
    /** Entries whose names are not UTF-8, by their encoded names: no setting can name them. */
    readonly unnamable?: readonly Entry[]
  } | null
  /** Bytes on disk by directory, where they could be measured in time. */
  readonly sizes: ReadonlyMap<string, number>
  /** Which of the listed directories are there. */
  readonly present: ReadonlySet<string>
  readonly listing: Listing
}

/** Gathers the events of a facts script, and of any other that lists. Bounded: `add` throws E_PROTOCOL when a server lists without end. */
export class FactsReader {
  readonly #bounds = new Bounds()
  readonly #lines = new Map<Listed, string[]>()
  readonly #unsound = new Map<string, string>()
  #catalogue = { now: 0, odd: 0, atWork: 0 }
  #mark: { readonly alive: boolean; readonly text: string } | undefined

  add(event: Event): void {
    if (isListed(event)) this.#push(event)
    else if (event.type === 'catalogue') this.#catalogue = { now: event.now, odd: event.odd, atWork: event.atWork }
    else if (event.type === 'restore-incomplete') this.#mark = { alive: event.alive, text: event.text }
    else if (event.type === 'unsound') {
      this.#bounds.take(event.type, event.file + event.why)
      this.#unsound.set(event.file, event.why)
    }
  }

  /** The facts so far; `complete` tells whether the script came to its end. */
  get complete(): boolean {
    return this.#catalogue.now > 0
  }

  facts(): Facts {
    const [userId = '', userName = ''] = this.#word('user')
    const [free = '', inodes = '-'] = this.#word('space')
    const [client, server = ''] = this.#word('docker')
    const path = this.#one('application')
    const hints = hintsOf(this.#all('started'))
    const images = new Map(this.#all('image').flatMap(imageOf))
    return {
      hostname: this.#one('hostname'),
      os: this.#one('os'),
      user: { id: Number(userId || -1), name: userName },
      free: Number(free) || 0,
      freeInodes: inodes === '-' || inodes === '' ? null : Number(inodes),
      tools: new Map(this.#all('tool').map(line => [line.split(' ')[0] ?? '', line.split(' ').slice(1).join(' ')])),
      docker: client && this.#one('docker-error') === '' ? { client, server } : null,
      dockerError: this.#one('docker-error'),
      containers: this.#all('container')
        .flatMap(line => containerOf(line, images))
        .map(container => ({ ...container, hints: hints.get(container.id) ?? {} })),
      volumes: this.#all('volume').flatMap(volumeOf),
      application: path === '' ? null : { path: textOf(path) ?? path, ...entriesOf(this.#all('file')) },
      sizes: new Map(this.#all('size').flatMap(sizeOf)),
      present: new Set(this.#all('present').flatMap(word => textOf(word) ?? [])),
      listing: this.listing(),
    }
  }

  /** What is in the backup directory, for `catalogueOf`. */
  listing(): Listing {
    const entries = this.#all('entry').flatMap(listedOf)
    const manifests = this.#all('manifest').map(manifestOf)
    const listed = new Set(manifests.map(({ name }) => `${name}.tar.gz`))
    // The old scripts wrote nothing but these, and no manifest.
    const old = entries.filter(({ file, type }) => type === 'file' && /^pre-update-.*\.tar\.gz$/.test(file) && !listed.has(file))
    return {
      skips: this.#all('skipped').map(skipOf),
      runbooks: this.#all('runbook').map(file => file.replace(/\.restore\.sh$/, '')),
      ...this.#catalogue,
      restoreIncomplete: this.#mark !== undefined,
      ...(this.#mark && incompleteOf(this.#mark)),
      entries,
      manifests,
      old: old.map(({ file }) => {
        const why = this.#unsound.get(file)
        return why === undefined ? { file, sound: null } : { file, sound: false, ...(why !== '' && { why }) }
      }),
    }
  }

  #push({ type, text }: Told<Listed>): void {
    this.#bounds.take(type, text)
    const lines = this.#lines.get(type)
    if (lines === undefined) this.#lines.set(type, [text])
    else lines.push(text)
  }

  #all(type: Listed): readonly string[] {
    return this.#lines.get(type) ?? []
  }

  #one(type: Listed): string {
    return this.#all(type)[0] ?? ''
  }

  #word(type: Listed): string[] {
    return this.#one(type).split(' ')
  }
}

/** The text of an encoded word; undefined for what is none, or not UTF-8. */
function textOf(word: string): string | undefined {
  try {
    return decode(word)
  } catch (thrown) {
    if (thrown instanceof Malformed) return undefined
    throw thrown
  }
}

/** `<kind> <encoded name>`, a line each. */
function entriesOf(lines: readonly string[]): Pick<NonNullable<Facts['application']>, 'entries' | 'unnamable'> {
  const words = lines.map(line => ({ kind: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }))
  const entries = words.flatMap(({ kind, name: word }) => {
    const name = textOf(word)
    return name === undefined ? [] : [{ kind, name }]
  })
  const unnamable = words.filter(({ name }) => textOf(name) === undefined)
  return { entries, ...(unnamable.length > 0 && { unnamable }) }
}

/** `<kB><TAB><encoded path>`, as mb_facts_size writes it, in bytes by path. */
function sizeOf(line: string): [string, number][] {
  const tab = line.indexOf('\t')
  const path = textOf(line.slice(tab + 1))
  return path === undefined ? [] : [[path, Number.parseInt(line, 10) * 1024]]
}

/** The mark of a restore: its run, the backup, the components; tabs between them. */
function incompleteOf({ text, alive }: { readonly text: string; readonly alive: boolean }): Pick<Listing, 'incomplete'> {
  const [runId = '', backup = '', components = ''] = text.split('\t')
  const sound = /^[a-z0-9-]+$/.test(runId) && parseName(backup) !== undefined && components !== ''
  return sound ? { incomplete: { runId, backup, components: components.trim().split(' '), alive } } : {}
}

/** `bytes mtime type/name`, as `stat -c '%s %Y %F/%n'` writes it. */
function listedOf(line: string): Listing['entries'] {
  const match = /^(\d+) (\d+) ([^/]+)\/(.+)$/.exec(line)
  if (match === null) return []
  const [, size, mtime, kind = '', file = ''] = match
  const type = kind.startsWith('regular') ? 'file' : kind === 'directory' ? 'dir' : kind === 'symbolic link' ? 'link' : 'other'
  return [{ file, bytes: Number(size), mtime: Number(mtime), type }]
}

/** `<name>.json:<its text>`, as `grep -H` writes it. */
function manifestOf(line: string): Listing['manifests'][number] {
  const colon = line.indexOf(':')
  return { name: line.slice(0, colon).replace(/\.json$/, ''), text: line.slice(colon + 1) }
}

/** `<name>.skipped:<its text>`, in the same way. */
function skipOf(line: string): Listing['skips'][number] {
  const colon = line.indexOf(':')
  return { name: line.slice(0, colon).replace(/\.skipped$/, ''), text: line.slice(colon + 1) }
}

/** Labels of Compose, as a container or an image has them. */
type Labels = Readonly<Record<'directory' | 'files' | 'environmentFiles', string>>

function imageOf(line: string): [string, Labels][] {
  const read = fieldsOf(line)
  return read === undefined ? [] : [[textField(read)('id'), labelsOf(read)]]
}

function labelsOf(read: Record<string, unknown>): Labels {
  const text = textField(read)
  return { directory: text('directory'), files: text('files'), environmentFiles: text('environmentFiles') }
}

/**
 * Where Compose put a container. A container has every label of its image that nobody set for it, so an image could call its containers a part of any
 * project, and any file of the server its configuration. What counts is what the image does not say itself, or Compose's name for that very image: no image
 * can hold its own digest. Compose writes project and service to the images that it builds too, so these count where the place does.
 */
function placeOf(read: Record<string, unknown>, image: Labels | undefined): Pick<Container, 'project' | 'service' | keyof Labels> {
  const text = textField(read)
  const labels = labelsOf(read)
  const own = (name: keyof Labels) => (labels[name] === image?.[name] ? '' : labels[name])
  const byCompose = text('madeFrom') !== '' && text('madeFrom') === text('imageId')
  const { directory, files } = byCompose ? labels : { directory: own('directory'), files: own('files') }
  const placed = directory !== '' || files !== ''
  return {
    project: placed ? composeName(text('project')) : '',
    service: placed ? composeName(text('service')) : '',
    directory,
    files: listField(files),
    // Compose sets this label only where it was asked for such files.
    environmentFiles: placed ? listField(own('environmentFiles')) : [],
  }
}

function containerOf(line: string, images: ReadonlyMap<string, Labels>): Container[] {
  const read = fieldsOf(line)
  if (read === undefined) return []
  const text = textField(read)
  if (text('id') === '' || text('oneOff') === 'True') return []
  const mounts = Array.isArray(read['mounts']) ? read['mounts'] : []
  return [
    {
      id: text('id'),
      name: text('name').replace(/^\//, ''),
      image: text('image'),
      imageId: text('imageId'),
      state: text('state'),
      ...placeOf(read, images.get(text('imageId'))),
      mounts: mounts.map(mountOf),
      hints: {},
    },
  ]
}

/** `<id> <hint> <what it says>`: what is said of each container, by its id. */
function hintsOf(lines: readonly string[]): ReadonlyMap<string, Container['hints']> {
  const about = new Map<string, Record<string, string>>()
  for (const [id = '', hint = '', said = ''] of lines.map(line => line.split(' '))) {
    const hints = about.get(id) ?? {}
    Object.defineProperty(hints, hint, { value: said, enumerable: true, configurable: true })
    about.set(id, hints)
  }
  return about
}

function mountOf(value: unknown): Mount {
  const read: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {}
  const text = textField(read)
  return { type: text('Type'), name: text('Name'), source: text('Source'), destination: text('Destination'), writable: read['RW'] === true }
}

/** A name in a compose file, or of a project (compose-spec). A label can hold anything; what Compose did not write is no such name. */
function composeName(label: string): string {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/.test(label) ? label : ''
}

function volumeOf(line: string): Volume[] {
  const read = fieldsOf(line)
  if (read === undefined) return []
  const text = textField(read)
  return [
    {
      name: text('name'),
      driver: text('driver'),
      mountpoint: text('mountpoint'),
      kind: text('kind'),
      project: text('project'),
      shortName: composeName(text('volume')),
    },
  ]
}

function fieldsOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function textField(read: Record<string, unknown>): (name: string) => string {
  return name => (typeof read[name] === 'string' ? read[name] : '')
}

/** Compose joins paths with commas in its labels. */
function listField(text: string): string[] {
  return text === '' ? [] : text.split(',')
}
