// Lists as such: their size, their doubles, several bad items at once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, given, problemsOf } from './given.ts'

test('every bad item is named', () => {
  assert.deepEqual(problemsOf(given({ 'quiesce-services': 'a\n-b\nc d\r\n# fine', quiesce: 'stop' })), [
    `Invalid input 'quiesce-services': the name of a compose service, one per line; got "-b"`,
    `Invalid input 'quiesce-services': the name of a compose service, one per line; got "c d"`,
  ])
})

test('an item of only spaces is no blank line', () => {
  assert.deepEqual(problemsOf(given({ paths: 'a\n   \nb' })), [
    `Invalid input 'paths': a path inside app-dir, or absolute, without '..', outside of system directories, one per line; an item must not be only spaces; got "   "`,
  ])
})

test('a double is taken once, with a warning', () => {
  const { settings, warnings } = accepted({ volumes: 'a\nb\na', 'mongo-databases': 'x\nx', paths: './a\na/?' })
  assert.deepEqual(settings.sources.volumes, ['a', 'b'])
  assert.deepEqual(settings.sources['mongo-databases'], ['x'])
  assert.deepEqual(settings.sources.paths, [{ path: 'a', optional: false }])
  assert.deepEqual(warnings, [
    'mongo-databases: "x" is listed twice and taken once',
    'volumes: "a" is listed twice and taken once',
    'paths: "a/?" is listed twice and taken once',
  ])
})

test('a list has an end', () => {
  const many = Array.from({ length: 1001 }, (_, i) => `p${i}`)
  assert.match(problemsOf(given({ paths: many.join('\n') })).join(), /'paths': a list of at most 1000 items, not 1001;/)
  assert.equal(accepted({ paths: many.slice(1).join('\n') }).settings.sources.paths?.length, 1000)
  assert.match(problemsOf(given({ paths: `${'#'.repeat(1_000_001)}` })).join(), /'paths': a list of at most 1 MB;/)
})

test('the words of a list stand alone', () => {
  assert.deepEqual(problemsOf(given({ volumes: 'auto\nuploads' })), [
    String.raw`Invalid input 'volumes': auto, all, or a volume name, not a path, one per line; write auto exactly like this, and alone; got "auto\nuploads"`,
  ])
})

test('several texts are the lines of one list', () => {
  const { settings } = accepted({ volumes: ['a', 'b\nc'] })
  assert.deepEqual(settings.sources.volumes, ['a', 'b', 'c'])
})
