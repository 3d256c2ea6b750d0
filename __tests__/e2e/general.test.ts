// The general form of a runbook, as `script restore` prints it: one script for all backups of a server, which lists them, asks, and restores.
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Bed, openBed } from '../../testbed/bed.ts'
import type { Finished } from '../../testbed/command.ts'
import { differences } from '../../testbed/compare.ts'
import { find, whyNot } from '../../testbed/machine.ts'
import { oldArchiveOf, tarOf, uploads } from '../oldarchive.ts'
import { type Console, consoleOf, luxuries, runbookOf } from './byhand.ts'
import { happenings } from './happenings.ts'
import { meeshy } from './invoke.ts'
import { everythingKept, specifiedBackup } from './oldformat.ts'
import { assertTidy, change, destroy, everythingOf } from './putback.ts'
import { backUp, type Kept, overSsh } from './stack.ts'
import { traces } from './traces.ts'

const said = ({ stdout, stderr }: Finished) => stdout.toString() + stderr

describe('the general form of a runbook', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let good: Awaited<ReturnType<typeof everythingOf>>
  let server: Console
  let kept: Kept
  let script: string
  let backups: string
  before(async () => {
    bed = await openBed({ seed: 'small' })
    good = await everythingOf(bed)
    server = await consoleOf(bed)
    kept = await backUp(bed, [...overSsh(bed.sshd), '--min-free', '0'])
    backups = dirname(kept.archive)
    const printed = await meeshy(['script', 'restore', ...overSsh(bed.sshd), '--app-dir', bed.project.appDir])
    assert.equal(printed.code, 0, printed.stderr)
    script = join(bed.lease.folder, 'meeshy-restore-backup.sh')
    writeFileSync(script, printed.stdout, { mode: 0o600 })
  })
  after(() => bed?.close())

  const type = (words: string, typed = '') => server.type(`sh ${script} ${words}`, typed)
  const well = async (words: string, typed = '') => {
    const ran = await type(words, typed)
    assert.equal(ran.code, 0, said(ran))
    return ran
  }
  /** What a person types to choose it from the list. */
  const numberOf = async (name: string, where = '') =>
    new RegExp(`^ *(\\d+) {2}${name} `, 'm').exec(said(await well(`${where} --list`)))?.[1] ?? ''
  const safetyIn = (ran: Finished) => /What was there before is (pre-restore-\d{8}_\d{6})\./.exec(said(ran))?.[1] ?? ''

  test('is on a server that has sh, docker, tar and the decompressor, and no Node and no network', async () => {
    for (const program of luxuries) assert.notEqual((await server.type(`command -v ${program}`)).code, 0, program)
    for (const program of ['sh', 'docker', 'tar', 'zstd']) assert.equal((await server.type(`command -v ${program}`)).code, 0, program)
  })

  test('lists, helps and shows a plan, and changes nothing', async () => {
    const before = await traces(bed.project, [backups])
    const { changes } = await happenings(bed.project.name, async () => {
      const { name, archive } = kept.manifest
      const listed = said(await well('--list'))
      assert.match(listed, new RegExp(`^ +1 {2}${name} +[\\d.]+ [kMG]?B +read +.*database.*gateway_uploads`, 'm'))
      assert.match(said(await well('--help')), /^ {4}5 {2}another operation holds the lock$/m)
      assert.match(said(await well(`${name} --list`)), /^ {2}volumes\/gateway_uploads /m)
      assert.match(said(await well(`${join(backups, archive.file)} --dry-run`)), /^\d+\. Replace the databases in \S+ by database\n/m)
    })
    assert.deepEqual([changes, await traces(bed.project, [backups])], [[], before])
  })

  test('refuses what is not there, and what nobody chose or confirmed', async () => {
    const { name } = kept.manifest
    const cases: readonly (readonly [words: string, typed: string, code: number, says: RegExp])[] = [
      ['pre-update-20200101_000000', '', 4, /E_NOT_FOUND {2}There is no backup pre-update-20200101_000000 in .*\n {2}next: sh \S+ --list/],
      ['--dir /nowhere --list', '', 0, /There are no backups in \/nowhere\./],
      ['/nowhere/x.tar.gz', '', 4, /E_NOT_FOUND {2}There is no directory \/nowhere\/\./],
      ['', '', 2, /Which one\?.*[\s\S]*E_INPUT {2}No backup was chosen\./],
      ['', '999\n', 2, /E_INPUT {2}No backup was chosen\./],
      ['', '1\nyes\n', 2, /E_INPUT {2}The restore was not confirmed/],
      [`${name} uploadz`, 'OUI\n', 4, /has no uploadz/],
    ]
    const now = await everythingOf(bed)
    const { changes } = await happenings(bed.project.name, async () => {
      for (const [words, typed, code, says] of cases) {
        const ran = await type(words, typed)
        assert.equal(ran.code, code, `${words}: ${said(ran)}`)
        assert.match(said(ran), says)
      }
    })
    assert.deepEqual(changes, [])
    assert.deepEqual(differences(await everythingOf(bed), now), [])
  })

  test('puts back a file that is named, and by its safety backup what was there before', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    assert.notDeepEqual(differences(now, good), [])
    const ran = await well(`${kept.archive} --min-free 0`, 'OUI\n')
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    await well(`${safetyIn(ran)} --min-free 0 --confirm OUI`)
    assert.deepEqual(differences(await everythingOf(bed), now), [])
    assertTidy(bed)
  })

  test('asks which one, and after everything is destroyed makes the containers anew and puts all back', async () => {
    await destroy(bed)
    const ran = await well('--min-free 0', `${await numberOf(kept.manifest.name)}\nOUI\n`)
    assert.match(said(ran), new RegExp(`^Restored ${kept.manifest.name}\\.`, 'm'))
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    assertTidy(bed)
  })

  describe('of a backup that has no runbook of its own', () => {
    let runbook: string
    before(() => {
      runbook = runbookOf(kept)
      renameSync(runbook, `${runbook}.away`)
    })
    after(() => existsSync(`${runbook}.away`) && renameSync(`${runbook}.away`, runbook))

    test('restores by the plan it was printed with: changed, in part, and destroyed', async () => {
      await change(bed)
      const now = await everythingOf(bed)
      await well(`${kept.archive} gateway_uploads redis --min-free 0`, 'OUI\n')
      assert.deepEqual(differences(await everythingOf(bed), { ...now, uploads: good.uploads, redis: good.redis }), [])
      const ran = await well(`${kept.manifest.name} --min-free 0`, 'OUI\n')
      assert.deepEqual(differences(await everythingOf(bed), good), [])
      assert.match(safetyIn(ran), /^pre-restore-/)
      await destroy(bed)
      await well('--min-free 0', `${await numberOf(kept.manifest.name)}\nOUI\n`)
      assert.deepEqual(differences(await everythingOf(bed), good), [])
      assertTidy(bed)
    })

    test('that lies elsewhere finds it there', async () => {
      const elsewhere = join(bed.lease.folder, `it's elsewhere`)
      mkdirSync(join(elsewhere, '.meta'), { recursive: true, mode: 0o700 })
      cpSync(kept.archive, join(elsewhere, kept.manifest.archive.file))
      cpSync(join(backups, '.meta', `${kept.manifest.name}.json`), join(elsewhere, '.meta', `${kept.manifest.name}.json`))
      await change(bed)
      const ran = await well(`--dir "${elsewhere}" --min-free 0 config secrets`, '1\nOUI\n')
      assert.match(said(ran), /This puts back: config, secrets$/m)
      assert.deepEqual(differences((await everythingOf(bed)).files, good.files), [])
      rmSync(elsewhere, { recursive: true })
    })
  })

  describe('of an archive of the old scripts', () => {
    let archive: string
    let old: Awaited<ReturnType<typeof everythingKept>>
    let directory: string
    before(async () => {
      directory = join(bed.lease.folder, 'old')
      archive = await specifiedBackup(bed, directory)
      old = await everythingKept(bed)
    })
    const assertTidyThere = () => {
      const left = readdirSync(join(directory, '.work')).filter(file => !file.endsWith('.log'))
      assert.deepEqual([left, existsSync(join(directory, '.restore-incomplete'))], [[], false])
    }

    test('says what it is, what it puts back and what not, and changes nothing by a dry run', async () => {
      const before = readdirSync(directory)
      const { result, changes } = await happenings(bed.project.name, () => well(`${archive} --dry-run`))
      assert.match(said(result), /is of the old scripts: it has no manifest, so it is read to its end first/)
      assert.match(
        said(result),
        /^This puts back: config, database \([\d,]+ documents\), redis, secrets, gateway_uploads \([\d.]+ [kM]B\), /m,
      )
      assert.match(said(result), /^Not put back by this script: volumes\/\S*redis_data: a dump carries it/m)
      assert.match(said(await well(`--dir ${directory} --list`)), /^ +1 {2}pre-update-\S+ .* old format /m)
      assert.deepEqual([changes, readdirSync(directory)], [[], before])
    })

    test('puts back what was changed, all of it and in part; its safety backup leads back', async () => {
      await change(bed)
      const now = await everythingOf(bed)
      const ran = await well(`${archive} --min-free 0`, 'OUI\n')
      assert.deepEqual(differences(await everythingKept(bed), old), [])
      await well(`--dir ${directory} ${safetyIn(ran)} --min-free 0 --confirm OUI`)
      assert.deepEqual(differences(await everythingOf(bed), now), [])
      const kept = await everythingKept(bed)
      await well(`${archive} database gateway_uploads --min-free 0`, 'OUI\n')
      assert.deepEqual(differences(await everythingKept(bed), { ...kept, database: old.database, uploads: old.uploads }), [])
      assertTidyThere()
    })

    test('after everything is destroyed makes the containers anew', async () => {
      await destroy(bed)
      await well(`--dir ${directory} --min-free 0`, `${await numberOf(basename(archive, '.tar.gz'), `--dir ${directory}`)}\nOUI\n`)
      assert.deepEqual(differences(await everythingKept(bed), old), [])
      assertTidyThere()
    })

    for (const shell of ['dash', 'bash', 'busybox ash']) {
      const [program = ''] = shell.split(' ')
      const skip = find(program) === undefined ? `${program} is not installed` : false
      test(`of other names is understood by ${shell}; what has no place is named, and two of one volume are refused`, {
        skip,
      }, async () => {
        const name = 'pre-update-20241019_143022'
        const place = join(bed.lease.folder, `others-${program}`)
        const file = join(place, `${name}.tar.gz`)
        mkdirSync(place, { mode: 0o700 })
        const volume = gzipSync(tarOf(uploads))
        const others = { 'volumes/meeshy_translator_models.tar.gz': volume, 'volumes/of_nobody.tar.gz': volume, 'config/foreign.conf': 'x' }
        const plan = async (changes: Readonly<Record<string, Buffer | string>>) => {
          writeFileSync(file, oldArchiveOf(name, changes), { mode: 0o600 })
          return server.type(`${shell} ${script} ${file} --dry-run`)
        }
        const { result, changes } = await happenings(bed.project.name, async () => [
          await plan(others),
          await plan({ 'volumes/other_gateway_uploads.tar.gz': volume }),
        ])
        const [good, twins] = result as [Finished, Finished]
        assert.equal(good.code, 0, said(good))
        assert.match(
          said(good),
          /^This puts back: config, database \(301 documents\), redis, secrets, gateway_uploads .*, translator_models /m,
        )
        assert.match(said(good), /^as they were on 19 October 2024, 14:30 UTC, /m)
        assert.match(said(good), /^Not put back by this script: config foreign\.conf: this script does not know where it belongs$/m)
        assert.match(said(good), /^Not put back by this script: volumes\/of_nobody: /m)
        assert.doesNotMatch(said(good), /: config (\.env|env\.production|docker-compose\.yml)/)
        assert.equal(twins.code, 4, said(twins))
        assert.match(said(twins), /E_AMBIGUOUS .*the same volume here: volumes\/\S+ and volumes\/\S+\.tar\.gz\.\n/)
        assert.deepEqual([changes, readdirSync(place)], [[], [basename(file)]])
      })
    }

    test('that is damaged is refused before anything is touched', async () => {
      const place = join(bed.lease.folder, 'cut')
      mkdirSync(place, { mode: 0o700 })
      const cut = join(place, basename(archive))
      writeFileSync(cut, readFileSync(archive).subarray(0, -200), { mode: 0o600 })
      const { result, changes } = await happenings(bed.project.name, () => type(`${cut} --min-free 0`, 'OUI\n'))
      assert.equal(result.code, 7, said(result))
      assert.match(said(result), /E_VERIFY {2}The backup pre-update-\S+ is damaged: it does not read to its end/)
      assert.deepEqual([changes, readdirSync(place)], [[], [basename(archive)]])
    })
  })
})
