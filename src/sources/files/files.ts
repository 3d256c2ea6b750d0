// Configuration and secrets: small sets of files, listed or found, each one piece of the archive's own tar.
import { encode } from '../../protocol/encoding.ts'
import type { Container, Facts } from '../../server/facts.ts'
import type { ListedPath } from '../../settings/settings.ts'
import { mounting, placed, refuseOutside } from '../restoration.ts'
import { type Component, type Found, type LeftOut, nothing, type Source, type View } from '../source.ts'

const composeFile = /^(docker-)?compose([.-].*)?\.ya?ml$/
const environmentFile = /^(\.env(\..+)?|env\..+|.+\.env)$/
const secretName = /^(\.?secrets?|certs?|certificates|ssl|tls|keys)$/
const notOurs = /\.(example|sample|template|dist)$/

/** What neither a list nor a manifest holds in a path. */
const control = /\p{Cc}|\p{Cs}/u

/** How much it matters that a path is there: as `files_take` reads it. */
const demanded = '='
const discovered = '~'
const optional = '?'
const asItIs = '@'

type Item = { readonly path: string; readonly demand: typeof demanded | typeof discovered | typeof optional }

export const config: Source = setOf('config', view =>
  view.settings.configPaths === 'auto' ? configFound(view) : listed(view.settings.configPaths),
)

export const secrets: Source = setOf('secrets', view =>
  view.settings.secretPaths === 'auto' ? secretsFound(view) : listed(view.settings.secretPaths),
)

function setOf(kind: 'config' | 'secrets', found: (view: View) => readonly Item[]): Source {
  const itemsOf = (view: View) => found(view).filter(({ path }) => !control.test(path))
  return {
    components(view): Found {
      if (view.settings.scope === 'database') return nothing
      const items = itemsOf(view)
      const odd = found(view).filter(({ path }) => control.test(path))
      const leftOut = [
        ...unnamable(kind, view),
        ...odd.map(({ path }) => ({ what: encode(path), why: 'its name has a control character in it' })),
      ]
      if (items.length === 0)
        return {
          ...nothing,
          leftOut,
          notes: [`There is nothing to keep as ${kind}: ${kind === 'config' ? 'config-paths' : 'secret-paths'} can name files.`],
        }
      const paths = items.map(item => item.path)
      const component: Component = {
        name: kind,
        kind,
        path: kind,
        from: paths.join(', '),
        size: null,
        need: null,
        details: {},
        paths,
        moment: 'dump',
      }
      return { components: [component], leftOut }
    },

    collect(_component, view) {
      // A restore replaces names, so that is what its safety backup keeps.
      const demandOf = (item: Item) => (view.settings.prefix === 'pre-restore' ? asItIs : item.demand)
      return ['files_take', kind, ...itemsOf(view).map(item => `${demandOf(item)}${item.path}`)]
    },

    restore(kept, target) {
      const { appDir } = target.view.settings
      const paths = kept.paths.map(path => placed(path, target))
      refuseOutside(paths, kept.name, target)
      const places = paths.map(path => (path.startsWith('/') ? path : `${appDir}/${path}`))
      return {
        name: kind,
        over: paths.join(', '),
        ...beforeOf(kind, paths, target.view),
        stop: mounting(places, target.view),
        pause: [],
        room: [[1, appDir]],
        prove: ['mb_prove', kind, 'mb_read_fragment'],
        stage: [['files_stage', kind, ...paths]],
        swap: [['files_swap', kind, ...paths]],
        check: [],
      }
    },

    drill() {
      return ['fragment_drill', kind]
    },
  }
}

/** What is at these paths now, as far as there is anything. */
function beforeOf(kind: 'config' | 'secrets', paths: readonly string[], view: View): { before?: Component } {
  if (view.facts.application === null || paths.length === 0) return {}
  const listed = paths.map(path => ({ path, optional: true }))
  const settings = { ...view.settings, scope: 'full', ...(kind === 'config' ? { configPaths: listed } : { secretPaths: listed }) } as const
  const [before] = (kind === 'config' ? config : secrets).components({ ...view, settings }).components
  return before === undefined ? {} : { before }
}

function listed(paths: readonly ListedPath[]): Item[] {
  return paths.map(each => ({ path: each.path, demand: each.optional ? optional : demanded }))
}

/** What would be found, but for a name that no list can hold. Told by its encoded name. */
function unnamable(kind: 'config' | 'secrets', { facts, settings }: View): LeftOut[] {
  if ((kind === 'config' ? settings.configPaths : settings.secretPaths) !== 'auto') return []
  const patterns = kind === 'config' ? [composeFile, environmentFile] : [secretName]
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
      .flatMap(container => [...container.files, ...container.environmentFiles])
      .map(path => relative(path, facts, settings.appDir)),
    ...kept.map(entry => entry.name).filter(name => !notOurs.test(name)),
    ...mounted,
  ])
}

/** `secrets/` and its like in the directory, and what Compose mounts under /run/secrets. */
function secretsFound({ facts, settings, project }: View): Item[] {
  const entries = (facts.application?.entries ?? []).filter(entry => secretName.test(entry.name)).map(entry => entry.name)
  const mounted = project.containers.flatMap(container =>
    container.mounts.filter(mount => mount.type === 'bind' && mount.destination.startsWith('/run/secrets/')),
  )
  const bound = project.containers.flatMap(container => boundFiles(container, facts, settings.appDir)).filter(isSecret)
  return outermost([...entries, ...mounted.map(mount => relative(mount.source, facts, settings.appDir)), ...bound])
}

/** Read-only bind mounts from the application directory: what people hand to a container without letting it write is configuration. */
function boundFiles(container: Container, facts: Facts, appDir: string): string[] {
  return container.mounts
    .filter(mount => mount.type === 'bind' && !mount.writable && !mount.destination.startsWith('/run/secrets/'))
    .map(mount => relative(mount.source, facts, appDir))
    .filter(path => !path.startsWith('/') && path !== '')
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
