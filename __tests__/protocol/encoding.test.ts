// Names travel as words: the same ones from the shell and from here, and back to the same bytes.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { bytesOf, decode, encode, encoded } from '../../src/protocol/encoding.ts'
import { Malformed } from '../../src/text/untrusted.ts'
import { onEachShell, type Shell } from '../../testbed/shell/shells.ts'
import { call } from '../runtime/functions.ts'

const every = Array.from({ length: 255 }, (_, n) => n + 1)
/** Names of any bytes, more often of those that mean something to a shell, to awk, to JSON or to printf. */
const names = fc
  .array(fc.oneof(fc.integer({ min: 1, max: 255 }), fc.constantFrom(...Buffer.from('%\\"\'`$&\t\n\r /0aA'))), { maxLength: 24 })
  .map(bytes => Buffer.from(bytes))
const said = [
  'plain_name.of-a/file:@+,',
  '',
  '\n',
  'ends in line breaks\n\n',
  '\\0101\\n%41%',
  '%s%d%%',
  '{"type":"result"}',
  'a.b\tc',
  '-n',
  '\\c',
  'é漢😀',
]
const sample = [
  ...every.map(byte => Buffer.from([byte])),
  ...every.map(byte => Buffer.from([0x78, byte, 0x31])),
  Buffer.from(every),
  ...said.map(text => Buffer.from(text)),
  ...fc.sample(names, { numRuns: 150, seed: 7 }),
]

/** What shell text makes of each name, which it finds in `name`; names arrive as octal escapes, which carry any byte. */
function answers(shell: Shell, text: string, all: readonly (Buffer | string)[]): string[] {
  const words = all.map(name => [...Buffer.from(name)].map(byte => `\\0${byte.toString(8).padStart(3, '0')}`).join(''))
  const script = `for word; do name=$(printf '%b.' "$word"); name=\${name%.}; ${text}; done`
  return call(shell, script, { words }).toString('latin1').split('\0').slice(0, -1)
}

onEachShell('an encoded name', shell => {
  test('is the same word in shell as here', () => {
    const words = answers(shell, `mb_encode "$name"; printf '\\000'`, sample)
    assert.deepEqual(
      words,
      sample.map(name => encode(name)),
    )
  })

  test('is the same word in awk', () => {
    const lines = sample.filter(name => name.length > 0 && !name.includes(0x0a))
    const words = call(shell, `awk "$MB_AWK_ENCODED"'{ print encoded($0) }'`, {
      input: Buffer.concat(lines.flatMap(line => [line, Buffer.from('\n')])),
    })
    assert.deepEqual(
      words.toString('latin1').split('\n').slice(0, -1),
      lines.map(name => encode(name)),
    )
  })

  test('comes back as the bytes it was', () => {
    const texts = answers(
      shell,
      `mb_decode "$name" && printf '%s\\000' "$MB_DECODED"`,
      sample.map(name => encode(name)),
    )
    assert.deepEqual(
      texts,
      sample.map(name => name.toString('latin1')),
    )
  })

  test('is refused where it is no word', () => {
    const others = ['%%', '%4', '%4g', '%0a', '%00', 'a b', 'a"b', '\\0101', 'a\n', 'é', '%%41']
    assert.deepEqual(
      answers(shell, `if mb_decode "$name"; then printf 'yes\\000'; else printf 'no\\000'; fi`, others),
      others.map(() => 'no'),
    )
  })
})

describe('an encoded name', () => {
  test('comes back as the text it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter(text => !text.includes('\0')),
        text => decode(encode(text)) === text,
      ),
    )
  })

  test('comes back as the bytes it was, and reads as a word', () => {
    fc.assert(
      fc.property(names, name => {
        assert.deepEqual(Buffer.from(bytesOf(encode(name))), name)
        if (name.length > 0) assert.equal(encoded(encode(name), 'name'), encode(name))
      }),
    )
  })

  test('that is not UTF-8 is no text, and no other name', () => {
    assert.throws(() => decode('caf%E9'), Malformed)
    assert.equal(decode('caf%C3%A9'), 'café')
    assert.equal(decode('%EF%BB%BFa'), '\ufeffa')
  })

  for (const word of ['', ' ', '%', '%4', '%0a', '%00', 'a b', 'a\tb', '{"a":1}', 'é', `${'a'.repeat(4097)}`]) {
    test(`is not read from ${JSON.stringify(word.slice(0, 20))}`, () => {
      assert.throws(() => encoded(word, 'name'), /^Malformed: name is not a name in its encoded form/)
    })
  }

  test('is made of no byte 0', () => {
    assert.throws(() => encode('a\0b'), RangeError)
  })
})
