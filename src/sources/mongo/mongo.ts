// MongoDB, by its own mongodump: the whole server to one moment where there is an oplog, or listed databases one by one.
import { BackupError } from '../../messages/errors.ts'
import { encode, encoded } from '../../protocol/encoding.ts'
import type { Container } from '../../server/facts.ts'
import { imageName, volumesOf } from '../../server/project.ts'
import { lenient, list, object, optional, whole } from '../../text/untrusted.ts'
import { containerFor, containerOf, hintOf, serverIn, sizesOf, volumeIn, type Wanted } from '../containers.ts'
import { wrongCount } from '../counts.ts'
import { isOtherDatabase } from '../otherdatabases.ts'
import { bytesKept, type Room, running } from '../restoration.ts'
import { type Component, nothing, type Source, type View } from '../source.ts'
import { readMongoArchive } from './archive.ts'

const images = /^(mongo|mongodb|mongodb-(community|enterprise)-server|percona-server-mongodb)$/

const dumpPath = 'database/mongodb_<stamp>.archive'

/** Bytes that an empty server takes: its engine and its log. */
const emptyServer = 350_000_000

export const mongo: Source = {
  kind: 'database',
  group: 'database',
  form: 'entry',
  runtime: {
    reader: 'mongo_read',
    served: true,
    contents: 'mongo_contents',
    contentsJson: 'mongo_contents_json',
    loaded: true,
    told: 'documents',
  },
  units: { documents: 'document', collections: 'collection' },
  hints: { 'replica-set': '--replSet[ =]\\([A-Za-z0-9_-]\\{1,64\\}\\)' },
  settings: ['mongo-container'],

  serves: ({ name, image }, { sources }) => images.test(imageName(image)) || name === sources['mongo-container'],
  named: ({ sources }) => sources['mongo-container'],
  asks: ({ sources }) => (sources['mongo-container'] === undefined ? undefined : 'containers'),
  secrets: [{ variable: 'MB_MONGO_URI', setting: 'mongo-uri' }],

  find(view) {
    const container = containerOf(wanted(view), view)
    if (container === undefined) return missing(view)
    const databases = view.settings.sources['mongo-databases'] ?? []
    return {
      components:
        databases.length === 0
          ? [componentOf('database', dumpPath, container, '', view)]
          : databases.map(name =>
              componentOf(`database/${encode(name)}`, `database/${encode(name)}_<stamp>.archive`, container, name, view),
            ),
      leftOut: volumesOf(container)
        .filter(() => view.settings.sources.volumes === 'auto')
        .map(mount => ({ what: volumeIn(mount, view), why: 'the database dump carries it' })),
      warnings:
        databases.length === 0
          ? []
          : ['Only the listed databases are dumped, without the oplog: each may change while it is read (fuzzy).'],
    }
  },

  describe: (components, view) => components.map(component => [component.name, describe(component, view)]),

  restore(kept, target) {
    const { view } = target
    const found = containerFor(kept, wanted(view), target)
    const name = found?.name ?? kept.details['container'] ?? ''
    const database = kept.details['database'] ?? ''
    const old = target.manifest.kind === 'old-format'
    const staging = ['old_mongo_stage', kept.name, name] as const
    const path = old ? dumpPath : kept.path.replace(/_\d{8}_\d{6}\.archive$/, '_<stamp>.archive')
    const before = found && componentOf(kept.name, path, found, database, view)
    const exact = view.settings.restore.exact ? 'yes' : 'no'
    const rights = ['mongo_rights', kept.name, name] as const
    return {
      name: kept.name,
      over: `${database === '' ? 'the databases' : `the database ${database}`} in ${name}`,
      ...(before !== undefined && { before }),
      reader: name,
      stop: [],
      // Containers that might write. Other servers of databases are not touched.
      pause: view.project.containers.filter(each => each.name !== name && !isDatabase(each, view) && running(each)).map(each => each.name),
      ...(found === undefined && {
        wake: name,
        late: [['mongo_ready', name], ['mongo_prove', kept.name, name], rights] as const,
      }),
      room: roomOf(found, before, old),
      prove: found === undefined ? ['mb_prove', kept.name, 'mb_read_nothing'] : ['mongo_prove', kept.name, name],
      rights: found === undefined ? [] : [rights],
      // A dump directory is made ready in the container; a dump of one file is fed to it.
      stage: [['mongo_may_drop', kept.name, name, exact], ...(old ? [staging] : target.oldToo ? [['mb_if_old', ...staging] as const] : [])],
      keep: [['mongo_keep', name, database, kept.name]],
      swap: [['mongo_put', kept.name, name, database, exact]],
      check: [],
    }
  },

  drill: {
    official: 'mongo',
    room: ({ size }) => ({ beside: 0, docker: Math.ceil((size ?? 0) * 1.5) + emptyServer }),
    command: ({ name, details }, { id, name: image }) => ['mongo_drill', name, id, image, details['database'] ?? ''],
  },

  contents: ({ name, contents }) =>
    collectionsIn(contents['collections'], 'collections').map(each => [
      name,
      'collection',
      each.name,
      String(each.documents ?? '-'),
      ...each.indexes,
    ]),

  async read(raw, { counts }) {
    const { namespaces } = await readMongoArchive(raw)
    const documents = namespaces.reduce((sum, each) => sum + each.documents, 0)
    return wrongCount(counts, 'documents', documents)
  },
}

