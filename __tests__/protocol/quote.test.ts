// The one way from a value to shell text, through every shell a server may have.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { quote, quoteAll } from '../../src/protocol/quote.ts'

const words = [
  '',
  ' ',
  "'",
  "''",
  '"',
  '\\',
  '$HOME',
  '$(id)',
  '`id`',
  '*',
  '~',
  '-rf',
  '--',
  '!',
  '#x',
  'a\nb',
  '\n',
  '\t',
  'é',
  '\u{1f600}',
  '$' + '{x}',
  '&& id',
  ';id',
  '%s',
  '\\n',
]
const shells: readonly (readonly string[])[] = [['sh'], ['bash', '--posix'], ['busybox', 'ash']].filter(([program = '']) => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`])
    return true
  } catch {
    return false
  }
})

for (const [program = 'sh', ...options] of shells) {
  const through = (list: readonly string[]) =>
    execFileSync(program, [...options, '-c', `printf '%s\\0' ${quoteAll(list)}`], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1)

  test(`hostile words come through ${program} unchanged`, () => {
    assert.deepEqual(through(words), words)
  })

  test(`so do any words, through ${program}`, () => {
    const word = fc.string({ unit: 'grapheme' }).map(text => text.replaceAll('\0', ''))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), list => assert.deepEqual(through(list), list)),
      { numRuns: 25 },
    )
  })
}

test('plain words stay readable', () => {
  assert.equal(
    quoteAll(['mb_collect', 'volumes/gateway_uploads', '/opt/meeshy', "it's"]),
    "mb_collect volumes/gateway_uploads /opt/meeshy 'it'\\''s'",
  )
})

test('a NUL fits into no word', () => {
  assert.throws(() => quote('a\0b'), RangeError)
})
