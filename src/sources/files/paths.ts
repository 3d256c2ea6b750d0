// Listed directories, each a tar of its own like a volume.
import type { Component as Kept, Manifest } from '../../backups/manifest.ts'
import type { ListedPath, Settings } from '../../settings/settings.ts'
import { together } from '../describe.ts'
import { besideItsPlace, mounting, placed, refuseOutside } from '../restoration.ts'
import { type Component, nothing, type Source, type View } from '../source.ts'
import { readTree, treeContents } from '../tree.ts'

export const paths: Source = {
  kind: 'path',
  group: 'paths',
  form: 'entry',
  runtime: { reader: 'mb_read_tree', contentsJson: 'tree_contents_json', places: true, told: 'size' },
  units: { entries: 'entry' },
  several: true,
  settings: ['paths'],

  asks: ({ sources }) => ((sources.paths ?? []).length > 0 ? 'directories' : undefined),
  measures: settings => (settings.sources.paths ?? []).map(path => absolute(path, { settings })),
  measured: asMeasured,

  find(view) {
    if (view.settings.scope === 'database') return nothing
    const there = (view.settings.sources.paths ?? []).filter(listed => !listed.optional || view.facts.present.has(absolute(listed, view)))
    const names = there.map(listed => plainName(listed.path))
    return {
      components: there.map((listed, n) => componentOf(listed, unique(names, n), view)),
      leftOut: [],
    }
  },

  describe: components => together('paths', components),

  restore(kept, target) {
    const path = placed(kept.details['path'] ?? '', target)
    refuseOutside([path], kept.name, target)
    const at = absolute({ path, optional: false }, target.view)
    const size = target.view.facts.sizes.get(at) ?? null
    const there = target.view.facts.present.has(at)
    const before = {
      name: kept.name,
      kind: 'path',
      path: kept.path,
      from: at,
      size,
      need: size,
      details: { path: at, consistency: 'live' },
      moment: 'files',
      lies: { path: at },
      take: ['tree_take', at, 'live'],
      present: ['mb_if_path', at],
    } as const
    return {
      name: kept.name,
      over: at,
      ...(there && { before }),
      stop: mounting([at], target.view),
      pause: [],
      room: [{ takes: '1x', place: at, what: besideItsPlace }],
      prove: ['mb_prove', kept.name, 'mb_read_tree'],
      rights: [['mb_may_swap', at]],
      stage: [['mb_stage_tree', kept.name, at]],
      keep: [],
      swap: [['mb_swap', at]],
      check: [],
    }
  },

  writes: ({ details }) => [details['path'] ?? []].flat(),

  drill: {
    room: ({ size }) => ({ beside: size ?? 0, docker: 0 }),
    command: ({ name }) => ['tree_drill', name],
  },

  contents: treeContents,
  read: readTree,
}

/** The settings under which a look measures the directory that this component goes into. */
function asMeasured({ details }: Kept, { project }: Manifest, settings: Settings): Settings {
  const path = details['path'] ?? ''
  const moved = path.startsWith(`${project.appDir}/`) ? path.slice(project.appDir.length + 1) : path
  const { sources } = settings
  return { ...settings, sources: { ...sources, paths: [...(sources.paths ?? []), { path: moved, optional: true }] } }
}

/** The directory of a listed path on the server. */
export function absolute({ path }: ListedPath, { settings }: Pick<View, 'settings'>): string {
  return path.startsWith('/') ? path : `${settings.appDir}/${path}`
}

function componentOf(listed: ListedPath, name: string, view: View): Component {
  const path = absolute(listed, view)
  const consistency = view.settings.quiesce === 'none' || view.project.without !== undefined ? 'live' : 'quiesced'
  return {
    name: `paths/${name}`,
    kind: 'path',
    path: `paths/${name}.tar`,
    from: path,
    size: view.facts.sizes.get(path) ?? null,
    need: view.facts.sizes.get(path) ?? null,
    details: { path, consistency },
    moment: 'files',
    lies: { path },
    take: ['tree_take', path, consistency],
  }
}

/** The last part of a path in characters that need no quoting anywhere. */
function plainName(path: string): string {
  const last = path.replace(/\/+$/, '').split('/').pop() ?? ''
  return (
    last
      .replaceAll(/[^A-Za-z0-9_.-]/g, '_')
      .replace(/^[.-]+/, '_')
      .slice(0, 100) || 'directory'
  )
}

function unique(names: readonly string[], n: number): string {
  const name = names[n] ?? ''
  const before = names.slice(0, n).filter(each => each === name).length
  return before === 0 ? name : `${name}-${before + 1}`
}
