// How problems read: all of them at once, no secret, nothing raw.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BackupError } from '../../src/messages/errors.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import { inputFailure, invalid, quoted } from '../../src/settings/problem.ts'
import { given, privateKey, problemsOf } from './given.ts'

test('one problem is the title, several are listed under one', () => {
  assert.equal(inputFailure(['A']).failure.title, 'A')
  const { failure } = inputFailure(['A', 'B'])
  assert.equal(failure.title, '2 settings cannot be used')
  assert.deepEqual(failure.details, { Problems: 'A\nB' })
  assert.equal(failure.safe, 'nothing was contacted and nothing was changed')
})

test('every problem is reported, in the order of the table, the combinations last', () => {
  assert.deepEqual(problemsOf(given({ host: 'h;id', keep: '0', scope: 'Full', timeout: '60', 'lock-timeout': '61', 'dry-run': 'yes' })), [
    `Invalid input 'host': a host name or IP address; got "h;id"`,
    `Invalid input 'scope': one of: database, full, critical (did you mean full?); got "Full"`,
    `Invalid input 'keep': an integer from 1 to 1000: at least 1; got "0"`,
    `Invalid input 'dry-run': true or false; got "yes"`,
    `Invalid input 'lock-timeout': at most timeout, which is 60 seconds; got "61"`,
  ])
})

test('a value is shown as JSON, its first 64 characters', () => {
  assert.equal(quoted('a\nb'), String.raw`"a\nb"`)
  assert.equal(quoted('x'.repeat(65)), `"${'x'.repeat(64)}"…`)
  assert.equal(quoted('🙂'.repeat(65)), `"${'🙂'.repeat(64)}"…`)
})

test('what would act on a terminal or hide on a page is spelt out', () => {
  assert.equal(
    invalid('x', 'a rule', quoted('\u001b[31m\u202e\u2028\u0085')),
    String.raw`Invalid input 'x': a rule; got "\u001b[31m\u202e\u2028\u0085"`,
  )
  assert.equal(invalid('a\n::error::b', 'a rule'), String.raw`Invalid input 'a\u000a::error::b': a rule`)
})

test('a private key in the wrong place is counted, not shown', () => {
  assert.deepEqual(problemsOf(given({ user: privateKey })), [`Invalid input 'user': a Unix user name; got ${privateKey.length} characters`])
})

test('of a secret only the length is said', () => {
  assert.deepEqual(problemsOf(given({ 'redis-password': 'hunter2\nhunter3' })), [
    `Invalid input 'redis-password': one line without control characters, at most 1024 characters; got 15 characters`,
  ])
})

test('what is thrown is one BackupError with code E_INPUT', () => {
  assert.throws(
    () => parseSettings(given({ port: '0' })),
    error => error instanceof BackupError && error.code === 'E_INPUT',
  )
})
