// What is taken of a stack, what is not, and why: decided from facts and settings alone.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BackupError, type Code } from '../../src/messages/errors.ts'
import type { Facts } from '../../src/server/facts.ts'
import { select } from '../../src/sources/registry.ts'
import { type Asked, bound, container, facts, mounted, stack, viewOf, volume } from './meeshy.ts'

type Change = { readonly facts?: Partial<Facts>; readonly settings?: Asked }

const taken = (change: Change = {}) => select(viewOf(change)).components.map(component => component.name)
const add = (...more: readonly ReturnType<typeof container>[]) => ({ containers: [...stack, ...more] })
const without = (service: string) => ({ containers: stack.filter(each => each.service !== service) })

function refused(code: Code, words: RegExp, change: Change): void {
  assert.throws(
    () => select(viewOf(change)),
    error => error instanceof BackupError && error.code === code && words.test(`${error.message} ${JSON.stringify(error.failure)}`),
  )
}

describe('the Meeshy stack', () => {
  test('is found whole, with nothing named', () => {
    assert.deepEqual(taken(), ['config', 'secrets', 'database', 'redis', 'volumes/gateway_uploads', 'volumes/translator_models', 'system'])
  })

  test('leaves out what a dump carries, and says so', () => {
    assert.deepEqual(select(viewOf()).carried, [
      { what: 'volume mongo_data', why: 'the database dump carries it' },
      { what: 'anonymous volume at /data/configdb', why: 'the database dump carries it' },
      { what: 'volume redis_data', why: 'the redis snapshot carries it' },
    ])
    assert.deepEqual(select(viewOf()).uncovered, [])
  })

  test('has its configuration found by labels, names and read-only mounts, secrets apart, examples left', () => {
    const [config, secrets] = select(viewOf()).components
    assert.deepEqual(config?.paths, ['.env', 'docker-compose.yml', 'env.production', 'nginx'])
    assert.deepEqual(secrets?.paths, ['secrets'])
  })

  test('is the database alone in scope database, and without secrets', () => {
    assert.deepEqual(taken({ settings: { scope: 'database' } }), ['database'])
  })

  test('has what is named like configuration, or says why not: a name may have several lines', () => {
    const application = {
      path: '/srv/real',
      entries: ['..x.env', 'two\nlines.env', 'compose.a\nb.yml'].map(name => ({ name, kind: 'file' })),
    }
    const selection = select(viewOf({ facts: { application } }))
    assert.ok(selection.components.find(each => each.name === 'config')?.paths?.includes('..x.env'))
    assert.deepEqual(
      selection.carried.filter(({ what }) => what.includes('%')).map(({ what }) => what),
      ['compose.a%0Ab.yml', 'two%0Alines.env'],
    )
  })

  test('is found under another name, by a directory that is a link', () => {
    const renamed = stack.map(each => ({ ...each, project: 'shop', directory: '/srv/real', files: ['/srv/real/compose.yaml'] }))
    const seen = {
      containers: renamed,
      volumes: facts.volumes.map(each => ({ ...each, project: 'shop' })),
      application: { path: '/srv/real', entries: [] },
    }
    assert.ok(taken({ facts: seen }).includes('database'))
  })
})

describe('MongoDB', () => {
  test('missing is a note in scope full, and a failure in scope database', () => {
    assert.ok(select(viewOf({ facts: without('database') })).notes.some(note => note.includes('MongoDB')))
    refused('E_NOT_FOUND', /mongo-container/, { facts: without('database'), settings: { scope: 'database' } })
  })

  test('twice is ambiguous until one is named', () => {
    const twice = add(container('archive', 'mongo:7'))
    refused('E_AMBIGUOUS', /meeshy-database-1.*meeshy-archive-1|meeshy-archive-1.*meeshy-database-1/, { facts: twice })
    assert.ok(taken({ facts: twice, settings: { sources: { 'mongo-container': 'meeshy-archive-1' } } }).includes('database'))
  })

  test('that does not run is named with its state', () => {
    const paused = { containers: stack.map(each => (each.service === 'database' ? { ...each, state: 'paused' } : each)) }
    refused('E_DUMP', /paused.*docker unpause/, { facts: paused })
  })

  test('by a name that is not there lists what is', () => {
    refused('E_NOT_FOUND', /mongo-container.*meeshy-redis-1/, { settings: { sources: { 'mongo-container': 'meeshy-datebase' } } })
  })

  test('by listed databases is one component each, and a warning says what is lost', () => {
    const selection = select(viewOf({ settings: { sources: { 'mongo-databases': ['meeshy', 'audit'] } } }))
    assert.deepEqual(
      selection.components.filter(each => each.kind === 'database').map(each => each.name),
      ['database/meeshy', 'database/audit'],
    )
    assert.match(selection.warnings.join(), /without the oplog/)
  })

  for (const image of [
    'mongo',
    'mongo:8@sha256:abc',
    'ghcr.io/x/mongo:1',
    'mongodb/mongodb-community-server:8.0-ubi9',
    'percona/percona-server-mongodb:7',
  ])
    test(`is known by the image ${image}`, () => {
      assert.ok(taken({ facts: { containers: [container('data', image)] } }).includes('database'))
    })

  for (const image of ['mongo-express', 'me/not-mongo', 'mongosqld'])
    test(`is not taken for it: ${image}`, () => {
      assert.ok(!taken({ facts: { containers: [container('data', image)] } }).includes('database'))
    })
})

