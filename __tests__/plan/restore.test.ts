// The plan of a restore: as text that people review, and the rules that hold for all of them.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parseManifest } from '../../src/backups/manifest.ts'
import { BackupError } from '../../src/messages/errors.ts'
import { planRestore, type RestorePlan } from '../../src/plan/restore.ts'
import { planLines } from '../../src/report/console/planned.ts'
import { definedFunctions, render } from '../../src/script/render.ts'
import type { Facts } from '../../src/server/facts.ts'
import type { RestoreSettings } from '../../src/settings/settings.ts'
import { viewOf as lookAt } from '../../src/sources/registry.ts'
import { manifestExample } from '../backups/manifestexample.ts'
import { facts as stackFacts, settings as stackSettings, viewOf } from '../sources/meeshy.ts'

const common = { sha256: 'b'.repeat(64), consistency: 'exact', warnings: [], milliseconds: 1 }
const volume = (name: string, offset: number) => ({
  ...common,
  name: `volumes/${name}`,
  kind: 'volume',
  path: `volumes/${name}.tar`,
  rawBytes: 900_000,
  offset,
  length: 90_000,
  counts: { entries: 12 },
  details: { volume: `meeshy_${name}`, mountpoint: `/var/lib/docker/volumes/meeshy_${name}/_data` },
})
const components = [
  {
    ...common,
    name: 'config',
    kind: 'config',
    path: 'config',
    rawBytes: 9000,
    offset: 0,
    length: 900,
    counts: { files: 3 },
    paths: ['.env', 'docker-compose.yml', 'nginx'],
  },
  {
    ...common,
    name: 'secrets',
    kind: 'secrets',
    path: 'secrets',
    rawBytes: 9000,
    offset: 1000,
    length: 900,
    counts: { files: 2 },
    paths: ['secrets'],
  },
  {
    ...common,
    name: 'database',
    kind: 'database',
    path: 'database/mongodb_20261122_174512.archive',
    rawBytes: 214_000_000,
    offset: 2000,
    length: 61_000_000,
    consistency: 'point-in-time',
    counts: { documents: 18_052, collections: 7 },
    details: { container: 'meeshy-database-1', service: 'database', image: 'mongo:8.0' },
  },
  {
    ...common,
    name: 'redis',
    kind: 'redis',
    path: 'redis/redis_dump_20261122_174512.rdb',
    rawBytes: 9000,
    offset: 62_000_000,
    length: 900,
    counts: { keys: 5207 },
    details: { container: 'meeshy-redis-1', service: 'redis', image: 'redis:7.4' },
  },
  volume('gateway_uploads', 63_000_000),
  volume('translator_models', 64_000_000),
  { ...common, name: 'system', kind: 'system', path: 'system', rawBytes: 900, offset: 65_000_000, length: 90 },
]
const images = ['database', 'redis', 'gateway', 'translator', 'nginx'].map(service => ({
  container: `meeshy-${service}-1`,
  service,
  image: service,
  id: '',
}))

type Asked = {
  readonly restore?: Partial<RestoreSettings>
  readonly facts?: Partial<Facts>
  readonly create?: boolean
  readonly components?: readonly object[]
}

function planned({ restore = {}, facts = {}, create = false, components: given = components }: Asked = {}): RestorePlan {
  const manifest = parseManifest(JSON.stringify(manifestExample({ components: given, images })))
  if ('problem' in manifest) throw new Error(manifest.problem)
  const settings = { ...stackSettings, restore: { ...stackSettings.restore, ...restore } }
  const seen = { ...stackFacts, ...facts }
  const view = create
    ? lookAt({ facts: seen, settings, project: { name: '', containers: [], volumes: [] }, last: undefined })
    : viewOf({ facts, settings })
  return planRestore({ view, manifest, create }, {})
}

const verbs = ({ plan }: RestorePlan) => plan.steps.map(({ command }) => command[0])
const withCode = (code: string) => (thrown: unknown) => thrown instanceof BackupError && thrown.code === code

for (const [name, asked] of [
  ['restore', {}],
  ['restore-anew', { create: true, facts: { containers: [], volumes: [], application: null } }],
] as const satisfies readonly (readonly [string, Asked])[]) {
  test(`the plan reads as in ${name}.golden.txt`, () => {
    const golden = join(import.meta.dirname, `${name}.golden.txt`)
    const text = `${planLines(planned(asked).plan).join('\n')}\n`
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text)
    assert.equal(text, readFileSync(golden, 'utf8'))
  })

  test(`the plan ${name} names only functions that the runtime has`, () => {
    const known = definedFunctions()
    for (const verb of verbs(planned(asked))) assert.ok(known.has(verb), verb)
  })
}

