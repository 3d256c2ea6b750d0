// The command line: flags, files, variables, and every way to get them wrong.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fromArguments } from '../../src/settings/arguments.ts'
import { variableOf } from '../../src/settings/commands.ts'
import type { Machine } from '../../src/settings/flagvalues.ts'
import type { Given } from '../../src/settings/given.ts'
import { splitHost } from '../../src/settings/hostargument.ts'
import { allOperations } from '../../src/settings/option.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import { privateKey, problemsOf, publicKey } from './given.ts'

const files: Readonly<Record<string, string>> = {
  '/home/me/.ssh/id_ed25519': privateKey,
  '/home/me/.ssh/known_hosts': `h ${publicKey}\n`,
  key: privateKey,
  password: 'from a file\n',
  twoLines: 'from a file\n\n',
  empty: '\n',
}

function machine(env: Machine['env'] = {}, only: readonly string[] = Object.keys(files)): Machine {
  const read = (path: string): string => {
    const content = only.includes(path) ? files[path] : undefined
    if (content === undefined) throw new Error(`ENOENT: no such file or directory, open '${path}'`)
    return content
  }
  return { env, home: '/home/me', read }
}

function run(args: readonly string[], on: Machine = machine()): Given {
  const invocation = fromArguments(args, on)
  assert.ok(invocation.kind === 'run')
  return invocation.given
}

function settingsOf(...args: string[]) {
  return parseSettings(run(args)).settings
}

describe('what is asked', () => {
  test('a command', () => {
    for (const [args, command] of [
      [['backup'], 'backup'],
      [['list'], 'list'],
      [['script', 'backup'], 'script'],
      [['script', 'restore'], 'script'],
      [['--json', 'list'], 'list'],
    ] as const) {
      const invocation = fromArguments(args, machine())
      assert.ok(invocation.kind === 'run' && invocation.command === command)
      assert.equal(invocation.json, args.includes('--json' as never))
      assert.deepEqual(invocation.given.problems, [])
    }
  })

  test('a backup to restore, with its flag or without', () => {
    for (const args of [
      ['restore', 'manual-20261122_174512'],
      ['restore', '--backup', 'manual-20261122_174512'],
    ])
      assert.equal(settingsOf(...args).restore.backup, 'manual-20261122_174512')
  })

  test('help, whatever else is wrong', () => {
    assert.deepEqual(fromArguments([], machine()), { kind: 'help' })
    assert.deepEqual(fromArguments(['--help'], machine()), { kind: 'help' })
    assert.deepEqual(fromArguments(['bakcup', '-h'], machine()), { kind: 'help' })
    assert.deepEqual(fromArguments(['backup', '--nonsense', '--help'], machine()), { kind: 'help', command: 'backup' })
  })

  test('no command', () => {
    const failure = { name: 'BackupError', code: 'E_INPUT' }
    assert.throws(() => fromArguments(['bakcup'], machine()), {
      ...failure,
      message: `Invalid input 'command': the commands are ${allOperations.join(', ')} (did you mean backup?); got "bakcup"`,
    })
    assert.throws(() => fromArguments(['--json'], machine()), { ...failure, message: /^No command was given/ })
  })
})

describe('the host', () => {
  for (const [text, parts] of [
    ['h', { host: 'h' }],
    ['deploy@h', { user: 'deploy', host: 'h' }],
    ['deploy@h:2222', { user: 'deploy', host: 'h', port: '2222' }],
    ['h:2222', { host: 'h', port: '2222' }],
    ['::1', { host: '::1' }],
    ['2001:db8::1', { host: '2001:db8::1' }],
    ['a@[::1]:22', { user: 'a', host: '[::1]', port: '22' }],
    ['a@[::1]', { user: 'a', host: '[::1]' }],
    ['h:', { host: 'h', port: '' }],
    ['@h', { user: '', host: 'h' }],
    ['', { host: '' }],
    ['a@b@c', { user: 'a', host: 'b@c' }],
  ] as const) {
    test(`${JSON.stringify(text)} has its parts`, () => assert.deepEqual(splitHost(text), parts))
  }

  test('with the files of ~/.ssh is enough', () => {
    const { target } = settingsOf('backup', '--host', 'deploy@h')
    assert.ok(target.kind === 'ssh')
    assert.deepEqual([target.user, target.host, target.port, target.knownHosts], ['deploy', 'h', 22, `h ${publicKey}`])
    assert.equal(target.privateKey.reveal(), privateKey)
  })

  test('left out is this machine, whatever a profile sets for connections', () => {
    const given = run(['backup'], machine({ MEESHY_PRIVATE_KEY: privateKey, MEESHY_KNOWN_HOSTS: 'x' }))
    assert.deepEqual(given, { surface: 'cli', operation: 'backup', values: {}, problems: [] })
  })

  test('says user and port once', () => {
    assert.deepEqual(run(['list', '--host=a@h:22', '--user', 'b', '--port', '22']).problems, [
      `Invalid input 'user': given once: in --host or as --user; got "a@h:22"`,
      `Invalid input 'port': given once: in --host or as --port; got "a@h:22"`,
    ])
  })

  test('is judged in its parts', () => {
    assert.deepEqual(problemsOf(run(['list', '--host', 'A@h;id:0'])), [
      `Invalid input 'host': a host name or IP address; got "h;id"`,
      `Invalid input 'port': an integer from 1 to 65535; got "0"`,
      `Invalid input 'user': a Unix user name; got "A"`,
    ])
  })
})

