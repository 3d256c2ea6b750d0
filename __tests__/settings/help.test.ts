// The help, as people read it. After a change that is meant: `UPDATE_GOLDEN=1 node --test __tests__/settings/help.test.ts`, and read the diff.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { codes, codesWith, exitCodeOf } from '../../src/messages/errors.ts'
import { type ExitCode, exitCodes } from '../../src/messages/exitcodes.ts'
import { help } from '../../src/settings/help.ts'
import { allOperations } from '../../src/settings/option.ts'

for (const command of [undefined, ...allOperations]) {
  test(`the help of ${command ?? 'the program'}`, () => {
    const golden = fileURLToPath(new URL(`./golden/help${command === undefined ? '' : `-${command}`}.txt`, import.meta.url))
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, help(command))
    assert.equal(help(command), readFileSync(golden, 'utf8'))
  })
}

test('no line of a help is wider than 100 columns', () => {
  const lines = [undefined, ...allOperations].flatMap(command => help(command).split('\n'))
  assert.deepEqual(
    lines.filter(line => line.length > 100),
    [],
  )
})

test('every failure has an exit code, no failure has 0, and every other code has a failure', () => {
  for (const code of codes) assert.notEqual(exitCodeOf(code), 0)
  for (const exit of Object.keys(exitCodes).map(Number)) assert.equal(codesWith(exit as ExitCode).length > 0, exit !== 0)
})