/** The way back, and what is loaded. The files of what it drops may go only some time later, so no room of theirs is counted. */
function roomOf(container: Container | undefined, before: Component | undefined, old: boolean): Room[] {
  return [
    ...(before === undefined ? [] : [{ takes: bytesKept(before), place: '.', what: 'the way back' } as const]),
    { takes: old ? '1x' : '2s', place: dataOf(container), what: 'loaded into MongoDB' },
    ...(old ? [{ takes: '1x', place: '/var/lib/docker', what: 'made ready in the container' } as const] : []),
  ]
}

/** Where a server keeps its data, if this machine has it: in the mount for it, else in the only one, else in the container. */
function dataOf(container: Container | undefined): string {
  const mounts = container?.mounts.filter(({ writable, type }) => writable && type !== 'tmpfs') ?? []
  const own = mounts.find(({ destination }) => destination === '/data/db' || destination === '/data' || destination === '/bitnami/mongodb')
  const mount = own ?? (mounts.length === 1 ? mounts[0] : undefined)
  return mount === undefined || mount.source === '' ? '?/var/lib/docker' : `?${mount.source}`
}

/** Of a manifest: each collection with its documents as they were dumped (a view has none) and the names of its indexes, all of them encoded. */
const collectionsIn = lenient(
  list(object({ name: encoded, documents: optional<number | undefined>(whole(), undefined), indexes: list(encoded) })),
  [],
)

function componentOf(name: string, path: string, container: Container, database: string, view: View): Component {
  return {
    name,
    kind: 'database',
    path,
    from: container.name,
    ...sizesOf(name, container, view),
    details: {
      container: container.name,
      service: container.service,
      image: container.image,
      ...(database !== '' && { database }),
    },
    reader: container.name,
    moment: 'dump',
    take: ['mongo_dump', container.name, database],
  }
}

/** `meeshy-database   MongoDB 7.0, replica set rs0   → consistent to one moment (oplog)`. */
function describe(component: Component, view: View): string {
  const replicaSet = hintOf(component, 'replica-set', view)
  const how =
    component.details['database'] !== undefined
      ? 'as it is while it is read: listed databases have no oplog'
      : replicaSet === undefined
        ? 'consistent to one moment if it has an oplog'
        : 'consistent to one moment (oplog)'
  return `${component.from}   ${serverIn(component, 'MongoDB', 'mongo')}${replicaSet === undefined ? '' : `, replica set ${replicaSet}`}   → ${how}`
}

function isDatabase(container: Container, { dumped }: View): boolean {
  return dumped.has(container.name) || isOtherDatabase(container.image)
}

function wanted({ settings }: View): Wanted {
  return { what: 'MongoDB', setting: 'mongo-container', named: settings.sources['mongo-container'], images }
}

function missing({ settings }: View) {
  if (
    settings.scope !== 'database' &&
    (settings.sources['mongo-databases'] ?? []).length === 0 &&
    settings.sources['mongo-uri'] === undefined
  ) {
    return { ...nothing, notes: ['There is no MongoDB in this project, so no database is in this backup.'] }
  }
  throw new BackupError({
    code: 'E_NOT_FOUND',
    title: `No container of this project has an image of MongoDB, but ${settings.scope === 'database' ? 'scope: database' : 'the settings'} asks for one.`,
    safe: 'nothing was changed',
    next: 'name its container: mongo-container',
  })
}
