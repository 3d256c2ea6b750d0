// What only a connection can do wrong: each fault for real, over the SSH server in this process and over a real sshd.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hostKeysFor } from '../../src/keys/knownhosts.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { drain, run, said, send } from '../../testbed/ssh/run.ts'
import { type HostKeyType, inProcessServer, type Place, quick, type Remote, realSshd } from '../contracts/places.ts'
import { makeKey, missingTool } from '../keys/keygen.ts'
import { failed, opened } from './failing.ts'
import { relayTo } from './relay.ts'

const places: readonly Place<Remote>[] = [inProcessServer, realSshd]
const hostKeyTypes: readonly HostKeyType[] = ['rsa', 'ecdsa', 'ed25519']
const foreign = keyPair()

for (const place of places) {
  describe(place.name, { skip: place.skip }, () => {
    let server: Remote
    before(async () => {
      server = await place.start({ hostKeyTypes })
    })
    after(() => server.close())

    const pinned = (text: string) => hostKeysFor({ knownHosts: text, hostFingerprints: [] }, '127.0.0.1', server.port)
    const printed = (...hostFingerprints: string[]) => hostKeysFor({ hostFingerprints }, '127.0.0.1', server.port)

    test('says what was reached, and how long it took', async () => {
      const peer = await server.to({ hostKeys: printed(server.fingerprint) }).open()
      assert.match(peer.name, /^\w+@127\.0\.0\.1:\d+$/)
      assert.equal(peer.hostKey, `ssh-rsa ${server.fingerprint}`)
      assert.ok(peer.seconds > 0 && peer.seconds < 10)
    })

    test('any one key of the host is enough, by its line or by its fingerprint', async () => {
      for (const line of server.knownHosts.trim().split('\n')) {
        const { pins } = pinned(line)
        const peer = await server.to({ hostKeys: pinned(line) }).open()
        assert.equal(peer.hostKey, `${pins[0]?.type} ${pins[0]?.fingerprint}`)
        const same = await server.to({ hostKeys: printed(pins[0]?.fingerprint ?? '') }).open()
        assert.equal(same.hostKey, peer.hostKey)
      }
    })

    test('an unknown host: nothing is sent, and the line that is shown is the one that works', async () => {
      const before = await server.attempts()
      const failure = await failed('E_HOSTKEY', server.to({ hostKeys: printed() }).open())
      assert.equal(failure.title, `The host key of 127.0.0.1:${server.port} is not known, so nothing was sent to it.`)
      assert.match(failure.details?.['It offers'] ?? '', /^ssh-ed25519 SHA256:[\w+/]{43}$/)
      assert.equal(failure.details?.['Compare it'], 'on the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
      const [words, line = ''] = failure.next?.split('\n') ?? []
      assert.equal(words, 'if the key is the same, store this line as known-hosts:')
      assert.ok(server.knownHosts.includes(`${line}\n`))
      assert.deepEqual(await server.attempts(), { ...before, connections: before.connections + 1 })
      await server.to({ hostKeys: pinned(line) }).open()
    })

    test('another host key than the one pinned: refused before authentication', async () => {
      const before = await server.attempts()
      const failure = await failed('E_HOSTKEY', server.to({ hostKeys: pinned(`[127.0.0.1]:${server.port} ${foreign.public}`) }).open())
      const offered = pinned(server.knownHosts).pins.find(pin => pin.type === 'ssh-ed25519')
      assert.match(failure.title, /is not the one that is pinned, so nothing was sent to it/)
      assert.match(failure.details?.['Expected'] ?? '', /^ssh-ed25519 SHA256:/)
      assert.equal(failure.details?.['Got'], `ssh-ed25519 ${offered?.fingerprint}`)
      assert.match(failure.next ?? '', new RegExp(`\\n\\[127\\.0\\.0\\.1\\]:${server.port} ssh-ed25519 AAAA`))
      assert.deepEqual(await server.attempts(), { ...before, connections: before.connections + 1 })
    })

    test('a fingerprint of no key of the host: each type is looked at once, none is trusted', async () => {
      const before = await server.attempts()
      const failure = await failed('E_HOSTKEY', server.to({ hostKeys: printed(`SHA256:${'A'.repeat(43)}`) }).open())
      assert.equal(failure.details?.['Got']?.split('\n').length, hostKeyTypes.length)
      const { connections, authentications } = await server.attempts()
      assert.equal(authentications, before.authentications)
      assert.equal(connections, before.connections + hostKeyTypes.length + 1)
    })

    test('a key that is pinned and revoked', async () => {
      const line = server.knownHosts.split('\n').find(line => line.includes('ssh-ed25519'))
      const failure = await failed(
        'E_HOSTKEY',
        server.to({ hostKeys: pinned(`${line}\n@revoked * ${line?.split(' ').slice(1).join(' ')}`) }).open(),
      )
      assert.match(failure.title, /@revoked/)
    })

    test('a key the server does not know: one attempt, no byte of the key', async () => {
      const before = await server.attempts()
      const failure = await failed('E_AUTH', server.to({ privateKey: new Sensitive(foreign.private) }).open())
      assert.deepEqual(await server.attempts(), { connections: before.connections + 1, authentications: before.authentications + 1 })
      assert.match(failure.title, /^127\.0\.0\.1:\d+ refused this key for user \w+\.$/)
      assert.match(failure.details?.['Key'] ?? '', /^ssh-ed25519, 256 bits, SHA256:/)
      assert.equal(failure.details?.['Public key'], foreign.public.split(' ').slice(0, 2).join(' '))
      assert.match(failure.next ?? '', /authorized_keys/)
      const seed = foreign.private.split('\n')
      for (const line of seed.slice(3, -2)) assert.ok(!JSON.stringify(failure).includes(line))
    })

    test('a user the server does not know', async () => {
      const before = await server.attempts()
      assert.match((await failed('E_AUTH', server.to({ user: 'nobody-here' }).open())).title, /for user nobody-here/)
      assert.equal((await server.attempts()).connections, before.connections + 1)
    })

    test('keys of every type log in, encrypted ones too', { skip: missingTool }, async () => {
      const words = 'two words'
      const kinds = [
        ['-t', 'rsa', '-b', '3072'],
        ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8', '-N', words],
        ['-t', 'ecdsa', '-b', '384'],
        ['-t', 'ed25519', '-N', words],
      ]
      const keys = kinds.map(kind => ({ ...makeKey(...kind), encrypted: kind.includes('-N') }))
      const own = await place.start({ authorizedKeys: keys.map(key => key.publicKey.trim()) })
      try {
        for (const { privateKey, encrypted } of keys) {
          const passphrase = encrypted ? { passphrase: new Sensitive(words) } : {}
          await own.to({ privateKey: new Sensitive(privateKey), ...passphrase }).open()
        }
        assert.deepEqual(await own.attempts(), { connections: keys.length, authentications: keys.length })
      } finally {
        await own.close()
      }
    })

    test('a server that dies: the shell is lost, no reader or writer is left waiting', async () => {
      const mortal = await place.start()
      try {
        const transport = mortal.to()
        const shell = await opened(transport)
        send(shell, 'echo started; cat', { end: false })
        await said(shell, 'started')
        const ran = drain(shell)
        await mortal.die()
        assert.deepEqual((await ran).exit, { code: null, signal: null, lost: true })
        const written = await new Promise<Error | null | undefined>(resolve => shell.stdin.write('.', resolve))
        assert.ok(written instanceof Error)
        assert.match((await failed('E_CONNECT', transport.shell())).title, /^The connection to 127\.0\.0\.1:\d+ is lost: /)
      } finally {
        await mortal.close()
      }
    })

    test('a lost connection can be opened again', async () => {
      const transport = server.to()
      await transport.open()
      await transport.close()
      await transport.open()
      assert.equal((await run(await transport.shell(), 'echo again')).stdout.toString(), 'again\n')
    })

    test('sudo without a password is asked for, and takes the same script', async () => {
      const own = await place.start({ programs: { sudo: { script: 'echo "sudo $*" >&2; shift; exec "$@"' } } })
      try {
        const { stdout, stderr } = await run(await opened(own.to({ sudo: true })), 'echo "$0 ran"')
        assert.match(stderr.toString(), /^sudo -n sh -c t=`command -v timeout` /)
        assert.match(stdout.toString(), /ran\n$/)
      } finally {
        await own.close()
      }
    })

    test('connections that are reset are tried again', async () => {
      const relay = await relayTo(server.port, { resets: 2 })
      try {
        await server.to({ port: relay.port, hostKeys: printed(server.fingerprint) }).open()
        // Two resets; then the types of keys before the one that is pinned, and that one.
        assert.equal(relay.connections(), 2 + hostKeyTypes.length)
      } finally {
        await relay.close()
      }
    })

    test('a connection that falls silent is lost after its keepalives, and closing it takes no longer', async () => {
      const relay = await relayTo(server.port)
      try {
        const timing = { ...quick, keepalive: { milliseconds: 250, count: 3 } }
        const transport = server.to({ port: relay.port, hostKeys: printed(server.fingerprint) }, timing)
        const shell = await opened(transport)
        send(shell, 'echo started; cat', { end: false })
        await said(shell, 'started')
        const ran = drain(shell)
        relay.swallow()
        assert.deepEqual((await ran).exit, { code: null, signal: null, lost: true })
        await failed('E_CONNECT', transport.shell())
        await transport.close()
      } finally {
        await relay.close()
      }
    })
  })
}
