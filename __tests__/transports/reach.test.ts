// Which types of host keys are asked for, when a try is worth another, what ends the trying: with outcomes as a script.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hostKeysFor } from '../../src/keys/knownhosts.ts'
import { type PublicKey, readPublicKey, type UsableType, usableTypes } from '../../src/keys/publickey.ts'
import { wireInteger, wireString } from '../../src/keys/wire.ts'
import type { Outcome, Phase } from '../../src/transports/sshattempt.ts'
import { reach } from '../../src/transports/sshreach.ts'

const ed25519 = keyOf('ssh-ed25519', wireString(Buffer.alloc(32, 1)))
const newEd25519 = keyOf('ssh-ed25519', wireString(Buffer.alloc(32, 2)))
const rsa = keyOf('ssh-rsa', Buffer.concat([wireInteger(Buffer.of(1, 0, 1)), wireInteger(Buffer.alloc(256, 0xff))]))
const others = usableTypes.filter(type => type !== 'ssh-ed25519')

describe('the types of host keys that are asked for', () => {
  test('those that are pinned, the better ones first', async () => {
    const { asked } = await reaching([rsa, ed25519], [ready(ed25519)])
    assert.deepEqual(asked, [['ssh-ed25519', 'ssh-rsa']])
  })

  test('all of them for a fingerprint, one less after each key that is not it', async () => {
    const { asked } = await reaching([rsa.fingerprint], [refused(ed25519), ready(rsa)])
    assert.deepEqual(asked, [usableTypes, others])
  })

  test('another pinned type after a pinned type with another key', async () => {
    const { asked } = await reaching([ed25519, rsa], [refused(newEd25519), ready(rsa)])
    assert.deepEqual(asked, [['ssh-ed25519', 'ssh-rsa'], ['ssh-rsa']])
  })

  test('a key of the only pinned type that is not the pinned one ends it', async () => {
    const { asked, code } = await reaching([ed25519], [refused(newEd25519)])
    assert.deepEqual([asked, code], [[['ssh-ed25519']], 'E_HOSTKEY'])
  })

  test('the others once, to see what there is, where the server has no pinned type', async () => {
    const { asked, failure } = await reaching([ed25519], [nothingInCommon, refused(rsa)])
    assert.deepEqual(asked, [['ssh-ed25519'], others])
    assert.equal(failure?.details?.['Got'], `ssh-rsa ${rsa.fingerprint}`)
  })

  test('a server without any usable type', async () => {
    const { asked, failure } = await reaching([ed25519], [nothingInCommon, nothingInCommon])
    assert.equal(asked.length, 2)
    assert.match(failure?.title ?? '', /has no host key of a type that can be trusted today/)
    assert.match((await reaching([], [nothingInCommon])).failure?.title ?? '', /has no host key of a type/)
  })

  test('once for an unknown host', async () => {
    const { asked, failure } = await reaching([], [refused(ed25519)])
    assert.deepEqual(asked, [usableTypes])
    assert.match(failure?.title ?? '', /is not known, so nothing was sent/)
  })

  test('a connection that breaks after a key was refused still says which key that was', async () => {
    const { failure } = await reaching([rsa.fingerprint], [refused(ed25519), broken('handshake', 'EPERM')])
    assert.deepEqual([failure?.code, failure?.details?.['Got']], ['E_HOSTKEY', `ssh-ed25519 ${ed25519.fingerprint}`])
  })
})

describe('another try', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN']) {
    test(`after ${code}, twice at most`, async () => {
      const { asked, failure } = await reaching([ed25519], [broken('TCP', code), broken('TCP', code), broken('TCP', code), ready(ed25519)])
      assert.equal(asked.length, 3)
      assert.equal(failure?.details?.['Tries'], '3')
      assert.equal((await reaching([ed25519], [broken('TCP', code), ready(ed25519)])).code, undefined)
    })
  }

  test('after a connection that was closed before authentication', async () => {
    assert.equal((await reaching([ed25519], [closed('handshake'), ready(ed25519)])).code, undefined)
  })

  const final: readonly (readonly [string, Outcome])[] = [
    ['a name that does not exist', broken('DNS', 'ENOTFOUND')],
    ['a handshake that fails', broken('handshake', undefined, 'Handshake failed: no matching key exchange algorithm')],
    ['a reset during authentication', broken('authentication', 'ECONNRESET')],
    ['an end during authentication', closed('authentication')],
    ['a refused key', { is: 'user key refused', methods: ['publickey'] }],
  ]
  for (const [name, outcome] of final) {
    test(`not after ${name}`, async () => {
      assert.equal((await reaching([ed25519], [outcome, ready(ed25519)])).asked.length, 1)
    })
  }

  test('not when its time would be over before it starts', async () => {
    const { asked, code } = await reaching([ed25519], [broken('TCP', 'ECONNREFUSED'), ready(ed25519)], { milliseconds: 50, delays: [60] })
    assert.deepEqual([asked.length, code], [1, 'E_CONNECT'])
  })

  test('has what is left of the time', async () => {
    const { left } = await reaching([rsa.fingerprint], [refused(ed25519), broken('TCP', 'ECONNRESET'), ready(rsa)], {
      milliseconds: 500,
      delays: [20],
    })
    assert.ok(left.length === 3 && left.every(milliseconds => milliseconds > 0 && milliseconds <= 500))
    assert.ok((left[2] ?? 500) <= 481)
  })
})

/** Runs the script of outcomes, one for each try. Pins are keys, or the fingerprints of keys. */
async function reaching(pins: readonly (PublicKey | string)[], script: readonly Outcome[], { milliseconds = 1000, delays = [1, 1] } = {}) {
  const asked: (readonly UsableType[])[] = []
  const left: number[] = []
  const knownHosts = pins.flatMap(pin => (typeof pin === 'string' ? [] : [`host ${pin.line}`])).join('\n')
  const hostKeys = hostKeysFor({ knownHosts, hostFingerprints: pins.filter(pin => typeof pin === 'string') }, 'host', 22)
  const place = { host: 'host', port: 22, user: 'deploy', publicKey: ed25519, hostKeys }
  const tryOnce = async (types: readonly UsableType[], milliseconds: number): Promise<Outcome> => {
    asked.push(types)
    left.push(milliseconds)
    return script[asked.length - 1] ?? assert.fail('one try too many')
  }
  const result = reach(place, tryOnce, milliseconds, delays)
  if ((await result.catch(() => undefined)) !== undefined) return { asked, left, code: undefined, failure: undefined }
  const failure = await result.catch(error => error.failure)
  return { asked, left, failure, code: failure.code }
}

function keyOf(type: UsableType, fields: Buffer): PublicKey {
  return readPublicKey(Buffer.concat([wireString(type), fields])) ?? assert.fail('no key')
}

function ready(hostKey: PublicKey): Outcome {
  return { is: 'ready', hostKey } as Outcome
}

function refused(hostKey: PublicKey): Outcome {
  return { is: 'host key refused', hostKey }
}

function broken(phase: Phase, code?: string, message = `it broke (${code})`): Outcome {
  return { is: 'failed', phase, error: Object.assign(new Error(message), code === undefined ? {} : { code }), closed: false }
}

function closed(phase: Phase): Outcome {
  return { is: 'failed', phase, error: new Error('the connection was closed'), closed: true }
}

const nothingInCommon: Outcome = { is: 'no host key in common' }
