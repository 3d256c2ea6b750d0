// What ssh2 gets, whole: a default of the library must not decide whom we trust or what we offer.

import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { test } from 'node:test'
import ssh2, { type ParsedKey } from 'ssh2'
import { type Attempt, sshOptions } from '../../src/transports/sshoptions.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'

const key = ssh2.utils.parseKey(keyPair().private) as ParsedKey
const usual: Attempt = {
  socket: new Socket(),
  user: 'deploy',
  key,
  types: ['ssh-ed25519', 'ssh-rsa'],
  milliseconds: 20_000,
  keepalive: { milliseconds: 15_000, count: 4 },
  accepts: () => false,
  onRefused: () => {},
}

test('the options', () => {
  const { sock, hostVerifier, authHandler, ...rest } = sshOptions(usual)
  assert.equal(sock, usual.socket)
  assert.equal(hostVerifier, usual.accepts)
  assert.equal(typeof authHandler, 'function')
  assert.deepEqual(rest, {
    username: 'deploy',
    readyTimeout: 20_000,
    keepaliveInterval: 15_000,
    keepaliveCountMax: 4,
    algorithms: {
      serverHostKey: ['ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256'],
      hmac: { append: [], prepend: [], remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'] },
      compress: ['none'],
    },
    tryKeyboard: false,
    agentForward: false,
  })
})

test('our key is offered once, then nothing', () => {
  const refused: (readonly string[])[] = []
  const { authHandler } = sshOptions({ ...usual, onRefused: methods => refused.push(methods) })
  const offered: unknown[] = []
  assert.ok(typeof authHandler === 'function')
  authHandler([], false, method => offered.push(method))
  authHandler(['publickey', 'password'], false, method => offered.push(method))
  assert.deepEqual(offered, [{ type: 'publickey', username: 'deploy', key }, false])
  assert.deepEqual(refused, [['publickey', 'password']])
})
