// A full backup of a large stack over SSH, read and restored by plain tools alone: what comes out is what was there.
import assert from 'node:assert/strict'
import { createReadStream, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parseManifest } from '../../src/backups/manifest.ts'
import { readMongoArchive } from '../../src/sources/mongo/archive.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { text } from '../../testbed/command.ts'
import { differences, type MongoState } from '../../testbed/compare.ts'
import { whyNot } from '../../testbed/machine.ts'
import { follow } from './handbook.ts'
import { cut, restoredDatabase, restoredFiles, restoredRedis, restoredTree, type StackState, stateOf, whereIs } from './restored.ts'
import { backUp, type Kept, overSsh } from './stack.ts'
import { startWriter } from './writer.ts'

const pieces = ['config', 'secrets', 'system']

describe('a full backup over SSH', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let state: StackState
  before(async () => {
    bed = await openBed({ seed: 'large' })
    state = await stateOf(bed)
  })
  after(() => bed?.close())

  for (const compression of ['zstd', 'gzip'] as const) {
    describe(compression, () => {
      let kept: Kept
      before(async () => {
        kept = await backUp(bed, [...overSsh(bed.sshd), '--compression', compression])
      })

      test('it is large, whole, proven and of one moment', () => {
        const { manifest } = kept
        const raw = manifest.components.reduce((sum, component) => sum + component.rawBytes, 0)
        assert.ok(raw >= 200e6, `${raw} bytes`)
        assert.equal(manifest.verified, 'read')
        assert.deepEqual(manifest.warnings, [])
        assert.deepEqual(
          manifest.components.map(({ name, consistency, counts }) => [name, consistency, counts['documents'] ?? counts['keys']]),
          [
            ['config', 'exact', undefined],
            ['secrets', 'exact', undefined],
            ['database', 'point-in-time', documentsIn(state.database)],
            ['redis', 'snapshot', Object.values(state.redis).flatMap(Object.keys).length],
            ['volumes/gateway_uploads', 'live', undefined],
            ['volumes/translator_models', 'live', undefined],
            ['system', 'exact', undefined],
          ],
        )
      })

      test('its outputs, its manifest and its file agree', async () => {
        const { archive, manifest, outcome } = kept
        const [sha256, recorded] = (await follow(['whole'], { ARCHIVE: archive, NAME: manifest.name })).split(/\s.*\n/)
        assert.equal(sha256, outcome.outputs['backup-sha256'])
        assert.equal(recorded, sha256)
        assert.equal(String(statSync(archive).size), outcome.outputs['backup-size'])
        const written = readFileSync(join(archive, '..', '.meta', `${manifest.name}.json`), 'utf8')
        assert.deepEqual(parseManifest(written), manifest)
        assert.equal(await text(['find', join(archive, '..'), '-perm', '/077']), '')
      })

      test('plain tar lists and extracts what the manifest names, and nothing else', async () => {
        const { archive, manifest } = kept
        const INTO = mkdtempSync(join(bed.lease.folder, 'extracted-'))
        const variables = { ARCHIVE: archive, NAME: manifest.name, INTO }
        const listed = (await text(['tar', '-tf', archive])).split('\n')
        assert.equal((await follow([`list ${compression}`], variables)).split('\n').length, listed.length)
        const whole = manifest.components.filter(({ name }) => !pieces.includes(name))
        const files = [...whole.map(({ path }) => path), 'backup-metadata.txt', 'MANIFEST.sha256', 'MANIFEST.json'].map(
          path => `${manifest.name}/${path}`,
        )
        const inPieces = (path: string) => pieces.some(piece => path.startsWith(`${manifest.name}/${piece}/`))
        assert.deepEqual(
          listed.filter(path => !inPieces(path)),
          files,
        )
        await follow([`extract ${compression}`], variables)
        for (const { path, rawBytes } of whole) assert.equal(statSync(join(INTO, manifest.name, path)).size, rawBytes)
        assert.deepEqual(readdirSync(join(INTO, manifest.name, 'system')).sort(), [
          'containers.txt',
          'disk.txt',
          'docker.txt',
          'images.txt',
          'machine.txt',
          'networks.txt',
          'volumes.txt',
        ])
        const dump = whole.find(({ name }) => name === 'database')?.path ?? ''
        await assertDump(join(INTO, manifest.name, dump), state.database)
      })

      test('the archive itself says where each component lies, and each is there', async () => {
        const { archive, manifest } = kept
        const sums = await follow(['sums'], { ARCHIVE: archive, NAME: manifest.name })
        assert.deepEqual(
          sums.split('\n').filter(line => !line.startsWith('#')),
          manifest.components.map(each => `${each.sha256} ${each.offset} ${each.length} ${each.rawBytes} ${manifest.name}/${each.path}`),
        )
        for (const { name } of manifest.components) assert.equal(await follow(['locate', 'check'], whereIs(kept, name)), 'OK', name)
      })

      test('its metadata tells a person what was running and what was kept', async () => {
        const { archive, manifest } = kept
        const metadata = await text(['tar', '-xOf', archive, `${manifest.name}/backup-metadata.txt`])
        const { containers, volumes, images } = bed.project
        const time = manifest.timeText.replace('T', ' ').replace('Z', ' UTC')
        const sizes = manifest.components.map(each => new RegExp(`^  ${each.name} +${each.rawBytes} +${each.length} `, 'm'))
        for (const each of [manifest.name, time, ...Object.values(containers), ...Object.values(volumes)])
          assert.ok(metadata.includes(each), each)
        for (const image of [images.mongo, images.redis, images.app, images.nginx]) assert.ok(metadata.includes(image), image)
        for (const size of sizes) assert.match(metadata, size)
      })

      test('the database comes back: documents with their types, indexes, views', async () => {
        assert.deepEqual(differences(await restoredDatabase(bed, kept), state.database), [])
      })

      test('redis comes back: keys with their types and times to live', async () => {
        assert.deepEqual(differences(await restoredRedis(bed, kept), state.redis), [])
      })

      test('volumes come back: modes, owners, times, attributes, links, holes, odd names', async () => {
        for (const [volume, tree] of Object.entries(state.volumes))
          assert.deepEqual(differences(await restoredTree(bed, kept, `volumes/${volume}`), tree), [])
      })

      test('configuration and secrets come back byte for byte, with their modes', async () => {
        const files = { ...(await restoredFiles(bed, kept, 'config')), ...(await restoredFiles(bed, kept, 'secrets')) }
        assert.deepEqual(differences(files, state.files), [])
      })
    })
  }

  test('a database that is written to meanwhile is kept as it was at one moment', async () => {
    const writer = await startWriter(bed.project.containers['gateway'] ?? '')
    const kept = await backUp(bed, [...overSsh(bed.sshd), '--scope', 'database'])
    const written = await writer.stop()
    const file = join(bed.lease.folder, 'moving.archive')
    await follow(['locate', cut(kept), 'to file'], { ...whereIs(kept, 'database'), FILE: file })
    const asRead = (await readMongoArchive(createReadStream(file))).namespaces.filter(({ db }) => db === 'lockstep')
    const { first, second } = lockstep(await restoredDatabase(bed, kept))
    assert.ok(first - second === 0 || first - second === 1, `${first} and ${second} documents, written in turns`)
    const most = Math.max(...asRead.map(({ documents }) => documents))
    assert.ok(
      most < first && first < written,
      `read ${most}, kept ${first} with the oplog, written ${written}: the writer was at work all the while`,
    )
  })
})

/** The dump holds every collection with every document, by a reader that is not the tool that wrote it. */
async function assertDump(file: string, state: MongoState): Promise<void> {
  const dump = await readMongoArchive(createReadStream(file))
  assert.ok(dump.hasOplog)
  const found = dump.namespaces.filter(({ db }) => db in state).map(({ db, collection, documents }) => `${db}.${collection} ${documents}`)
  const expected = Object.entries(state).flatMap(([db, collections]) =>
    Object.entries(collections).map(([collection, { count = 0 }]) => `${db}.${collection} ${count}`),
  )
  assert.deepEqual(found.sort(), expected.sort())
}

function documentsIn(state: MongoState): number {
  return Object.values(state)
    .flatMap(collections => Object.values(collections))
    .reduce((sum, { count = 0 }) => sum + count, 0)
}

function lockstep(state: MongoState): { first: number; second: number } {
  return { first: state['lockstep']?.['first']?.count ?? 0, second: state['lockstep']?.['second']?.count ?? 0 }
}
