import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import ssh2 from 'ssh2'
import { keyText } from '../../src/keys/keytext.ts'
import { type KeyProblem, type PrivateKey, readPrivateKey } from '../../src/keys/privatekey.ts'
import { wireString, wireUint32 } from '../../src/keys/wire.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { makeKey, missingTool } from './keygen.ts'

const words = 'correct horse "$battery" staple'

const kinds = [
  ['-t', 'ed25519'],
  ['-t', 'rsa', '-b', '2048'],
  ['-t', 'rsa', '-b', '3072'],
  ['-t', 'ecdsa', '-b', '256'],
  ['-t', 'ecdsa', '-b', '384'],
  ['-t', 'ecdsa', '-b', '521'],
]
const ciphers = ['aes128-ctr', 'aes256-ctr', 'aes192-cbc', '3des-cbc', 'aes128-gcm@openssh.com', 'aes256-gcm@openssh.com']
// ssh-keygen writes Ed25519 in OpenSSH's own form only.
const pemForms = ['PEM', 'PKCS8'].flatMap(form => kinds.slice(1).map(kind => [...kind, '-m', form]))

describe('every form ssh-keygen writes is read, and ssh2 signs with it', { skip: missingTool }, () => {
  for (const args of [...kinds, ...pemForms]) {
    test(args.join(' '), () => assertReads(args))
    test(`${args.join(' ')}, with a passphrase`, () => assertReads([...args, '-N', words], words))
  }
  for (const cipher of ciphers) test(`encrypted with ${cipher}`, () => assertReads(['-t', 'ed25519', '-Z', cipher, '-N', words], words))
})

/** One public half in 256 begins with a zero byte, which belongs to it: a converter that takes it for a number spoils the key. */
function zeroFirst(): KeyObject {
  for (;;) {
    const { privateKey } = generateKeyPairSync('ed25519')
    if (Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url')[0] === 0) return privateKey
  }
}

describe('PKCS#8 as openssl writes it', () => {
  const made = [
    generateKeyPairSync('ed25519').privateKey,
    zeroFirst(),
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
  ]
  for (const key of made) {
    test(`${key.asymmetricKeyType}, the ${made.indexOf(key) + 1}. of these`, () => {
      assertUsable(good(key.export({ type: 'pkcs8', format: 'pem' }).toString()))
      const encrypted = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: words }).toString()
      assertUsable(good(encrypted, words))
    })
  }
})

describe('what happens to a key on its way into a secret is undone', { skip: missingTool }, () => {
  const originals = [
    { text: makeKey('-t', 'ed25519').privateKey, passphrase: undefined },
    { text: makeKey('-t', 'ed25519', '-N', words).privateKey, passphrase: words },
    { text: makeKey('-t', 'rsa', '-b', '2048', '-m', 'PEM').privateKey, passphrase: undefined },
    { text: makeKey('-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', words).privateKey, passphrase: words },
    { text: makeKey('-t', 'ecdsa', '-m', 'PKCS8').privateKey, passphrase: undefined },
  ]
  const mangles: Readonly<Record<string, (text: string) => string>> = {
    'line breaks': text =>
      text
        .trim()
        .split(/\s*\n\s*/)
        .join(' '),
    'missing final newline': text => text.trimEnd(),
    indentation: text => text.replace(/^(?=.)/gm, '    '),
    'text around the key': text => `# the deploy key\n${text}`,
    'blank lines': text => `\n\n${text}\n\n`,
    'literal \\n': text => text.trimEnd().replaceAll('\n', '\\n'),
    'Windows line ends': text => text.replaceAll('\n', '\r\n'),
    'byte order mark': text => `\uFEFF${text}`,
    'base64 of the file': text => Buffer.from(text).toString('base64'),
  }

  for (const [name, mangle] of Object.entries(mangles)) {
    test(name, () => {
      for (const { text, passphrase } of originals) {
        const original = good(text, passphrase)
        const repaired = good(mangle(text), passphrase)
        assert.deepEqual(original.repaired, [])
        assert.equal(repaired.key.reveal(), original.key.reveal())
        assert.equal(repaired.publicKey.fingerprint, original.publicKey.fingerprint)
        assert.ok(repaired.repaired.includes(name), `said: ${repaired.repaired}`)
      }
    })
  }

  test('all of them together, in any combination', () => {
    const several = fc.subarray(Object.keys(mangles), { minLength: 1 })
    fc.assert(
      fc.property(fc.constantFrom(...originals), several, ({ text, passphrase }, names) => {
        const mangled = names.reduce((before, name) => (mangles[name] as (text: string) => string)(before), text)
        const repaired = good(mangled, passphrase)
        assert.equal(repaired.key.reveal(), good(text, passphrase).key.reveal())
        assert.notEqual(repaired.repaired.length, 0)
      }),
    )
  })

  test('a container goes to ssh2 byte for byte as ssh-keygen wrote it', () => {
    const [{ text } = { text: '' }] = originals
    assert.equal(good(text.replaceAll('\n', '\r\n')).key.reveal(), text)
  })
})

