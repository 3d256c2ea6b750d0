// What rotation removes, what it never touches, and what `list` foretells of it.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { command, text } from '../../testbed/command.ts'
import { asRoot, whyNot } from '../../testbed/machine.ts'
import { assertFails } from './failing.ts'
import { list, startBackup, table } from './invoke.ts'
import { oldArchive } from './oldformat.ts'
import { backUp, type Kept, overSsh } from './stack.ts'
import { record, type StandIn, standIn, stopsHalfway } from './standin.ts'

/** The six of the old system's own documentation. */
const stamps = ['20241015_100000', '20241016_100000', '20241017_100000', '20241019_143022', '20241019_150145', '20241019_163012']

describe('rotation', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let mongodump: StandIn
  before(async () => {
    bed = await openBed({ seed: 'small' })
    mongodump = await standIn(bed.project.mongo.container)
  })
  after(() => bed?.close())

  /** A backup directory of a test's own. */
  const place = (name: string) => join(bed.lease.folder, name)
  const flags = (directory: string) => [...overSsh(bed.sshd), '--backup-dir', directory]
  const backup = (directory: string, ...more: readonly string[]): Promise<Kept> =>
    backUp(bed, [...flags(directory), '--min-free', '0', '--scope', 'database', ...more])
  const root = (...words: readonly string[]) => text([...asRoot(), ...words])
  const archivesIn = async (directory: string) =>
    (await root('find', directory, '-maxdepth', '1', '-type', 'f', '-name', '*.tar.*', '-printf', '%f\n')).split('\n').sort()
  const filesOf = (kept: readonly Kept[]) => kept.map(each => each.manifest.archive.file)

  test('six archives of the old scripts and a new one, keep 3: the newest three stay, whatever their files are dated', async () => {
    const directory = place('six')
    const [first = '', second = '', third = '', fourth = '', fifth, sixth] = await Promise.all(
      stamps.map(stamp => oldArchive(directory, stamp)),
    )
    await root('touch', '-d', 'tomorrow', join(directory, `${first}.tar.gz`))
    const kept = await backup(directory)
    assert.deepEqual(await archivesIn(directory), [`${fifth}.tar.gz`, `${sixth}.tar.gz`, kept.manifest.archive.file])
    assert.deepEqual([...kept.outcome.deleted].sort(), [first, second, third, fourth])
    assert.deepEqual(kept.outcome.kept, [kept.manifest.name, sixth, fifth])
    assert.match(kept.log, new RegExp(`Rotate +keep 3: removed .*${first} \\(7th of its kind, \\d+ (months|years) old\\)`))
    assert.equal(await root('find', join(directory, '.meta'), '-name', `${first}*`), '', 'nothing is left of what went')
  })

  test('a damaged archive of the old scripts stays, is named, and is not counted', async () => {
    const directory = place('damaged')
    const [one = '', two, three] = await Promise.all(stamps.slice(0, 3).map(stamp => oldArchive(directory, stamp)))
    const damaged = `${await oldArchive(directory, stamps[5] ?? '', { cut: true })}.tar.gz`
    const kept = await backup(directory)
    assert.deepEqual(await archivesIn(directory), [`${two}.tar.gz`, `${three}.tar.gz`, damaged, kept.manifest.archive.file].sort())
    assert.deepEqual(kept.outcome.deleted, [one])
    assert.match(
      kept.log,
      new RegExp(`Warning: unsound +${damaged}, an archive of the old scripts, is not counted: .*does not read to its end`),
    )
  })

  test('a backup that fails removes nothing', async () => {
    const directory = place('failed')
    for (const stamp of stamps) await oldArchive(directory, stamp)
    const typo = [...flags(directory), '--min-free', '0', '--scope', 'database', '--mongo-databases', 'typo']
    await assertFails(bed, typo, { code: 'E_NOT_FOUND', cause: /database typo/, next: /mongo-databases/ }, { backupDir: directory })
    assert.equal((await archivesIn(directory)).length, 6)
  })

  test('each prefix by itself, and keep 1', async () => {
    const directory = place('prefixes')
    const before = [await backup(directory), await backup(directory)]
    const nightlies = [await backup(directory, '--prefix', 'nightly'), await backup(directory, '--prefix', 'nightly', '--keep', '1')]
    assert.deepEqual(await archivesIn(directory), filesOf([...nightlies.slice(1), ...before]).sort())
    const last = await backup(directory, '--keep', '1')
    assert.deepEqual(await archivesIn(directory), filesOf([...nightlies.slice(1), last]).sort())
    assert.deepEqual(
      [...last.outcome.deleted].sort(),
      before.map(each => each.manifest.name),
    )
  })

  test('what is pinned stays and is not counted: critical ones, and those before a reset', async () => {
    const directory = place('pinned')
    const critical = await backUp(bed, [...flags(directory), '--min-free', '0', '--scope', 'critical'])
    const reset = await backup(directory, '--prefix', 'pre-reset')
    const last = [
      await backup(directory, '--prefix', 'pre-reset', '--keep', '1'),
      await backup(directory, '--keep', '1'),
      await backup(directory, '--keep', '1'),
    ]
    assert.deepEqual(await archivesIn(directory), filesOf([critical, reset, last[0] as Kept, last[2] as Kept]).sort())
    const { verdicts } = await list(flags(directory))
    assert.match(verdicts[critical.manifest.archive.file] ?? '', /pinned/)
  })

  test('what is not ours is never touched', async () => {
    const directory = place('strangers')
    await oldArchive(directory, stamps[0] ?? '')
    const real = join(directory, `pre-update-${stamps[0]}.tar.gz`)
    const strangers = [
      'pre-update-old.tar.gz',
      `pre-update-${stamps[1]} (1).tar.gz`,
      `pre-update-${stamps[1]}.tar.gz.bak`,
      'weekly-20241015_100000.tar.gz',
      '.pre-update-20241015_100000.tar.gz',
    ]
    for (const name of strangers) await root('cp', real, join(directory, name))
    await root('mkdir', join(directory, `pre-update-${stamps[1]}.tar.gz`))
    await root('ln', '-s', 'pre-update-old.tar.gz', join(directory, `pre-update-${stamps[2]}.tar.gz`))
    const entries = async () => (await root('ls', '-A', directory)).split('\n').filter(name => !/^\.(lock|meta|work)$/.test(name))
    const before = await entries()
    const kept = [await backup(directory, '--keep', '1'), await backup(directory, '--keep', '1')]
    const ours = [`pre-update-${stamps[0]}.tar.gz`, ...filesOf(kept)]
    assert.deepEqual(
      (await entries()).filter(name => !ours.includes(name)),
      before.filter(name => !ours.includes(name)),
    )
    assert.deepEqual(await archivesIn(directory).then(all => all.filter(name => ours.includes(name))), filesOf(kept.slice(1)))
    const told = (await list(flags(directory))).strangers.map(each => each.file)
    for (const name of ['pre-update-old.tar.gz', `pre-update-${stamps[1]}.tar.gz`, `pre-update-${stamps[2]}.tar.gz`])
      assert.ok(told.includes(name), name)
  })

  test('under a clock that may be wrong nothing goes, and the file that shows it is named', async () => {
    const directory = place('future')
    for (const stamp of [...stamps.slice(0, 2), '20990101_000000']) await oldArchive(directory, stamp)
    const kept = await backup(directory, '--keep', '1')
    assert.equal(kept.manifest.name, 'pre-update-20990101_000001')
    assert.deepEqual(kept.outcome.deleted, [])
    assert.equal((await archivesIn(directory)).length, 4)
    assert.match(kept.outcome.outputs.warnings, /clock-skew: [^"]*20990101_000000/)
    assert.match(kept.log, /not-rotated +the clock is suspicious: pre-update-20990101_00000\d/)
  })

  test('while a restore is incomplete nothing goes', async () => {
    const directory = place('incomplete')
    await oldArchive(directory, stamps[0] ?? '')
    await root('touch', join(directory, '.restore-incomplete'))
    const kept = await backup(directory, '--keep', '1')
    assert.deepEqual(kept.outcome.deleted, [])
    assert.equal((await archivesIn(directory)).length, 2)
    assert.match(kept.outcome.outputs.warnings, /restore on this server is incomplete/)
  })

  test('two at once: one waits for the other, or fails and names it', async () => {
    const directory = place('two')
    const all = [...flags(directory), '--min-free', '0', '--scope', 'database', '--timeout', '60']
    await mongodump.does(record)
    await backup(directory)
    await mongodump.does(stopsHalfway)
    const first = startBackup(bed, [...all, '--lock-timeout', '0'])
    await Promise.race([mongodump.stopped(), first.ended])
    await mongodump.does(null)
    const refused = await startBackup(bed, [...all, '--lock-timeout', '0']).ended
    assert.equal(refused.outcome.failure?.code, 'E_LOCKED', refused.log)
    const second = startBackup(bed, [...all, '--lock-timeout', '50'])
    await second.said(/waiting for another run to end: run /)
    await mongodump.goOn()
    const [one, other] = await Promise.all([first.ended, second.ended])
    assert.match(
      refused.outcome.failure?.details?.['Holder'] ?? '',
      new RegExp(`run ${one.outcome.runId}, pid \\d+, since \\d{4}-\\d\\d-\\d\\dT`),
    )
    assert.match(refused.outcome.failure?.next ?? '', /lock-timeout/)
    assert.equal(refused.code, 5)
    assert.ok(other.log.includes(`waiting for another run to end: run ${one.outcome.runId}`))
    assert.deepEqual([one.outcome.status, other.outcome.status], ['success', 'success'], one.log + other.log)
    assert.notEqual(one.outcome.published?.path, other.outcome.published?.path)
    assert.equal((await archivesIn(directory)).length, 3)
  })

  test('list shows what is there, how it was proven, and what the next rotation does', async () => {
    const directory = place('list')
    assert.match(await table(flags(directory)), /There is no backup yet/)
    const [old, cut] = [await oldArchive(directory, stamps[0] ?? ''), await oldArchive(directory, stamps[1] ?? '', { cut: true })]
    const kept = [await backUp(bed, [...flags(directory), '--min-free', '0']), await backup(directory)]
    const [full = '', database = ''] = kept.map(each => each.manifest.name)
    const printed = await table(flags(directory))
    const row = (name: string) => printed.split('\n').find(line => line.trim().startsWith(name)) ?? ''
    assert.match(printed, /^ +NAME +AGE +SIZE +COMPONENTS +PROVEN +NEXT ROTATION$/m)
    assert.match(row(full), / +\d+ s +1\.\d MB +config secrets database redis 2 volumes system +read +stays \(2 of 3\)$/)
    assert.match(row(database), / +\d+ s +\d+ kB +database +read +stays \(1 of 3\)$/)
    assert.match(row(old), / +\d+ (d|y) +\d+ kB +old format: config database redis 3 volumes +read +goes: 4th of its kind$/)
    assert.match(row(cut), /damaged: .*; not counted$/)
    const listed = await list(flags(directory))
    assert.deepEqual(
      listed.backups.map(each => [each.name, each.kind]),
      [
        [database, 'backup'],
        [full, 'backup'],
        [old, 'old-format'],
      ],
    )
    assert.deepEqual(
      listed.damaged.map(each => each.file),
      [`${cut}.tar.gz`],
    )
    assert.match(listed.verdicts[`${old}.tar.gz`] ?? '', /^goes: 4th/)
    await command([...asRoot(), 'truncate', '-s', '-1', kept[0]?.archive ?? ''])
    assert.match(await table(flags(directory)), new RegExp(`${full}.* damaged: it ends early; not counted`))
  })
})
