// The commands of the old scripts, as words: what each hands on to meeshy-backup, what they refuse, and settings that are read and never run.
// After a change that is meant: `UPDATE_GOLDEN=1 node --test __tests__/habits.test.ts`, and read the diff.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fromArguments } from '../src/settings/arguments.ts'
import { parseSettings } from '../src/settings/parse.ts'
import { onEachShell, type Shell } from '../testbed/shell/shells.ts'
import { privateKey } from './settings/given.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'habits-'))
after(() => rmSync(folder, { recursive: true, force: true }))

// A place of its own with the scripts as they are, and a node that tells the words it was given, NUL after each, and prints a path as a backup does.
const place = join(folder, "it's here")
mkdirSync(join(place, 'dist/cli'), { recursive: true })
writeFileSync(join(place, 'dist/cli/index.js'), '')
for (const part of ['meeshy.sh', 'scripts/deployment', 'scripts/production'])
  cpSync(join(root, part), join(place, part), { recursive: true })
const programs = join(folder, 'programs')
mkdirSync(programs)
program(
  'node',
  `printf 'RUN\\0' >>"$CALLS"; printf '%s\\0' "$@" >>"$CALLS"
case $2 in backup) [ -z "\${FAIL_BACKUP:-}" ] || exit 6; case "$*" in *--dry-run*|*--skip-backup*) ;; *) [ -n "\${SILENT_BACKUP:-}" ] || echo /b/pre-update-20261122_174512.tar.zst ;; esac ;;
list) echo pre-update-20261122_174512 ;; esac`,
)
program(
  'docker',
  `printf 'DOCKER\\0' >>"$CALLS"; printf '%s\\0' "$@" >>"$CALLS"; case $1 in ps) [ -z "\${NO_DOCKER:-}" ] || exit 1; echo meeshy ;; esac`,
)