describe('what is not a usable private key is named', { skip: missingTool }, () => {
  const made = makeKey('-t', 'ed25519')
  const rsa = makeKey('-t', 'rsa', '-b', '2048', '-m', 'PEM')
  const locked = makeKey('-t', 'ed25519', '-N', words)
  const lockedPem = makeKey('-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', words)
  const lockedPkcs8 = makeKey('-t', 'ecdsa', '-m', 'PKCS8', '-N', words)
  const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey
  const otherCurve = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
  const hardware = wireString(Buffer.concat([wireString('sk-ssh-ed25519@openssh.com'), wireString(Buffer.alloc(32)), wireString('ssh:')]))
  const container = [wireString('none'), wireString('none'), wireString(''), wireUint32(1), hardware, wireString(Buffer.alloc(64))]
  const hardwareKey = keyText('OPENSSH', Buffer.concat([Buffer.from('openssh-key-v1\0'), ...container]).toString('base64'))

  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', /is empty: the secret does not exist here/],
    ['blanks', ' \n\t', /is empty/],
    ['a public key', made.publicKey, /looks like a public key\), got \d+ characters\. Give the private key/],
    [
      'a public key in PEM',
      generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      /looks like a public key/,
    ],
    ['a public key of RFC 4716', '---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----', /looks like a public key/],
    ['a certificate', made.certificate, /looks like a certificate/],
    ['an X.509 certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', /looks like a certificate/],
    ['a PuTTY key', 'PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\n', /PuTTY key.*puttygen key\.ppk -O private-openssh -o key/],
    ['a hardware key', hardwareKey, /hardware key/],
    ['the public half of a hardware key', 'sk-ssh-ed25519@openssh.com AAAAGnNr me', /hardware key/],
    ['a PGP key', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n', /PGP key/],
    ['a path from home', '~/.ssh/id_ed25519', /looks like a path/],
    ['an absolute path', '/home/deploy/.ssh/id_rsa', /looks like a path/],
    ['a path on Windows', 'C:\\Users\\me\\key', /looks like a path/],
    ['a file name', 'id_ed25519', /looks like a path/],
    ['an expression', '${' + '{ secrets.KEY }}', /expression/],
    ['anything else', 'hunter2 hunter2', /^is not a private key, got 15 characters/],
    ['no BEGIN and END', made.privateKey.split('\n').slice(1, -2).join('\n'), /without its BEGIN and END lines/],
    ['two keys', made.privateKey + rsa.privateKey, /holds 2 private keys/],
    ['the END line cut off', made.privateKey.split('\n').slice(0, -2).join('\n'), /damaged or cut off/],
    ['lines cut out', cutOut(made.privateKey), /damaged or cut off/],
    ['lines cut out of an encrypted key', cutOut(locked.privateKey), /damaged or cut off/],
    ['lines cut out of a PEM key', cutOut(rsa.privateKey), /damaged or cut off/],
    ['a letter that is not base64', made.privateKey.replace(/\nb3/, '\nb*'), /damaged or cut off/],
    [
      'another cipher',
      makeKey('-t', 'ed25519', '-Z', 'chacha20-poly1305@openssh.com', '-N', words).privateKey,
      /ssh-keygen -p -Z aes256-ctr/,
    ],
    ['DSA', dsa.export(pkcs8).toString(), /type dsa/],
    ['another curve', otherCurve.export(pkcs8).toString(), /type ec,/],
  ]
  for (const [name, text, expected] of refusals) {
    test(name, () => {
      const { input, problem, counted = false } = refused(text, words)
      assert.equal(input, 'private-key')
      assert.match(problem, expected)
      assert.equal(counted, /\bgot \d/.test(problem))
    })
  }

  for (const [form, { privateKey }] of Object.entries({ openssh: locked, pem: lockedPem, pkcs8: lockedPkcs8 })) {
    test(`no passphrase for an encrypted key (${form})`, () => {
      for (const none of [undefined, '']) assert.match(refused(privateKey, none).problem, /is encrypted, and there is no passphrase/)
    })
  }
  for (const { privateKey } of [lockedPem, lockedPkcs8]) {
    test('a wrong passphrase for a PEM key', () => {
      const { input, problem } = refused(privateKey, 'wrong')
      assert.equal(input, 'passphrase')
      assert.match(problem, /^does not open the private key\. If it is right/)
    })
  }
  test('a passphrase that ends with a line break', () => {
    for (const end of ['\n', '\r\n']) assert.match(refused(locked.privateKey, words + end).problem, /ends with a line break/)
    assert.equal(refused(locked.privateKey, `${words}\n`).input, 'passphrase')
  })
  test('a passphrase nobody needs is a warning', () => {
    for (const { privateKey } of [made, rsa]) assert.match(good(privateKey, words).warnings.join(), /passphrase is not needed/)
  })

  test('no problem repeats any of the text', () => {
    const texts = fc.constantFrom(made.privateKey, rsa.privateKey, locked.privateKey, lockedPem.privateKey, lockedPkcs8.privateKey)
    const damage = fc.record({
      text: texts,
      from: fc.nat(1700),
      length: fc.nat(400),
      put: fc.string({ maxLength: 5 }),
      passphrase: fc.constantFrom(words, 'wrong'),
    })
    fc.assert(
      fc.property(damage, ({ text, from, length, put, passphrase }) => {
        const result = readPrivateKey(new Sensitive(text.slice(0, from) + put + text.slice(from + length)), new Sensitive(passphrase))
        if (!('problem' in result)) return
        for (const line of text.split('\n').filter(line => !line.includes('-'))) {
          for (let i = 0; i + 12 <= line.length; i += 1) assert.ok(!result.problem.includes(line.slice(i, i + 12)))
        }
        assert.ok(!result.problem.includes(passphrase))
      }),
    )
  })
})

