// Listed directories, each a tar of its own like a volume.
import type { ListedPath } from '../../settings/settings.ts'
import { mounting, placed, refuseOutside } from '../restoration.ts'
import { type Component, nothing, type Source, type View } from '../source.ts'

export const paths: Source = {
  components(view) {
    if (view.settings.scope === 'database') return nothing
    const there = view.settings.paths.filter(listed => !listed.optional || view.facts.present.has(absolute(listed, view)))
    const names = there.map(listed => plainName(listed.path))
    return {
      components: there.map((listed, n) => componentOf(listed, unique(names, n), view)),
      leftOut: [],
    }
  },

  collect({ details }) {
    return ['tree_take', details['path'] ?? '', details['consistency'] ?? 'live']
  },

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
    } as const
    return {
      name: kept.name,
      over: at,
      ...(there && { before }),
      stop: mounting([at], target.view),
      pause: [],
      room: [[1, at]],
      prove: ['mb_prove', kept.name, 'mb_read_tree'],
      stage: [['mb_stage_tree', kept.name, at]],
      swap: [['mb_swap', at]],
      check: [],
    }
  },

  drill({ name }) {
    return ['tree_drill', name]
  },
}

/** The directories the settings list, absolute: for the facts script, which measures them. */
export function absolute({ path }: ListedPath, { settings }: Pick<View, 'settings'>): string {
  return path.startsWith('/') ? path : `${settings.appDir}/${path}`
}

function componentOf(listed: ListedPath, name: string, view: View): Component {
  const path = absolute(listed, view)
  return {
    name: `paths/${name}`,
    kind: 'path',
    path: `paths/${name}.tar`,
    from: path,
    size: view.facts.sizes.get(path) ?? null,
    need: view.facts.sizes.get(path) ?? null,
    details: { path, consistency: view.settings.quiesce === 'none' || view.project.without !== undefined ? 'live' : 'quiesced' },
    moment: 'files',
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
