import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { inert, inertLines } from '../../src/text/inert.ts'

/** Would a runner obey something in this output? As actions/runner does it: lines at \r and \n, .NET's blanks, both syntaxes. */
function obeyed(output: string): boolean {
  return output.split(/[\r\n]/).some(line => /##\[/.test(line) || /^[\s\u0085]*::/.test(line))
}

/** Texts from the pieces that attacks are made of, with any character between. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(':', '::', '#', '##', '[', '##[', ']', 'error', 'add-mask', ' ', '\t', '\u00a0', '\u2003', '\ufeff', '\u0085'),
      fc.constantFrom(
        '\r',
        '\n',
        '\r\n',
        '\u2028',
        '\v',
        '\0',
        '\x07',
        '\x08',
        '\x7f',
        '\x1b',
        '\x1b[31m',
        '\x1b]0;title\x07',
        '\x1b]8;;',
        '\x1b\\',
      ),
      fc.constantFrom(
        '\x9b',
        '\x9b1m',
        '\x90',
        '\x9c',
        '\x9d',
        '\u202e',
        '\u2066',
        '\u200b',
        '\u{e0041}',
        '\u{1f600}',
        '\u200d',
        '\ud800',
        '\udc00',
        'é',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.string({ maxLength: 60 }),
    ),
    { maxLength: 20 },
  )
  .map(pieces => pieces.join(''))
const limits = fc.option(fc.integer({ min: 0, max: 120 }), { nil: undefined })
const options = limits.map(limit => (limit === undefined ? {} : { limit }))

describe('text from a server', () => {
  test('plain text stays as it is', () => {
    for (const text of [
      'gateway_uploads',
      'a: b',
      'C++ std::string',
      '10% of [x] # y',
      'naïve 日本語 👨‍👩‍👧',
      '2001:db8::1',
      '#[x]',
      '# #[x]',
    ])
      assert.equal(inert(text), text)
  })

  test('workflow commands lose their power and stay readable', () => {
    assert.equal(inert('::error::pwned'), ': :error::pwned')
    assert.equal(inert(' \u00a0::set-output name=a::b'), ' \u00a0: :set-output name=a::b')
    assert.equal(inert('x ##[save-state name=a]b'), 'x # #[save-state name=a]b')
    assert.equal(inert('ok\r::error::hidden behind a carriage return'), 'ok ::error::hidden behind a carriage return')
    assert.equal(inert('\x1b[0m:\u202e:error::put together by cleaning'), ': :error::put together by cleaning')
    assert.equal(inert('#\x1b[0m#\0[error]'), '# #[error]')
  })

  test('what a terminal would obey is dropped', () => {
    assert.equal(inert('\x1b[1;31mred\x1b[0m \x1b]0;title\x07\x1b]8;;http://x\x1b\\link\x1b(B\x9b2Jend\x1bPq\x1b\\.'), 'red linkend.')
    assert.equal(inert('user\u202egpj.exe \u2066x\u2069 \ufeffbom\u00ad'), 'usergpj.exe x bom')
    assert.equal(inert('a\0b\x07c\x08d\x7fe\x85f\tg'), 'abcde f g')
    assert.equal(inert('an unterminated \x1b]0;title shows'), 'an unterminated 0;title shows')
  })

  test('bytes are decoded, and what is not UTF-8 is replaced', () => {
    assert.equal(inert(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xe2, 0x82])), 'a\ufffdé\ufffd')
    assert.equal(inert('half \ud83d pair'), 'half \ufffd pair')
  })

  test('lines become one line, or a list with a last word', () => {
    assert.equal(inert('one\n\n  two\r\nthree\r'), 'one   two three')
    assert.deepEqual(inertLines('one\n\ntwo\r\n::three\n', 5), ['one', 'two', ': :three'])
    assert.deepEqual(inertLines('1\n2\n3', 3), ['1', '2', '3'])
    assert.deepEqual(inertLines('1\n2\n3\n4', 3), ['1', '2', '… (2 more lines)'])
    assert.deepEqual(inertLines('', 3), [])
  })

  test('what is too long says how much is missing', () => {
    assert.equal(inert('é'.repeat(100), { limit: 100 }), 'é'.repeat(100))
    const line = inert('é'.repeat(5000), { limit: 100 })
    assert.equal(line, `${'é'.repeat(70)}… (${2 * (5000 - 70)} more bytes)`)
    assert.equal(inert(`${'a'.repeat(69)}\u{1f600}${'b'.repeat(100)}`, { limit: 100 }), `${'a'.repeat(69)}… (104 more bytes)`)
  })

  test('no output is obeyed, shows a control, or is too long; and it is settled', () => {
    fc.assert(
      fc.property(hostile, options, (text, option) => {
        const line = inert(text, option)
        assert.ok(!obeyed(line))
        assert.doesNotMatch(line, /\p{Cc}|\p{Cs}|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u)
        assert.ok(line.length <= Math.max(40, option.limit ?? 2000))
        assert.equal(inert(line, option), line)
      }),
      { numRuns: 2000 },
    )
  })

  test('the same of every line, and of all bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.uint8Array({ maxLength: 200 })),
        fc.integer({ min: 1, max: 6 }),
        options,
        (text, maxLines, option) => {
          const lines = inertLines(text, maxLines, option)
          assert.ok(lines.length <= maxLines)
          assert.ok(!obeyed(lines.join('\n')))
          for (const line of lines) assert.equal(inert(line, option), line)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('ten million hostile bytes take no longer than their length asks', { timeout: 20_000 }, () => {
    for (const piece of ['\x90', '\x1b]', '\x9b1', '::', '##[', ' ', '\x1b']) assert.ok(inert(piece.repeat(5_000_000)).length <= 2000)
  })
})
