// Databases, Redis servers and containers as they are found in the field, and what a backup makes of each.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences, mongoState, redisState } from '../../testbed/compare.ts'
import { docker, dockerBytes } from '../../testbed/docker.ts'
import { startMongo, startRedis } from '../../testbed/fresh.ts'
import { label } from '../../testbed/lease.ts'
import { whyNot } from '../../testbed/machine.ts'
import { redisAnswers, redisCli } from '../../testbed/redis.ts'
import { redisCommands } from '../../testbed/seed/redis.ts'
import { follow } from './handbook.ts'
import { componentOf, cut, restoredRedis, whereIs } from './restored.ts'
import { backUp, type Kept, overSsh } from './stack.ts'

describe('sources', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let flags: string[]
  before(async () => {
    bed = await openBed({ seed: 'small' })
    flags = [...overSsh(bed.sshd), '--min-free', '0', '--keep', '50']
  })
  after(() => bed?.close())
  const container = (service: string) => bed.project.containers[service] ?? ''

  describe('MongoDB', () => {
    /** What comes out of dumps without an oplog, all restored into one empty server. */
    const restored = async (kept: Kept, names: readonly string[]) => {
      const fresh = await startMongo({ lease: bed.lease })
      for (const name of names) {
        const FILE = join(bed.lease.folder, 'dump')
        await follow(['locate', cut(kept), 'to file'], { ...whereIs(kept, name), FILE })
        await docker(['exec', '--interactive', fresh.container, 'mongorestore', '--archive', '--stopOnError'], {
          input: readFileSync(FILE),
        })
      }
      const state = await mongoState(fresh)
      await fresh.close()
      return state
    }

    test('that is no member of a replica set: what was dumped is not of one moment, and that is said', async () => {
      const single = await startMongo({ lease: bed.lease })
      const { mongo } = bed.project
      const login = `uri: "mongodb://${mongo.user}:${encodeURIComponent(mongo.password)}@127.0.0.1/?authSource=admin"\n`
      const dump = ['exec', '--interactive', mongo.container, 'mongodump', '--config=/dev/stdin', '--archive', '--db=meeshy', '--quiet']
      const input = await dockerBytes(dump, { input: login })
      await docker(['exec', '--interactive', single.container, 'mongorestore', '--archive', '--quiet'], { input })
      const kept = await backUp(bed, [...flags, '--scope', 'database', '--mongo-container', single.container])
      assert.equal(componentOf(kept, 'database').consistency, 'fuzzy')
      assert.match(kept.outcome.outputs.warnings, /fuzzy: MongoDB in .* is not a replica set/)
      const before = await mongoState(single)
      assert.ok((before['meeshy']?.['messages']?.count ?? 0) > 0)
      assert.deepEqual(differences(await restored(kept, ['database']), before), [])
      await single.close()
    })

    test('of which only some databases are listed: each is a component, and the missing oplog is said', async () => {
      const databases = ['--mongo-databases', 'meeshy', '--mongo-databases', 'audit']
      const kept = await backUp(bed, [...flags, '--scope', 'database', ...databases])
      const names = kept.manifest.components.map(({ name, consistency }) => `${name} ${consistency}`)
      assert.deepEqual(names, ['database/meeshy fuzzy', 'database/audit fuzzy'])
      assert.match(kept.outcome.outputs.warnings, /without the oplog/)
      assert.deepEqual(differences(await restored(kept, ['database/meeshy', 'database/audit']), await mongoState(bed.project.mongo)), [])
    })
  })

  describe('Redis', () => {
    const named = (name: string) => [...flags, '--redis-container', name]

    for (const [busyWith, appendOnly] of [
      ['BGSAVE', false],
      ['BGREWRITEAOF', true],
    ] as const) {
      test(`in the middle of a ${busyWith}: that is waited for, and a new snapshot taken`, async () => {
        const redis = await startRedis({ lease: bed.lease, password: 'of its own', appendOnly })
        const cli = (...words: readonly string[]) => redisCli(redis.container, 'of its own', words)
        await redisCli(redis.container, 'of its own', ['--pipe'], redisCommands('small'))
        await cli('CONFIG', 'SET', 'rdb-key-save-delay', '30000')
        await cli(busyWith)
        // The process that saves is a copy with the settings of its start: it alone stays slow.
        await cli('CONFIG', 'SET', 'rdb-key-save-delay', '0')
        await cli('SET', 'written', 'after it had begun')
        assert.match(await cli('INFO', 'persistence'), /(rdb_bgsave|aof_rewrite)_in_progress:1/)
        const kept = await backUp(bed, named(redis.container))
        assert.deepEqual(differences(await restoredRedis(bed, kept), await redisState(redis)), [])
        await redis.close()
      })
    }

    test('that denies CONFIG: the snapshot comes by another way', async () => {
      const name = `fresh-redis-${bed.lease.id}-denies`
      const server = ['redis-server', '--rename-command', 'CONFIG', '', '--protected-mode', 'no']
      await docker([
        'run',
        '--detach',
        '--name',
        name,
        '--label',
        label(bed.lease.id),
        '--network',
        'none',
        bed.project.images.redis,
        ...server,
      ])
      await redisAnswers(name, '')
      await redisCli(name, '', ['--pipe'], redisCommands('small'))
      const kept = await backUp(bed, named(name))
      assert.deepEqual(differences(await restoredRedis(bed, kept), await redisState({ container: name })), [])
      assert.equal(await docker(['exec', name, 'sh', '-c', 'ls /tmp']), '', 'nothing is left in it')
      await docker(['rm', '--force', '--volumes', name])
    })
  })

  test('of which one is gone that the last backup had: that is said', async () => {
    const before = await backUp(bed, flags)
    await docker(['rm', '--force', container('redis')])
    const kept = await backUp(bed, flags)
    assert.ok(!kept.manifest.components.some(({ name }) => name === 'redis'))
    assert.match(kept.log, /There is no Redis in this project/)
    assert.ok(kept.outcome.warnings.includes(`shrunk: redis is not in this backup; it was in ${before.manifest.name}.`))
  })
})
