// What can go wrong before an SSH server answers: with plain sockets, so that each phase fails for real.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import ssh2 from 'ssh2'
import { hostKeysFor } from '../../src/keys/knownhosts.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { type Server, sshTransport } from '../../src/transports/ssh.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { drain } from '../../testbed/ssh/run.ts'
import { startSshServer } from '../../testbed/ssh/sshserver.ts'
import { quick } from '../contracts/places.ts'
import { makeKey, missingTool } from '../keys/keygen.ts'
import { failed, opened } from './failing.ts'

const key = keyPair()

function to(port: number, changes: Partial<Server> = {}) {
  const hostKeys = hostKeysFor({ hostFingerprints: [`SHA256:${'A'.repeat(43)}`] }, '127.0.0.1', port)
  const privateKey = new Sensitive(key.private)
  return sshTransport(
    { host: '127.0.0.1', port, user: 'deploy', privateKey, hostKeys, sudo: false, connectTimeoutSeconds: 10, ...changes },
    quick,
  )
}

/** Something that is no SSH server, and how many connections it got. */
async function listening(use: (port: number, connections: () => number) => Promise<void>, welcome: (socket: Socket) => void) {
  const sockets: Socket[] = []
  const server = createServer(socket => {
    sockets.push(socket.on('error', () => {}))
    welcome(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await use((server.address() as AddressInfo).port, () => sockets.length)
  } finally {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
}

describe('a server that is not reached', () => {
  test('refuses the connection: three tries, with the place and the phase in the message', async () => {
    let free = 0
    await listening(
      async port => {
        free = port
      },
      () => {},
    )
    const failure = await failed('E_CONNECT', to(free).open())
    assert.match(failure.title, new RegExp(`^Cannot connect to 127\\.0\\.0\\.1:${free}: .*ECONNREFUSED`))
    assert.deepEqual(failure.details, { Phase: 'TCP', Tries: '3' })
    assert.match(failure.next ?? '', /firewall/)
    assert.equal(failure.safe, 'nothing was sent to it: no key, no secret, no command')
  })

  test('has a name that does not resolve', async () => {
    const failure = await failed('E_CONNECT', to(22, { host: 'nope.invalid', connectTimeoutSeconds: 5 }).open())
    assert.match(failure.title, /^Cannot resolve nope\.invalid, so nope\.invalid:22 was not reached: /)
    assert.equal(failure.details?.['Phase'], 'DNS')
  })

  test('accepts and says nothing: given up after the connect timeout, all tries together', async () => {
    await listening(
      async port => {
        const started = performance.now()
        const failure = await failed('E_CONNECT', to(port, { connectTimeoutSeconds: 0.3 }).open())
        const seconds = (performance.now() - started) / 1000
        assert.ok(seconds >= 0.29 && seconds < 5, `${seconds} s`)
        assert.match(failure.title, /the SSH handshake failed: no answer within 0\.3 s\.$/)
        assert.deepEqual(failure.details, { Phase: 'handshake' })
      },
      () => {},
    )
  })

  test('closes at once, as an overloaded sshd does: three tries', async () => {
    await listening(
      async (port, connections) => {
        const failure = await failed('E_CONNECT', to(port).open())
        assert.deepEqual(failure.details, { Phase: 'handshake', Tries: '3' })
        assert.match(failure.next ?? '', /MaxStartups/)
        assert.equal(connections(), 3)
      },
      socket => socket.end(),
    )
  })

  test('is a web server: its words are shown inert, if at all', async () => {
    await listening(
      async (port, connections) => {
        const failure = await failed('E_CONNECT', to(port).open())
        assert.equal(failure.details?.['Phase'], 'handshake')
        assert.doesNotMatch(JSON.stringify(failure), /##\[|\\u001b/)
        assert.ok(connections() <= 3)
      },
      socket => socket.end('HTTP/1.1 400 Bad Request\r\n##[error]\u001b[2J\r\n\r\n'),
    )
  })

  test('ends the connection with words of its own', async () => {
    await listening(
      async port => {
        const failure = await failed('E_CONNECT', to(port).open())
        assert.match(failure.title, /handshake failed/)
      },
      socket => socket.end('Exceeded MaxStartups\r\n'),
    )
  })
})

describe('a key that cannot be used', () => {
  test('is found before anything is sent', async () => {
    await listening(
      async (port, connections) => {
        const failure = await failed('E_INPUT', to(port, { privateKey: new Sensitive('~/.ssh/id_ed25519') }).open())
        assert.match(failure.title, /^Invalid input 'private-key': is not a private key \(looks like a path\), got 17 characters/)
        assert.equal(connections(), 0)
      },
      () => {},
    )
  })

  test('a wrong passphrase for a key of OpenSSH’s own form', { skip: missingTool }, async () => {
    const { privateKey } = makeKey('-t', 'ed25519', '-N', 'right')
    await listening(
      async (port, connections) => {
        const changes = { privateKey: new Sensitive(privateKey), passphrase: new Sensitive('wrong') }
        assert.match(
          (await failed('E_INPUT', to(port, changes).open())).title,
          /^Invalid input 'passphrase': does not open the private key/,
        )
        assert.equal(connections(), 0)
      },
      () => {},
    )
  })
})

describe('a server that lets us in, and no further', () => {
  test('a shell is asked for before the transport is open', async () => {
    await assert.rejects(to(22).shell(), /open the transport first/)
  })

  test('and answers, exits and closes in one packet: no part of it is missed', async () => {
    const sockets: Socket[] = []
    const server = new ssh2.Server({ hostKeys: [key.private] }, connection => {
      connection.on('authentication', attempt => attempt.accept())
      connection.on('session', accept =>
        accept().on('exec', acceptExec => {
          for (const socket of sockets) socket.cork()
          const channel = acceptExec()
          channel.write('out')
          channel.stderr.write('err')
          channel.exit(5)
          channel.end()
          for (const socket of sockets) socket.uncork()
        }),
      )
    })
    await listening(
      async port => {
        const hostKeys = hostKeysFor({ knownHosts: `[127.0.0.1]:${port} ${key.public}`, hostFingerprints: [] }, '127.0.0.1', port)
        const transport = to(port, { hostKeys })
        const { stdout, stderr, exit } = await drain(await opened(transport))
        assert.deepEqual([stdout.toString(), stderr.toString(), exit], ['out', 'err', { code: 5, signal: null, lost: false }])
        await transport.close()
      },
      socket => {
        sockets.push(socket)
        server.injectSocket(socket)
      },
    )
  })

  test('debug lines hold no byte of the key', async () => {
    const server = await startSshServer({ user: 'deploy', authorizedKey: key.public })
    const lines: string[] = []
    const hostKeys = hostKeysFor({ hostFingerprints: [server.fingerprint] }, server.host, server.port)
    const transport = to(server.port, { hostKeys, debug: line => lines.push(line) })
    try {
      await transport.open()
      assert.ok(lines.length > 10)
      for (const secret of key.private.split('\n').slice(3, -2)) assert.ok(!lines.join('\n').includes(secret))
    } finally {
      await transport.close()
      await server.close()
    }
  })
})
