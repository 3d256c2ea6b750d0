// Where to work: a server or this machine, with a key that can be used and a host key that is known.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Given } from '../../src/settings/given.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import type { SshTarget } from '../../src/settings/settings.ts'
import { accepted, encryptedKey, enough, given, privateKey, problemsOf, publicKey } from './given.ts'

const fingerprint = 'SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04'
const line = `deploy.example.org ${publicKey}`

function ssh(what: Given): SshTarget {
  const { target } = parseSettings(what).settings
  assert.ok(target.kind === 'ssh')
  return target
}

function onlyProblem(values: Given['values'], surface: Given['surface'] = 'action'): string {
  const [only = '', ...more] = problemsOf(given(values, surface))
  assert.deepEqual(more, [])
  return only
}

describe('an action', () => {
  test('needs host, user and key, and says why a secret may be missing', () => {
    assert.deepEqual(problemsOf({ surface: 'action', values: {}, problems: [] }), [
      `Invalid input 'host': host is empty (a variable or secret that does not exist is empty)`,
      `Invalid input 'user': user is empty (a variable or secret that does not exist is empty)`,
      `Invalid input 'private-key': private-key is empty (secrets are not passed to forks); got 0 characters`,
    ])
  })

  test('has its whole target from the settings', () => {
    const target = ssh(
      given({ port: '2222', sudo: 'true', 'known-hosts': `[deploy.example.org]:2222 ${publicKey}`, 'host-fingerprint': fingerprint }),
    )
    const { privateKey: key, knownHosts, ...rest } = target
    assert.equal(key.reveal(), privateKey)
    assert.equal(knownHosts, `[deploy.example.org]:2222 ${publicKey}`)
    const { host, user } = enough
    assert.deepEqual(rest, { kind: 'ssh', host, port: 2222, user, hostFingerprints: [fingerprint], sudo: true, connectTimeout: 20 })
  })

  test('may come without a host key: the connection says what to store', () => {
    const target = ssh(given({}))
    assert.equal(target.knownHosts, undefined)
    assert.deepEqual(target.hostFingerprints, [])
  })
})

describe('a private key', () => {
  for (const [what, text] of [
    ['a public key', publicKey],
    ['a path', '~/.ssh/id_ed25519'],
    ['a truncated key', privateKey.slice(0, 80)],
    ['a PuTTY key', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none'],
    ['two keys', privateKey + privateKey],
    ['a key without its passphrase', encryptedKey('words')],
  ] as const) {
    test(`is not ${what}`, () => {
      const problem = onlyProblem({ 'private-key': text })
      assert.match(problem, /^Invalid input 'private-key': .*got \d+ characters/)
      for (const part of text.split('\n').filter(each => each.length > 8)) assert.ok(!problem.includes(part), problem)
    })
  }

  test('is not opened by another passphrase', () => {
    assert.equal(
      onlyProblem({ 'private-key': encryptedKey('words'), passphrase: 'other' }),
      "Invalid input 'passphrase': does not open the private key. If it is right, the key is damaged, or its encryption is too old to be read: ssh-keygen -p -f key encrypts it anew; got 5 characters",
    )
  })

  test('is opened by its passphrase, and says when it needs none', () => {
    assert.equal(ssh(given({ 'private-key': encryptedKey('words'), passphrase: 'words' })).passphrase?.reveal(), 'words')
    assert.deepEqual(accepted({ passphrase: 'words' }).warnings, ['passphrase is not needed: the private key is not encrypted'])
  })

  test('may have come through a secret store that mangles lines', () => {
    for (const text of [
      privateKey.replaceAll('\n', '\r\n'),
      privateKey.replaceAll('\n', '\\n'),
      privateKey.replace(/^/gm, '  '),
      privateKey.trim(),
    ]) {
      assert.equal(ssh(given({ 'private-key': text })).privateKey.reveal(), text)
    }
  })
})

describe('known-hosts', () => {
  for (const [what, text] of [
    ['a line for every host', `* ${publicKey}`],
    ['no line for this host', `other.example.org ${publicKey}`],
    ['no line for this port', `[deploy.example.org]:2222 ${publicKey}`],
    ['a private key', privateKey],
    ['a revoked key', `@revoked ${line}\n${line}`],
    ['a comment', '# later'],
  ] as const) {
    test(`is not ${what}`, () => {
      const problem = onlyProblem({ 'known-hosts': text })
      assert.match(problem, /^Invalid input 'known-hosts': .*; got \d+ characters$/)
      assert.ok(!problem.includes(text), problem)
    })
  }
})

describe('a command line', () => {
  test('without host means this machine', () => {
    assert.deepEqual(parseSettings(given({ sudo: 'true' }, 'cli')).settings.target, { kind: 'local', sudo: true })
  })

  test('without host takes nothing about a connection', () => {
    assert.deepEqual(problemsOf(given({ port: '22', user: 'a', 'private-key': privateKey, 'connect-timeout': '20s' }, 'cli')), [
      "Invalid input 'port': only with host: without host, the command works on this machine",
      "Invalid input 'user': only with host: without host, the command works on this machine",
      "Invalid input 'private-key': only with host: without host, the command works on this machine",
      "Invalid input 'connect-timeout': only with host: without host, the command works on this machine",
    ])
  })

  test('with an empty host does not turn to this machine', () => {
    assert.match(problemsOf(given({ host: '' }, 'cli'))[0] ?? '', /^Invalid input 'host': a host name or IP address; got ""$/)
  })

  test('with host needs user and key', () => {
    assert.deepEqual(problemsOf(given({ host: 'h' }, 'cli')), [
      "Invalid input 'user': user is needed with host: --host USER@HOST, or --user",
      "Invalid input 'private-key': private-key is needed with host: --private-key-file PATH, or MEESHY_PRIVATE_KEY; there is no ~/.ssh/id_ed25519; got 0 characters",
    ])
  })

  test("falls back on the person's own key and known hosts", () => {
    const fallback = { privateKey, knownHosts: `# mine\nother ${publicKey}\nbroken line\n* ${publicKey}\n${line}\n` }
    const target = ssh({ ...given({ host: enough.host, user: 'a' }, 'cli'), fallback })
    assert.equal(target.privateKey.reveal(), privateKey)
    assert.equal(target.knownHosts, line)
  })

  test('keeps revocations of the own known hosts', () => {
    const fallback = { privateKey, knownHosts: `${line}\n@revoked * ${publicKey}` }
    assert.equal(ssh({ ...given({ host: enough.host, user: 'a' }, 'cli'), fallback }).knownHosts, undefined)
  })

  test('prefers what was given to what lies in ~/.ssh', () => {
    const values = { host: enough.host, user: 'a', 'private-key': privateKey, 'host-fingerprint': fingerprint }
    const target = ssh({ ...given(values, 'cli'), fallback: { privateKey: 'unusable', knownHosts: line } })
    assert.equal(target.privateKey.reveal(), privateKey)
    assert.equal(target.knownHosts, undefined)
  })

  test('says which key it fell back on', () => {
    const problems = problemsOf({ ...given({ host: 'h', user: 'a' }, 'cli'), fallback: { privateKey: encryptedKey('words') } })
    assert.match(problems.join(), /^Invalid input 'private-key': ~\/\.ssh\/id_ed25519 is encrypted, and there is no passphrase/)
  })
})
