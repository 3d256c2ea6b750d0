// Configuration and secrets: small sets of files, listed or found, each one piece of the archive's own tar.
import { posix } from 'node:path'
import { isPlace } from '../../backups/manifest.ts'
import { encode } from '../../protocol/encoding.ts'
import type { Container, Facts } from '../../server/facts.ts'
import type { ListedPath } from '../../settings/settings.ts'
import { besideItsPlace, mounting, placed, refuseOutside } from '../restoration.ts'
import { type Component, type Found, type LeftOut, nothing, type Source, type View } from '../source.ts'
import { readFragment } from '../tree.ts'

// A name may have several lines.
const composeFile = /^(docker-)?compose([.-].*)?\.ya?ml$/s
const environmentFile = /^(\.env(\..+)?|env\..+|.+\.env)$/s
const secretName = /^(\.?secrets?|certs?|certificates|ssl|tls|keys)$/
const notOurs = /\.(example|sample|template|dist)$/

/** How much it matters that a path is there: as `files_take` reads it. */
const demanded = '='
const discovered = '~'
const optional = '?'
const asItIs = '@'

type Demand = typeof demanded | typeof discovered | typeof optional | typeof asItIs
type Item = { readonly path: string; readonly demand: Demand }
type Set = {
  readonly kind: 'config' | 'secrets'
  readonly setting: 'config-paths' | 'secret-paths'
  readonly patterns: readonly RegExp[]
  readonly found: (view: View) => readonly Item[]
}

export const config: Source = setOf({
  kind: 'config',
  setting: 'config-paths',
  patterns: [composeFile, environmentFile],
  found: configFound,
})
export const secrets: Source = setOf({ kind: 'secrets', setting: 'secret-paths', patterns: [secretName], found: secretsFound })

function setOf({ kind, setting, patterns, found }: Set): Source {
  const all = (view: View) => {
    const asked = view.settings.sources[setting]
    return asked === 'auto' ? found(view) : listed(asked)
  }
  const itemsOf = (view: View) => all(view).filter(({ path }) => isPlace(path))
  return {
    kind,
    group: kind,
    form: 'fragment',
    runtime: { reader: 'mb_read_fragment', places: true },
    units: { files: 'file' },
    settings: [setting],

    asks: ({ sources }) => (sources[setting] === 'auto' ? undefined : 'files'),

    find(view): Found {
      if (view.settings.scope === 'database') return nothing
      const items = itemsOf(view)
      const odd = all(view).filter(({ path }) => !isPlace(path))
      const leftOut = [
        ...(view.settings.sources[setting] === 'auto' ? unnamable(patterns, view) : []),
        ...odd.map(({ path }) => ({ what: encode(path), why: 'its name has a control character, or . or .. in it' })),
      ]
      if (items.length === 0)
        return {
          ...nothing,
          leftOut,
          notes: [`There is nothing to keep as ${kind}: ${setting} can name files.`],
        }
      return { components: [componentOf(kind, items)], leftOut }
    },

    describe: components => components.map(({ from }) => [kind, from] as const),

    restore(kept, target) {
      const { appDir } = target.view.settings
      const paths = kept.paths.map(path => placed(path, target))
      refuseOutside(paths, kept.name, target)
      const places = paths.map(path => (path.startsWith('/') ? path : `${appDir}/${path}`))
      return {
        name: kind,
        over: paths.join(', '),
        // A restore replaces names, so that is what its safety backup keeps.
        ...(target.view.facts.application !== null &&
          paths.length > 0 && {
            before: componentOf(
              kind,
              paths.map(path => ({ path, demand: asItIs })),
            ),
          }),
        stop: mounting(places, target.view),
        pause: [],
        room: [
          { takes: '1x', place: '.', what: 'unpacked' },
          // Which of them is how large, no manifest says: each file system must have room for all of them.
          ...places.map(place => ({ takes: '1x', place, what: besideItsPlace }) as const),
        ],
        prove: ['mb_prove', kind, 'mb_read_fragment'],
        rights: [['files_may_swap', ...paths]],
        stage: [['files_stage', kind, ...paths]],
        keep: [],
        swap: [['files_swap', kind, ...paths]],
        check: [],
        first: true,
      }
    },

    writes: ({ paths }) => paths,

    drill: {
      room: () => ({ beside: 0, docker: 0 }),
      command: () => ['fragment_drill', kind],
    },

    read: readFragment,
  }
}

