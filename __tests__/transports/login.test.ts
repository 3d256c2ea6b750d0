// The account's login shell reads the one command first, whichever shell it is and whatever its start-up files say.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { hostKeysFor } from '../../src/keys/knownhosts.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { sshTransport } from '../../src/transports/ssh.ts'
import { type Account, createAccount } from '../../testbed/account.ts'
import { type Lease, takeLease } from '../../testbed/lease.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { type Ran, run } from '../../testbed/ssh/run.ts'
import { startSshServer } from '../../testbed/ssh/sshserver.ts'
import { startSshd } from '../../testbed/sshd.ts'
import { pathOf, quick, realSshd } from '../contracts/places.ts'
import { failed, opened } from './failing.ts'

const shells = ['csh', 'fish', 'zsh', 'bash', 'dash']
const needsRoot = userInfo().uid === 0 ? false : 'making accounts needs root'
// Nothing of this may be read as anything but data.
const line = '$HOME `id` !! \'" \\ é'
const echoesALine = 'IFS= read -r x; printf "%s" "$x"; printf "%s" "$0" >&2'

describe('login shells, on the SSH server in this process', () => {
  for (const program of shells) {
    const path = pathOf(program)
    test(program, { skip: path ? false : `${program} is not installed` }, async () => {
      const key = keyPair()
      const env = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/' }
      const server = await startSshServer({ user: 'deploy', authorizedKey: key.public, loginShell: path ?? '', env })
      try {
        assertEchoed(await runOn(server, key.private))
      } finally {
        await server.close()
      }
    })
  }
})

describe('login shells and their noise, on sshd', { skip: realSshd.skip || needsRoot }, () => {
  let lease: Lease
  before(async () => {
    lease = await takeLease()
  })
  after(() => lease.release())

  for (const program of shells) {
    const path = pathOf(program)
    test(program, { skip: path ? false : `${program} is not installed` }, async () => {
      assertEchoed(await loginWith(path ?? ''))
    })
  }

  test('a start-up file that prints: its lines come before ours', async () => {
    const { stdout, stderr, exit } = await loginWith(pathOf('bash') ?? '', {
      '.bashrc': 'echo "Welcome to $(hostname)"; echo careful >&2\n',
    })
    assert.match(stdout.toString(), /^Welcome to .*\n\$HOME/)
    assert.match(stderr.toString(), /^careful\n/)
    assert.equal(exit.code, 0)
  })

  test('a start-up file that ends the session: exit 0, and no script ran', async () => {
    const { stdout, exit } = await loginWith(pathOf('bash') ?? '', { '.bashrc': 'exit 0\n' })
    assert.deepEqual([stdout.toString(), exit], ['', { code: 0, signal: null, lost: false }])
  })

  test('an account that may not log in: its shell says so, and no script ran', async () => {
    const { stdout, exit } = await loginWith('/usr/sbin/nologin')
    assert.match(stdout.toString(), /not available/)
    assert.equal(exit.code, 1)
  })

  test('a banner is no output of the script', async () => {
    const banner = join(lease.folder, 'banner')
    writeFileSync(banner, 'Authorised use only\n')
    assertEchoed(await loginWith(pathOf('bash') ?? '', {}, [`Banner ${banner}`]))
  })

  test('a command forced by the server, and no more sessions than it allows', async () => {
    const account = await createAccount({ lease })
    const forced = await startSshd({ lease, user: account.name, config: ['ForceCommand echo something else'] })
    assert.equal((await runOn(forced, forced.privateKey)).stdout.toString(), 'something else\n')
    await forced.close()
    const server = await startSshd({ lease, user: account.name, config: ['MaxSessions 1'] })
    const transport = transportTo(server, server.privateKey)
    await transport.open()
    const first = await transport.shell()
    const failure = await failed('E_PROTOCOL', transport.shell())
    assert.match(failure.title, /opened no shell: .*open failed/)
    assert.match(failure.next ?? '', /MaxSessions/)
    first.destroy()
    await transport.close()
    await account.close()
  })

  async function loginWith(shell: string, files: Readonly<Record<string, string>> = {}, config: readonly string[] = []): Promise<Ran> {
    let account: Account | undefined
    try {
      account = await createAccount({ lease, shell })
      for (const [name, text] of Object.entries(files)) writeFileSync(join(account.home, name), text, { mode: 0o644 })
      const server = await startSshd({ lease, user: account.name, config })
      try {
        return await runOn(server, server.privateKey)
      } finally {
        await server.close()
      }
    } finally {
      await account?.close()
    }
  }
})

type Reachable = { readonly host: string; readonly port: number; readonly user: string; readonly knownHosts: string }

function transportTo(server: Reachable, privateKey: string) {
  const { host, port, user, knownHosts } = server
  const hostKeys = hostKeysFor({ knownHosts, hostFingerprints: [] }, host, port)
  return sshTransport({ host, port, user, privateKey: new Sensitive(privateKey), hostKeys, sudo: false, connectTimeoutSeconds: 20 }, quick)
}

async function runOn(server: Reachable, privateKey: string): Promise<Ran> {
  const transport = transportTo(server, privateKey)
  try {
    return await run(await opened(transport), echoesALine, { after: `${line}\n` })
  } finally {
    await transport.close()
  }
}

function assertEchoed({ stdout, stderr, exit }: Ran) {
  assert.deepEqual([stdout.toString(), stderr.toString(), exit], [line, 'sh', { code: 0, signal: null, lost: false }])
}
