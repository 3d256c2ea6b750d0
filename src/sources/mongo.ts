// MongoDB, by its own mongodump: the whole server to one moment where there is an oplog, or listed databases one by one.
import { BackupError } from '../errors.ts'
import type { Mount } from '../facts.ts'
import { imageName, volumesOf } from '../project.ts'
import { containerOf, sizesOf, type Wanted } from './containers.ts'
import { type Component, nothing, type Source, type View } from './source.ts'

const images = /^(mongo|mongodb|mongodb-(community|enterprise)-server|percona-server-mongodb)$/

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
          ? [component('database', 'database/mongodb_<stamp>.archive', {})]
          : databases.map(name => component(`database/${name}`, `database/${name}_<stamp>.archive`, { database: name })),
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
