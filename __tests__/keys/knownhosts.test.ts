import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { knownHostsName, speaksOf } from '../../src/keys/hostpattern.ts'
import { checkFingerprint, checkKnownHosts, hostKeysFor } from '../../src/keys/knownhosts.ts'
import { findsHost, hashNames, makeKey, missingTool } from './keygen.ts'

// Keys made once, so that the tests need no tool to read them.
const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFoCu9KkVIF3FmSKRLX/sidyEF2tj25VozE5wPDSrE4L'
const ed25519Print = 'SHA256:negalJpe7+88ICQ5Mli0RFlIM+3ARFr1rQeCqxsDhq0'
const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINzqp8ja6hh2EgGNmtJIrGRUAkVfwM6+Bu6dTKBuGvtS'
const dsa = `ssh-dss ${Buffer.concat([Buffer.from([0, 0, 0, 7]), Buffer.from('ssh-dss')]).toString('base64')}`

const host = 'deploy.example.org'

describe('the forms of a line', () => {
  const matching: readonly (readonly [string, string, number])[] = [
    ['plain', `${host} ${ed25519}`, 22],
    ['with a comment', `${host} ${ed25519} root@deploy`, 22],
    ['several names', `web,${host},10.0.0.1 ${ed25519}`, 22],
    ['another port', `[${host}]:2222 ${ed25519}`, 2222],
    ['several ports', `[${host}]:22022,[${host}]:2222 ${ed25519}`, 2222],
    ['a wildcard', `*.example.org ${ed25519}`, 22],
    ['one character', `deploy.exampl?.org ${ed25519}`, 22],
    ['a wildcard and another port', `[*.example.org]:2222 ${ed25519}`, 2222],
    ['another negated', `!web.example.org,*.example.org ${ed25519}`, 22],
    ['in capitals', `Deploy.Example.ORG ${ed25519}`, 22],
    ['tabs', `${host}\t${ed25519.replace(' ', '\t')}`, 22],
    ['comments, blank lines and CRLF around it', `# web:22 SSH-2.0\r\n\r\n  ${host} ${ed25519}\r\n`, 22],
    ['after a byte order mark', `\uFEFF${host} ${ed25519}\n`, 22],
    ['among other hosts', `web ${other}\n${host} ${ed25519}\n`, 22],
  ]
  for (const [name, text, port] of matching) {
    test(name, () => {
      assert.equal(checkKnownHosts(text, host, port), null)
      assert.deepEqual(hostKeysFor({ knownHosts: text, hostFingerprints: [] }, host, port), {
        name: knownHostsName(host, port),
        pins: [{ type: 'ssh-ed25519', fingerprint: ed25519Print }],
        revoked: [],
      })
    })
  }

  test('IPv6 addresses', () => {
    assert.equal(checkKnownHosts(`::1 ${ed25519}`, '::1', 22), null)
    assert.equal(checkKnownHosts(`[::1]:2222 ${ed25519}`, '::1', 2222), null)
  })

  test('names hashed by ssh-keygen', { skip: missingTool }, () => {
    const text = hashNames(`${host} ${ed25519}\n[${host}]:2222 ${other}\n`)
    assert.match(text, /^\|1\|/)
    assert.deepEqual(hostKeysFor({ knownHosts: text, hostFingerprints: [] }, host, 22).pins, [
      { type: 'ssh-ed25519', fingerprint: ed25519Print },
    ])
    assert.equal(hostKeysFor({ knownHosts: text, hostFingerprints: [] }, host, 2222).pins.length, 1)
    assert.equal(checkKnownHosts(text, host, 22), null)
    assert.match(checkKnownHosts(text, host, 2223) ?? '', /no usable line/)
  })

  test('every key of the host is pinned, fingerprints too', { skip: missingTool }, () => {
    const [rsa, ecdsa] = [makeKey('-t', 'rsa'), makeKey('-t', 'ecdsa')]
    const knownHosts = `${host} ${rsa.publicKey}${host} ${ecdsa.publicKey}`
    assert.deepEqual(hostKeysFor({ knownHosts, hostFingerprints: [ed25519Print] }, host, 22).pins, [
      { type: 'ssh-rsa', fingerprint: rsa.fingerprint },
      { type: 'ecdsa-sha2-nistp256', fingerprint: ecdsa.fingerprint },
      { fingerprint: ed25519Print },
    ])
  })

  test('a revoked key is pinned by nothing', () => {
    const knownHosts = `${host} ${ed25519}\n${host} ${other}\n@revoked * ${ed25519}\n`
    const { pins, revoked } = hostKeysFor({ knownHosts, hostFingerprints: [ed25519Print] }, host, 22)
    assert.equal(pins.length, 1)
    assert.notEqual(pins[0]?.fingerprint, ed25519Print)
    assert.deepEqual(revoked, [ed25519Print])
    assert.equal(checkKnownHosts(knownHosts, host, 22), null)
  })
})

