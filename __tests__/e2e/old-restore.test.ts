// Archives of the old scripts, made by the specified script itself: brought back whole, in part, over what was changed and over nothing at all.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { command } from '../../testbed/command.ts'
import { differences, mongoState, redisState, treeState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { emptyVolume, startMongo, startRedis } from '../../testbed/fresh.ts'
import { whyNot } from '../../testbed/machine.ts'
import { runStep } from '../../testbed/runner/runner.ts'
import { type Entry, oldArchiveOf, oldEntries, oneId, tarOf, uploads } from '../oldarchive.ts'
import { seen } from '../scenarios/assertions.ts'
import { follow } from './handbook.ts'
import { happenings } from './happenings.ts'
import { list } from './invoke.ts'
import { oui, personOf } from './nightpage.ts'
import { asKept, everythingKept, specifiedBackup } from './oldformat.ts'
import { change, restoreOf } from './putback.ts'
import { backUp, overSsh } from './stack.ts'

describe('an archive of the old scripts', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let archive: string
  let directory: string
  let good: Awaited<ReturnType<typeof everythingKept>>
  before(async () => {
    bed = await openBed({ seed: 'small' })
    directory = join(bed.lease.folder, 'opt', 'old')
    archive = await specifiedBackup(bed, directory)
    good = await everythingKept(bed)
  })
  after(() => bed?.close())

  const from = (file: string, ...flags: readonly string[]) => restoreOf(bed, ['--backup', file, '--confirm', 'OUI', ...flags])

  test('by dry run says what it holds and what it would replace, and changes nothing', async () => {
    const before = readdirSync(directory)
    const { result, changes } = await happenings(bed.project.name, () => restoreOf(bed, ['--backup', archive, '--dry-run']))
    assert.equal(result.outcome.status, 'planned', result.log)
    assert.match(result.log, /database .*replaces the databases in .*documents/)
    assert.match(result.log, /volumes\/redis_data is left as it is: the dump in this archive carries it/)
    assert.deepEqual([changes, readdirSync(directory)], [[], before])
  })

  test('comes back over what was changed, over SSH: documents, indexes, keys, trees, files', async () => {
    await change(bed)
    assert.notDeepEqual(differences(await everythingKept(bed), good), [])
    const ran = await from(archive, ...overSsh(bed.sshd))
    assert.equal(ran.outcome.status, 'success', ran.log)
    assert.deepEqual(differences(await everythingKept(bed), good), [])
    assert.match(ran.outcome.safetyBackup ?? '', /^pre-restore-/)
    await docker(['restart', bed.project.redis?.container ?? ''])
    assert.deepEqual(differences(await redisState(bed.project.redis ?? { container: '' }), good.redis), [])
    assertTidy(directory)
  })

  test('comes back by the action, as in a workflow', async () => {
    await change(bed)
    const { host, port, user, privateKey, knownHosts } = bed.sshd
    const server = { host, port: String(port), user, 'private-key': privateKey, 'known-hosts': knownHosts, 'app-dir': bed.project.appDir }
    const result = await runStep({ action: 'restore', inputs: { ...server, backup: archive, confirm: 'OUI', 'min-free': '0' } })
    assert.deepEqual([result.exitCode, result.outputs['status']], [0, 'success'], seen(result))
    assert.equal(result.outputs['restored-from'], basename(archive, '.tar.gz'))
    assert.deepEqual(differences(await everythingKept(bed), good), [])
  })

  test('comes back in part, under the names of the description; the rest is not touched', async () => {
    const named = await underNamesOfTheDescription(bed, archive)
    await change(bed)
    const now = await everythingKept(bed)
    const { result, changes } = await happenings(bed.project.name, () => from(named, '--components', 'database'))
    assert.equal(result.outcome.status, 'success', result.log)
    assert.deepEqual(differences(await everythingKept(bed), { ...now, database: good.database }), [])
    assert.deepEqual(
      changes.filter(each => !/^(un)?pause /.test(each)),
      [],
    )
    const some = ['--components', 'volumes/gateway_uploads', '--components', 'redis', '--components', 'secrets']
    const ran = await from(named, ...some)
    assert.equal(ran.outcome.status, 'success', ran.log)
    const secrets = Object.entries(good.files).filter(([path]) => path.startsWith('secrets'))
    const others = Object.entries(now.files).filter(([path]) => !path.startsWith('secrets'))
    const files = Object.fromEntries([...others, ...secrets])
    assert.deepEqual(differences(await everythingKept(bed), { ...good, models: now.models, files }), [])
    const twice = await from(named, '--components', 'redis', '--components', 'volumes/redis_data')
    assert.match(twice.outcome.failure?.title ?? '', /go into the same place/)
    assertTidy(join(directory, 'named'))
  })

  test('is listed with what it holds once a backup has met it', async () => {
    await restoreOf(bed, ['--backup', archive, '--components', 'config', '--confirm', 'OUI'])
    await backUp(bed, ['--backup-dir', directory, '--min-free', '0'])
    const { backups } = await list(['--app-dir', bed.project.appDir, '--backup-dir', directory])
    const old = backups.find(({ kind }) => kind === 'old-format')
    assert.deepEqual(old?.manifest?.components.map(({ name }) => name.replace(/\/.*_(?=[a-z]+_[a-z]+$)/, '/')).sort(), [
      'config',
      'database',
      'redis',
      'secrets',
      'volumes/gateway_uploads',
      'volumes/redis_data',
      'volumes/translator_models',
    ])
    await change(bed)
    const ran = await restoreOf(bed, ['--backup-dir', directory, '--backup', old?.name ?? '', '--confirm', old?.name ?? ''])
    assert.equal(ran.outcome.status, 'success', ran.log)
    assert.deepEqual(differences(await everythingKept(bed), good), [])
  })

  test('that is damaged or hostile is refused before anything is touched', async () => {
    const now = await everythingKept(bed)
    const name = 'pre-update-20200101_000000'
    const place = join(directory, 'hostile')
    const file = join(place, `${name}.tar.gz`)
    mkdirSync(place, { mode: 0o700 })
    const bytes = readFileSync(archive)
    const middle = Math.floor(bytes.length / 2)
    const withEntry = (...entries: readonly Entry[]) => gzipSync(tarOf([...oldEntries(name), ...entries]))
    const withUpload = (...entries: readonly Entry[]) =>
      oldArchiveOf(name, { 'volumes/gateway_uploads.tar.gz': gzipSync(tarOf([...uploads, ...entries])) })
    const cases: readonly (readonly [Buffer, RegExp])[] = [
      [bytes.subarray(0, -1), /does not read to its end/],
      [bytes.subarray(0, middle), /does not read to its end/],
      [Buffer.concat([bytes.subarray(0, middle), Buffer.from([(bytes[middle] ?? 0) ^ 1]), bytes.subarray(middle + 1)]), /is damaged/],
      [withEntry({ path: `${name}/../../etc/cron.d/x` }), /etc\/cron\.d\/x/],
      [withEntry({ path: '/etc/cron.d/x' }), /etc\/cron\.d\/x/],
      [
        withEntry({ path: `${name}/config/l`, type: 'SymbolicLink', linkpath: '/etc' }, { path: `${name}/config/l/cron.d/x` }),
        /config\/l\/cron\.d\/x/,
      ],
      [withEntry({ path: `${name}/config/x`, type: 'Link', linkpath: '/etc/shadow' }), /config\/x/],
      [withEntry({ path: `${name}/config/x`, type: 'BlockDevice' }), /config\/x/],
      [withEntry({ path: `${name}/config/x`, type: 'FIFO' }), /config\/x/],
      [withEntry({ path: `${name}/config/x`, mode: 0o4755 }), /config\/x/],
      [withEntry({ path: `${name}/config/-rf` }), /config\/-rf/],
      [withEntry({ path: `${name}/config/$(touch x)` }), /config\/\$\(touch x\)/],
      [withEntry({ path: `${name}/config/a\nb` }), /config\/a/],
      [withUpload({ path: '../../../etc/cron.d/x' }), /gateway_uploads/],
      [withUpload({ path: './l', type: 'SymbolicLink', linkpath: '/etc' }, { path: './l/cron.d/x' }), /l\/cron\.d\/x/],
      [withUpload({ path: './h', type: 'Link', linkpath: '/etc/shadow' }), /gateway_uploads/],
      [oldArchiveOf(name, { 'volumes/gateway_uploads.tar.gz': gzipSync(tarOf(uploads)).subarray(0, -9) }), /gateway_uploads/],
    ]
    const { changes } = await happenings(bed.project.name, async () => {
      for (const [content, words] of cases) {
        writeFileSync(file, content, { mode: 0o600 })
        const ran = await from(file)
        assert.equal(ran.outcome.failure?.code, 'E_VERIFY', ran.log)
        assert.match(ran.outcome.failure.title, words)
        assert.match(ran.log, /nothing was stopped, nothing was changed/)
      }
      // Of a sound archive: a volume that this project lacks is named, not made; and a place where the backups are is nobody's configuration.
      writeFileSync(file, oldArchiveOf(name, { 'volumes/upload_typo.tar.gz': gzipSync(tarOf(uploads)) }), { mode: 0o600 })
      const typo = await from(file, '--components', 'volumes/upload_typo')
      assert.equal(typo.outcome.failure?.code, 'E_NOT_FOUND', typo.log)
      assert.match(typo.outcome.failure.title, /there is no volume upload_typo in this project/)
      // Found only by redis-check-rdb and by mongorestore, whose servers it asks.
      const snapshot = await from(file, '--components', 'redis')
      assert.equal(snapshot.outcome.failure?.code, 'E_VERIFY', snapshot.log)
      assert.match(snapshot.outcome.failure.title, /redis/)
    })
    assert.deepEqual(changes, [])
    assert.deepEqual(differences(await everythingKept(bed), now), [])
    assertTidy(place)
  })

  test('that the server refuses half way leaves what was there', async () => {
    const name = 'pre-update-20200102_000000'
    const place = join(directory, 'refused')
    const file = join(place, `${name}.tar.gz`)
    mkdirSync(place, { mode: 0o700 })
    // Two documents of one _id: sound BSON, which no server takes.
    const users = 'database/mongodb_20200102_000000/meeshy/users.bson'
    writeFileSync(file, oldArchiveOf(name, { [users]: Buffer.concat([oneId, oneId]) }), { mode: 0o600 })
    const now = await everythingKept(bed)
    const ran = await from(file, '--components', 'database', '--components', 'config')
    assert.equal(ran.outcome.failure?.code, 'E_RESTORE', ran.log)
    assert.deepEqual(differences(await everythingKept(bed), now), [])
    assertTidy(place)
  })

  test('comes back by hand, by the commands of docs/format.md', async () => {
    const OLD = mkdtempSync(join(bed.lease.folder, 'by-hand-'))
    const whole = { ARCHIVE: archive, NAME: basename(archive, '.tar.gz'), OLD }
    await follow(['old extract'], whole)
    const owner = { user: 'other', password: `another "one" it's $HOME é` }
    const mongo = await startMongo({ lease: bed.lease, ...owner, replicaSet: true })
    await follow(['old database'], { ...whole, CONTAINER: mongo.container, MONGO_USER: owner.user, MONGO_PASSWORD: owner.password })
    assert.deepEqual(differences(await mongoState(mongo), good.database), [])
    for (const appendOnly of [false, true]) {
      const volume = await emptyVolume(bed)
      const at = { ...whole, VOLUME: volume, IMAGE: bed.project.images.redis }
      await follow(['old redis', appendOnly ? 'redis append-only' : 'redis'], at)
      const redis = await startRedis({ lease: bed.lease, volume, appendOnly })
      assert.deepEqual(differences(await redisState(redis), good.redis), [])
      await redis.close()
    }
    const uploads = await emptyVolume(bed)
    const INTO = await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', uploads])
    await follow(['old volume', 'tree'], { ...whole, VOLUME: bed.project.volumes['gateway_uploads'] ?? '', INTO })
    assert.deepEqual(differences(asKept(await treeState(uploads)), good.uploads), [])
    const files = mkdtempSync(join(bed.lease.folder, 'files-'))
    await follow(['old files'], { ...whole, INTO: files })
    const { '.': _top, ...below } = asKept(await treeState(files), { times: false })
    assert.deepEqual(differences(below, good.files), [])
    await mongo.close()
  })

  test('comes back after everything is destroyed, by the commands of docs/restore.md', async () => {
    const { project } = bed
    await docker(['compose', 'down', '--volumes', '--timeout', '1'], { cwd: project.appDir })
    for (const entry of readdirSync(project.appDir)) if (entry !== 'backups') rmSync(join(project.appDir, entry), { recursive: true })
    const refused = await from(archive)
    assert.equal(refused.outcome.failure?.code, 'E_NOT_FOUND', refused.log)
    await personOf(bed).type('old archive', [oui, oui], { '/root/pre-update-20241019_143022.tar.gz': archive })
    assert.deepEqual(differences(await everythingKept(bed), good), [])
    assertTidy(directory)
  })
})

/** The archive, its volumes named as the description names them: without the project's name before. */
async function underNamesOfTheDescription(bed: Bed, archive: string): Promise<string> {
  const folder = mkdtempSync(join(bed.lease.folder, 'named-'))
  const place = join(archive, '../named')
  mkdirSync(place, { mode: 0o700 })
  await command(['tar', '-xzpf', archive, '-C', folder])
  const [name = ''] = readdirSync(folder)
  const volumes = join(folder, name, 'volumes')
  for (const file of readdirSync(volumes)) renameSync(join(volumes, file), join(volumes, file.replace(`${bed.project.name}_`, '')))
  const named = join(place, `${name}.tar.gz`)
  await command(['tar', '-czf', named, '-C', folder, name])
  rmSync(folder, { recursive: true })
  return named
}

/** No mark, no work but logs, nothing put aside, no dump left in the container. */
function assertTidy(directory: string): void {
  assert.ok(!readdirSync(directory).includes('.restore-incomplete'), 'the mark is gone')
  assert.deepEqual(
    readdirSync(join(directory, '.work')).filter(name => !name.endsWith('.log')),
    [],
  )
}
