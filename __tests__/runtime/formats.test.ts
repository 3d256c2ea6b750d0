// The table of formats and its twin in the shell say the same; and what neither has is refused by both.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compressions, compressors, everywhere, formatBy, formats, storedLength } from '../../src/backups/formats.ts'
import { dash, onEachShell, without } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

/** What shell text prints, which may fail. */
const said = (shell: typeof dash, text: string) => call(shell, `exec 3>/dev/null 4>&1\n${text}`).toString().trim()

onEachShell(
  'the formats of the shell',
  shell => {
    test('are those of the table, with the same extension, tool and length of a header', () => {
      assert.deepEqual(said(shell, 'echo "$MB_FORMATS"').split(' '), compressions)
      for (const each of compressions) {
        const { extension, tool } = formats[each]
        const row = said(shell, `mb_format_row ${each}; echo "$MB_EXTENSION $MB_UNPACKER $MB_MEMBER"`)
        assert.equal(row, `${extension} ${tool} ${storedLength(each)}`)
        assert.ok((compressors as readonly string[]).includes(tool), `${tool} is looked for on the server`)
      }
    })

    test('are written by the same compressors, in the same order', () => {
      assert.deepEqual(said(shell, 'echo "$MB_COMPRESSORS"').split(' '), compressors)
      assert.equal(said(shell, 'echo "$MB_COMPRESS_EVERYWHERE"'), everywhere)
      for (const each of compressors) assert.equal(said(shell, `MB_COMPRESS=${each}; mb_format`), formatBy(each))
    })

    for (const each of compressions) {
      test(`begin what is stored as it is, of ${each}, with the same bytes`, { skip: without(formats[each].tool) }, () => {
        for (const size of [512, 1024, 31_744, 32_768]) {
          const begins = formats[each].stored.before(size)
          const member = call(shell, `MB_COMPRESS=${each}; mb_stored_member ${size === 512 ? '' : size}`, { input: Buffer.alloc(size, 7) })
          assert.deepEqual([member.subarray(0, begins.length), member.length], [begins, storedLength(each, size)])
        }
      })
    }

    test('have a case for each compressor, and none for another', () => {
      for (const each of compressors)
        assert.equal(
          said(shell, `MB_COMPRESS=${each}; if mb_uses_one_core; then echo one; else echo all; fi`),
          each === 'gzip' ? 'one' : 'all',
        )
      for (const [first, ...rest] of [
        ['mb_format_row lz4'],
        ['mb_decompress_as lz4'],
        ...['mb_format', 'mb_compress', 'mb_uses_one_core', 'mb_decompress', 'mb_stored_member', 'mb_stored_length'].map(name => [
          'MB_COMPRESS=lz4',
          name,
        ]),
      ])
        assert.match(
          said(shell, `(${[first, ...rest].join('; ')}) </dev/null || :`),
          /^Error: E_PREREQ {2}This script knows no compression 'lz4'\.$/m,
          first,
        )
    })
  },
  { over: [dash] },
)