describe('what is not taken', () => {
  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ['blank lines only', ' \n\r\n', /has no line\. Get it with 'ssh-keyscan -p 2222 deploy\.example\.org' and compare it on the server/],
    ['comments only', '# nothing\n', /has no line/],
    ['another host', `web ${ed25519}`, /has no usable line for \[deploy\.example\.org\]:2222\. Get it/],
    ['the host on another port', `${host} ${ed25519}`, /for this port the line must begin with \[deploy\.example\.org\]:2222/],
    ['the host on a third port', `[${host}]:22022 ${ed25519}`, /for this port the line must begin with/],
    ['a negated host', `[*.example.org]:2222,![${host}]:2222 ${ed25519}`, /no usable line/],
    ['any host', `* ${ed25519}`, /line for any host/],
    ['any host on any port', `[*]:* ${ed25519}`, /line for any host/],
    ['any host, beside the host', `[${host}]:2222,* ${ed25519}`, /line for any host/],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----', /holds a private key/],
    ['a fingerprint', `${ed25519Print}\n`, /give it as host-fingerprint/],
    ['a key without its host', ed25519, /has no host in line 1: a line is the host \(here \[deploy\.example\.org\]:2222\)/],
    ['a torn key', `[${host}]:2222 ${ed25519.slice(0, 60)}`, /has a damaged or unknown entry in line 1/],
    ['a type that is not the key’s', `[${host}]:2222 ${ed25519.replace('ed25519', 'rsa')}`, /has a damaged or unknown entry in line 1/],
    ['words', `# a comment\n[${host}]:2222 hello`, /has a damaged or unknown entry in line 2/],
    ['an unknown marker', `@trusted [${host}]:2222 ${ed25519}`, /unknown marker in line 1/],
    ['a host certificate authority', `@cert-authority [*.example.org]:2222 ${ed25519}`, /@cert-authority\) are not supported/],
    ['a type of old', `[${host}]:2222 ${dsa}`, /type ssh-dss are not supported/],
    ['only revoked keys', `[${host}]:2222 ${ed25519}\n@revoked * ${ed25519}`, /every key of \[deploy\.example\.org\]:2222 as @revoked/],
  ]
  for (const [name, text, expected] of refusals) {
    test(name, () => {
      assert.match(checkKnownHosts(text, host, 2222) ?? 'taken', expected)
      assert.doesNotMatch(checkKnownHosts(text, host, 2222) ?? '', /b3BlbnNzaC1rZXk|AAAAC3/)
    })
  }

  test('an authority beside a key does no harm', () => {
    assert.equal(checkKnownHosts(`@cert-authority *.example.org ${other}\n${host} ${ed25519}`, host, 22), null)
  })

  test('a line for any host pins nothing', () => {
    assert.deepEqual(hostKeysFor({ knownHosts: `* ${ed25519}`, hostFingerprints: [] }, host, 22).pins, [])
  })
})

describe('patterns', () => {
  const alphabet = fc.constantFrom('a', 'b', '.', '*', '?', '!', ',', '[', ']', ':', '2')
  const patterns = fc.string({ unit: alphabet, minLength: 1, maxLength: 12 })
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', '2'), minLength: 1, maxLength: 8 })

  test('match what the same regular expression matches', () => {
    fc.assert(
      fc.property(patterns, name, (hosts, host) => {
        const matches = (pattern: string) =>
          new RegExp(
            `^${pattern
              .replace(/[.[\]]/g, '\\$&')
              .replaceAll('?', '.')
              .replace(/\*+/g, '.*')}$`,
            's',
          ).test(host)
        const list = hosts.split(',')
        const expected = list.some(p => !p.startsWith('!') && matches(p)) && !list.some(p => p.startsWith('!') && matches(p.slice(1)))
        assert.equal(speaksOf(hosts, host), expected)
      }),
      { numRuns: 2000 },
    )
  })

  test('match what ssh-keygen finds', { skip: missingTool }, () => {
    fc.assert(
      fc.property(patterns, fc.constantFrom('a', 'ab', 'a.b', '[ab]:22'), (hosts, host) => {
        assert.equal(speaksOf(hosts, host), findsHost(`${hosts} ${ed25519}\n`, host), `${hosts} and ${host}`)
      }),
      { numRuns: 60 },
    )
  })

  test('take no longer for many stars', () => {
    const started = performance.now()
    assert.equal(speaksOf(`${'*a'.repeat(200)}b`, 'a'.repeat(250)), false)
    assert.ok(performance.now() - started < 1000)
  })
})

describe('a fingerprint', () => {
  test('as ssh-keygen prints it', { skip: missingTool }, () => {
    for (let i = 0; i < 20; i += 1) assert.equal(checkFingerprint(makeKey('-t', 'ed25519').fingerprint), null)
  })

  const refusals: Readonly<Record<string, string>> = {
    MD5: 'MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48',
    SHA1: 'SHA1:mVPwvezndPv/ARoIadVY98vAC0g',
    hex: 'SHA256:b58e085c5197358dec9d0ddc46a91210a94f1a1c986b10afcc96143526c9c1bd',
    '42 characters': ed25519Print.slice(0, -1),
    '44 characters': `${ed25519Print}=`,
    'no prefix': ed25519Print.slice(7),
    'another last letter that no digest has': `${ed25519Print.slice(0, -1)}1`,
    'a line break': `${ed25519Print}\n`,
    'the whole line of ssh-keygen -lf': `256 ${ed25519Print} root@deploy (ED25519)`,
    nothing: '',
  }
  for (const [name, text] of Object.entries(refusals)) {
    test(name, () => assert.match(checkFingerprint(text) ?? 'taken', /must be SHA256: and 43 base64 characters/))
  }
})
