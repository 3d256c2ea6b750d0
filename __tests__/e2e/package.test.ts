// The package as npm installs it: into an empty folder, without a network or anybody's cache; and its commands, run from there on a server.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { attempt, command } from '../../testbed/command.ts'
import { dockerEnv } from '../../testbed/docker.ts'
import { find, whyNot } from '../../testbed/machine.ts'
import { onTerminal } from './terminal.ts'

const root = join(import.meta.dirname, '../..')
const skip = whyNot() ?? (find('npm') === undefined ? 'npm is not installed' : false)

describe('the installed package', { skip }, () => {
  let bed: Bed
  let folder: string
  let backups: string
  before(async () => {
    bed = await openBed({ seed: 'small' })
    backups = join(bed.project.appDir, 'backups')
    const made = join(bed.lease.folder, 'packed')
    folder = join(bed.lease.folder, "it's installed")
    for (const each of [made, folder]) mkdirSync(each)
    await command(['npm', 'pack', '--ignore-scripts', '--pack-destination', made], { cwd: root })
    const [tarball = ''] = readdirSync(made)
    const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--cache', join(made, 'cache')]
    await command(['npm', 'install', ...flags, join(made, tarball)], { cwd: folder })
  })
  after(() => bed?.close())

  const host = '127.0.0.1'
  const env = () => ({
    ...dockerEnv(),
    MEESHY_APP_DIR: bed.project.appDir,
    MEESHY_USER: bed.sshd.user,
    MEESHY_PORT: String(bed.sshd.port),
    MEESHY_PRIVATE_KEY_FILE: bed.sshd.privateKeyPath,
    MEESHY_KNOWN_HOSTS_FILE: bed.sshd.knownHostsPath,
  })
  /** Runs a command by its link, as a person does whose PATH has node_modules/.bin. */
  const type = async (line: string) => {
    const [program = '', ...words] = line.split(' ')
    const ran = await attempt([join(folder, 'node_modules/.bin', program), ...words], { cwd: bed.lease.folder, env: env() })
    return { code: ran.code, out: ran.stdout.toString(), log: ran.stderr.toString() }
  }
  const well = async (line: string) => {
    const ran = await type(line)
    assert.equal(ran.code, 0, `${line}\n${ran.log}`)
    return ran.out
  }
  const production = () => join(bed.project.appDir, 'env.production')

  test('is one package that needs no other, and has the commands of its manual', () => {
    const modules = join(folder, 'node_modules')
    assert.deepEqual(
      readdirSync(modules).filter(name => !name.startsWith('.')),
      ['@meeshy'],
    )
    assert.deepEqual(readdirSync(join(modules, '@meeshy')), ['backup-action'])
    const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: Record<string, string> }
    assert.deepEqual(readdirSync(join(modules, '.bin')).sort(), Object.keys(bin).sort())
    for (const inside of ['src', '__tests__', 'demo', 'bench'])
      assert.ok(!existsSync(join(modules, '@meeshy/backup-action', inside)), inside)
  })

  test('backs this machine up, lists and restores, by meeshy.sh', async () => {
    assert.match(await well('meeshy.sh prod list-backups'), /There is no backup yet/)
    const path = (await well('meeshy.sh prod backup-all --min-free 0')).trim()
    assert.ok(existsSync(path), path)
    const name = /pre-update-\d{8}_\d{6}/.exec(path)?.[0] ?? ''
    assert.match(await well('meeshy.sh prod list-backups'), new RegExp(`^ +NAME .*\\n +${name} `))
    const was = readFileSync(production(), 'utf8')
    writeFileSync(production(), 'SPOILT=1\n')
    await well(`meeshy.sh prod restore ${name} --components config --confirm OUI --min-free 0`)
    assert.equal(readFileSync(production(), 'utf8'), was)
  })

  test('does so over SSH, by deploy-backup.sh, and asks which and whether', async () => {
    const path = (await well(`deploy-backup.sh backup-all ${host} --min-free 0`)).trim()
    const name = /pre-update-\d{8}_\d{6}/.exec(path)?.[0] ?? ''
    assert.ok(readdirSync(backups).some(file => file.startsWith(name)) && name !== '', path)
    assert.match(await well(`deploy-backup.sh list-backups ${host}`), new RegExp(`^ +${name} `, 'm'))
    const was = readFileSync(production(), 'utf8')
    writeFileSync(production(), 'SPOILT=1\n')
    const line = [
      join(folder, 'node_modules/.bin/deploy-backup.sh'),
      'restore-interactive',
      host,
      '--components',
      'config',
      '--min-free',
      '0',
    ]
    const answers = [
      { to: /Which one\?/, type: name },
      { to: /Type OUI to go on/, type: 'OUI' },
    ]
    const { code, text } = await onTerminal(line, answers, { env: env() })
    assert.equal(code, 0, text)
    assert.equal(readFileSync(production(), 'utf8'), was)
  })

  test('has the other scripts of the old ones, and prints a script for a server without Node', async () => {
    const scripts = join(folder, 'node_modules/@meeshy/backup-action/scripts/production')
    const listed = await attempt(['sh', join(scripts, 'meeshy-restore-backup.sh'), '--list'], { cwd: folder, env: env() })
    assert.equal(listed.code, 0, listed.stderr.toString())
    assert.match(listed.stdout.toString(), /^ +NAME /)
    assert.equal((await type('deploy-orchestrator.sh nonsense')).code, 2)
    const printed = await well(`meeshy-backup script restore --app-dir ${bed.project.appDir}`)
    assert.match(printed, /^#!\/bin\/sh\n[\s\S]*\nmb_general "\$@"\n$/)
  })
})
