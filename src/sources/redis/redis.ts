// Redis, by a fresh snapshot of its own.
import { BackupError } from '../../messages/errors.ts'
import type { Container } from '../../server/facts.ts'
import { imageName, volumesOf } from '../../server/project.ts'
import { containerFor, containerOf, hintOf, serverIn, sizesOf, volumeIn, type Wanted } from '../containers.ts'
import { besideItsPlace } from '../restoration.ts'
import { type Component, nothing, type Source, type View } from '../source.ts'
import { readRdb } from './rdb.ts'

const images = /^(redis|redis-stack|redis-stack-server|valkey)$/

export const redis: Source = {
  kind: 'redis',
  group: 'redis',
  form: 'entry',
  runtime: { reader: 'redis_read', served: true, rootOnly: true, told: 'keys' },
  units: { keys: 'key' },
  hints: { 'append-only': '--appendonly \\(yes\\)' },
  settings: ['redis-container'],

  serves: ({ name, image }, { sources }) => images.test(imageName(image)) || name === sources['redis-container'],
  named: ({ sources }) => sources['redis-container'],
  asks: ({ sources }) => (sources['redis-container'] === undefined ? undefined : 'containers'),
  secrets: [{ variable: 'MB_REDIS_PASSWORD', setting: 'redis-password' }],

  find(view) {
    const { settings } = view
    if (settings.scope === 'database') return nothing
    const container = containerOf(wanted(view), view)
    if (container === undefined) {
      if (settings.sources['redis-password'] === undefined)
        return { ...nothing, notes: ['There is no Redis in this project, so none is in this backup.'] }
      throw new BackupError({
        code: 'E_NOT_FOUND',
        title: 'redis-password is set, but no container of this project has an image of Redis.',
        safe: 'nothing was changed',
        next: 'name its container: redis-container',
      })
    }
    return {
      components: [componentOf('redis', container, view)],
      leftOut: volumesOf(container)
        .filter(() => settings.sources.volumes === 'auto')
        .map(mount => ({ what: volumeIn(mount, view), why: 'the redis snapshot carries it' })),
    }
  },

  describe: (components, view) => components.map(component => ['redis', describe(component, view)]),

  restore(kept, target) {
    const found = containerFor(kept, wanted(target.view), target)
    const name = found?.name ?? kept.details['container'] ?? ''
    if (target.view.facts.user.id !== 0)
      throw new BackupError({
        code: 'E_PERM',
        title: `redis cannot be restored by ${target.view.facts.user.name}: only root reaches the files of its volume.`,
        safe: 'nothing was changed',
        next: 'set sudo: true, or log in as root',
      })
    return {
      name: kept.name,
      over: `the keys in ${name}`,
      ...(found !== undefined && { before: componentOf(kept.name, found, target.view) }),
      reader: name,
      stop: [name],
      pause: [],
      ...(found === undefined && { wake: name, late: [['redis_prove', kept.name, name]] as const }),
      // Where a Redis that is there keeps its files, it says itself when it is proven.
      room: found === undefined ? [{ takes: '2x', place: '/var/lib/docker', what: besideItsPlace }] : [],
      prove: found === undefined ? ['mb_prove', kept.name, 'mb_read_nothing'] : ['redis_prove', kept.name, name],
      rights: [],
      stage: [['redis_stage', kept.name, name]],
      keep: [],
      swap: [['redis_swap', name]],
      check: [['redis_compare', kept.name, name]],
    }
  },

  drill: {
    official: 'redis',
    room: ({ size }) => ({ beside: 0, docker: Math.ceil((size ?? 0) * 1.5) }),
    command: ({ name }, { id, name: image }) => ['redis_drill', name, id, image],
  },

  async read(raw) {
    await readRdb(raw)
    return undefined
  },
}

function componentOf(name: string, container: Container, view: View): Component {
  return {
    name,
    kind: 'redis',
    path: 'redis/redis_dump_<stamp>.rdb',
    from: container.name,
    ...sizesOf(name, container, view),
    details: { container: container.name, service: container.service, image: container.image },
    reader: container.name,
    moment: 'dump',
    take: ['redis_save', container.name],
    ask: ['redis_begin_save', container.name],
  }
}

/** `meeshy-redis   Redis 7.2, append-only   → fresh snapshot`. */
function describe(component: Component, view: View): string {
  const appendOnly = hintOf(component, 'append-only', view) === undefined ? '' : ', append-only'
  return `${component.from}   ${serverIn(component, 'Redis', 'redis')}${appendOnly}   → fresh snapshot`
}

function wanted({ settings }: View): Wanted {
  return { what: 'Redis', setting: 'redis-container', named: settings.sources['redis-container'], images }
}
