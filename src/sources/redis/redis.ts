// Redis, by a fresh snapshot of its own.
import { BackupError } from '../../messages/errors.ts'
import { imageName, volumesOf } from '../../server/project.ts'
import { containerFor, containerOf, sizesOf, type Wanted } from '../containers.ts'
import { volumeIn } from '../mongo/mongo.ts'
import { nothing, type Source, type View } from '../source.ts'

const images = /^(redis|redis-stack|redis-stack-server|valkey)$/

export const redis: Source = {
  components(view) {
    const { settings } = view
    if (settings.scope === 'database') return nothing
    const container = containerOf(wanted(view), view)
    if (container === undefined) {
      if (settings.redisPassword === undefined)
        return { ...nothing, notes: ['There is no Redis in this project, so none is in this backup.'] }
      throw new BackupError({
        code: 'E_NOT_FOUND',
        title: 'redis-password is set, but no container of this project has an image of Redis.',
        safe: 'nothing was changed',
        next: 'name its container: redis-container',
      })
    }
    return {
      components: [
        {
          name: 'redis',
          kind: 'redis',
          path: 'redis/redis_dump_<stamp>.rdb',
          from: container.name,
          ...sizesOf('redis', container, view),
          details: { container: container.name, service: container.service, image: container.image },
          reader: container.name,
          moment: 'dump',
        },
      ],
      leftOut: volumesOf(container)
        .filter(() => settings.volumes === 'auto')
        .map(mount => ({ what: volumeIn(mount, view), why: 'the redis snapshot carries it' })),
    }
  },

  ask(component) {
    return ['redis_begin_save', component.reader ?? '']
  },

  collect(component) {
    return ['redis_save', component.reader ?? '']
  },

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
      ...(found !== undefined && {
        before: {
          name: kept.name,
          kind: 'redis' as const,
          path: 'redis/redis_dump_<stamp>.rdb',
          from: name,
          ...sizesOf(kept.name, found, target.view),
          details: { container: name, service: found.service, image: found.image },
          reader: name,
          moment: 'dump' as const,
        },
      }),
      stop: [name],
      pause: [],
      ...(found === undefined && { wake: name, late: [['redis_prove', kept.name, name]] as const }),
      room: [[2, found === undefined ? '/var/lib/docker' : (found.mounts[0]?.source ?? '/var/lib/docker')]],
      prove: found === undefined ? ['mb_prove', kept.name, 'mb_read_nothing'] : ['redis_prove', kept.name, name],
      stage: [['redis_stage', kept.name, name]],
      swap: [['redis_swap', name]],
      check: [['redis_compare', kept.name, name]],
    }
  },

  drill({ name }, { id, name: image }) {
    return ['redis_drill', name, id, image]
  },
}

function wanted({ settings }: View): Wanted {
  return { what: 'Redis', setting: 'redis-container', named: settings.redisContainer, images }
}

export function isRedis(image: string): boolean {
  return images.test(imageName(image))
}
