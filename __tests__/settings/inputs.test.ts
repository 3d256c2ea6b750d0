// Inputs as the runner sets them, and the names it sets without knowing them.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fromInputs } from '../../src/settings/inputs.ts'
import { optionNames, optionOf } from '../../src/settings/options.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import { enough, problemsOf } from './given.ts'

/** The inputs that the backup action declares. */
const ofBackup = optionNames.filter(name => optionOf(name).operations.includes('backup'))

/** What the runner makes of `with:`: every declared input is set, with its default or empty. */
function env(values: Readonly<Record<string, string>>): Record<string, string> {
  const declared = Object.fromEntries(ofBackup.map(name => [name, optionOf(name).default ?? '']))
  const named = Object.entries({ ...declared, ...values })
  return { PATH: '/usr/bin', GITHUB_ACTIONS: 'true', ...Object.fromEntries(named.map(([name, value]) => [variable(name), value])) }
}

function variable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}

test('what the runner fills in was not given', () => {
  assert.deepEqual(fromInputs(env({})), { surface: 'action', operation: 'backup', values: {}, problems: [] })
})

test('host, user, key and nothing else do', () => {
  const { settings, warnings } = parseSettings(fromInputs(env(enough)))
  const { target, ...rest } = settings
  assert.equal(target.kind, 'ssh')
  assert.deepEqual(warnings, [])
  assert.deepEqual(rest, {
    appDir: '/opt/meeshy',
    backupDir: '/opt/meeshy/backups',
    prefix: 'pre-update',
    scope: 'full',
    sources: {
      'mongo-container': undefined,
      'mongo-uri': undefined,
      'mongo-databases': undefined,
      'redis-container': undefined,
      'redis-password': undefined,
      volumes: 'auto',
      paths: undefined,
      'config-paths': 'auto',
      'secret-paths': 'auto',
    },
    quiesce: 'none',
    quiesceServices: [],
    compression: 'auto',
    verify: 'read',
    policy: { keep: 3 },
    minFree: 1e9,
    timeout: 1800,
    lockTimeout: 600,
    clientTimeout: 60,
    dryRun: false,
    artifact: { details: 'redacted' },
    restore: { backup: 'latest', components: 'all', outside: [], exact: false, mode: 'restore' },
    names: [],
    verification: { backup: 'latest', level: 'read', where: 'server' },
    maxAge: 604_800,
  })
})

test('every input arrives', () => {
  const { settings } = parseSettings(
    fromInputs(
      env({
        ...enough,
        'app-dir': '/srv/app',
        'backup-dir': '/mnt/backups/app',
        prefix: 'nightly',
        'mongo-container': 'db',
        'mongo-uri': 'mongodb://u:p@localhost',
        'mongo-databases': 'a\nb',
        'redis-container': 'cache',
        'redis-password': 'with a space',
        volumes: 'all',
        paths: 'uploads',
        'config-paths': '.env',
        'secret-paths': 'secrets?',
        quiesce: 'stop',
        'quiesce-services': 'gateway',
        compression: 'gzip',
        verify: 'checksum',
        keep: '7',
        'min-free': '0',
        timeout: '60m',
        'lock-timeout': '0',
        'client-timeout': '90s',
        'dry-run': 'True',
        'artifact-name': 'backup-a',
        'artifact-retention-days': '30',
        'artifact-details': 'full',
      }),
    ),
  )
  const { target: _, sources, ...others } = settings
  const { 'mongo-uri': mongoUri, 'redis-password': redisPassword, ...asked } = sources
  const rest = { ...others, sources: asked }
  assert.equal(mongoUri?.reveal(), 'mongodb://u:p@localhost')
  assert.equal(redisPassword?.reveal(), 'with a space')
  assert.deepEqual(rest, {
    appDir: '/srv/app',
    backupDir: '/mnt/backups/app',
    prefix: 'nightly',
    scope: 'full',
    sources: {
      'mongo-container': 'db',
      'mongo-databases': ['a', 'b'],
      'redis-container': 'cache',
      volumes: 'all',
      paths: [{ path: 'uploads', optional: false }],
      'config-paths': [{ path: '.env', optional: false }],
      'secret-paths': [{ path: 'secrets', optional: true }],
    },
    quiesce: 'stop',
    quiesceServices: ['gateway'],
    compression: 'gzip',
    verify: 'checksum',
    policy: { keep: 7 },
    minFree: 0,
    timeout: 3600,
    lockTimeout: 0,
    clientTimeout: 90,
    dryRun: true,
    artifact: { name: 'backup-a', retentionDays: 30, details: 'full' },
    restore: { backup: 'latest', components: 'all', outside: [], exact: false, mode: 'restore' },
    names: [],
    verification: { backup: 'latest', level: 'read', where: 'server' },
    maxAge: 604_800,
  })
})

test('artifact: false asks for none', () => {
  assert.equal(parseSettings(fromInputs(env({ ...enough, artifact: 'false' }))).settings.artifact, undefined)
})

test('an input with a default is not empty by accident', () => {
  const empty = ofBackup.filter(name => optionOf(name).default !== undefined)
  const problems = problemsOf(fromInputs(env({ ...enough, ...Object.fromEntries(empty.map(name => [name, ''])) })))
  assert.deepEqual(
    problems.map(line => /'(.*?)'/.exec(line)?.[1]),
    empty,
  )
})

test('a workflow of a fork has no secrets', () => {
  assert.deepEqual(problemsOf(fromInputs(env({ ...enough, 'private-key': '' }))), [
    "Invalid input 'private-key': private-key is empty (secrets are not passed to forks); got 0 characters",
  ])
})

describe('a misspelt input', () => {
  for (const [name, line] of [
    ['known_hosts', "Invalid input 'known_hosts': not an input of this action; did you mean 'known-hosts'?"],
    ['known hosts', "Invalid input 'known_hosts': not an input of this action; did you mean 'known-hosts'?"],
    ['ssh-key', "Invalid input 'ssh-key': not an input of this action"],
    ['privat-key', "Invalid input 'privat-key': not an input of this action; did you mean 'private-key'?"],
    ['a\nb', String.raw`Invalid input 'a\u000ab': not an input of this action`],
  ] as const) {
    test(`is a problem: ${JSON.stringify(name)}`, () =>
      assert.deepEqual(problemsOf(fromInputs(env({ ...enough, [name]: 'canary' }))), [line]))
  }
})

test('inputs are not trimmed: the runner hands over what was written', () => {
  assert.deepEqual(problemsOf(fromInputs(env({ ...enough, port: ' 22', 'dry-run': 'true ' }))), [
    `Invalid input 'port': an integer from 1 to 65535; got " 22"`,
    `Invalid input 'dry-run': true or false; got "true "`,
  ])
})

test("another operation's inputs are not this one's", () => {
  const { problems } = fromInputs({ INPUT_QUIESCE: 'stop' }, 'list')
  assert.equal(problems.length, 1)
})
