// The generated files are what their sources say, and what they carry is what was written.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { optionNames, optionOf } from '../../src/settings/options.ts'
import { listOutputs, outputs, restoreOutputs } from '../../src/settings/outputs.ts'
import { embeddedFile, stripped } from '../../tools/generate/embedded.ts'
import { readme } from '../../tools/generate/readme.ts'
import { generated, present } from '../../tools/generate.ts'

test('npm run generate would change nothing', async () => {
  for (const [path, content] of await generated(present)) assert.equal(await present(path), content, `${path}: run npm run generate`)
})

for (const [path, operation, said, main] of [
  ['action.yml', 'backup', outputs, 'dist/index.js'],
  ['restore/action.yml', 'restore', restoreOutputs, '../dist/restore/index.js'],
  ['list/action.yml', 'list', listOutputs, '../dist/list/index.js'],
] as const) {
  test(`${path} declares every input of ${operation} and every output, all texts`, async () => {
    const action = parse((await present(path)) ?? '')
    const names = optionNames.filter(name => optionOf(name).operations.includes(operation))
    assert.deepEqual(Object.keys(action.inputs), names)
    assert.deepEqual(Object.keys(action.outputs), Object.keys(said))
    assert.deepEqual(action.runs, { using: 'node24', main, ...(operation === 'backup' && { post: 'dist/post.js', 'post-if': 'always()' }) })
    for (const name of names) {
      const { description, required, default: standard } = action.inputs[name]
      assert.equal(typeof description, 'string')
      assert.equal(required, optionOf(name).required ?? false)
      assert.equal(standard, optionOf(name).default)
    }
  })
}

describe('the README', () => {
  test('keeps the text around its tables', async () => {
    const text = readme(undefined)
    const around = text
      .replace('# Meeshy backup\n', '# Meeshy backup\n\nWritten by hand.\n')
      .replace(/(?<=inputs:start[^\n]*\n).*(?=<!-- inputs:end)/s, 'old\n')
    const again = readme(around)
    assert.ok(again.includes('Written by hand.\n'))
    assert.ok(!again.includes('\nold\n'))
    assert.equal(again.replace('\n\nWritten by hand.', ''), text)
  })

  test('without its markers is an error', () => {
    assert.throws(() => readme('# Meeshy backup\n'), /needs the lines <!-- inputs:start/)
  })

  test('has tables whose rows have all their cells', () => {
    for (const line of readme(undefined)
      .split('\n')
      .filter(each => each.startsWith('|'))) {
      assert.ok([3, 4, 5].includes(line.split(/(?<!\\)\|/).length - 1), line)
    }
  })
})

describe('an embedded script', () => {
  const script = `#!/bin/sh
# A comment.
say() {
  # Another.

  printf '%s\\n' "$1" # behind a command
  cat <<'END' | sed 's/^/> /'
  # text, with its indentation

END
  echo one \\
    two
}
	say '# no comment'
`

  test('loses what is only for readers', () => {
    assert.equal(
      stripped(script, 'x.sh'),
      `say() {
printf '%s\\n' "$1" # behind a command
cat <<'END' | sed 's/^/> /'
  # text, with its indentation

END
echo one \\
two
}
say '# no comment'
`,
    )
  })

  test('does the same', { skip: process.platform === 'win32' ? 'no POSIX shell here' : false }, () => {
    const output = (text: string) => execFileSync('sh', { input: text, encoding: 'utf8' })
    assert.equal(output(script), '# no comment\n>   # text, with its indentation\n> \none two\n')
    assert.equal(output(stripped(script, 'x.sh')), output(script))
  })

  test('keeps a comment that continues a line, and a heredoc with tabs before its end', () => {
    assert.equal(stripped('a \\\n# b\nc\n', 'x.sh'), 'a \\\n# b\nc\n')
    assert.equal(stripped('cat <<-END\n\t# a\n\tEND\n# b\nc\n', 'x.sh'), 'cat <<-END\n\t# a\n\tEND\nc\n')
  })

  test('with a heredoc that never ends is an error that names the file', () => {
    assert.throws(() => stripped('cat <<END\nx\n', 'a/b.sh'), /^Error: a\/b\.sh: the here-document never ends \(END\)$/)
  })

  test('comes out of its module as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', ' ', "'", '"', '\\', '$', '{', '`', '\t', 'é', '\u2028') })),
        async lines => {
          const text = lines.join('\n')
          const source = embeddedFile(new Map([['a.sh', text]])).replace(': Readonly<Record<string, string>>', '')
          const module = await import(`data:text/javascript,${encodeURIComponent(source)}`)
          assert.equal(module.scripts['a.sh'], stripped(text, 'a.sh'))
        },
      ),
      { numRuns: 50 },
    )
  })
})
