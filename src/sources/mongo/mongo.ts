// MongoDB, by its own mongodump: the whole server to one moment where there is an oplog, or listed databases one by one.
import { BackupError } from '../../messages/errors.ts'
import { encode } from '../../protocol/encoding.ts'
import type { Mount } from '../../server/facts.ts'
import { imageName, volumesOf } from '../../server/project.ts'
import { containerFor, containerOf, sizesOf, type Wanted } from '../containers.ts'
import { isOtherDatabase } from '../otherdatabases.ts'
import { running } from '../restoration.ts'
import { type Component, nothing, type Source, type View } from '../source.ts'

const images = /^(mongo|mongodb|mongodb-(community|enterprise)-server|percona-server-mongodb)$/

const dumpPath = 'database/mongodb_<stamp>.archive'

export const mongo: Source = {
  components(view) {
    const container = containerOf(wanted(view), view)
    if (container === undefined) return missing(view)
    const databases = view.settings.mongoDatabases
    const component = (name: string, path: string, details: Record<string, string>): Component => ({
      name,
      kind: 'database',
      path,
      from: container.name,
      ...sizesOf(name, container, view),
      details: { container: container.name, service: container.service, image: container.image, ...details },
      reader: container.name,
      moment: 'dump',
    })
    return {
      components:
        databases.length === 0
          ? [component('database', dumpPath, {})]
          : databases.map(name => component(`database/${encode(name)}`, `database/${encode(name)}_<stamp>.archive`, { database: name })),
      leftOut: volumesOf(container)
        .filter(() => view.settings.volumes === 'auto')
        .map(mount => ({ what: volumeIn(mount, view), why: 'the database dump carries it' })),
      warnings:
        databases.length === 0
          ? []
          : [`Only listed databases are dumped, and so without the oplog: each is as it was while it was read (fuzzy).`],
    }
  },

  collect(component) {
    return ['mongo_dump', component.reader ?? '', component.details['database'] ?? '']
  },

  restore(kept, target) {
    const { view } = target
    const found = containerFor(kept, wanted(view), target)
    const name = found?.name ?? kept.details['container'] ?? ''
    const database = kept.details['database'] ?? ''
    const old = target.manifest.kind === 'old-format'
    const staging = ['old_mongo_stage', kept.name, name] as const
    const { container: _container, service: _service, image: _image, ...details } = kept.details
    return {
      name: kept.name,
      over: `${database === '' ? 'the databases' : `the database ${database}`} in ${name}`,
      ...(found !== undefined && {
        before: {
          name: kept.name,
          kind: 'database' as const,
          path: old ? dumpPath : kept.path.replace(/_\d{8}_\d{6}\.archive$/, '_<stamp>.archive'),
          from: name,
          ...sizesOf(kept.name, found, view),
          details: { ...details, container: name, service: found.service, image: found.image },
          reader: name,
          moment: 'dump' as const,
        },
      }),
      stop: [],
      // Whoever might write. Redis does not, and other databases are not touched.
      pause: view.project.containers.filter(each => each.name !== name && !isDatabase(each.image) && running(each)).map(each => each.name),
      ...(found === undefined && {
        wake: name,
        late: [
          ['mongo_ready', name],
          ['mongo_prove', kept.name, name],
        ] as const,
      }),
      // A dump directory is made ready in the container; a dump of one file is fed to it.
      room: [[1, '.'], ...(old ? ([[1, '/var/lib/docker']] as const) : [])],
      prove: found === undefined ? ['mb_prove', kept.name, 'mb_read_nothing'] : ['mongo_prove', kept.name, name],
      stage: old ? [staging] : target.oldToo ? [['mb_if_old', ...staging]] : [],
      swap: [
        ['mongo_keep', name, database, kept.name],
        ['mongo_put', kept.name, name, database, view.settings.restore.exact ? 'yes' : 'no'],
      ],
      check: [],
    }
  },

  drill({ name, details }, { id, name: image }) {
    return ['mongo_drill', name, id, image, details['database'] ?? '']
  },
}

function isDatabase(image: string): boolean {
  return isMongo(image) || isOtherDatabase(image) || /^(redis|valkey)/.test(imageName(image))
}

/** The container of MongoDB, for the sources that must know whose volume is whose. */
export function isMongo(image: string): boolean {
  return images.test(imageName(image))
}

/** A mounted volume in words: by its name in the compose file, or by its place where it has none. */
export function volumeIn(mount: Mount, { project }: View): string {
  const anonymous = /^[0-9a-f]{64}$/.test(mount.name)
  return anonymous
    ? `anonymous volume at ${mount.destination}`
    : `volume ${project.volumes.find(each => each.name === mount.name)?.shortName || mount.name}`
}

function wanted({ settings }: View): Wanted {
  return { what: 'MongoDB', setting: 'mongo-container', named: settings.mongoContainer, images }
}

function missing({ settings }: View) {
  if (settings.scope !== 'database' && settings.mongoDatabases.length === 0 && settings.mongoUri === undefined) {
    return { ...nothing, notes: ['There is no MongoDB in this project, so no database is in this backup.'] }
  }
  throw new BackupError({
    code: 'E_NOT_FOUND',
    title: `No container of this project has an image of MongoDB, and ${settings.scope === 'database' ? 'scope: database asks for one' : 'the settings ask for one'}.`,
    safe: 'nothing was changed',
    next: 'name its container: mongo-container',
  })
}
