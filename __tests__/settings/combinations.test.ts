// Settings that cannot hold together.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Given } from '../../src/settings/given.ts'
import { accepted, given, problemsOf } from './given.ts'

const refused: readonly (readonly [why: string, values: Given['values'], ...lines: string[]])[] = [
  [
    'scope database keeps the database alone',
    { scope: 'database', volumes: 'all', paths: 'a', 'config-paths': 'b', 'secret-paths': 'c' },
    ...['volumes', 'paths', 'config-paths', 'secret-paths'].map(
      name => `Invalid input '${name}': not with scope database, which is the database alone: leave it out, or use scope full`,
    ),
  ],
  [
    'a critical backup is drilled',
    { scope: 'critical', verify: 'checksum' },
    `Invalid input 'verify': drill with scope critical, which must be proven by a restore; got "checksum"`,
  ],
  [
    'the lock is not waited for longer than the run may take',
    { timeout: '1m', 'lock-timeout': '61s' },
    `Invalid input 'lock-timeout': at most timeout, which is 60 seconds; got "61s"`,
  ],
  [
    'services without a mode',
    { 'quiesce-services': 'a' },
    `Invalid input 'quiesce-services': only with quiesce pause or stop; quiesce is none`,
  ],
  [
    'a skip without a reason',
    { 'skip-backup': 'true' },
    `Invalid input 'skip-reason': needed with skip-backup: say why there is no backup`,
  ],
  [
    'the default backup directory in a listed path',
    { paths: '/opt/meeshy' },
    `Invalid input 'paths': a path that does not overlap the backup directory "/opt/meeshy/backups"; got "/opt/meeshy"`,
  ],
  [
    'the backup directory as a listed path',
    { 'config-paths': 'backups' },
    `Invalid input 'config-paths': a path that does not overlap the backup directory "/opt/meeshy/backups"; got "backups"`,
  ],
  [
    'a listed path in the backup directory',
    { 'backup-dir': '/srv/backups', 'secret-paths': '/srv/backups/x' },
    `Invalid input 'secret-paths': a path that does not overlap the backup directory "/srv/backups"; got "/srv/backups/x"`,
  ],
  [
    'the backup directory around app-dir',
    { 'backup-dir': '/opt/meeshy' },
    `Invalid input 'backup-dir': a directory that does not contain app-dir; got "/opt/meeshy"`,
  ],
  [
    'one path in two lists, however it is written',
    { 'config-paths': 'nginx/\n.env', 'secret-paths': '/opt/meeshy/nginx' },
    `Invalid input 'secret-paths': a path that is not also in config-paths; got "/opt/meeshy/nginx"`,
  ],
]

for (const [why, values, ...lines] of refused) test(`refused: ${why}`, () => assert.deepEqual(problemsOf(given(values)), lines))

test('taken: database scope with what it does not contradict', () => {
  const { settings } = accepted({ scope: 'database', volumes: 'auto', paths: '', 'redis-container': 'r' })
  assert.equal(settings.scope, 'database')
})

test('taken: a directory beside the backups whose name begins alike', () => {
  assert.deepEqual(accepted({ paths: 'backups-of-another' }).warnings, [])
})

test('taken: a skip with its reason', () => {
  assert.deepEqual(accepted({ 'skip-backup': 'true', 'skip-reason': 'first deploy' }).settings.skip, { reason: 'first deploy' })
  assert.equal(accepted({ 'skip-reason': 'first deploy' }).settings.skip, undefined)
})

test('the default of lock-timeout gives way to a short timeout', () => {
  assert.equal(accepted({ timeout: '60' }).settings.lockTimeout, 60)
  assert.equal(accepted({}).settings.lockTimeout, 600)
  assert.equal(accepted({ timeout: '60', 'lock-timeout': '0' }).settings.lockTimeout, 0)
})

test('keep with scope critical is worth a warning', () => {
  assert.deepEqual(accepted({ scope: 'critical', keep: '5' }).warnings, [
    'keep: rotation leaves critical backups until someone unpins them; keep counts the others',
  ])
  assert.deepEqual(accepted({ scope: 'critical' }).warnings, [])
})

test('a critical backup is drilled without being told so', () => {
  assert.equal(accepted({ scope: 'critical' }).settings.verify, 'drill')
  assert.equal(accepted({ scope: 'critical', verify: 'drill' }).settings.verify, 'drill')
  assert.equal(accepted({}).settings.verify, 'read')
})
