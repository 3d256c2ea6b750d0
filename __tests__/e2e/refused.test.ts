// What a backup refuses before it begins: servers it does not know, accounts that may not, places it must not write to, names that are not there.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createAccount } from '../../testbed/account.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { command } from '../../testbed/command.ts'
import { dockerLines } from '../../testbed/docker.ts'
import { asRoot, whyNot } from '../../testbed/machine.ts'
import { assertFails } from './failing.ts'
import { backUp, overSsh } from './stack.ts'
import { serverWithout } from './withouttools.ts'

describe('what is refused', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let flags: string[]
  before(async () => {
    bed = await openBed({ seed: 'small' })
    flags = [...overSsh(bed.sshd), '--min-free', '0']
    await backUp(bed, [...flags, '--scope', 'database'])
  })
  after(() => bed?.close())

  /** A file in the bed's folder; returns its path. */
  const file = (name: string, content: string) => {
    const path = join(bed.lease.folder, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  const root = (...words: readonly string[]) => command([...asRoot(), ...words])
  /** The flags, but for the value of one of them. */
  const but = (flag: string, value: string) => flags.map((word, n) => (flags[n - 1] === flag ? value : word))

  /** What the SSH server says of one connection, from a mark in its log to that connection's end. */
  const serverLog = async (mark: number) => {
    const read = () => readFileSync(bed.sshd.logFile, 'utf8').slice(mark)
    while (!/Connection from[\s\S]*(Connection (closed|reset)|Disconnected)/.test(read())) await delay(20)
    return read()
  }
  /** Said of any attempt to log in, good or bad. */
  const login = /Accepted|Failed|Postponed|publickey/
  const mark = () => readFileSync(bed.sshd.logFile, 'utf8').length

  describe('a server', () => {
    test('with another host key: nobody logs in', async () => {
      const other = readFileSync(`${bed.sshd.privateKeyPath}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
      const knownHosts = file('other-hosts', `[127.0.0.1]:${bed.sshd.port} ${other}\n`)
      const before = mark()
      const expected = {
        code: 'E_HOSTKEY',
        cause: new RegExp(bed.sshd.fingerprint.replaceAll(/[+/]/g, '.')),
        next: /store this line as known-hosts/,
      } as const
      await assertFails(bed, but('--known-hosts-file', knownHosts), expected)
      assert.doesNotMatch(await serverLog(before), login)
    })

    test('whose key nobody gave: the message has the line to store, nobody logs in', async () => {
      const before = mark()
      const [line = ''] = bed.sshd.knownHosts.split('\n')
      const unknown = flags.filter((word, n) => word !== '--known-hosts-file' && flags[n - 1] !== '--known-hosts-file')
      // Without the flag it is the file in the home directory that counts: there must be none.
      const home = process.env['HOME']
      process.env['HOME'] = join(bed.sshd.configDir, 'home')
      const ran = await assertFails(bed, unknown, { code: 'E_HOSTKEY', cause: /is not known/, next: /known-hosts/ })
      process.env['HOME'] = home
      assert.ok(ran.log.includes(line), ran.log)
      assert.doesNotMatch(await serverLog(before), login)
    })

    test('that does not know our key: asked once, and the key is not told', async () => {
      const key = join(bed.lease.folder, 'stranger')
      await command(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key])
      const before = mark()
      const ran = await assertFails(bed, but('--private-key-file', key), { code: 'E_AUTH', cause: /root/, next: /authorized_keys/ })
      assert.equal((await serverLog(before)).match(/Failed publickey/g)?.length, 1)
      const body = readFileSync(key, 'utf8').split('\n').slice(1, -2)
      assert.ok(body.length > 3)
      assert.deepEqual(
        body.filter(line => ran.log.includes(line)),
        [],
      )
    })

    test('without tools: one message names them all', async () => {
      const sshd = await serverWithout(bed, ['flock', 'tee', 'openssl', 'sha256sum', 'zstd'])
      const expected = { code: 'E_PREREQ', cause: /flock, tee, zstd, openssl or sha256sum/, next: /install them/ } as const
      await assertFails(bed, [...overSsh(sshd), '--min-free', '0', '--compression', 'zstd'], expected)
      await sshd.close()
    })

    test('without docker: the message names it with the other tools it lacks', async () => {
      const sshd = await serverWithout(bed, ['docker', 'flock'])
      const expected = { code: 'E_PREREQ', cause: /docker[\s\S]*flock/, next: /install/ } as const
      await assertFails(bed, [...overSsh(sshd), '--min-free', '0'], expected)
      await sshd.close()
    })

    test('whose account may not use Docker, nor see the backups', async () => {
      const account = await createAccount({ lease: bed.lease })
      const login = [...overSsh(bed.sshd, account.name), '--min-free', '0']
      const docker = {
        code: 'E_PERM',
        cause: new RegExp(`${account.name} may not use Docker[\\s\\S]*permission denied`),
        next: /sudo/,
      } as const
      await assertFails(bed, [...login, '--backup-dir', join(account.home, 'backups')], docker)
      const directory = { code: 'E_PERM', cause: new RegExp(`${account.name} may not list the backup directory`), next: /sudo/ } as const
      await assertFails(bed, login, directory)
      await account.close()
    })
  })

  describe('a place', () => {
    /** A backup directory of each wrong kind, what is wrong with it, and the way out. */
    const places: readonly (readonly [string, (path: string) => Promise<unknown>, RegExp, RegExp])[] = [
      ['that others may write to', path => root('install', '-d', '-m', '777', path), /Others may write.*mode 777/, /chmod/],
      ['that leads to the system', path => root('ln', '-s', '/etc', path), /leads to \/etc/, /backup-dir/],
      ['that is a file', path => root('touch', path), /is not a directory/, /backup-dir/],
      ['that is somebody else’s', path => root('install', '-d', '-o', '65534', '-m', '700', path), /belongs to another user/, /chown/],
      ['below a file', path => root('touch', path.replace(/\/[^/]*$/, '')), /cannot be created|is not a directory/, /backup-dir|create it/],
    ]
    for (const [kind, make, cause, next] of places) {
      test(kind, async () => {
        const path = join(
          bed.lease.folder,
          `place ${places.findIndex(each => each[0] === kind)}`,
          ...(kind === 'below a file' ? ['below'] : []),
        )
        await make(path)
        await assertFails(bed, [...flags, '--backup-dir', path], { code: 'E_PERM', cause, next }, { backupDir: '/nonexistent' })
      })
    }
  })

  describe('a name', () => {
    test('of a volume that is not there: the message names those that are, and no volume comes to be', async () => {
      const expected = {
        code: 'E_NOT_FOUND',
        cause: /gateway_uploadz, but there is no such volume[\s\S]*gateway_uploads[\s\S]*translator_models/,
        next: /volumes/,
      } as const
      await assertFails(bed, [...flags, '--volumes', 'gateway_uploadz'], expected)
      assert.deepEqual(await dockerLines(['volume', 'ls', '--quiet', '--filter', 'name=gateway_uploadz']), [])
    })

    test('of a file that is not there', async () => {
      const expected = { code: 'E_NOT_FOUND', cause: /docker-compose\.yaml, which config-paths names/, next: /\?/ } as const
      await assertFails(bed, [...flags, '--config-paths', 'docker-compose.yaml'], expected)
    })

    test('of a file that leads out of the application', async () => {
      await root('ln', '-s', '/etc', join(bed.project.appDir, 'elsewhere'))
      for (const path of ['elsewhere', 'elsewhere/hostname']) {
        const expected = { code: 'E_INPUT', cause: /leads out of the application directory, to \/etc/, next: /absolute/ } as const
        await assertFails(bed, [...flags, '--config-paths', path], expected)
      }
    })

    test('of an application that is not there', async () => {
      const missing = join(bed.lease.folder, 'opt', 'meshy')
      const expected = {
        code: 'E_NOT_FOUND',
        cause: new RegExp(`directory ${missing} is not on[\\s\\S]*${bed.project.name} in`),
        next: /app-dir/,
      } as const
      const elsewhere = { ...bed, project: { ...bed.project, appDir: missing } }
      await assertFails(elsewhere, flags, expected)
    })
  })

  test('and after all of them a backup needs no hand', async () => {
    assert.equal((await backUp(bed, flags)).manifest.verified, 'read')
  })
})
