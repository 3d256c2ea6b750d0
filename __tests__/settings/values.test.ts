// Every option: what is taken and as what, and what is refused, with the core of its message. The table must have all of them.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type OptionName, optionNames, optionOf } from '../../src/settings/options.ts'
import { readValues } from '../../src/settings/values.ts'
import { given, problemsOf } from './given.ts'

type Rows = {
  readonly taken: readonly (readonly [text: string, value: unknown])[]
  readonly refused: readonly string[]
  readonly core: string
}

const manyDigits = '12345678901234567890'
const itself = (...texts: string[]) => texts.map(text => [text, text] as const)
const alone = (...texts: string[]) => texts.map(text => [text, [text]] as const)
const paths = (...texts: string[]) => texts.map(path => [path, [{ path, optional: false }]] as const)

const badWords = ['', ' ', 'true', 'none none', 'one\ntwo', '-rf', '*', '../x']
const badContainers = ['-v', '--privileged', 'a b', 'a;b', '$(reboot)', '', 'a'.repeat(129), 'a/b', 'é', '.a', 'a\n']
const badDirectories = [
  ...['', '/', '//', '/etc', '/usr', '/var/lib/docker', '/root/..', 'relative', '~x', '~/x', '/opt/a/../../etc', '/opt/a\n', '/opt/a\0b'],
  ...['/opt/a ', '/proc/self', '/dev/shm', '/sys/fs', '/run/x', '/opt', '/opt/', '/opt/meeshy/', '/opt//meeshy', '/opt/./meeshy', '/etc/x'],
  ...['/usr/share', '/usr/local', '/var/lib', '/var/lib/docker/volumes', '/opt/\u202ea\u2028', '/opt/\ud800', `/opt/${'a'.repeat(4093)}`],
]
const goodDirectories = itself(
  ...['/opt/meeshy', '/srv/my app', `/srv/it's "x" $HOME`, '/home/é/app', '/usr/local/meeshy', '/opt/-rf', '/opt/*', '/opt/a..b/...'],
  `/opt/${'a'.repeat(4091)}`,
)
const badPaths = [
  ...['..', 'a/../b', '../a', '/', '/etc', '/etc/shadow', '/etc/ssh/sshd_config', '/proc', '/sys', '/dev', '/dev/sda', '/var/lib/docker'],
  ...[
    '/var/lib/docker/volumes/x',
    '/var/lib',
    '/var',
    '/usr',
    '/home',
    'a\0b',
    'a\tb',
    '.',
    './',
    '?',
    '~',
    '~/x',
    'a//b',
    ' a',
    'a ',
    '/a/./b',
    './/a',
    'a?/',
  ],
]
const goodPaths = paths(
  `/opt/my app/it's "x" $HOME/é.env`,
  '/opt/-rf',
  '/opt/*',
  '.env',
  'nginx',
  '-rf',
  '/data',
  '/etc/letsencrypt',
  'a..b',
  '...',
)