describe('masks', { skip: missingTool }, () => {
  test('every form that exists is masked, none of it blank', () => {
    const { privateKey } = makeKey('-t', 'rsa', '-b', '2048', '-m', 'PKCS8', '-N', words)
    const given = Buffer.from(privateKey).toString('base64')
    const masks = good(given, words).masks.map(mask => mask.reveal())
    const body = privateKey.split('\n').slice(1, -2).join('')
    for (const form of [given, privateKey, body, good(given, words).key.reveal(), words])
      assert.ok(masks.includes(form), `not masked: ${form.length}`)
    assert.ok(masks.every(mask => mask.trim() !== ''))
    assert.ok(good(makeKey('-t', 'ed25519').privateKey, '').masks.every(mask => mask.reveal() !== ''))
  })
})

function cutOut(text: string): string {
  const lines = text.split('\n')
  return [...lines.slice(0, 3), ...lines.slice(4)].join('\n')
}

function read(text: string, passphrase?: string): PrivateKey | KeyProblem {
  return readPrivateKey(new Sensitive(text), passphrase === undefined ? undefined : new Sensitive(passphrase))
}

function good(text: string, passphrase?: string): PrivateKey {
  const result = read(text, passphrase)
  assert.ok('key' in result, `refused: ${'problem' in result && result.problem}`)
  return result
}

function refused(text: string, passphrase?: string): KeyProblem {
  const result = read(text, passphrase)
  assert.ok('problem' in result, 'was taken')
  return result
}

function assertReads(args: readonly string[], passphrase?: string) {
  const made = makeKey(...args)
  const result = good(made.privateKey, passphrase)
  const { type, bits, fingerprint, line } = result.publicKey
  assert.deepEqual([type, bits, fingerprint], [made.type, made.bits, made.fingerprint])
  assert.equal(line, made.publicKey.split(' ').slice(0, 2).join(' '))
  assert.deepEqual([result.repaired, result.warnings], [[], []])
  assertUsable(result)
}

/** ssh2 must sign with it, and find the public half we named. */
function assertUsable({ key, passphrase, publicKey }: PrivateKey) {
  const parsed = ssh2.utils.parseKey(key.reveal(), passphrase?.reveal())
  assert.ok(!(parsed instanceof Error), parsed instanceof Error ? parsed.message : '')
  const signature = parsed.sign(Buffer.from('text'))
  assert.equal(parsed.verify(Buffer.from('text'), signature), true)
  assert.equal(`${parsed.type} ${parsed.getPublicSSH().toString('base64')}`, publicKey.line)
}
