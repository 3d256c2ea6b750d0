// The runbook: the script beside each archive, run by hand where there is nothing else. It does what the restore of the action does.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { type Finished, text } from '../../testbed/command.ts'
import { differences, redisState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { childrenOf, kill, processesWith } from '../../testbed/faults/processes.ts'
import { find, whyNot } from '../../testbed/machine.ts'
import { type Console, consoleOf, luxuries, runbookOf, until } from './byhand.ts'
import { happenings } from './happenings.ts'
import { list } from './invoke.ts'
import { assertTidy, change, destroy, everythingOf, flipped } from './putback.ts'
import { backUp, type Kept, overSsh } from './stack.ts'
import { leftOf, traces } from './traces.ts'

const said = ({ stdout, stderr }: Finished) => stdout.toString() + stderr

describe('the runbook', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let good: Awaited<ReturnType<typeof everythingOf>>
  let server: Console
  let kept: Kept
  let gzipped: Kept
  let runbook: string
  let backups: string
  before(async () => {
    bed = await openBed({ seed: 'small' })
    good = await everythingOf(bed)
    server = await consoleOf(bed)
    kept = await backUp(bed, overSsh(bed.sshd))
    gzipped = await backUp(bed, ['--compression', 'gzip'])
    runbook = runbookOf(kept)
    backups = dirname(kept.archive)
  })
  after(() => bed?.close())

  test('lies beside its archive, for its owner alone, and the manifest says so', () => {
    assert.equal(statSync(runbook).mode & 0o777, 0o600)
    assert.equal(kept.manifest.runbook, true)
    assert.match(kept.manifest.archive.file, /\.tar\.zst$/)
  })

  test('is on a server that has none of what it does not need', async () => {
    for (const program of luxuries) assert.notEqual((await server.type(`command -v ${program}`)).code, 0, program)
    assert.match(said(await server.type('cat /proc/net/dev')), /^ *lo:.*\n?$/m)
    assert.doesNotMatch(said(await server.type('cat /proc/net/dev')), /eth|ens|docker/)
  })

  for (const compression of ['zstd', 'gzip'] as const) {
    describe(`of an archive by ${compression}`, () => {
      let mine: Kept
      before(() => {
        mine = compression === 'zstd' ? kept : gzipped
        assert.equal(mine.manifest.archive.compression, compression)
      })

      test('says what it does, asks, and puts everything back; its safety backup leads back again', async () => {
        await change(bed)
        const now = await everythingOf(bed)
        assert.notDeepEqual(differences(now, good), [])
        const ran = await server.type(`sh ${runbookOf(mine)} --min-free 0`, 'OUI\n')
        assert.equal(ran.code, 0, said(ran))
        const { documents = 0 } = mine.manifest.components.find(({ name }) => name === 'database')?.counts ?? {}
        const promised =
          /^This puts back: config, secrets, database \(([\d,]+) documents\), redis \(\d+ keys\), gateway_uploads \([\d.]+ MB\), /m
        assert.equal(promised.exec(said(ran))?.[1]?.replace(',', ''), String(documents), said(ran))
        assert.match(said(ran), /^as they were on \d+ November 2026, \d\d:\d\d UTC, on THIS machine \(\S+\), project \S+ in \//m)
        assert.match(said(ran), /Services stop for about \d+ s\.$/m)
        assert.match(said(ran), /services were down for \d+ s$/m)
        const safety = /first saved as (pre-restore-\d{8}_\d{6})\./.exec(said(ran))?.[1] ?? ''
        assert.match(said(ran), new RegExp(`^Restored ${mine.manifest.name}\\. What was there before is ${safety}\\.$`, 'm'))
        assert.deepEqual(differences(await everythingOf(bed), good), [])
        assertTidy(bed)
        await assertNobodyLeft()
        if (compression === 'gzip') return

        const back = await server.type(`sh ${join(backups, '.meta', `${safety}.restore.sh`)} --min-free 0 --confirm OUI`)
        assert.equal(back.code, 0, said(back))
        assert.deepEqual(differences(await everythingOf(bed), now), [])
      })

      test('after everything is destroyed makes the containers anew, and all is there', async () => {
        await destroy(bed)
        const ran = await server.type(`sh ${runbookOf(mine)} --min-free 0`, 'OUI\n')
        assert.equal(ran.code, 0, said(ran))
        assert.match(said(ran), /^Its containers are gone: they are made anew, with their volumes and networks\./m)
        assert.deepEqual(differences(await everythingOf(bed), good), [])
        await docker(['restart', bed.project.redis?.container ?? ''])
        assert.deepEqual(differences(await redisState(bed.project.redis ?? { container: '' }), good.redis), [])
        assertTidy(bed)
        await assertNobodyLeft()
      })
    })
  }

  test('after the containers alone are gone keeps what their volumes and files hold, and replaces it', async () => {
    await change(bed)
    const { uploads, models, files } = await everythingOf(bed)
    await docker(['compose', 'down', '--timeout', '1'], { cwd: bed.project.appDir })
    const ran = await server.type(`sh ${runbook} --min-free 0 --confirm OUI`)
    assert.equal(ran.code, 0, said(ran))
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    const safety = /What was there before is (pre-restore-\d{8}_\d{6})\./.exec(said(ran))?.[1] ?? ''
    const back = await server.type(`sh ${join(backups, '.meta', `${safety}.restore.sh`)} --min-free 0 --confirm ${safety}`)
    assert.equal(back.code, 0, said(back))
    assert.deepEqual(differences(await everythingOf(bed), { ...good, uploads, models, files }), [])
  })

  test('of some components touches nothing else, and pauses only for the database alone', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    const database = await happenings(bed.project.name, () => server.type(`sh ${runbook} database --min-free 0 --confirm OUI`))
    assert.equal(database.result.code, 0, said(database.result))
    assert.match(said(database.result), /^Everything else stays as it is\. Nothing has been changed yet\.$/m)
    assert.deepEqual(differences(await everythingOf(bed), { ...now, database: good.database }), [])
    assert.deepEqual(
      database.changes.filter(each => !/^(un)?pause /.test(each)),
      [],
    )
    const uploads = await happenings(bed.project.name, () => server.type(`sh ${runbook} gateway_uploads --min-free 0 --confirm OUI`))
    assert.equal(uploads.result.code, 0, said(uploads.result))
    assert.deepEqual(differences(await everythingOf(bed), { ...now, database: good.database, uploads: good.uploads }), [])
    const gateway = bed.project.containers['gateway'] ?? ''
    assert.deepEqual(
      uploads.changes.filter(each => !each.endsWith(` ${gateway}`)),
      [],
    )
  })

  test('with --dry-run, --list and --help changes nothing, nor without OUI', async () => {
    await change(bed)
    const before = await traces(bed.project, [backups])
    const now = await everythingOf(bed)
    const { changes } = await happenings(bed.project.name, async () => {
      const dry = await server.type(`sh ${runbook} --dry-run`)
      assert.equal(dry.code, 0, said(dry))
      assert.match(said(dry), /^\d+\. Replace the databases in \S+ by database\n {6}mongo_put database /m)
      assert.match(said(dry), /nothing was changed\.$/m)
      const shown = await server.type(`sh ${runbook} --list`)
      assert.equal(shown.code, 0)
      for (const { name } of kept.manifest.components.filter(({ kind }) => kind !== 'system'))
        assert.match(said(shown), new RegExp(`^ {2}${name} `, 'm'))
      const help = await server.type(`sh ${runbook} --help`)
      assert.equal(help.code, 0)
      assert.match(said(help), /^ {4}5 {2}another operation holds the lock$/m)
      for (const typed of ['', 'oui\n', 'yes\n', 'non\n']) {
        const refused = await server.type(`sh ${runbook}`, typed)
        assert.equal(refused.code, 2, said(refused))
        assert.match(said(refused), /Error: E_INPUT {2}The restore was not confirmed/)
      }
      for (const words of ['--confirm yes', '--nonsense', '--timeout soon'])
        assert.equal((await server.type(`sh ${runbook} ${words}`)).code, 2, words)
    })
    assert.deepEqual(changes, [])
    assert.deepEqual(await traces(bed.project, [backups]), before)
    assert.deepEqual(differences(await everythingOf(bed), now), [])
  })

  test('refuses in plain words what the action refuses, and touches nothing', async () => {
    const now = await everythingOf(bed)
    const before = await traces(bed.project, [backups])
    const refused = async (line: string, code: number, words: RegExp, on = server) => {
      const ran = await on.type(`sh ${runbook} ${line} --min-free 0 --confirm OUI`)
      assert.equal(ran.code, code, said(ran))
      assert.match(said(ran), words)
    }
    const { changes } = await happenings(bed.project.name, async () => {
      await refused('uploadz', 4, /E_NOT_FOUND .* has no uploadz .*\n {2}It has: .*volumes\/gateway_uploads/)
      // Somebody else at work.
      const holder = spawn('flock', [backups, 'sh', '-c', 'echo held; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
      await once(holder.stdout, 'data')
      await refused('--lock-timeout 1s', 5, /E_LOCKED {2}Another run holds the lock of .*\n {2}Holder: run /)
      kill(...childrenOf(holder.pid ?? 0), holder.pid ?? 0)
      await once(holder, 'close')
      // The archive is gone, cut, rotten.
      renameSync(kept.archive, `${kept.archive}.away`)
      await refused('', 4, /E_NOT_FOUND {2}The archive pre-update-\S+ is not there\.\n {2}Looked in: /)
      renameSync(`${kept.archive}.away`, kept.archive)
      const undo = flipped(kept, 'redis')
      await refused(
        '',
        7,
        /E_VERIFY {2}The backup \S+ is damaged: redis \(bytes .* have another sha256\.\n {2}safe: nothing was stopped, nothing was changed/,
      )
      undo()
      await refused('', 4, /E_PREREQ {2}This machine lacks what a restore needs: zstd\./, await consoleOf(bed, ['zstd']))
    })
    assert.deepEqual(changes, [])
    const without = (lines: readonly string[]) => lines.filter(line => !line.endsWith('.log'))
    assert.deepEqual(without(await traces(bed.project, [backups])), without(before))
    const database = bed.project.containers['database'] ?? ''
    await docker(['stop', database])
    await refused('database', 4, /E_DOCKER .* does not run \(it is exited\).*\n {2}next: docker start /)
    await docker(['start', database])
    const nginx = bed.project.containers['nginx'] ?? ''
    await docker(['pause', nginx])
    await refused('config', 4, /E_DOCKER {2}The container \S+ is paused, and uses what is restored\.\n {2}next: docker unpause /)
    await docker(['unpause', nginx])
    await until(async () => (await docker(['inspect', '--format', '{{.State.Health.Status}}', database])) === 'healthy')
    assert.deepEqual(differences(await everythingOf(bed), now), [])
    assertTidy(bed)
  })

  test('goes on when its terminal is lost, and can be followed again', async () => {
    await change(bed)
    const [program = '', ...words] = server.command(`sh ${runbook} --min-free 0`, '-tt')
    const terminal = spawn(program, words, { stdio: ['pipe', 'pipe', 'ignore'] })
    let shown = ''
    terminal.stdout.on('data', (bytes: Buffer) => {
      shown += bytes.toString()
    })
    terminal.stdin.write('OUI\r')
    await until(() => shown.includes('- Keep what is there: Take config'))
    terminal.kill('SIGKILL')
    await once(terminal, 'close')
    assert.doesNotMatch(shown, /Restored/)
    const followed = await server.type(`sh ${runbook} --follow`)
    assert.equal(followed.code, 0, said(followed))
    assert.match(said(followed), new RegExp(`^Restored ${kept.manifest.name}\\.`, 'm'))
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    assertTidy(bed)
  })

  test('that died after its mark is put back by --undo', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    const [program = '', ...words] = server.command(`sh ${runbook} --min-free 0 --confirm OUI`)
    const person = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'] })
    let shown = ''
    person.stdout.on('data', (bytes: Buffer) => {
      shown += bytes.toString()
    })
    await until(() => shown.includes('- Replace the databases'))
    const [log = ''] = readdirSync(join(backups, '.work')).filter(name =>
      existsSync(join(backups, '.work', name.replace(/\.log$/, ''), 'journal')),
    )
    // All of it at once, as when the power goes: the main shell has no mark of its own in its environment, and dies of its name.
    const run = log.replace(/\.log$/, '')
    kill(
      ...(await text(['pgrep', '-f', `/${run}.script`])).split('\n').map(Number),
      ...processesWith(`MB_RUN=${run}`).map(({ pid }) => pid),
    )
    await once(person, 'close')
    assert.ok(existsSync(join(backups, '.restore-incomplete')))
    const undone = await server.type(`sh ${runbook} --undo`)
    assert.equal(undone.code, 0, said(undone))
    assert.match(said(undone), new RegExp(`cleaned up after the run ${run}`))
    assert.deepEqual(differences(await everythingOf(bed), now), [])
    assertTidy(bed)
    const again = await server.type(`sh ${runbook} --undo`)
    assert.match(said(again), /^No restore is incomplete here\.$/m)
  })

  test('works from another place, if archive and .meta were copied there together', async () => {
    await change(bed)
    const elsewhere = join(bed.lease.folder, `it's elsewhere`)
    mkdirSync(join(elsewhere, '.meta'), { recursive: true, mode: 0o700 })
    cpSync(kept.archive, join(elsewhere, kept.manifest.archive.file))
    cpSync(runbook, join(elsewhere, '.meta', `${kept.manifest.name}.restore.sh`))
    renameSync(kept.archive, `${kept.archive}.away`)
    try {
      const ran = await server.type(`cd "${elsewhere}/.meta" && sh ${kept.manifest.name}.restore.sh config --min-free 0 --confirm OUI`)
      assert.equal(ran.code, 0, said(ran))
    } finally {
      renameSync(`${kept.archive}.away`, kept.archive)
    }
    const config = (files: typeof good.files) => Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('secrets')))
    assert.deepEqual(differences(config((await everythingOf(bed)).files), config(good.files)), [])
    assert.equal(readdirSync(elsewhere).filter(name => name.startsWith('pre-restore-')).length, 1)
    rmSync(elsewhere, { recursive: true })
  })

  for (const [name, shell] of [
    ['dash', ['dash']],
    ['bash', ['bash']],
    ['busybox ash', ['busybox', 'ash']],
  ] as const) {
    test(`is read by ${name}`, { skip: find(shell[0]) === undefined ? `${shell[0]} is not installed` : false }, async () => {
      await change(bed)
      const ran = await server.type(`${shell.join(' ')} ${runbook} redis gateway_uploads config secrets --min-free 0`, 'OUI\n')
      assert.equal(ran.code, 0, said(ran))
      const { redis, uploads, files } = await everythingOf(bed)
      assert.deepEqual(differences({ redis, uploads, files }, { redis: good.redis, uploads: good.uploads, files: good.files }), [])
    })
  }

  test('goes with its backup', async () => {
    const names = (await list(['--app-dir', bed.project.appDir])).backups.map(each => each.name)
    const scripts = readdirSync(join(backups, '.meta')).filter(name => name.endsWith('.restore.sh'))
    assert.deepEqual(scripts.sort(), names.map(name => `${name}.restore.sh`).sort())
    const flags = ['--scope', 'database', '--prefix', 'manual', '--keep', '1']
    const [first, second] = [await backUp(bed, flags), await backUp(bed, flags)]
    assert.throws(() => runbookOf(first))
    runbookOf(second)
  })

  async function assertNobodyLeft(): Promise<void> {
    const logs = readdirSync(join(backups, '.work')).filter(name => /^restore-\d+-\d+\.log$/.test(name))
    for (const log of logs) assert.deepEqual(await leftOf(log.replace('.log', ''), [backups]), [])
  }
})
