// Every verb of the old scripts, run for real: on this machine as on the server itself, and over SSH; what they change is put back and compared.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Readiness } from '../../src/operations/check.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { attempt } from '../../testbed/command.ts'
import { differences } from '../../testbed/compare.ts'
import { docker, dockerEnv } from '../../testbed/docker.ts'
import { whyNot } from '../../testbed/machine.ts'
import { list, meeshy } from './invoke.ts'
import { everythingOf } from './putback.ts'
import { overSsh } from './stack.ts'
import { onTerminal } from './terminal.ts'

const root = join(import.meta.dirname, '../..')

describe('the verbs of the old scripts', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let folder: string
  let backups: string
  before(async () => {
    bed = await openBed({ seed: 'small' })
    folder = mkdtempSync(join(bed.lease.folder, 'habits-'))
    backups = join(bed.project.appDir, 'backups')
  })
  after(() => bed?.close())

  const host = '127.0.0.1'
  /** The variables that a person has in the profile, or in meeshy.conf. */
  const settings = (more: Readonly<Record<string, string>> = {}) => ({
    ...dockerEnv(),
    MEESHY_APP_DIR: bed.project.appDir,
    MEESHY_USER: bed.sshd.user,
    MEESHY_PORT: String(bed.sshd.port),
    MEESHY_PRIVATE_KEY_FILE: bed.sshd.privateKeyPath,
    MEESHY_KNOWN_HOSTS_FILE: bed.sshd.knownHostsPath,
    ...more,
  })
  const words = (line: string) => ['sh', ...line.split(' ').map((word, n) => (n === 0 ? join(root, word) : word))]
  const run = async (line: string, more: Readonly<Record<string, string>> = {}, extra: readonly string[] = []) => {
    const { code, stdout, stderr } = await attempt([...words(line), ...extra], { cwd: folder, env: settings(more) })
    return { code, out: stdout.toString(), log: stderr.toString() }
  }
  const well = async (line: string, more: Readonly<Record<string, string>> = {}, extra: readonly string[] = []) => {
    const ran = await run(line, more, extra)
    assert.equal(ran.code, 0, `${line}\n${ran.log}`)
    return ran
  }
  const nameIn = (text: string) => /(?:pre-update|manual|pre-reset)-\d{8}_\d{6}/.exec(text)?.[0] ?? ''
  const production = () => readFileSync(join(bed.project.appDir, 'env.production'), 'utf8')
  const spoil = () => writeFileSync(join(bed.project.appDir, 'env.production'), 'SPOILT=1\n')
  const archives = () => (existsSync(backups) ? readdirSync(backups).filter(file => !file.startsWith('.')) : [])
  const small = ['--min-free', '0']

  describe('on this machine', () => {
    test('check, before there is any backup, says what is missing', async () => {
      const { code, out, log } = await run('meeshy.sh prod check')
      assert.equal(code, 10, log)
      assert.match(out, /fail +backups +there is no backup in .*\n +→ make one: meeshy-backup backup/)
      assert.match(log, /E_CHECK .* is not ready for a deploy/)
      assert.deepEqual(archives(), [])
    })

    test('prod backup keeps the database; the full script keeps everything; both are listed', async () => {
      const quick = nameIn((await well('meeshy.sh prod backup', {}, small)).out)
      const full = nameIn((await well('scripts/production/meeshy-auto-backup.sh', {}, small)).out)
      const { backups: listed } = await list(['--app-dir', bed.project.appDir])
      const kinds = (name: string) => listed.find(each => each.name === name)?.manifest?.components.map(each => each.name)
      assert.deepEqual(kinds(quick), ['database'])
      assert.ok(['config', 'secrets', 'database', 'redis'].every(each => kinds(full)?.includes(each)))
      for (const line of ['meeshy.sh prod list-backups', 'scripts/production/meeshy-restore-backup.sh --list']) {
        const { out } = await well(line)
        assert.match(out, new RegExp(`^ +NAME +AGE +SIZE +COMPONENTS +PROVEN +NEXT ROTATION\\n +${full} .*\\n +${quick} `))
      }
    })

    test('prod restore FILE and the restore script put back what was there', async () => {
      const was = production()
      const [file = ''] = archives().filter(name => name.startsWith('pre-update'))
      spoil()
      await well('meeshy.sh prod restore', {}, [join(backups, file), '--components', 'config', '--confirm', 'OUI', ...small])
      assert.equal(production(), was)
      symlinkSync(backups, join(folder, 'backups'))
      spoil()
      const script = 'scripts/production/meeshy-restore-backup.sh'
      await well(script, {}, [`./backups/${file}`, '--components', 'config', '--confirm', 'OUI', ...small])
      assert.equal(production(), was)
    })

    test('prod restore lists, asks which, and asks OUI', async () => {
      const was = production()
      spoil()
      const line = [...words('meeshy.sh prod restore'), '--components', 'config', ...small]
      const answers = [
        { to: /Which one\?/, type: nameIn(archives().filter(name => name.startsWith('pre-update'))[0] ?? '') },
        { to: /Type OUI to go on/, type: 'OUI' },
      ]
      const { code, text } = await onTerminal(line, answers, { env: settings() })
      assert.equal(code, 0, text)
      assert.equal(production(), was)
    })

    test('prod stop, start, restart, status and logs are docker compose of the project', async () => {
      const running = async () =>
        (await docker(['ps', '--quiet', '--filter', `label=com.docker.compose.project=${bed.project.name}`])).split('\n').filter(Boolean)
          .length
      const all = await running()
      assert.ok(all >= 5)
      assert.match((await well('meeshy.sh prod logs --tail=5 redis')).out, /redis/)
      await well('meeshy.sh prod stop --dry-run')
      assert.equal(await running(), all)
      await well('meeshy.sh prod stop gateway')
      assert.equal(await running(), all - 1)
      const checked = JSON.parse((await run('meeshy.sh prod check --json')).out) as Readiness
      assert.deepEqual(
        checked.lines.filter(each => each.check === 'services').map(({ verdict, text }) => `${verdict}: ${text}`),
        ['attention: gateway exited'],
      )
      await well('meeshy.sh prod start')
      assert.equal(await running(), all)
      const started = (name: string) => docker(['inspect', '-f', '{{.State.StartedAt}}', name])
      const gateway = bed.project.containers['gateway'] ?? ''
      const before = await started(gateway)
      await well('meeshy.sh prod restart gateway')
      assert.notEqual(await started(gateway), before)
      assert.match((await well('meeshy.sh prod status')).out, /gateway/)
    })
  })

  describe('over SSH', () => {
    test('deploy backup, backup-all and list-backups', async () => {
      const quick = nameIn((await well(`meeshy.sh deploy backup ${host}`, {}, small)).out)
      const full = nameIn((await well(`scripts/deployment/deploy-backup.sh backup-all ${host}`, {}, small)).out)
      const { out } = await well(`meeshy.sh deploy list-backups ${host}`)
      assert.match(out, new RegExp(`${full} .*\\n +${quick} `))
    })

    test('check says that all is ready, and exits 0; it names an incomplete restore and a held lock', async () => {
      const { out, code, log } = await run(`meeshy.sh deploy check ${host}`, { MEESHY_KEEP: '1' }, small)
      assert.equal(code, 0, `${out}${log}`)
      assert.match(out, /ok +lock +free/)
      assert.match(out, /ok +restore +none is incomplete/)
      assert.match(out, /ok +backups +\d+ of pre-update, the newest pre-update-/)
      const before = readdirSync(join(backups, '.meta')).sort()
      const there = [...overSsh(bed.sshd), '--app-dir', bed.project.appDir, '--json', '--max-age', '60']
      const { code: status, stdout } = await meeshy(['check', ...there, '--min-free', '900TB'])
      const { lines, failure } = JSON.parse(stdout.toString()) as Readiness
      assert.equal(status, 10)
      const failed = async () =>
        (JSON.parse((await meeshy(['check', ...there])).stdout.toString()) as Readiness).lines
          .filter(({ check, verdict }) => verdict === 'fail' && ['lock', 'restore'].includes(check))
          .map(each => each.check)
      const holder = spawn('flock', ['-n', backups, 'sh', '-c', 'echo held; read -r line'], { stdio: ['pipe', 'pipe', 'inherit'] })
      await once(holder.stdout, 'data')
      writeFileSync(join(backups, '.restore-incomplete'), '')
      assert.deepEqual(await failed(), ['restore', 'lock'])
      rmSync(join(backups, '.restore-incomplete'))
      holder.stdin.end()
      await once(holder, 'close')
      assert.deepEqual(await failed(), [])
      assert.ok(lines.some(({ check, verdict, text }) => check === 'space' && verdict === 'fail' && text.includes('900 TB')))
      assert.equal(failure?.code, 'E_CHECK')
      assert.deepEqual(readdirSync(join(backups, '.meta')).sort(), before)
    })

    test('deploy restore shows with --dry-run, and restore-interactive asks', async () => {
      const was = production()
      spoil()
      const planned = await well(`meeshy.sh deploy restore ${host} --dry-run`, {}, ['--components', 'config'])
      assert.match(planned.log, /nothing is done/)
      assert.equal(production(), 'SPOILT=1\n')
      const line = [...words(`scripts/deployment/deploy-backup.sh restore-interactive ${host}`), '--components', 'config', ...small]
      const answers = [
        { to: /Which one\?/, type: '1' },
        { to: /Type OUI to go on/, type: 'OUI' },
      ]
      const { code, text } = await onTerminal(line, answers, { env: settings() })
      assert.equal(code, 0, text)
      assert.equal(production(), was)
    })

    test('deploy backs up before it deploys, from a settings file', async () => {
      const before = archives()
      const conf = join(folder, 'meeshy.conf')
      const said = join(folder, 'deployed')
      const lines = Object.entries(
        settings({ MEESHY_DEPLOY_COMMAND: `echo "$MEESHY_HOST $MEESHY_BACKUP" >${said}; ls ${backups} >>${said}` }),
      )
      const own = lines.filter(([name]) => name.startsWith('MEESHY_'))
      writeFileSync(conf, own.map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 })
      const ran = await attempt([...words(`meeshy.sh deploy deploy ${host}`), ...small, '--keep', '9'], { cwd: folder })
      assert.equal(ran.code, 0, ran.stderr.toString())
      const [first = '', ...seen] = readFileSync(said, 'utf8').trim().split('\n')
      const made = archives().filter(name => !before.includes(name))
      assert.deepEqual([first, made.map(nameIn)], [`${host} ${nameIn(made[0] ?? '')}`, [nameIn(first)]])
      assert.ok(seen.includes(made[0] ?? ''))
    })

    test('a deploy whose backup fails never starts', async () => {
      const marker = join(folder, 'never')
      const ran = await run(`scripts/deployment/deploy-orchestrator.sh deploy ${host}`, { MEESHY_DEPLOY_COMMAND: `touch ${marker}` }, [
        '--min-free',
        '900TB',
      ])
      assert.equal(ran.code, 6, ran.log)
      assert.match(ran.log, /E_NOSPACE[\s\S]*nothing was deployed/)
      assert.ok(!existsSync(marker))
    })

    /** What a deploy that goes wrong does. */
    const damage = () => {
      const { gateway = '', redis = '' } = bed.project.containers
      return `echo BROKEN=1 >${bed.project.appDir}/env.production; rm -f ${bed.project.appDir}/secrets/jwt.key; docker exec ${gateway} sh -c 'rm -rf /app/uploads/[a-m]*' && docker stop ${redis} >/dev/null; docker start ${redis} >/dev/null; exit 3`
    }

    /**
     * A document is written, and what is there is returned. The bed's database notes an index that it made in a form that
     * mongorestore does not replay, so that must not be the last thing noted when a dump begins.
     */
    const settled = async () => {
      const write =
        'import os, pymongo; pymongo.MongoClient(os.environ["DATABASE_URL"]).meeshy.visits.insert_one({"at": __import__("time").time()})'
      await docker(['exec', bed.project.containers['gateway'] ?? '', 'python3', '-c', write])
      return everythingOf(bed)
    }

    test('a deploy that fails offers the restore, and OUI puts back what was there', async () => {
      const was = await settled()
      const line = [...words(`meeshy.sh deploy deploy ${host}`), ...small, '--keep', '9']
      const env = settings({ MEESHY_DEPLOY_COMMAND: damage() })
      const { code, text } = await onTerminal(line, [{ to: /Type OUI: /, type: 'OUI' }], { env, cwd: folder })
      assert.equal(code, 3, text)
      assert.match(text, /the deploy command ended with status 3[\s\S]*What was there before the deploy is there again/)
      assert.deepEqual(differences(await everythingOf(bed), was), [])
    })

    test('without a terminal it prints the one command, which does it', async () => {
      const was = await settled()
      const ran = await run(`meeshy.sh deploy deploy ${host}`, { MEESHY_DEPLOY_COMMAND: damage() }, [...small, '--keep', '9'])
      assert.equal(ran.code, 3, ran.log)
      assert.notDeepEqual(differences(await everythingOf(bed), was), [])
      const [, line = ''] = /Next {2}to put it back: (.*)/.exec(ran.log) ?? []
      const { code, stderr } = await attempt(['sh', '-c', `${line} --confirm OUI --min-free 0`])
      assert.equal(code, 0, stderr.toString())
      assert.deepEqual(differences(await everythingOf(bed), was), [])
    })

    test('deploy-reset keeps a critical backup, which stays; what the reset did is undone by OUI when the deploy fails', async () => {
      const was = await settled()
      const commands = { MEESHY_RESET_COMMAND: damage().replace('; exit 3', ''), MEESHY_DEPLOY_COMMAND: 'exit 4' }
      const line = [...words(`meeshy.sh deploy deploy-reset ${host}`), ...small]
      const { code, text } = await onTerminal(line, [{ to: /Type OUI: /, type: 'OUI' }], { env: settings(commands), cwd: folder })
      assert.equal(code, 4, text)
      assert.deepEqual(differences(await everythingOf(bed), was), [])
      const reset = (await list(['--app-dir', bed.project.appDir])).backups.find(each => each.prefix === 'pre-reset')
      assert.deepEqual([reset?.pinned, reset?.manifest?.scope], [true, 'critical'])
    })

    test('--skip-backup asks why, lets the deploy go on, and leaves a trace', async () => {
      const before = archives()
      const marker = join(folder, 'skipped')
      const env = settings({ MEESHY_DEPLOY_COMMAND: `touch ${marker}` })
      const answers = [{ to: /Why\? /, type: 'the server is empty' }]
      const { code, text } = await onTerminal(words(`meeshy.sh deploy deploy ${host} --skip-backup`), answers, { env, cwd: folder })
      assert.equal(code, 0, text)
      assert.match(text, /NO BACKUP IS TAKEN/)
      assert.ok(existsSync(marker))
      assert.deepEqual(archives(), before)
      assert.match((await well('meeshy.sh prod list-backups')).out, /\(pre-update skipped\).*the server is empty/)
    })

    test('--dry-run of a deploy and of a backup changes nothing', async () => {
      const [before, meta] = [archives(), readdirSync(join(backups, '.meta')).sort()]
      const marker = join(folder, 'dry')
      const ran = await well(`meeshy.sh deploy deploy ${host} --dry-run`, { MEESHY_DEPLOY_COMMAND: `touch ${marker}` })
      assert.match(ran.log, /Deploy: would run here: touch /)
      await well('meeshy.sh prod backup --dry-run')
      await well(`meeshy.sh deploy backup ${host} --dry-run`)
      assert.ok(!existsSync(marker))
      assert.deepEqual([archives(), readdirSync(join(backups, '.meta')).sort()], [before, meta])
    })
  })
})