const rows: Readonly<Record<OptionName, Rows>> = {
  host: {
    taken: [
      ...itself('deploy.example.org', 'a', 'localhost', 'xn--bcher-kva.example', '192.0.2.1', '2001:db8::1', '::1', '1a.b', 'a-b.c'),
      ['[2001:db8::1]', '2001:db8::1'],
      [
        `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`,
        `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`,
      ],
    ],
    refused: [
      ...['', ' ', '-oProxyCommand=x', 'user@h', 'h;id', 'h\nX y', 'http://h', 'h:22', 'h h2', '999.1.1.1', '1.2.3', '0x7f.1', '127.0x1'],
      ...[
        `${'a.'.repeat(126)}ab`,
        'ｄｅｐｌｏｙ',
        '::1%eth0;id',
        'fe80::1%eth0',
        '[::1',
        '[h]',
        '::1]',
        'a..b',
        'a.',
        '.a',
        'a_b',
        'a-',
        `${'a'.repeat(64)}.b`,
      ],
    ],
    core: 'a host name or IP address',
  },
  port: {
    taken: [...['1', '22', '2222', '65535'].map(text => [text, Number(text)] as const)],
    refused: ['', '0', '-1', '65536', manyDigits, '22.0', '2e1', '0x16', ' 22', '22;id', '٢٢', 'NaN', '022', '22\n'],
    core: 'an integer from 1 to 65535',
  },
  user: {
    taken: itself('deploy', 'root', '_x', 'a-b', 'machine$', 'a'.repeat(32)),
    refused: ['-l', 'root;id', 'a b', 'a@b', '$(id)', 'a'.repeat(33), '', 'Root', '1a', 'é', 'root\n'],
    core: 'a Unix user name',
  },
  // What a key is, the tests of readPrivateKey say; that it is read, target.test.ts.
  'private-key': { taken: [], refused: ['', ' \n'], core: 'is empty' },
  passphrase: { taken: [], refused: ['', 'words\n', 'words\r\n'], core: 'a passphrase without a line break at its end' },
  'known-hosts': { taken: [], refused: ['', '\n\n', ' '], core: 'is empty' },
  'host-fingerprint': {
    taken: [
      ...alone('SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04'),
      [
        'SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04\n# the new one\nSHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM\n',
        ['SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04', 'SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM'],
      ],
    ],
    refused: [
      'MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48',
      '16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48',
      'SHA1:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04',
      'SHA256:b8d895ced92c0ac0e171cd2ef5ef01aea98e4afe82d2e351cc23a708116f574e',
      'SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV0',
      'SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV044',
      'uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04',
    ],
    core: 'SHA256:',
  },
  sudo: booleans(),
  'connect-timeout': {
    taken: amounts(['1', 1], ['20s', 20], ['5m', 300], ['300', 300]),
    refused: ['', '0', '-1', '1h', '1.5', '1e2', '301', '6m', '20 s', ' 20', '20S', '0x10', manyDigits],
    core: 'seconds from 1 to 300',
  },
  'app-dir': { taken: goodDirectories, refused: badDirectories, core: "an absolute path without '..'" },
  'backup-dir': { taken: goodDirectories, refused: badDirectories, core: "an absolute path without '..'" },
  prefix: {
    taken: itself('pre-update', 'nightly', 'pre-reset', 'manual'),
    refused: [...badWords, 'pre-restore', 'Pre-Update', 'pre-update-1', 'pre', 'pre-*'],
    core: 'one of: pre-update, nightly, pre-reset, manual',
  },
  scope: {
    taken: itself('database', 'full', 'critical'),
    refused: [...badWords, 'all', 'db', 'Full', 'ful', 'FULL', 'database full', 'data'],
    core: 'one of: database, full, critical',
  },
  'mongo-container': {
    taken: itself('meeshy-database', 'a', 'A_b.c-1', 'a'.repeat(128)),
    refused: badContainers,
    core: 'a container name',
  },
  // A secret's value is in a Sensitive: mongouri.test.ts.
  'mongo-uri': {
    taken: [],
    refused: ['', 'http://h', 'mongodb://a b', 'mongodb://h\n', 'mongodb://u:p@ss@h'],
    core: 'a connection string, mongodb://',
  },
  'mongo-databases': {
    taken: [...alone('meeshy', 'my-db', 'é', 'a'.repeat(63)), ['a\r\n\r\n# not b\r\nc\r\n', ['a', 'c']], ['', []], ['# none\n', []]],
    refused: [
      ...['admin$', 'a.b', '--drop', '-x', 'a b', 'a/b', 'a\\b', 'a"b', 'a*', 'a<b', 'a>b', 'a:b', 'a|b', 'a?', 'a\0b'],
      'é'.repeat(32),
      '  ',
    ],
    core: 'a database name',
  },
  'redis-container': { taken: itself('meeshy-redis'), refused: badContainers, core: 'a container name' },
  'redis-password': {
    taken: [],
    refused: ['', 'a\nb', 'a\n', 'a\0b', 'a\u0085b', 'a'.repeat(1025)],
    core: 'one line without control characters',
  },
  volumes: {
    taken: [
      ...itself('auto', 'all'),
      ...alone('gateway_uploads', 'a'.repeat(128)),
      ['a\nb', ['a', 'b']],
      ['# all of them\nauto\n', 'auto'],
    ],
    refused: [
      '',
      '/host/path',
      'a:b',
      '-v',
      'a'.repeat(129),
      'a*',
      'a b',
      'a,b',
      'Auto',
      'ALL',
      'auto\na',
      'auto\nall',
      'a\n  \nb',
      '# none',
      ' a',
    ],
    core: 'one per line',
  },
  paths: {
    taken: [
      ...goodPaths,
      ['', []],
      ['uploads/\n./logs?', [path('uploads'), path('logs', true)]],
      ['./#notes', [path('#notes')]],
      ['a??', [path('a?', true)]],
    ],
    refused: badPaths,
    core: 'a path inside app-dir, or absolute',
  },
  'config-paths': {
    taken: [...itself('auto'), ...goodPaths, ['.env\r\nenv.production?\r\n', [path('.env'), path('env.production', true)]]],
    refused: ['', 'Auto', 'auto\n.env', ...badPaths],
    core: 'a path inside app-dir, or absolute',
  },
  'secret-paths': { taken: [...itself('auto'), ...goodPaths], refused: ['', ...badPaths], core: 'a path inside app-dir, or absolute' },
  quiesce: {
    taken: itself('none', 'pause', 'stop'),
    refused: [...badWords, 'kill', 'Stop', 'paus', 'sto'],
    core: 'one of: none, pause, stop',
  },
  'quiesce-services': {
    taken: [...alone('gateway'), ['a\nb\na', ['a', 'b']]],
    refused: ['-a', 'a b', '/a', 'a,b'],
    core: 'the name of a compose service',
  },
  compression: {
    taken: itself('auto', 'zstd', 'pigz', 'gzip'),
    refused: [...badWords, 'zst', 'none', 'zstd -19', 'Zstd', 'gz'],
    core: 'one of: auto, zstd, pigz, gzip',
  },
  verify: {
    taken: itself('checksum', 'read', 'drill'),
    refused: [...badWords, 'none', 'Drill', 'Read', 'sum'],
    core: 'one of: checksum, read, drill',
  },
  keep: {
    taken: ['1', '3', '10', '1000'].map(text => [text, Number(text)] as const),
    refused: ['0', '-1', '1.5', '3 backups', '1e3', '0x3', '03', '', manyDigits, 'Infinity', 'true', '1001', '9999', ' 3'],
    core: 'an integer from 1 to 1000',
  },
  'min-free': {
    taken: [
      ...amounts(['0', 0], ['1GB', 1e9], ['500MB', 5e8], ['2GiB', 2 ** 31], ['1kB', 1000], ['1KB', 1000], ['3TB', 3e12], ['4KiB', 4096]),
      ...amounts(['1MiB', 2 ** 20], ['0GB', 0], ['1000TiB', 1000 * 2 ** 40]),
    ],
    refused: [
      '',
      '-1GB',
      '1.5GB',
      '1 GB',
      '1G',
      '1gb',
      '1Gb',
      'GB',
      '1e9',
      '100',
      '10%',
      '10000GB',
      `${manyDigits}GB`,
      '1GBs',
      ' 1GB',
      '00',
    ],
    core: 'a size such as 500MB',
  },
  timeout: {
    taken: amounts(['10', 10], ['1800', 1800], ['30m', 1800], ['90s', 90], ['360m', 21_600], ['21600', 21_600]),
    refused: ['-1', '1h', '1e9', '1.5', '', '0', '9', '9s', '361m', '21601', manyDigits, ' 60', '60 s', 'm', '30min', 'Infinity'],
    core: 'seconds from 10 to 21600',
  },
  'lock-timeout': {
    taken: amounts(['0', 0], ['0s', 0], ['600', 600], ['10m', 600]),
    refused: ['-1', '1h', '1e9', '1.5', '', '21601', manyDigits, 'none'],
    core: 'seconds from 0 to 21600',
  },
  'client-timeout': {
    taken: amounts(['10', 10], ['60s', 60], ['10m', 600]),
    refused: ['0', '9', '-1', '11m', '1.5', '', manyDigits, 'none'],
    core: 'seconds from 10 to 600',
  },
  'max-age': {
    taken: amounts(['60', 60], ['90m', 5400], ['26h', 93_600], ['7d', 604_800], ['366d', 31_622_400]),
    refused: ['-1', '59', '', '0', '1w', '1.5d', '367d', '7 d', '1e5', manyDigits, 'none'],
    core: 'seconds from 60 to 31622400',
  },
  names: {
    taken: [
      ['pre-update-20261122_174512', ['pre-update-20261122_174512']],
      ['nightly-20261122_174512\npre-update-20241019_143022.tar.gz', ['nightly-20261122_174512', 'pre-update-20241019_143022.tar.gz']],
    ],
    refused: [
      'latest',
      'all',
      '*',
      'pre-update-*',
      '../x',
      '/opt/meeshy/backups/pre-update-20241019_143022.tar.gz',
      'pre-update-20241319_143022',
      '-rf',
    ],
    core: 'the name of a backup, or the file of its archive',
  },
  'skip-backup': booleans(),
  'skip-reason': {
    taken: itself('first deploy', 'É — ok'),
    refused: ['', '  ', 'a\nb', 'a'.repeat(201)],
    core: 'one line of at most 200 characters',
  },
  'dry-run': booleans(),
  artifact: booleans(),
  'artifact-name': {
    taken: itself('backup-web-1', 'un nom, à espaces'),
    refused: ['', ' ', 'a/b', 'a\\b', 'a:b', 'a"b', 'a<b', 'a>b', 'a|b', 'a*b', 'a?b', 'a\nb', 'a\rb', 'a'.repeat(201)],
    core: 'a name without',
  },
  'artifact-retention-days': {
    taken: [
      ['1', 1],
      ['400', 400],
    ],
    refused: ['0', '401', '-1', '1.5', '30d', ''],
    core: 'an integer from 1 to 400',
  },
  'artifact-details': { taken: itself('redacted', 'full'), refused: ['Full', 'all', ''], core: 'one of: redacted, full' },

  backup: {
    taken: itself(
      'latest',
      'all',
      'pre-update-20261122_174512',
      'pre-restore-20261122_174512',
      '/srv/copies/nightly-20261122_174512.tar.gz',
    ),
    refused: [
      '',
      'newest',
      '../pre-update-20261122_174512',
      'pre-update-20261122_174512.tar.gz',
      '/srv/../pre-update-20261122_174512.tar.gz',
      '/etc/passwd',
    ],
    core: 'latest, all, the name of a backup',
  },
  level: { taken: itself('checksum', 'read'), refused: ['Read', 'deep', 'none', ''], core: 'one of: checksum, read' },
  where: { taken: itself('server', 'runner'), refused: ['here', 'Runner', ''], core: 'one of: server, runner' },
  components: {
    taken: [
      ['all', 'all'],
      ['database', ['database']],
      [
        'database/meeshy\nvolumes/gateway_uploads\npaths/media\nredis\nconfig\nsecrets',
        ['database/meeshy', 'volumes/gateway_uploads', 'paths/media', 'redis', 'config', 'secrets'],
      ],
    ],
    refused: ['', 'Volumes', 'data base', 'volumes/../x', 'volumes/-rf', 'paths/a/b', 'all\nredis'],
    core: 'a component',
  },
  confirm: { taken: itself('OUI', 'pre-update-20261122_174512'), refused: ['', 'a\nb'], core: 'one line' },
  'expected-sha256': {
    taken: itself('0123456789abcdef'.repeat(4)),
    refused: ['', 'abc', '0123456789ABCDEF'.repeat(4)],
    core: '64 hexadecimal digits',
  },
  'to-app-dir': { taken: itself('/opt/staging'), refused: ['/', '/etc/x', 'opt/staging', '/opt/../x/y'], core: 'an absolute path' },
  'outside-paths': {
    taken: [['/etc/letsencrypt', [path('/etc/letsencrypt')]]],
    refused: ['/etc/passwd', '..'],
    core: 'a path inside app-dir',
  },
  exact: booleans(),
  resume: booleans(),
  undo: booleans(),
}