function program(name: string, text: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\n${text}\n`)
  chmodSync(join(programs, name), 0o755)
}

type Typed = {
  readonly shell?: Shell
  readonly script?: string
  readonly env?: Readonly<Record<string, string>>
  readonly conf?: string
  readonly cwd?: string
}

let runs = 0
/** Runs one of the scripts; `calls` are the words of each call of meeshy-backup and of docker. */
function type(words: readonly string[], { shell, script = 'meeshy.sh', env = {}, conf, cwd = folder }: Typed = {}) {
  runs += 1
  const calls = join(folder, `calls-${runs}`)
  const settings = join(folder, `settings-${runs}.conf`)
  if (conf !== undefined) writeFileSync(settings, conf, { mode: 0o600 })
  const sh = shell === undefined ? 'sh' : join(shell.path[0] ?? '', 'sh')
  const path = [programs, ...(shell?.path ?? [process.env['PATH'] ?? ''])].join(delimiter)
  const ended = spawnSync(sh, [join(place, script), ...words], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: { PATH: path, HOME: folder, CALLS: calls, ...(conf !== undefined && { MEESHY_SETTINGS: settings }), ...env },
  })
  return { code: ended.status, said: ended.stderr, out: ended.stdout, calls: callsIn(calls) }
}

/** The words of each call, in their order: those of meeshy-backup without the path of its program, those of docker behind its name. */
function callsIn(file: string): string[][] {
  const calls: string[][] = []
  for (const word of existsSync(file) ? readFileSync(file, 'utf8').slice(0, -1).split('\0') : []) {
    if (word === 'RUN' || word === 'DOCKER') calls.push([word])
    else calls.at(-1)?.push(word)
  }
  return calls.map(([what, ...words]) => (what === 'DOCKER' ? ['docker', ...words] : words.slice(1)))
}

const here = ['--app-dir=/opt/meeshy']
const there = ['--app-dir=/opt/meeshy', '--host=192.168.1.100', '--user=root']

/** Every verb of the old description, as it is printed there, and what meeshy-backup is asked for. */
const verbs: readonly (readonly [string, string, readonly string[]])[] = [
  ['meeshy.sh', 'prod backup', ['backup', ...here, '--scope=database', '--prefix=manual']],
  ['meeshy.sh', 'prod list-backups', ['list', ...here]],
  ['meeshy.sh', 'prod restore', ['restore', ...here]],
  [
    'meeshy.sh',
    'prod restore /chemin/vers/backup/pre-update-20241019_143022.tar.gz',
    ['restore', '/chemin/vers/backup/pre-update-20241019_143022.tar.gz', ...here],
  ],
  ['meeshy.sh', 'prod restore pre-update-20241019_143022', ['restore', 'pre-update-20241019_143022', ...here]],
  ['meeshy.sh', 'prod check', ['check', ...here]],
  ['meeshy.sh', 'deploy backup 192.168.1.100', ['backup', ...there, '--scope=database', '--prefix=manual']],
  ['meeshy.sh', 'deploy list-backups 192.168.1.100', ['list', ...there]],
  ['meeshy.sh', 'deploy restore 192.168.1.100', ['restore', ...there]],
  ['meeshy.sh', 'deploy restore 192.168.1.100 --dry-run', ['restore', ...there, '--dry-run']],
  [
    'meeshy.sh',
    'deploy restore 192.168.1.100 ./backups/pre-update-20241019_143022.tar.gz',
    ['restore', '/opt/meeshy/backups/pre-update-20241019_143022.tar.gz', ...there],
  ],
  ['meeshy.sh', 'deploy check 192.168.1.100', ['check', ...there]],
  ['scripts/deployment/deploy-backup.sh', 'backup-all 192.168.1.100', ['backup', ...there]],
  ['scripts/deployment/deploy-backup.sh', 'restore-interactive 192.168.1.100', ['restore', ...there]],
  ['scripts/production/meeshy-auto-backup.sh', '', ['backup', ...here]],
  ['scripts/production/meeshy-restore-backup.sh', '--list', ['list', ...here]],
  ['scripts/production/meeshy-restore-backup.sh', '', ['restore', ...here]],
]

onEachShell('a command of the old scripts', shell => {
  for (const [script, line, words] of verbs) {
    test(`${script} ${line}`, () => {
      const { calls, said } = type(line.split(' ').filter(Boolean), { shell, script })
      assert.deepEqual(calls, [words], said)
      // What is handed on is what meeshy-backup takes.
      const invocation = fromArguments(calls[0] ?? [], { env: { MEESHY_PRIVATE_KEY: privateKey }, home: '/nowhere', read: () => '' })
      assert.ok(invocation.kind === 'run')
      parseSettings(invocation.given)
    })
  }

  test('a file that is named from where one stands', () => {
    const backups = join(folder, 'backups')
    mkdirSync(backups, { recursive: true })
    const script = 'scripts/production/meeshy-restore-backup.sh'
    const { calls } = type(['./backups/pre-update-20241019_143022.tar.gz'], { shell, script })
    assert.deepEqual(calls, [['restore', `${backups}/pre-update-20241019_143022.tar.gz`, ...here]])
  })

  test('words that are awkward stay the words they are', () => {
    const awkward = `it's "two" $(touch ${folder}/touched) \`x\` ; * \\`
    const { calls } = type(['deploy', 'backup', 'deploy@h:2222', '--app-dir', `/srv/${awkward}`, '--volumes', awkward], { shell })
    assert.deepEqual(calls[0]?.slice(0, 3), ['backup', `--app-dir=/srv/${awkward}`, '--host=deploy@h:2222'])
    assert.ok(calls[0]?.includes(`--volumes=${awkward}`))
    assert.ok(!existsSync(join(folder, 'touched')))
  })

  test('deploy backs up, tests the connection, and runs the command of the settings, in this order', () => {
    const conf = `MEESHY_DEPLOY_COMMAND=printf 'RUN\\0x\\0deploy %s %s\\0' "$MEESHY_HOST" "$MEESHY_BACKUP" >>"$CALLS"\n`
    const { calls, code, said } = type(['deploy', 'deploy', '192.168.1.100', '--keep', '5'], { shell, conf })
    assert.equal(code, 0, said)
    assert.deepEqual(calls, [['backup', ...there, '--keep=5'], ['list', ...there], ['deploy 192.168.1.100 pre-update-20261122_174512']])
  })
})

