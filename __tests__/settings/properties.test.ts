// Whatever anybody types: an answer, never a crash, never a secret in it; and what is taken means one thing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BackupError } from '../../src/messages/errors.ts'
import { fromArguments } from '../../src/settings/arguments.ts'
import { fromInputs } from '../../src/settings/inputs.ts'
import { listedPath } from '../../src/settings/kinds/paths.ts'
import { allOperations } from '../../src/settings/option.ts'
import { optionNames, optionOf } from '../../src/settings/options.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import { secretsOf } from '../../src/settings/secrets.ts'
import { given } from './given.ts'

const shell = fc.string({ unit: fc.constantFrom(...'ab/.-_:@$`\'"\\;|&<>(){}[]*?~#!% \n\r\t\0=,0129é🙂\u202e\ud800') })
const anything = fc.oneof(
  shell,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('auto', 'true', '30m', '/opt/x', '1GB', 'SHA256:', 'mongodb://h'),
)
const anyName = fc.constantFrom(...optionNames)

/** The whole text a failure can print, or undefined for what was taken. */
function answer(act: () => unknown): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    assert.ok(error instanceof BackupError && error.code === 'E_INPUT', `threw ${error}`)
    return JSON.stringify(error.failure)
  }
}

test('any texts as values are taken, or refused with E_INPUT', () => {
  fc.assert(
    fc.property(fc.dictionary(anyName, fc.oneof(anything, fc.array(anything))), values => void answer(() => parseSettings(given(values)))),
    {
      numRuns: 1000,
    },
  )
})

test('any environment is', () => {
  const names = fc.oneof(
    anyName.map(name => `INPUT_${name.toUpperCase()}`),
    fc.string().map(name => `INPUT_${name}`),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.dictionary(names, anything), env => void answer(() => parseSettings(fromInputs(env)))),
    { numRuns: 500 },
  )
})

test('any command line is', () => {
  const words = fc.oneof(
    anything,
    anyName.map(name => `--${name}`),
    fc.tuple(anyName, anything).map(([name, text]) => `--${name}=${text}`),
  )
  const machine = { env: {}, home: '/home/me', read: (path: string) => path }
  const act = (args: readonly string[]) => {
    const invocation = fromArguments(args, machine)
    if (invocation.kind === 'run') parseSettings(invocation.given)
  }
  fc.assert(
    fc.property(fc.constantFrom(...allOperations), fc.array(words), (command, args) => void answer(() => act([command, ...args]))),
    { numRuns: 1000 },
  )
})

test('no problem shows a secret, and every secret is masked', () => {
  const secrets = optionNames.filter(name => optionOf(name).secret)
  const long = fc.oneof(shell, fc.string({ unit: 'grapheme' })).map(text => `canary-${text}`)
  fc.assert(
    fc.property(fc.constantFrom(...secrets), long, (name, text) => {
      const what = given({ [name]: text })
      const said = answer(() => parseSettings(what))
      assert.ok(said === undefined || !said.includes('canary'), said)
      assert.ok(secretsOf(what).some(secret => secret.reveal() === text))
    }),
    { numRuns: 500 },
  )
})

test('no problem has a character that acts on a terminal or a runner', () => {
  fc.assert(
    fc.property(anyName, anything, (name, text) => {
      try {
        parseSettings(given({ [name]: text }))
      } catch (error) {
        const { title, details } = (error as BackupError).failure
        for (const line of [title, ...(details?.['Problems'] ?? '').split('\n')]) assert.doesNotMatch(line, /[\p{Cc}\p{Cs}\u202e\u2028]/u)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a value that is taken as it is written is taken again as the same', () => {
  for (const name of optionNames) {
    const { kind } = optionOf(name)
    fc.assert(
      fc.property(anything, text => {
        const reading = kind.read(text)
        if (!reading.ok || typeof reading.value !== 'string') return
        assert.deepEqual(kind.read(reading.value), { ok: true, value: reading.value, remarks: [] })
      }),
    )
  }
})

test('numbers come back from their own digits', () => {
  const digits = { keep: '', port: '', timeout: 's', 'lock-timeout': '', 'connect-timeout': 's' } as const
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(digits) as (keyof typeof digits)[])), fc.integer({ min: 10, max: 300 }), (name, number) => {
      assert.deepEqual(optionOf(name).kind.read(`${number}${digits[name]}`), { ok: true, value: number, remarks: [] })
    }),
  )
})

test('a listed path is what was written, less habits without a meaning', () => {
  fc.assert(
    fc.property(shell, text => {
      const reading = listedPath.read(text)
      if (!reading.ok) return
      const { path, optional } = reading.value
      assert.deepEqual(listedPath.read(`${path}${optional ? '?' : ''}`), reading)
      assert.ok(text.includes(path))
      assert.ok(!path.split('/').some(part => part === '..' || part === '.'))
    }),
    { numRuns: 2000 },
  )
})
