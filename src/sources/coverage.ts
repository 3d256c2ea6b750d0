// What the project keeps and no component takes. It is named, in the log and in the manifest: no silent gap.
import type { Container, Mount } from '../server/facts.ts'
import { imageName, volumesOf } from '../server/project.ts'
import { inert } from '../text/inert.ts'
import { isOtherDatabase } from './otherdatabases.ts'
import type { Component, LeftOut, View } from './source.ts'

/** Things of the machine that containers borrow: nothing of the application's is in them. */
const borrowed =
  /^\/(proc|sys|dev|run|var\/run)(\/|$)|^\/etc\/(localtime|timezone|hosts|resolv\.conf|machine-id|passwd|group|ssl|ca-certificates)(\/|$)|\.sock$|^\/var\/lib\/docker(\/|$)|^\/lib\/modules(\/|$)/

/** Bind mounts, anonymous volumes and other databases of the project that none of the components holds. */
export function uncovered(components: readonly Component[], { project, settings, facts, dumped }: View): LeftOut[] {
  if (settings.scope === 'database') return []
  const roots = components.flatMap(component => component.paths ?? component.lies?.path ?? [])
  const absolute = roots.map(path => (path.startsWith('/') ? path : `${facts.application?.path ?? settings.appDir}/${path}`))
  const held = (source: string) => [...absolute, settings.backupDir].some(root => source === root || source.startsWith(`${root}/`))
  const databases = project.containers.filter(({ name, image }) => isOtherDatabase(image) && !dumped.has(name))
  return unique([
    ...databases.map(container => ({
      what: `the database in ${inert(container.name)} (${inert(imageName(container.image))})`,
      why: 'nothing dumps it; a copy of its files is not a dump',
    })),
    ...project.containers.flatMap(container =>
      binds(container)
        .filter(mount => !held(mount.source))
        .map(mount => boundOf(mount, settings.appDir)),
    ),
    ...project.containers.filter(({ name }) => !dumped.has(name)).flatMap(anonymous),
  ])
}

function binds(container: Container): Mount[] {
  return container.mounts.filter(mount => mount.type === 'bind' && !borrowed.test(mount.source))
}

function boundOf(mount: Mount, appDir: string): LeftOut {
  const shown = mount.source.startsWith(`${appDir}/`) ? `./${mount.source.slice(appDir.length + 1)}` : mount.source
  return { what: `bind mount ${inert(shown)}`, why: 'no component takes it: see paths' }
}

/** Volumes without a name, made by Docker for a container; the list of volumes may not show whose they are. */
function anonymous(container: Container): LeftOut[] {
  return volumesOf(container)
    .filter(mount => /^[0-9a-f]{64}$/.test(mount.name))
    .map(mount => ({
      what: `anonymous volume at ${inert(mount.destination)} of ${inert(container.service || container.name)}`,
      why: 'it has no name: name it in the compose file to back it up',
    }))
}

function unique(rows: readonly LeftOut[]): LeftOut[] {
  return [...new Map(rows.map(row => [row.what, row])).values()]
}
