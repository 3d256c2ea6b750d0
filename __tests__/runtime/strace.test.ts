// Halves of calls are put together.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callsIn } from './strace.ts'

test('a call that another process interrupted is one line, where it ended', () => {
  const trace = [
    '7 fsync(3</a> <unfinished ...>',
    '8 rename("/b", "/c") = 0',
    '7 <... fsync resumed>)        = 0',
    '9 +++ exited with 0 +++',
  ]
  assert.deepEqual(callsIn(trace.join('\n'), '/d'), ['8 rename("/b", "/c") = 0', '7 fsync(3</a>)        = 0', '9 +++ exited with 0 +++'])
})
