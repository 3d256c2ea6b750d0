// Servers that are not reached, or not trusted: what is sent to them, what is said, and whose turn it is then.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { runStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { assertFailed } from './assertions.ts'

describe('connecting', () => {
  let sample: Sample
  before(async () => {
    sample = await startSample()
  })
  after(() => sample.close())

  /** What the server saw while `work` was done. */
  async function seenDuring(work: () => Promise<void>): Promise<string[]> {
    const before = sample.server.log.length
    await work()
    return sample.server.log.slice(before)
  }

  test('without a host key prints the line to store, and authenticates nowhere', async () => {
    const seen = await seenDuring(async () => {
      const { message } = assertFailed(await runStep({ inputs: { ...sample.access, 'known-hosts': '' } }), 'E_HOSTKEY')
      assert.match(message, /is not known, so nothing was sent to it/)
      assert.ok(message.includes(sample.server.fingerprint))
      assert.ok(
        message.split('\n').some(line => line.trim() === sample.server.knownHosts.trim()),
        message,
      )
    })
    assert.deepEqual([...new Set(seen)], ['connection'])
  })

  test('to a server with another host key stops before authentication, and shows both', async () => {
    const other = await startSample()
    try {
      const { port } = sample.server
      const knownHosts = other.server.knownHosts.replace(String(other.server.port), String(port))
      const seen = await seenDuring(async () => {
        const { message } = assertFailed(await runStep({ inputs: { ...sample.access, 'known-hosts': knownHosts } }), 'E_HOSTKEY')
        assert.ok(message.includes(other.server.fingerprint) && message.includes(sample.server.fingerprint), message)
      })
      assert.deepEqual([...new Set(seen)], ['connection'])
    } finally {
      await other.close()
    }
  })

  test('with a key the server does not take says which key it was, after one attempt', async () => {
    const key = keyPair()
    const seen = await seenDuring(async () => {
      const result = await runStep({ inputs: { ...sample.access, 'private-key': key.private } })
      const { message } = assertFailed(result, 'E_AUTH')
      // The page of a deploy that did not start: why, what is still safe, and what to do.
      assert.match(
        result.summary,
        /^\*\*E_AUTH · .*\n\n```\nError: E_AUTH [\s\S]*\n {2}Safe +\S[\s\S]*\n {2}Next +\S[\s\S]*There is no new backup/,
      )
      assert.ok(message.includes(key.public.split(' ').slice(0, 2).join(' ')), message)
      assert.match(message, /for user deploy/)
    })
    assert.equal(seen.filter(line => line === 'authentication: publickey').length, 1)
    assert.equal(seen.filter(line => line.startsWith('command')).length, 0)
  })

  test('to a port nobody listens on names the address and the phase', async () => {
    const port = await closedPort()
    const inputs = { ...sample.access, port: String(port), 'known-hosts': '', 'host-fingerprint': sample.server.fingerprint }
    const { message } = assertFailed(await runStep({ inputs }), 'E_CONNECT')
    assert.match(message, new RegExp(`Cannot connect to 127\\.0\\.0\\.1:${port}`))
    assert.match(message, /Phase +TCP/)
  })

  test('to nobody, and without a file for outputs, still fails the step and says why', async () => {
    const port = await closedPort()
    const inputs = { ...sample.access, port: String(port), 'known-hosts': '', 'host-fingerprint': sample.server.fingerprint }
    const result = await runStep({ inputs, env: { GITHUB_OUTPUT: '/nowhere/at/all' } })
    assert.equal(result.exitCode, 1)
    assert.deepEqual(result.outputs, {})
    assert.equal(result.annotations.filter(({ level }) => level === 'error').length, 1)
    assert.ok(result.annotations.some(({ level, message }) => level === 'warning' && message.includes('output')))
  })
})

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
