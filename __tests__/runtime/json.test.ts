// JSON is built from data by one function, in shell and in awk: whatever a text holds, it comes out of JSON.parse as it went in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { onEachShell, type Shell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

const texts = fc
  .string({
    unit: fc.oneof(fc.constantFrom(...'"\\\n\t\r\x01\x1f\x7f%$`\'{}[],: aé漢😀&'), fc.constantFrom('\\n', '\\u0041', '%s', '&&')),
    maxLength: 20,
  })
  .filter(text => !text.includes('\0'))
const sample = [
  '',
  '\n',
  'plain',
  'ends\n\n',
  '","type":"result"}',
  ...Array.from({ length: 127 }, (_, n) => String.fromCharCode(n + 1)),
  ...fc.sample(texts, { numRuns: 80, seed: 11 }),
]

/** Stdout of shell text; a failure tells its code there. */
function out(shell: Shell, text: string, words: readonly string[] = []): string {
  return call(shell, `mb_failed() { printf 'failed %s: %s\\n' "$1" "$2"; }\n(${text}\n) || :`, { words }).toString()
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

onEachShell('JSON', shell => {
  test('holds any text as it was', () => {
    const lines = out(shell, `for text; do mb_object text "$text" more@ "[$(mb_json "$text")]"; printf '%s\\n' "$MB_JSON"; done`, sample)
    assert.deepEqual(
      lines
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
      sample.map(text => ({ text, more: [text] })),
    )
  })

  test('holds any line as it was, from awk', () => {
    const input = sample.filter(text => !text.includes('\n'))
    const program = `awk "$MB_AWK_JSON"'{ print json_object(json_add(json_add("", "text", json_text($0)), "list", json_list(json_item(json_item("", json_text($0)), 1)))) }'`
    const lines = call(shell, program, { input: `${input.join('\n')}\n` }).toString()
    assert.deepEqual(
      lines
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
      input.map(text => ({ text, list: [text, 1] })),
    )
  })

  test('is told from what is none', () => {
    const values = fc.sample(fc.jsonValue(), { numRuns: 60, seed: 7 }).map(value => JSON.stringify(value))
    // One byte less, more, or another one.
    const spoiled = fc.sample(
      fc
        .tuple(fc.constantFrom(...values), fc.nat(), fc.constantFrom(...'"\\[]{}:,0vs\x01\x02e-.'), fc.nat(2))
        .map(([text, n, byte, how]) => {
          const at = n % (text.length + 1)
          return text.slice(0, at) + (how === 0 ? '' : byte) + text.slice(how === 2 ? at : at + 1)
        }),
      { numRuns: 140, seed: 8 },
    )
    const lines = [
      ...values,
      ...spoiled,
      '',
      'v',
      '\x02',
      '"',
      '"a',
      '[,]',
      '[1,]',
      '{"a"}',
      '{1:2}',
      '{"a":1,}',
      '[1 2]',
      '01',
      '1.',
      '"\\x"',
      '"\\u12"',
      '[[]',
      '[]]',
      '"" ""',
    ].filter(
      // Blanks between values are JSON, and nothing that the runtime writes.
      line => !/\n/.test(line) && ![...line].some(each => each.codePointAt(0) === 0),
    )
    const told = call(shell, `while IFS= read -r line; do if printf '%s\\n' "$line" | mb_is_json; then echo yes; else echo no; fi; done`, {
      input: `${lines.join('\n')}\n`,
    })
    assert.deepEqual(
      told
        .toString()
        .trimEnd()
        .split('\n')
        .map((is, n) => [lines[n], is]),
      lines.map(line => [line, isJson(line) ? 'yes' : 'no']),
    )
  })

  test('holds numbers, truths, and JSON that was built before', () => {
    const text = `mb_object; inner=$MB_JSON; mb_list 1 '"two"'; list=$MB_JSON; mb_object a# 0 b# -12 c# 8589934592000 d? true e? false f@ "$inner" g@ "$list" @ '"h":1,"i":2' @ '' j ''`
    assert.equal(
      out(shell, `${text}; printf '%s' "$MB_JSON"`),
      '{"a":0,"b":-12,"c":8589934592000,"d":true,"e":false,"f":{},"g":[1,"two"],"h":1,"i":2,"j":""}',
    )
  })

  for (const value of ['', ' ', '-', '-0', '007', '1.5', '1e3', '0x10', '1,"x":2', '1\n2', 'none']) {
    test(`holds no number that is ${JSON.stringify(value)}`, () => {
      assert.match(out(shell, `mb_object bytes# "$1"; echo built`, [value]), /^failed E_UNKNOWN: The number bytes is not known: it is '/)
      const awk = `awk -v value="$1" "$MB_AWK_JSON"'BEGIN { print json_number(value) } END { print json_refused }' || echo status $?`
      if (!value.includes('\n')) assert.equal(out(shell, awk, [value]), '1\nstatus 1\n')
    })
  }

  test('holds nothing but true and false where that is asked', () => {
    assert.match(
      out(shell, `mb_object pinned? "$1"; echo built`, ['true,"x":1']),
      /^failed E_UNKNOWN: It is not known whether pinned is true or false/,
    )
  })
})