describe('volumes', () => {
  test('all takes those of the databases too, and says what that is worth', () => {
    const selection = select(viewOf({ settings: { sources: { volumes: 'all' } } }))
    assert.ok(selection.components.some(each => each.name === 'volumes/mongo_data' && each.details['consistency'] === 'fuzzy'))
    assert.match(selection.warnings.join(), /volumes\/mongo_data .*fuzzy/)
    const quiesced = select(viewOf({ settings: { sources: { volumes: 'all' }, quiesce: 'stop' } }))
    assert.ok(quiesced.components.every(each => each.details['consistency'] !== 'fuzzy'))
  })

  test('by name, short or whole', () => {
    assert.ok(taken({ settings: { sources: { volumes: ['gateway_uploads'] } } }).includes('volumes/gateway_uploads'))
    assert.ok(taken({ settings: { sources: { volumes: ['meeshy_gateway_uploads'] } } }).includes('volumes/gateway_uploads'))
  })

  test('by a wrong name lists those there are', () => {
    refused('E_NOT_FOUND', /uploadz.*gateway_uploads/, { settings: { sources: { volumes: ['uploadz'] } } })
  })

  test('of a running database are refused by name, unless it is quiesced', () => {
    refused('E_INPUT', /mongo_data.*quiesce/, { settings: { sources: { volumes: ['mongo_data'] } } })
    assert.ok(taken({ settings: { sources: { volumes: ['mongo_data'] }, quiesce: 'stop' } }).includes('volumes/mongo_data'))
  })

  for (const [what, odd, why] of [
    ['another driver', { driver: 'rexray' }, /its driver is rexray/],
    ['memory', { kind: 'tmpfs' }, /in memory/],
    ['another server', { kind: 'nfs' }, /another server \(nfs\)/],
  ] as const) {
    test(`in ${what} are left out by auto and named, refused by name`, () => {
      const seen = { volumes: [...facts.volumes, volume('odd', odd)] }
      assert.match(JSON.stringify(select(viewOf({ facts: seen })).carried), why)
      refused('E_INPUT', why, { facts: seen, settings: { sources: { volumes: ['odd'] } } })
    })
  }

  test('of an account that is not root are read in a container of an image that is there', () => {
    const [component] = select(
      viewOf({ facts: { user: { id: 1000, name: 'deploy' } }, settings: { sources: { volumes: ['gateway_uploads'] } } }),
    ).components.filter(each => each.kind === 'volume')
    assert.equal(component?.details['image'], 'sha256:gateway')
  })
})

describe('what no component takes is named', () => {
  test('a bind mount that is written to, an anonymous volume, another database', () => {
    const seen = add(
      container('stats', 'meeshy/stats:1', {
        mounts: [bound('/opt/meeshy/analytics', '/data', true), { ...mounted('', '/cache'), name: 'e'.repeat(64) }],
      }),
      container('billing', 'postgres:16', { mounts: [mounted('billing', '/var/lib/postgresql/data')] }),
    )
    const { uncovered, warnings } = select(viewOf({ facts: { ...seen, volumes: [...facts.volumes, volume('billing')] } }))
    assert.deepEqual(
      uncovered.map(row => row.what),
      ['the database in meeshy-billing-1 (postgres)', 'bind mount ./analytics', 'anonymous volume at /cache of stats'],
    )
    assert.match(warnings.join(), /volumes\/billing holds files of a running database/)
  })

  test('but not what the machine lends, nor what paths takes', () => {
    const seen = add(
      container('agent', 'agent:1', {
        mounts: [
          bound('/var/run/docker.sock', '/var/run/docker.sock', true),
          bound('/etc/localtime', '/etc/localtime'),
          bound('/opt/meeshy/analytics', '/data', true),
        ],
      }),
    )
    assert.deepEqual(
      select(viewOf({ facts: seen, settings: { sources: { paths: [{ path: 'analytics', optional: false }] } } })).uncovered,
      [],
    )
  })
})

describe('listed directories', () => {
  test('are components of their own, each with a name of its own', () => {
    const paths = ['/srv/media', 'data/media', 'my files'].map(path => ({ path, optional: false }))
    assert.deepEqual(
      taken({ settings: { sources: { paths } } }).filter(name => name.startsWith('paths/')),
      ['paths/media', 'paths/media-2', 'paths/my_files'],
    )
  })

  test('that may be missing are left out when they are', () => {
    const paths = [{ path: '/srv/media', optional: true }]
    assert.ok(!taken({ settings: { sources: { paths } } }).includes('paths/media'))
    assert.ok(taken({ settings: { sources: { paths } }, facts: { present: new Set(['/srv/media']) } }).includes('paths/media'))
  })
})

describe('the project', () => {
  test('that is not there names those that are', () => {
    const elsewhere = stack.map(each => ({ ...each, directory: '/srv/other', files: [] }))
    assert.throws(() => viewOf({ facts: { containers: elsewhere } }), /No compose project of \/opt\/meeshy/)
  })

  test('twice in one directory is ambiguous', () => {
    assert.throws(() => viewOf({ facts: add(container('old', 'x:1', { project: 'meeshy-old' })) }), /several compose projects/)
  })

  test('is not needed for listed directories on a server without Docker, which is said', () => {
    const change = {
      facts: { docker: null, containers: [], volumes: [] },
      settings: { sources: { paths: [{ path: '/srv/media', optional: false }] } },
    }
    assert.match(select(viewOf(change)).warnings.join(), /no Docker engine/)
    assert.throws(() => viewOf({ facts: { docker: null, dockerError: 'permission denied while trying to connect' } }), /may not use Docker/)
  })
})