describe('a plan of a restore', () => {
  test('proves, makes room and keeps what is there before the mark; nothing is held or swapped before it', () => {
    for (const restore of [{}, { components: ['database'] }, { components: ['volumes/gateway_uploads', 'redis'] }]) {
      const order = verbs(planned({ restore }))
      const mark = order.indexOf('mb_mark')
      const before = (verb: string) => order.every((each, n) => each !== verb || n < mark)
      const after = (verb: string) => order.every((each, n) => each !== verb || n > mark)
      for (const verb of [
        'mb_prove',
        'mongo_prove',
        'redis_prove',
        'mb_room',
        'mongo_rights',
        'mongo_may_drop',
        'files_may_swap',
        'mb_may_swap_volume',
        'mb_publish',
        'mb_safety',
        'mb_stage_volume',
        'files_stage',
        'redis_stage',
      ])
        assert.ok(before(verb), verb)
      for (const verb of ['mb_hold', 'mb_swap_volume', 'files_swap', 'redis_swap', 'mongo_put', 'mb_release', 'mb_clear'])
        assert.ok(after(verb), verb)
      assert.ok(order.indexOf('mb_release') > order.lastIndexOf('mb_swap_volume'))
      assert.ok(order.indexOf('mb_clear') > order.indexOf('mb_health'))
    }
  })

  test('asks for each right before the safety backup; of what it makes anew, Compose before the mark and MongoDB before it is loaded', () => {
    const order = verbs(planned({}))
    for (const verb of ['mongo_rights', 'files_may_swap', 'mb_may_swap_volume']) {
      const at = order.indexOf(verb)
      assert.ok(at > order.indexOf('mb_room') && at < order.indexOf('mb_open_archive'), verb)
    }
    const anew = verbs(planned({ create: true, facts: { containers: [], volumes: [], application: null } }))
    assert.ok(anew.includes('mb_may_create') && anew.indexOf('mb_may_create') < anew.indexOf('mb_mark'))
    assert.ok(anew.indexOf('mongo_rights') > anew.indexOf('mongo_ready') && anew.indexOf('mongo_rights') < anew.indexOf('mongo_put'))
  })

  test('of one component names no other, in what it keeps, proves, stops or replaces', () => {
    const { plan } = planned({ restore: { components: ['volumes/gateway_uploads'] } })
    const text = planLines(plan).join('\n')
    for (const other of ['translator', 'redis', 'database', 'nginx', 'secrets']) assert.ok(!text.includes(other), other)
    assert.deepEqual(
      plan.variables['MB_ROWS']?.split('\n').map(row => row.split('\t')[0]),
      ['volumes/gateway_uploads'],
    )
  })

  test('of the database pauses who may write, and stops nobody', () => {
    const { plan } = planned({ restore: { components: ['database'] } })
    const held = plan.steps.filter(({ command }) => command[0] === 'mb_hold').map(({ command }) => command.slice(1))
    assert.deepEqual(held, [['pause', 'meeshy-gateway-1', 'meeshy-translator-1', 'meeshy-nginx-1']])
  })

  test('keeps a safety backup that is pinned and of its own prefix, whatever was asked', () => {
    const { plan } = planned()
    assert.equal(plan.variables['MB_PREFIX'], 'pre-restore')
    assert.deepEqual(plan.known['manifest'] && (plan.known['manifest'] as { pinned?: boolean }).pinned, true)
  })

  test('goes on without its client, and holds no secret', () => {
    const { plan } = planned()
    const script = render(plan, { id: 'r', nonce: 'n', heartbeat: 1, timeout: 1 })
    assert.match(script, /\nMB_DETACH=1\n/)
  })

  test('takes a name as it is listed or as a person writes it, and never two for one', () => {
    const named = (name: string, offset: number) => ({ ...volume('x', offset), name: `volumes/${name}` })
    const given = [named('%2541', 0), named('%252541', 100_000), named('donn%C3%A9es', 200_000)]
    const chosen = (...asked: string[]) =>
      planned({ components: given, create: true, restore: { components: asked } }).restorations.map(each => each.name)
    assert.deepEqual(chosen('volumes/%2541'), ['volumes/%2541'])
    assert.deepEqual(chosen('volumes/%252541'), ['volumes/%252541'])
    assert.deepEqual(chosen('volumes/%41'), ['volumes/%2541'])
    for (const name of ['volumes/données', 'volumes/donn%C3%A9es']) assert.deepEqual(chosen(name), ['volumes/donn%C3%A9es'])
    assert.deepEqual(chosen('volumes').length, 3)
  })

  test('of what the backup does not have is refused, with what it has', () => {
    assert.throws(() => planned({ restore: { components: ['volumes/uploadz'] } }), withCode('E_NOT_FOUND'))
  })

  test('writes outside of the application only what was named', () => {
    const outside = [{ ...components[0], paths: ['.env', '/etc/cron.d/x'] }]
    assert.throws(() => planned({ components: outside }), withCode('E_INPUT'))
    planned({ components: outside, restore: { outside: [{ path: '/etc/cron.d', optional: false }] } })
  })

  test('of an archive that the server has no decompressor for is refused', () => {
    const tools = new Map([...stackFacts.tools].filter(([tool]) => tool !== 'zstd'))
    assert.throws(() => planned({ facts: { tools } }), withCode('E_PREREQ'))
  })

  test('over a database that does not run is refused: what is in it could not be kept', () => {
    const containers = stackFacts.containers.map(each => (each.service === 'database' ? { ...each, state: 'exited' } : each))
    assert.throws(() => planned({ facts: { containers } }), withCode('E_DOCKER'))
  })

  test('by an account that is not root is refused where only root reaches', () => {
    const user = { id: 1000, name: 'deploy' }
    assert.throws(() => planned({ facts: { user } }), withCode('E_PERM'))
    planned({ facts: { user }, restore: { components: ['database', 'config'] } })
  })
})