describe('docs/old-habits.md', () => {
  const page = readFileSync(join(root, 'docs/old-habits.md'), 'utf8')
  const spans = [...new Set([...page.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? ''))]
  const filled = (line: string) =>
    line
      .replaceAll('HOST', '192.168.1.100')
      .replace('FILE', '/b/pre-update-20241019_143022.tar.gz')
      .replace('NAME', 'pre-reset-20241019_143022')
      .replace('TEXT', 'empty')
      .split(' ')
  const folders: Readonly<Record<string, string>> = {
    './meeshy.sh': 'meeshy.sh',
    'deploy-backup.sh': 'scripts/deployment/deploy-backup.sh',
    'deploy-orchestrator.sh': 'scripts/deployment/deploy-orchestrator.sh',
    'meeshy-restore-backup.sh': 'scripts/production/meeshy-restore-backup.sh',
  }
  const conf = 'MEESHY_DEPLOY_COMMAND=true\nMEESHY_RESET_COMMAND=true\n'
  const old = spans.filter(span => Object.hasOwn(folders, span.split(' ')[0] ?? '') && span.includes(' '))
  const current = spans.filter(span => span.startsWith('meeshy-backup ') && !span.startsWith('meeshy-backup script'))

  test('has commands of both kinds', () => assert.ok(old.length >= 14 && current.length >= 8, `${old.length} ${current.length}`))

  for (const line of old) {
    test(`its old command is understood: ${line}`, () => {
      const [script = '', ...words] = filled(line)
      const { code, said } = type(words, { script: folders[script] ?? '', conf, env: { MEESHY_APP_DIR: folder } })
      assert.equal(code, 0, said)
    })
  }

  for (const line of current) {
    test(`its new command is understood: ${line}`, () => {
      const [, ...words] = filled(line)
      const invocation = fromArguments(words, { env: { MEESHY_PRIVATE_KEY: privateKey }, home: '/nowhere', read: () => '' })
      assert.ok(invocation.kind === 'run')
      parseSettings(invocation.given)
    })
  }

  test('every setting of the help is in it, and every one in it is known', () => {
    const named = new Set(page.match(/MEESHY_[A-Z_]+/g))
    const help = type(['--help']).out
    for (const name of help.match(/MEESHY_[A-Z_]+/g) ?? [])
      if (name !== 'MEESHY_HOST' && name !== 'MEESHY_BACKUP') assert.ok(named.has(name), name)
  })
})

describe('deploy', () => {
  const conf = 'MEESHY_DEPLOY_COMMAND=echo deployed >&2\nMEESHY_RESET_COMMAND=echo reset >&2\n'
  const deploy = (words: readonly string[], more: Typed = {}) => type(['deploy', ...words], { conf, ...more })

  test('without a command that is configured refuses before anything is done', () => {
    const { code, said, calls } = type(['deploy', 'deploy', 'h'])
    assert.deepEqual([code, calls], [2, []])
    assert.match(said, /no deploy command is configured.*\n {2}Next {2}set MEESHY_DEPLOY_COMMAND/)
  })

  test('does not go on when the backup failed', () => {
    const { code, said, calls } = deploy(['deploy', 'h'], { env: { FAIL_BACKUP: '1' } })
    assert.deepEqual([code, calls.map(([verb]) => verb)], [6, ['backup']])
    assert.match(said, /The backup failed, so nothing was deployed/)
    assert.ok(!said.includes('deployed\n1') && !/^deployed$/m.test(said))
  })

  test('does not go on when the backup ended well and did not say where it is', () => {
    const { code, said, calls } = deploy(['deploy', 'h'], { env: { SILENT_BACKUP: '1' } })
    assert.deepEqual([code, calls.map(([verb]) => verb)], [2, ['backup']])
    assert.ok(said.includes('so nothing was deployed') && !/^deployed$/m.test(said), said)
  })

  test('of a reset takes a critical backup, resets, and deploys', () => {
    const { code, said, calls } = deploy(['deploy-reset', '192.168.1.100'])
    assert.equal(code, 0)
    assert.deepEqual(calls[0], ['backup', ...there, '--scope=critical', '--prefix=pre-reset'])
    assert.match(said, /^reset$[\s\S]*^deployed$/m)
  })

  test('that fails ends with its status and prints the one command; nobody is there to be asked', () => {
    const { code, said, calls } = deploy(['deploy', '192.168.1.100'], { conf: 'MEESHY_DEPLOY_COMMAND=exit 7\n' })
    assert.deepEqual([code, calls.map(([verb]) => verb)], [7, ['backup', 'list']])
    const [, command = ''] = /Next {2}to put it back: (.*)/.exec(said) ?? []
    const again = spawnSync('sh', ['-c', command], {
      encoding: 'utf8',
      env: { PATH: [programs, process.env['PATH']].join(delimiter), CALLS: join(folder, 'again') },
    })
    assert.equal(again.status, 0, again.stderr)
    const words = readFileSync(join(folder, 'again'), 'utf8').split('\0')
    assert.deepEqual(words.slice(1, -1), [join(place, 'dist/cli/index.js'), 'restore', 'pre-update-20261122_174512', ...there])
  })

  test('shows with --dry-run what it would run, and runs none of it', () => {
    const { code, said, calls } = deploy(['deploy-reset', 'h', '--dry-run'])
    assert.equal(code, 0)
    assert.deepEqual(
      calls.map(([verb, ...words]) => [verb, words.includes('--dry-run')]),
      [['backup', true]],
    )
    assert.match(said, /would run here: echo reset[\s\S]*would run here: echo deployed/)
    assert.ok(!/^(reset|deployed)$/m.test(said))
  })

  test('without a backup needs a reason, which is handed on', () => {
    const refused = deploy(['deploy', 'h', '--skip-backup'])
    assert.deepEqual([refused.code, refused.calls], [2, []])
    assert.match(refused.said, /needs a reason/)
    const skipped = deploy(['deploy', 'h', '--skip-backup', '--skip-reason', 'first deploy'])
    assert.equal(skipped.code, 0)
    assert.deepEqual(skipped.calls[0]?.slice(0, 3), ['backup', '--skip-backup', '--skip-reason=first deploy'])
    const failed = deploy(['deploy', 'h', '--skip-backup', '--skip-reason=x'], { conf: 'MEESHY_DEPLOY_COMMAND=false\n' })
    assert.match(failed.said, /There is no backup to go back to: it was skipped \(x\)/)
    const planned = deploy(['deploy', 'h', '--skip-backup', '--skip-reason=x', '--dry-run'])
    assert.deepEqual(
      planned.calls.map(([verb]) => verb),
      ['list'],
    )
  })

  test('of a reset without a backup must be confirmed, too', () => {
    const words = ['deploy-reset', 'h', '--skip-backup', '--skip-reason', 'empty']
    assert.deepEqual([deploy(words).code, deploy(words).calls], [2, []])
    assert.equal(deploy([...words, '--confirm', 'OUI']).code, 0)
  })
})