for (const name of optionNames) {
  const { taken, refused, core } = rows[name]
  describe(name, () => {
    for (const [text, value] of taken) {
      test(`takes ${label(text)}`, () => {
        const { values, problems } = readValues(given({ [name]: text }))
        assert.deepEqual(problems, [])
        assert.deepEqual(values[name], value)
      })
    }
    for (const text of refused) {
      test(`refuses ${label(text)}`, () => {
        const about = problemsOf(given({ [name]: text })).filter(line => line.startsWith(`Invalid input '${name}': `))
        assert.equal(about.length, 1, about.join('\n'))
        assert.ok(about[0]?.includes(core), about[0])
        assert.match(about[0] ?? '', optionOf(name).secret || name === 'known-hosts' ? /; got \d+ characters?$/ : /; got ".*"…?$/)
      })
    }
    test('has an example that is taken', () => {
      const { example } = optionOf(name)
      if (example.startsWith('${{ ')) return assert.match(example, /^\$\{\{ (secrets|vars)\.[A-Z_]+ \}\}$/)
      return assert.deepEqual(readValues(given({ [name]: example })).problems, [])
    })
  })
}

test('a default is read like any text', () => {
  const { values, problems } = readValues(given({}))
  assert.deepEqual(problems, [])
  for (const name of optionNames.filter(each => optionOf(each).default !== undefined)) assert.notEqual(values[name], undefined, name)
})

function booleans(): Rows {
  const words = { true: ['true', 'True', 'TRUE'], false: ['false', 'False', 'FALSE'] }
  return {
    taken: [...words.true.map(text => [text, true] as const), ...words.false.map(text => [text, false] as const)],
    refused: ['yes', '1', 'on', 'tru', ' true', 'true ', '', 'tRUE', '0', 'no', 'null'],
    core: 'true or false',
  }
}

function amounts(...texts: readonly (readonly [string, number])[]): Rows['taken'] {
  return texts
}

function path(text: string, optional = false) {
  return { path: text, optional }
}

function label(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 20)}… (${text.length})` : text)
}
