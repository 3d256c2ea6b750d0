// Where the parts of an old archive go: volumes by whatever name the scripts gave them, and nothing into what belongs to others.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import type { BackupError } from '../../src/messages/errors.ts'
import { planRestore } from '../../src/plan/restore.ts'
import { adapted } from '../../src/sources/old/old.ts'
import type { View } from '../../src/sources/source.ts'
import { manifestExample } from '../backups/manifestexample.ts'
import { container, facts, settings, viewOf, volume } from './meeshy.ts'

const name = 'pre-update-20241019_143022'
const archive = { file: `${name}.tar.gz`, bytes: 1000, sha256: 'a'.repeat(64), compression: 'gzip' }
const common = { rawBytes: 10, offset: 0, length: 1000, sha256: archive.sha256, consistency: 'fuzzy' }
const named = (component: string, kind: string, more: object = {}) => ({ ...common, name: component, kind, path: component, ...more })
const archived = (volume: string) => named(`volumes/${volume}`, 'volume', { path: `volumes/${volume}.tar.gz` })
const dump = named('database', 'database', { path: 'database/mongodb_20241019_143022', counts: { documents: 3 } })
const snapshot = named('redis', 'redis', { path: 'redis/redis_dump_20241019_143022.rdb' })
const config = named('config', 'config', { paths: ['.env', 'nginx'] })

function old(...components: readonly object[]): Manifest {
  const { project: _project, ...head } = manifestExample({
    kind: 'old-format',
    runId: '',
    sequence: 0,
    name,
    prefix: 'pre-update',
    archive,
    images: [],
  })
  const manifest = parseManifest(JSON.stringify({ ...head, components }))
  if ('problem' in manifest) assert.fail(manifest.problem)
  return manifest
}

const asking = (components: 'all' | readonly string[], change: Parameters<typeof viewOf>[0] = {}): View =>
  viewOf({ ...change, settings: { ...change.settings, restore: { ...settings.restore, components } } })
const namesOf = ({ manifest }: { readonly manifest: Manifest }) => manifest.components.map(each => each.name)
const fails = (code: string, title: RegExp) => (thrown: unknown) => {
  const { failure } = thrown as BackupError
  assert.equal(failure.code, code)
  assert.match(failure.title, title)
  return true
}

describe('an old archive', () => {
  test('names volumes as the compose file does, as Docker does, or as Docker did in a project of another name', () => {
    for (const name of ['gateway_uploads', 'meeshy_gateway_uploads', 'production_gateway_uploads'])
      assert.deepEqual(namesOf(adapted(old(archived(name)), viewOf())), ['volumes/gateway_uploads'], name)
    assert.deepEqual(namesOf(adapted(old(archived('uploads')), viewOf())), ['volumes/uploads'])
  })

  test('never goes into a volume of another project, and never makes one', () => {
    const foreign = volume('gateway_uploads', { name: 'shop_files', project: 'shop', shortName: 'files' })
    const lone = volume('', { name: 'lone', project: '', shortName: '' })
    const view = viewOf({ facts: { volumes: [...facts.volumes, foreign, lone] } })
    for (const name of ['shop_files', 'upload_typo', 'a'])
      assert.throws(
        () => planRestore({ view, manifest: adapted(old(archived(name)), view).manifest, create: false }, {}),
        fails('E_NOT_FOUND', new RegExp(`there is no volume ${name} in this project`)),
      )
    const { restorations } = planRestore({ view, manifest: adapted(old(archived('lone')), view).manifest, create: false }, {})
    assert.deepEqual(restorations[0]?.swap, [['mb_swap_volume', 'lone']])
  })

  test('that holds one volume twice is refused', () => {
    assert.throws(
      () => adapted(old(archived('gateway_uploads'), archived('meeshy_gateway_uploads')), viewOf()),
      fails('E_AMBIGUOUS', /the same volume/),
    )
  })

  test('leaves a volume whose content its own dump carries, and says so', () => {
    const all = old(dump, snapshot, archived('redis_data'), archived('mongo_data'), archived('gateway_uploads'))
    const { leftOut, ...found } = adapted(all, viewOf())
    assert.deepEqual(namesOf(found), ['database', 'redis', 'volumes/gateway_uploads'])
    assert.equal(leftOut.length, 2)
    assert.match(leftOut.join(), /volumes\/redis_data is left as it is.*volumes\/mongo_data/)
    // Without the dump, the volume is all there is of it.
    assert.deepEqual(namesOf(adapted(old(dump, archived('redis_data')), viewOf())), ['database', 'volumes/redis_data'])
    assert.deepEqual(namesOf(adapted(all, asking(['volumes/redis_data']))), namesOf({ manifest: all }))
    assert.throws(() => adapted(all, asking(['redis', 'volumes/redis_data'])), fails('E_INPUT', /same place/))
  })

  test('must not hold the backups as configuration', () => {
    assert.throws(
      () => adapted(old(named('config', 'config', { paths: ['backups'] })), viewOf()),
      fails('E_VERIFY', /backups as configuration/),
    )
  })

  test('is restored by the plan of every restore, from its members', () => {
    const view = viewOf()
    const { manifest } = adapted(old(dump, snapshot, config, archived('meeshy_gateway_uploads')), view)
    const { plan, restorations } = planRestore({ view, manifest, create: false }, {})
    assert.equal(plan.variables['MB_SOURCE_KIND'], 'old-format')
    assert.deepEqual(
      plan.variables['MB_ROWS']?.split('\n').map(row => row.split('\t').slice(0, 3)),
      [
        ['database', 'database/mongodb_20241019_143022', '10'],
        ['redis', 'redis/redis_dump_20241019_143022.rdb', '10'],
        ['config', 'config', '10'],
        ['volumes/gateway_uploads', 'volumes/meeshy_gateway_uploads.tar.gz', '10'],
      ],
    )
    assert.deepEqual(
      restorations.flatMap(each => each.stage).filter(([verb]) => verb.startsWith('old_')),
      [['old_mongo_stage', 'database', 'meeshy-database-1']],
    )
    // What is there now is kept in today's format.
    assert.deepEqual(
      restorations.map(({ before }) => before?.path),
      ['database/mongodb_<stamp>.archive', 'redis/redis_dump_<stamp>.rdb', 'config', 'volumes/gateway_uploads.tar'],
    )
  })

  test('of a snapshot and a volume of a Redis by another name knows what carries what', () => {
    const containers = [...facts.containers.filter(({ service }) => service !== 'redis'), container('cache', 'valkey/valkey:8')]
    assert.deepEqual(namesOf(adapted(old(snapshot, archived('redis_data')), viewOf({ facts: { containers } }))), [
      'redis',
      'volumes/redis_data',
    ])
  })
})
