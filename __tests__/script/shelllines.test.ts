// A shell line fits on a screen, and a diff of it beside the line before.
import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

const source = join(import.meta.dirname, '../../src')
const columns = 140

test('no line of a shell file is as wide as 140 columns', async () => {
  let files = 0
  const wide: string[] = []
  for await (const file of glob('**/*.sh', { cwd: source })) {
    files += 1
    const lines = (await readFile(join(source, file), 'utf8')).split('\n')
    for (const [index, line] of lines.entries()) if ([...line].length >= columns) wide.push(`${file}:${index + 1}`)
  }
  assert.ok(files > 40, `${files} files`)
  assert.deepEqual(wide, [])
})
