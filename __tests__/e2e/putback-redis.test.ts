// A Redis that keeps append-only files reads nothing else when it starts: what is restored must be there after its next start, and the one after.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences, redisState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { whyNot } from '../../testbed/machine.ts'
import { redisAnswers, redisCli } from '../../testbed/redis.ts'
import { restoreOf } from './putback.ts'
import { backUp } from './stack.ts'

describe('a restore of Redis', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  before(async () => {
    bed = await openBed({ seed: 'small', variant: { redisAof: true } })
  })
  after(() => bed?.close())

  test('with append-only files is there after the start, and after a restart of its own', async () => {
    const { redisAof } = bed.project
    assert.ok(redisAof)
    const { container, password } = redisAof
    const only = ['--redis-container', container]
    await backUp(bed, only)
    const good = await redisState(redisAof)
    await redisCli(container, password, ['FLUSHALL'])
    await redisCli(container, password, ['SET', 'added', '1'])
    const ran = await restoreOf(bed, [...only, '--components', 'redis', '--confirm', 'OUI'])
    assert.equal(ran.outcome.status, 'success', ran.log)
    assert.deepEqual(differences(await redisState(redisAof), good), [])
    await docker(['restart', container])
    await redisAnswers(container, password)
    assert.deepEqual(differences(await redisState(redisAof), good), [])
  })
})
