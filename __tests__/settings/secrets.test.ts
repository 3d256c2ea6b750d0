// What is masked before the first line of a log.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secretsOf } from '../../src/settings/secrets.ts'
import { encryptedKey, given, privateKey } from './given.ts'

function masks(values: Parameters<typeof given>[0]): string[] {
  return secretsOf(given(values)).map(secret => secret.reveal())
}

test('every secret is masked, and no other setting', () => {
  const found = masks({
    'mongo-uri': 'mongodb://u:p%40ss@h',
    'redis-password': 'with a space',
    'mongo-container': 'database',
    passphrase: 'words',
  })
  for (const secret of [privateKey, 'mongodb://u:p%40ss@h', 'p%40ss', 'p@ss', 'with a space', 'words'])
    assert.ok(found.includes(secret), secret)
  for (const open of ['database', 'deploy', 'deploy.example.org']) assert.ok(!found.includes(open), open)
})

test('so are the forms of a key that is repaired or converted', () => {
  const mangled = privateKey.replaceAll('\n', '\\n')
  const found = masks({ 'private-key': mangled })
  assert.ok(found.includes(mangled))
  assert.ok(found.includes(privateKey))
  assert.ok(found.some(mask => mask.startsWith('-----BEGIN OPENSSH PRIVATE KEY-----')))
})

test('values that cannot be used are masked too: they are secrets nevertheless', () => {
  const locked = encryptedKey('words')
  const found = masks({ 'private-key': locked, 'redis-password': 'two\nlines', 'mongo-uri': 'http://u:hunter2@h' })
  for (const secret of [locked, 'two\nlines', 'hunter2']) assert.ok(found.includes(secret), secret)
})

test('the key that lies in ~/.ssh is one', () => {
  const found = secretsOf({ surface: 'cli', values: { host: 'h' }, problems: [], fallback: { privateKey } })
  assert.ok(found.some(secret => secret.reveal() === privateKey))
})

test('what is too short to guard anything does not shred the log', () => {
  assert.ok(!masks({ 'redis-password': 'abc' }).includes('abc'))
  assert.ok(!masks({}).includes(''))
})

test('each secret is masked in a URL, in base64 and in JSON too', () => {
  const secret = 'p"ss/w?rd>>é'
  const found = masks({ 'redis-password': secret, 'mongo-uri': 'mongodb://u:h%40nter2@h' })
  for (const form of [
    'p%22ss%2Fw%3Frd%3E%3E%C3%A9',
    'cCJzcy93P3JkPj7DqQ==',
    'cCJzcy93P3JkPj7DqQ',
    'p\\"ss/w?rd>>é',
    'h%40nter2',
    'h@nter2',
    'aEBudGVyMg==',
  ])
    assert.ok(found.includes(form), form)
})
