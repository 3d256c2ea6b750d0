// Which containers and volumes belong to the application: the compose project in its directory, by the labels Compose leaves.
import { BackupError } from '../messages/errors.ts'
import type { Settings } from '../settings/settings.ts'
import { inert } from '../text/inert.ts'
import type { Container, Facts, Mount, Volume } from './facts.ts'
import { compressorFor, missingTools } from './tools.ts'

export type Project = {
  /** Compose's name of it; empty if there is none and the settings name what to keep. */
  readonly name: string
  readonly containers: readonly Container[]
  readonly volumes: readonly Volume[]
  /** Why no container was looked at, where there is no Docker engine and the settings ask for files only. */
  readonly without?: string
}

/** What the settings ask for by name: things of Docker, directories (a backup without a project), files; and the settings that could. */
export type Asks = {
  readonly containers: boolean
  readonly directories: boolean
  readonly files: boolean
  readonly settings: readonly string[]
}

/** Finds the project of the application directory. Throws E_PREREQ, E_DOCKER, E_PERM, E_NOT_FOUND, E_AMBIGUOUS, each with what there is instead. */
export function projectOf(facts: Facts, settings: Settings, asks: Asks): Project {
  if (facts.docker === null && asksForFilesOnly(settings, asks))
    return { name: '', containers: [], volumes: [], without: inert(facts.dockerError) || 'no docker command' }
  requireEngine(facts, settings)
  const directories = new Set([settings.appDir, facts.application?.path ?? settings.appDir])
  const here = facts.containers.filter(container => container.project !== '' && isIn(container, directories))
  const names = [...new Set(here.map(container => container.project))]
  if (names.length > 1) {
    throw new BackupError({
      code: 'E_AMBIGUOUS',
      title: `There are several compose projects in ${settings.appDir}: ${names.map(name => inert(name)).join(', ')}.`,
      safe: 'nothing was changed',
      next: 'give each project a directory of its own, or remove the containers of those that are gone (docker compose -p NAME down)',
    })
  }
  const [name = ''] = names
  if (name === '' && !asks.containers && !asks.directories) throw noProject(facts, settings, asks)
  const containers = here.filter(container => container.project === name)
  const mounted = new Set(containers.flatMap(container => container.mounts).map(mount => mount.name))
  const volumes = facts.volumes.filter(volume => (name !== '' && volume.project === name) || mounted.has(volume.name))
  return { name, containers, volumes }
}

/** Mounts of named volumes of a container. */
export function volumesOf(container: Container): readonly Mount[] {
  return container.mounts.filter(mount => mount.type === 'volume')
}

/** `registry/name:tag@digest` without what comes before and after the name. */
export function imageName(image: string): string {
  const last = image.split('@')[0]?.split('/').pop() ?? ''
  return last.split(':')[0] ?? ''
}

/** Is this the image of Docker's own library with this name: the one that Docker itself builds? */
export function isOfficial(image: string, name: string): boolean {
  const plain = image.replace(/@sha256:[0-9a-f]{64}$/, '').replace(/:[\w][\w.-]{0,127}$/, '')
  return [name, `library/${name}`, `docker.io/${name}`, `docker.io/library/${name}`].includes(plain)
}

/** Listed files and directories can be kept on a server without Docker. */
function asksForFilesOnly({ scope }: Settings, { containers, directories, files }: Asks): boolean {
  return (directories || files) && !containers && scope !== 'database'
}

function requireEngine(facts: Facts, settings: Settings): void {
  if (facts.docker !== null) return
  const said = inert(facts.dockerError)
  if (said === '') throw noDocker(facts, settings)
  const denied = /permission denied/i.test(said)
  throw new BackupError({
    code: denied ? 'E_PERM' : 'E_DOCKER',
    title: denied
      ? `${facts.user.name} may not use Docker on ${facts.hostname}.`
      : `The Docker engine on ${facts.hostname} does not answer.`,
    details: { 'Docker said': said },
    safe: 'nothing was changed',
    next:
      denied && !settings.target.sudo
        ? 'set sudo: true, or add the account to the group docker (which is as good as root)'
        : 'see whether it runs: systemctl status docker',
  })
}

/** Names what else is missing too: one visit to the server should do. */
function noDocker(facts: Facts, settings: Settings): BackupError {
  const others = missingTools(facts, compressorFor(settings.compression, facts))
  return new BackupError({
    code: 'E_PREREQ',
    title: `There is no docker command for ${facts.user.name} on ${facts.hostname}.`,
    ...(others.length > 0 && { details: { 'Missing too': others.join(', ') } }),
    safe: 'nothing was changed',
    next: 'install the Docker CLI and what else is missing, or put it into the PATH of this account',
  })
}

function isIn(container: Container, directories: ReadonlySet<string>): boolean {
  const near = (path: string) => [...directories].some(directory => path === directory || path.startsWith(`${directory}/`))
  return directories.has(container.directory) || container.files.some(near)
}

function noProject(facts: Facts, settings: Settings, asks: Asks): BackupError {
  const others = [
    ...new Map(
      facts.containers.filter(container => container.project !== '').map(container => [container.project, container.directory]),
    ).entries(),
  ]
  const listed = others.slice(0, 10).map(([name, directory]) => `${inert(name)} in ${inert(directory)}`)
  return new BackupError({
    code: 'E_NOT_FOUND',
    title:
      facts.application === null
        ? `The application directory ${settings.appDir} is not on ${facts.hostname}.`
        : `No compose project of ${settings.appDir} has containers on ${facts.hostname}.`,
    details: { 'There are': listed.length > 0 ? listed.join('\n') : 'no compose projects at all' },
    safe: 'nothing was changed',
    next: `set app-dir to the directory of the compose project, or name what to keep: ${asks.settings.join(', ')}`,
  })
}