function componentOf(kind: Set['kind'], items: readonly Item[]): Component {
  const paths = items.map(item => item.path)
  return {
    name: kind,
    kind,
    path: kind,
    from: paths.join(', '),
    size: null,
    need: null,
    small: true,
    details: {},
    paths,
    moment: 'dump',
    take: ['files_take', kind, ...items.map(item => `${item.demand}${item.path}`)],
  }
}

function listed(paths: readonly ListedPath[]): Item[] {
  return paths.map(each => ({ path: each.path, demand: each.optional ? optional : demanded }))
}

/** What would be found, but for a name that no list can hold. Told by its encoded name. */
function unnamable(patterns: readonly RegExp[], { facts }: View): LeftOut[] {
  return (facts.application?.unnamable ?? [])
    .filter(({ name }) => patterns.some(pattern => pattern.test(name)))
    .map(({ name }) => ({ what: name, why: 'its name is not UTF-8' }))
}

/** The compose files and environment files that Compose's labels name, their like in the directory, and read-only bind mounts from it. */
function configFound({ facts, settings, project }: View): Item[] {
  const entries = facts.application?.entries ?? []
  const kept = entries.filter(
    entry =>
      entry.name === 'nginx' || composeFile.test(entry.name) || (environmentFile.test(entry.name) && !entry.kind.endsWith('directory')),
  )
  const mounted = project.containers.flatMap(container => boundFiles(container, facts, settings.appDir)).filter(path => !isSecret(path))
  return outermost([
    ...project.containers
      .flatMap(container => [...container.files, ...container.environmentFiles].map(path => resolved(path, container.directory)))
      .filter(isPlain)
      .map(path => relative(path, facts, settings.appDir)),
    ...kept.map(entry => entry.name).filter(name => !notOurs.test(name)),
    ...mounted,
  ])
}

/** `secrets/` and its like in the directory, and what Compose mounts under /run/secrets. */
function secretsFound({ facts, settings, project }: View): Item[] {
  const entries = (facts.application?.entries ?? []).filter(entry => secretName.test(entry.name)).map(entry => entry.name)
  const mounted = project.containers.flatMap(container =>
    container.mounts.filter(mount => mount.type === 'bind' && isPlain(mount.source) && mount.destination.startsWith('/run/secrets/')),
  )
  const bound = project.containers.flatMap(container => boundFiles(container, facts, settings.appDir)).filter(isSecret)
  return outermost([...entries, ...mounted.map(mount => relative(mount.source, facts, settings.appDir)), ...bound])
}

/** Read-only bind mounts from the application directory: what people hand to a container without letting it write is configuration. */
function boundFiles(container: Container, facts: Facts, appDir: string): string[] {
  return container.mounts
    .filter(mount => mount.type === 'bind' && isPlain(mount.source) && !mount.writable && !mount.destination.startsWith('/run/secrets/'))
    .map(mount => relative(mount.source, facts, appDir))
    .filter(path => !path.startsWith('/') && path !== '')
}

/** Compose v1 and others of its kind name files as they were given to them: from the directory of the project. */
function resolved(path: string, directory: string): string {
  return posix.normalize(path.startsWith('/') || path === '-' ? path : `${directory}/${path}`)
}

/** As Docker and Compose write the paths that they took. `-` is a compose file that Compose read from its input. */
function isPlain(path: string): boolean {
  return path.startsWith('/') && !path.split('/').some(part => part === '.' || part === '..')
}

function isSecret(path: string): boolean {
  return secretName.test(path.split('/')[0] ?? '')
}

function relative(path: string, facts: Facts, appDir: string): string {
  for (const root of [appDir, facts.application?.path ?? appDir]) {
    if (path === root) return ''
    if (path.startsWith(`${root}/`)) return path.slice(root.length + 1)
  }
  return path
}

/** Each once, sorted, and none that lies inside another. */
function outermost(paths: readonly string[]): Item[] {
  const all = [...new Set(paths)].filter(path => path !== '').toSorted()
  return all.filter(path => !all.some(other => path !== other && path.startsWith(`${other}/`))).map(path => ({ path, demand: discovered }))
}
