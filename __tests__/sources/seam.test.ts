// All that is known of a kind is in its folder of src/sources/: whatever names a kind elsewhere would have to be changed for the next one.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../../src')

/** Where these words may stand outside of the sources, and why. */
const allowed: Readonly<Record<string, string>> = {
  'settings/options.ts': 'the options of the sources are in the one table of options',
  'script/embedded.ts': 'it is generated, and holds the shell of the sources too',
  'messages/warnings.ts': 'what people read about the warnings of a dump is in the one table of warnings',
}

test('no file outside of the sources names a server that a source dumps', () => {
  const files = globSync('**/*.{ts,sh}', { cwd: root }).map(file => file.replaceAll('\\', '/'))
  const outside = files.filter(file => !file.startsWith('sources/'))
  assert.ok(outside.length > 100 && files.length > outside.length)
  const naming = outside.filter(file => /mongo|redis/i.test(`${file}\n${readFileSync(join(root, file), 'utf8')}`))
  assert.deepEqual(naming.toSorted(), Object.keys(allowed).toSorted())
})