describe('words without a flag', () => {
  const one = 'pre-update-20261122_174512'

  test('say which backups, where a command is about some', () => {
    assert.deepEqual(settingsOf('pin', one, 'nightly-20261122_174512').names, [one, 'nightly-20261122_174512'])
    assert.deepEqual(settingsOf('delete', `${one}.tar.zst`, '--names', one).names, [one, `${one}.tar.zst`])
    assert.equal(settingsOf('restore', one, '--dry-run').restore.backup, one)
  })

  test('are needed there, and once where one is meant', () => {
    for (const command of ['pin', 'unpin', 'delete'])
      assert.deepEqual(run([command]).problems, [
        `Invalid input 'command': ${command} needs the name of a backup: meeshy-backup ${command} NAME`,
      ])
    assert.deepEqual(problemsOf(run(['restore', one, '--backup', 'latest'])), [`Invalid input 'backup': given once; got 2 values`])
  })

  test('are one too many elsewhere', () => {
    for (const command of ['prune', 'check', 'list'])
      assert.deepEqual(run([command, one]).problems, [`Invalid input 'command': ${command} takes flags only; got "${one}"`])
  })
})

describe('flags', () => {
  test('take values in both spellings, switches none', () => {
    const settings = settingsOf('backup', '--keep', '7', '--scope=database', '--sudo', '--dry-run', '--timeout', '90s')
    assert.deepEqual(
      [settings.policy.keep, settings.scope, settings.target.sudo, settings.dryRun, settings.timeout, settings.lockTimeout],
      [7, 'database', true, true, 90, 90],
    )
    assert.equal(settingsOf('backup', '--dry-run=false').dryRun, false)
  })

  test('of lists may be repeated, and hold several lines', () => {
    assert.deepEqual(settingsOf('backup', '--volumes', 'a', '--volumes', 'b\nc').sources.volumes, ['a', 'b', 'c'])
  })

  test('of one value may not', () => {
    assert.deepEqual(problemsOf(run(['backup', '--keep', '3', '--keep', '4'])), [`Invalid input 'keep': given once; got 2 values`])
  })

  test('given empty are not given by default', () => {
    assert.match(problemsOf(run(['backup', '--mongo-container', ''])).join(), /^Invalid input 'mongo-container': a container name; got ""$/)
  })

  for (const [args, line] of [
    [['backup', '--hots', 'x'], "Invalid input '--hots': not a flag of 'meeshy-backup backup'; did you mean --host?"],
    [
      ['backup', '--private-key=canary'],
      "Invalid input '--private-key': not accepted on the command line, where others can read it: use --private-key-file PATH or MEESHY_PRIVATE_KEY",
    ],
    [
      ['backup', '--redis-password', 'canary'],
      "Invalid input '--redis-password': not accepted on the command line, where others can read it: use --redis-password-file PATH or MEESHY_REDIS_PASSWORD",
    ],
    [
      ['backup', '--redis-pass', 'canary'],
      "Invalid input '--redis-pass': not a flag of 'meeshy-backup backup'; did you mean --redis-password-file?",
    ],
    [['list', '--verify', 'read'], "Invalid input '--verify': not a flag of 'meeshy-backup list'; see meeshy-backup list --help"],
    [['backup', '-v'], "Invalid input '-v': not a flag of 'meeshy-backup backup'; see meeshy-backup backup --help"],
    [['backup', '--keep'], "Invalid input '--keep': needs a value: --keep=N"],
    [['backup', '--keep', '--dry-run'], "Invalid input '--keep': needs a value: --keep=N"],
    [['backup', '--json=yes'], "Invalid input '--json': takes no value"],
    [['backup', 'now'], `Invalid input 'command': backup takes flags only; got "now"`],
    [['script'], "Invalid input 'command': say what to print: meeshy-backup script backup, or meeshy-backup script restore"],
    [['script', 'list'], `Invalid input 'command': script prints one thing: backup or restore; got "list"`],
    [['script', 'backup', 'restore'], `Invalid input 'command': script prints one thing: backup or restore; got "restore"`],
    [['script', 'backup', '--dry-run'], "Invalid input '--dry-run': not a flag of 'meeshy-backup script'; see meeshy-backup script --help"],
  ] as const) {
    test(`are refused: ${args.join(' ')}`, () => assert.deepEqual(run(args).problems, [line]))
  }
})

describe('secrets', () => {
  test('come from files, without their last line break', () => {
    assert.equal(settingsOf('backup', '--redis-password-file', 'password').sources['redis-password']?.reveal(), 'from a file')
    assert.match(
      problemsOf(run(['backup', '--redis-password-file', 'twoLines'])).join(),
      /one line without control characters.*got 12 characters/,
    )
    assert.match(problemsOf(run(['backup', '--redis-password-file', 'empty'])).join(), /got 0 characters/)
  })

  test('or from variables, which give way to flags', () => {
    assert.equal(variableOf('redis-password'), 'MEESHY_REDIS_PASSWORD')
    const env = { MEESHY_REDIS_PASSWORD: 'from a variable', MEESHY_MONGO_URI: '' }
    assert.equal(parseSettings(run(['backup'], machine(env))).settings.sources['redis-password']?.reveal(), 'from a variable')
    const both = run(['backup', '--redis-password-file', 'password'], machine(env))
    assert.equal(parseSettings(both).settings.sources['redis-password']?.reveal(), 'from a file')
  })

  test('from a file that is not there are a problem', () => {
    assert.deepEqual(run(['backup', '--redis-password-file', '/nowhere']).problems, [
      `Invalid input 'redis-password': a file that can be read (ENOENT: no such file or directory, open '/nowhere'); got "/nowhere"`,
    ])
  })

  test('of a connection come from variables where there is a host', () => {
    const given = run(['backup', '--host', 'a@h'], machine({ MEESHY_PRIVATE_KEY: privateKey }, []))
    assert.deepEqual(given.fallback, {})
    assert.equal(parseSettings(given).settings.target.kind, 'ssh')
  })
})
