// Dumps that fail, in every way that was seen: each fails the run, says why and what to do, and leaves all as it was.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { command, text } from '../../testbed/command.ts'
import { docker } from '../../testbed/docker.ts'
import { startRedis } from '../../testbed/fresh.ts'
import { asRoot, whyNot } from '../../testbed/machine.ts'
import { redisAnswers, redisCli } from '../../testbed/redis.ts'
import { assertFails } from './failing.ts'
import { backUp, overSsh } from './stack.ts'
import { blockEnds, endsAfter, record, type StandIn, standIn, stopsHalfway } from './standin.ts'

describe('a dump that fails', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let mongodump: StandIn
  let everything: string[]
  let database: string[]
  let recorded: Buffer
  before(async () => {
    bed = await openBed({ seed: 'small' })
    mongodump = await standIn(bed.project.mongo.container)
    everything = [...overSsh(bed.sshd), '--min-free', '0']
    database = [...everything, '--scope', 'database']
    await mongodump.does(record)
    for (const scope of [[], ['--scope', 'database']]) await backUp(bed, [...everything, ...scope])
    recorded = await mongodump.recorded()
  })
  after(() => bed?.close())

  const secretFile = (name: string, content: string) => {
    const path = join(bed.lease.folder, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }

  describe('mongodump', () => {
    after(() => mongodump?.does(null))

    test('fails midway', async () => {
      const words = 'Failed: error reading from the database: connection closed'
      await mongodump.does(`echo '${words}' >&2; head -c ${recorded.length >> 1} /tmp/whole; exit 1`)
      await assertFails(bed, database, { code: 'E_DUMP', cause: new RegExp(`failed \\(status 1\\)[\\s\\S]*${words}`), next: /docker logs/ })
    })

    test('is cut, and ends with status 0', async () => {
      const ends = blockEnds(recorded)
      assert.equal(ends.at(-1), recorded.length)
      const [prelude = 0] = ends
      const places = {
        'in the prelude': 100,
        'after the prelude': prelude,
        'at the end of a block': ends.at(-3) ?? 0,
        'by one byte': recorded.length - 1,
      }
      for (const [place, bytes] of Object.entries(places)) {
        await mongodump.does(endsAfter(bytes))
        const expected = {
          code: 'E_VERIFY',
          cause: /database does not read back.*: mongorestore cannot read the dump to its end/,
          next: /run the backup again/,
        } as const
        await assert.doesNotReject(assertFails(bed, database, expected), place)
      }
    })

    test('says that all is well and dumps nothing', async () => {
      for (const bytes of [0, blockEnds(recorded)[0] ?? 0]) {
        await mongodump.does(`head -c ${bytes} /tmp/whole`)
        await assertFails(bed, database, { code: 'E_EMPTY', cause: /dumped nothing/, next: /mongo-container/ })
      }
    })

    test('hangs: the time is up, and it is ended in its container (E6)', async () => {
      const { container } = bed.project.mongo
      const dumps = async () => (await docker(['top', container, '-eo', 'pid,args'])).split('\n').filter(line => /mongodump/.test(line))
      await mongodump.does(stopsHalfway)
      let seen: string[] = []
      const meanwhile = async () => {
        await mongodump.stopped()
        seen = await dumps()
      }
      const expected = { code: 'E_TIMEOUT', cause: /within its timeout of 20 s/, next: /raise timeout/ } as const
      await assertFails(bed, database, expected, { meanwhile, timeout: 20 })
      assert.notDeepEqual(seen, [], 'it hung')
      assert.deepEqual(await dumps(), [])
    })

    test('loses its docker client, which ends with status 0', async () => {
      await mongodump.does(stopsHalfway)
      const meanwhile = async () => {
        await mongodump.stopped()
        const client = await text(['pgrep', '--full', `^docker exec .*${bed.project.id}.* meeshy-backup mongodump`])
        await command([...asRoot(), 'kill', '-TERM', client])
      }
      await assertFails(bed, database, { code: 'E_DUMP', cause: /did not finish.*is now: running/, next: /docker logs/ }, { meanwhile })
    })

    test('loses its container', async () => {
      const { container } = bed.project.mongo
      await mongodump.does(stopsHalfway)
      const meanwhile = async () => {
        await mongodump.stopped()
        await docker(['kill', container])
      }
      try {
        const expected = { code: 'E_DUMP', cause: /did not finish.*status 137.*is now: exited/, next: /docker logs/ } as const
        await assertFails(bed, database, expected, { meanwhile, but: new RegExp(`^/${container} `) })
      } finally {
        await docker(['start', container])
      }
    })

    test('is refused, and its password is nowhere', async () => {
      await mongodump.does(null)
      const password = 'CANARY-p@ss/wörd'
      const encoded = encodeURIComponent(password)
      const uri = secretFile('uri', `mongodb://root:${encoded}@127.0.0.1:27017/?authSource=admin`)
      const expected = { code: 'E_DUMP', cause: /refused the user or the password/, next: /mongo-uri/ } as const
      const ran = await assertFails(bed, [...database, '--mongo-uri-file', uri], expected)
      for (const secret of ['CANARY', password, encoded]) assert.ok(!`${ran.log}${JSON.stringify(ran.outcome)}`.includes(secret))
    })
  })

  test('a database that does not exist', async () => {
    const expected = { code: 'E_NOT_FOUND', cause: /The database meehsy does not exist/, next: /mongo-databases/ } as const
    await assertFails(bed, [...database, '--mongo-databases', 'meehsy'], expected)
  })

  test('Redis refuses the password, which is nowhere', async () => {
    const password = secretFile('redis', 'CANARY of redis')
    const expected = { code: 'E_DUMP', cause: /Redis in .* refused the password/, next: /redis-password/ } as const
    const ran = await assertFails(bed, [...everything, '--redis-password-file', password], expected)
    assert.ok(!`${ran.log}${JSON.stringify(ran.outcome)}`.includes('CANARY'))
  })

  test('Redis asks for a password that nobody gave', async () => {
    const redis = await startRedis({ lease: bed.lease })
    await redisCli(redis.container, '', ['CONFIG', 'SET', 'requirepass', 'known to nobody'])
    const expected = { code: 'E_DUMP', cause: /refused the password[\s\S]*NOAUTH/, next: /redis-password/ } as const
    await assertFails(bed, [...everything, '--redis-container', redis.container], expected)
    await redis.close()
  })

  test('Redis cannot save: the file of its last save is not taken', async () => {
    const { container = '' } = bed.project.redis ?? {}
    const data = (mode: string, owner: string) =>
      docker(['exec', '--user', '0', container, 'sh', '-c', `chmod ${mode} /data && chown ${owner} /data`])
    await data('555', 'root')
    try {
      await assertFails(bed, everything, { code: 'E_DUMP', cause: /rdb_last_bgsave_status is not ok/, next: /docker logs/ })
    } finally {
      await data('755', 'redis')
    }
  })

  for (const [service, what] of [
    ['database', 'MongoDB'],
    ['redis', 'Redis'],
  ] as const) {
    test(`${what} is stopped, paused, or not there`, async () => {
      const container = bed.project.containers[service] ?? ''
      await docker(['pause', container])
      try {
        await assertFails(bed, everything, {
          code: 'E_DUMP',
          cause: new RegExp(`${what} .* ${container} is paused`),
          next: /docker unpause/,
        })
      } finally {
        await docker(['unpause', container])
      }
      await docker(['stop', container])
      try {
        await assertFails(bed, everything, { code: 'E_DUMP', cause: new RegExp(`${what} .* ${container} is exited`), next: /docker start/ })
      } finally {
        await docker(['start', container])
      }
      const setting = service === 'database' ? 'mongo-container' : 'redis-container'
      const expected = {
        code: 'E_NOT_FOUND',
        cause: new RegExp(`names gone for [\\s\\S]*there is no such container[\\s\\S]*${container}`),
        next: new RegExp(setting),
      } as const
      await assertFails(bed, [...everything, `--${setting}`, 'gone'], expected)
    })
  }

  test('and after all of them a backup needs no hand', async () => {
    const { redis } = bed.project
    if (redis !== null) await redisAnswers(redis.container, redis.password)
    const kept = await backUp(bed, everything)
    assert.equal(kept.manifest.verified, 'read')
    assert.equal(kept.outcome.kept.length, 3)
  })
})
