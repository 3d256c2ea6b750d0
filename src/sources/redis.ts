// Redis, by a fresh snapshot of its own.
import { BackupError } from '../errors.ts'
import { imageName, volumesOf } from '../project.ts'
import { containerOf, sizesOf } from './containers.ts'
import { volumeIn } from './mongo.ts'
import { nothing, type Source } from './source.ts'

const images = /^(redis|redis-stack|redis-stack-server|valkey)$/

export const redis: Source = {
  components(view) {
    const { settings } = view
    if (settings.scope === 'database') return nothing
    const container = containerOf({ what: 'Redis', setting: 'redis-container', named: settings.redisContainer, images }, view)
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

  collect(component) {
    return ['redis_save', component.reader ?? '']
  },
}

export function isRedis(image: string): boolean {
  return images.test(imageName(image))
}