describe('the services of the application', () => {
  const app = join(folder, 'app dir')
  mkdirSync(app)
  for (const [words, compose] of [
    [['stop'], ['stop']],
    [
      ['stop', 'gateway'],
      ['stop', 'gateway'],
    ],
    [['restart'], ['restart']],
    [['start'], ['start']],
    [['logs'], ['logs', '--tail', '200']],
    [
      ['logs', '-f', 'gateway'],
      ['logs', '--tail', '200', '-f', 'gateway'],
    ],
    [['status'], ['ps']],
  ] as const) {
    test(`prod ${words.join(' ')}`, () => {
      const { calls, code } = type(['prod', ...words], { env: { MEESHY_APP_DIR: app } })
      assert.deepEqual([code, calls.at(-1)], [0, ['docker', 'compose', '--project-name', 'meeshy', ...compose]])
    })
  }

  test('end with 4 when Docker does not answer: that is no application without a project', () => {
    const { calls, code } = type(['prod', 'stop'], { env: { MEESHY_APP_DIR: app, NO_DOCKER: '1' } })
    assert.deepEqual([code, calls.filter(([, verb]) => verb === 'compose')], [4, []])
  })

  test('are only named with --dry-run', () => {
    const { calls, said } = type(['prod', 'stop', '--dry-run', '--app-dir', app])
    assert.ok(calls.every(([, verb, next]) => verb === 'ps' || next === 'version'))
    assert.match(said, /would run, in .*app dir: 'docker' 'compose' '--project-name' 'meeshy' 'stop'/)
  })
})

