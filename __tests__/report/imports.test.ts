// What is told to people knows what came of an operation, and nothing of how operations or scripts run.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

test('the report imports neither operations nor scripts', () => {
  const folder = join(import.meta.dirname, '../../src/report')
  const upward = globSync('**/*.ts', { cwd: folder }).flatMap(file =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/from '(?:\.\.\/)+((?:operations|script|entries|github)\/[^']+)'/g)].map(
      ([, imported]) => `${file}: ${imported}`,
    ),
  )
  assert.deepEqual(upward, [])
})