describe('settings', () => {
  const list = (conf: string, env: Readonly<Record<string, string>> = {}) => type(['deploy', 'list-backups', 'h'], { conf, env })

  test('are what stands there: nothing in them is expanded or run', () => {
    const touched = join(folder, 'expanded')
    const conf = `# how to get in\n\nMEESHY_USER="de ploy"\nMEESHY_PORT='2222'\nMEESHY_APP_DIR=/srv/$(touch ${touched})\`touch ${touched}\`;touch ${touched}\r\nMEESHY_SUDO=true`
    const { calls, said } = list(conf)
    assert.deepEqual(
      calls,
      [
        [
          'list',
          `--app-dir=/srv/$(touch ${touched})\`touch ${touched}\`;touch ${touched}`,
          '--sudo',
          '--host=h',
          '--user=de ploy',
          '--port=2222',
        ],
      ],
      said,
    )
    assert.ok(!existsSync(touched))
  })

  test('of the environment go first, and those of the command line before both', () => {
    assert.ok(list('MEESHY_USER=file\n', { MEESHY_USER: 'environment' }).calls[0]?.includes('--user=environment'))
    const { calls } = type(['deploy', 'list-backups', 'h', '--user', 'typed'], { conf: 'MEESHY_USER=file\n' })
    assert.ok(calls[0]?.includes('--user=typed'))
  })

  for (const [what, conf, words] of [
    ['a name that is none', 'MEESHY_USR=x\n', /line 1 of .* names no setting: MEESHY_USR[\s\S]*the settings are: MEESHY_DEPLOY_COMMAND/],
    ['a name that would be a command', '\nx;touch y=1\n', /line 2 of .* names no setting/],
    ['PATH', 'PATH=/tmp\n', /names no setting: PATH/],
    ['a line that sets nothing', 'export MEESHY_USER\n', /is not NAME=VALUE/],
    ['a name twice', 'MEESHY_USER=a\nMEESHY_USER=b\n', /sets MEESHY_USER a second time/],
    ['a sudo that is neither', 'MEESHY_SUDO=yes\n', /MEESHY_SUDO is true or false, not yes/],
  ] as const) {
    test(`with ${what} are refused, and nothing is run`, () => {
      const { code, said, calls } = list(conf)
      assert.deepEqual([code, calls], [2, []])
      assert.match(said, words)
    })
  }

  test('that others may write are refused: they name commands', () => {
    const file = join(folder, 'open.conf')
    writeFileSync(file, 'MEESHY_USER=x\n')
    chmodSync(file, 0o666)
    const { code, said, calls } = type(['deploy', 'list-backups', 'h'], { env: { MEESHY_SETTINGS: file } })
    assert.deepEqual([code, calls], [2, []])
    assert.match(said, /others may write the settings file/)
  })

  test('are found in the directory one is in', () => {
    const at = join(folder, 'with settings')
    mkdirSync(at)
    writeFileSync(join(at, 'meeshy.conf'), 'MEESHY_USER=found\n', { mode: 0o600 })
    assert.ok(type(['deploy', 'list-backups', 'h'], { cwd: at }).calls[0]?.includes('--user=found'))
    const missing = type(['deploy', 'list-backups', 'h'], { env: { MEESHY_SETTINGS: join(folder, 'none') } })
    assert.match(missing.said, /names .*none, which is no file/)
  })
})

describe('what cannot be asked', () => {
  for (const [words, said] of [
    [['prod', 'bakcup'], /prod has no verb bakcup: backup,/],
    [['deploy', 'stop', 'h'], /deploy has no verb stop/],
    [['deploy', 'backup'], /backup needs a host/],
    [['backup'], /there is no backup: prod \(this machine\) or deploy \(over SSH\)/],
    [['prod', 'backup', '192.168.1.100'], /backup takes no further words, but you gave: /],
    [['prod', 'list-backups', '--host', 'x'], /--host is not needed here/],
    [['prod', 'restore', 'a', 'b'], /restore takes one backup, but you gave 2/],
    [['prod', 'backup', '--keep'], /--keep needs a value/],
    [['prod', 'backup', '-x'], /there is no flag -x/],
  ] as const) {
    test(words.join(' '), () => {
      const { code, said: told, calls } = type(words)
      assert.deepEqual([code, calls], [2, []])
      assert.match(told, said)
    })
  }

  test('the help, whatever stands before it', () => {
    const golden = join(import.meta.dirname, 'settings/golden/help-meeshy.sh.txt')
    const { out, code } = type(['--help'])
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, out)
    assert.deepEqual([out, code], [readFileSync(golden, 'utf8'), 0])
    assert.equal(type(['deploy', 'deploy', '--help']).out, out)
    assert.deepEqual(
      out.split('\n').filter(line => line.length > 140),
      [],
    )
  })

  test('it is found through links, from anywhere', () => {
    const link = join(folder, 'meeshy.sh')
    symlinkSync("it's here/meeshy.sh", link)
    const ended = spawnSync(link, ['prod', 'list-backups'], {
      cwd: '/',
      encoding: 'utf8',
      env: { PATH: [programs, process.env['PATH']].join(delimiter), HOME: folder, CALLS: join(folder, 'linked') },
    })
    assert.equal(ended.status, 0, ended.stderr)
    assert.match(readFileSync(join(folder, 'linked'), 'utf8'), /it's here\/dist\/cli\/index\.js\0list\0/)
  })
})
