// The page of a restore, for each way it can end, and with the names of the worst server.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { restoredSummary } from '../../src/report/page/restoredsummary.ts'
import { nothingRestored, type Restored } from '../../src/report/restored.ts'
import { assertInertPage, hostileNames } from './hostile.ts'

const place = {
  server: 'deploy@example.org:2222',
  host: 'example.org',
  port: 2222,
  user: 'deploy',
  appDir: '/opt/meeshy',
  backupDir: '/opt/meeshy/backups',
}
const base: Restored = {
  ...nothingRestored,
  place,
  seconds: 31.4,
  restoredFrom: 'pre-update-20261122_174512',
  from: { bytes: 903e6, time: Date.UTC(2026, 10, 22, 17, 45) / 1000, verified: 'read' },
}

test('of a restore says what is back, for how long services were down, and how to go back', () => {
  const page = restoredSummary({
    ...base,
    status: 'success',
    downtimeSeconds: 8,
    safetyBackup: 'pre-restore-20261123_031502',
    components: [{ name: 'database', found: 'documents=18052 collections=7' }],
    dropped: ['meeshy.later'],
  })
  assert.match(page, /^\*\*Restored and compared · 31 s · services were down for 8 s\*\*\n/)
  for (const part of [
    'From <code>pre-update-20261122&#95;174512</code> on <code>deploy&#64;<wbr>example.org&#58;<wbr>2222</code>: 903 MB, taken &#50;026-11-22 17&#58;<wbr>45 UTC, proven by read',
    '| <code>database</code> | documents 18052 collections 7 |',
    '1 collection that the backup does not hold is gone',
    'It is kept as <code>pre-restore-20261123&#95;031502</code>',
    'meeshy-backup restore pre-restore-20261123_031502 --host deploy@example.org:2222\n',
    '    port: "2222"\n',
    '    backup: "pre-restore-20261123_031502"\n',
  ])
    assert.ok(page.includes(part), `${part} in ${page}`)
})

test('of a dry run shows what would be replaced, and no way back', () => {
  const page = restoredSummary({
    ...base,
    status: 'planned',
    replaces: ['database   214 MB   replaces meeshy-database', 'services are down for about 8 s'],
  })
  assert.match(page, /^\*\*A plan only: nothing was changed\*\*\n/)
  assert.match(page, /```\ndatabase {3}214 MB {3}replaces meeshy-database\nservices are down for about 8 s\n```/)
  assert.doesNotMatch(page, /restore pre-/)
})

test('of a failure begins with its cause and what is true of the server, and has the way back where something was kept', () => {
  const failure = {
    code: 'E_RESTORE',
    title: 'The database did not take it.',
    safe: 'everything is as it was before',
    next: 'see the log',
  } as const
  const page = restoredSummary({ ...base, status: 'failed', failure, safetyBackup: 'pre-restore-20261123_031502' })
  assert.match(
    page,
    /^\*\*E_RESTORE · The database did not take it\.\*\*\n\n```\nError: E_RESTORE .*\n {2}Safe +everything is as it was before\n/,
  )
  assert.match(page, /troubleshooting\.md#e_restore\)/)
  assert.match(page, /restore pre-restore-20261123_031502/)
  assert.doesNotMatch(restoredSummary({ ...base, status: 'failed', failure }), /What was there before/)
})

test('of an undo says that it put back, and names no backup', () => {
  const { restoredFrom: _, from: __, ...undone } = base
  assert.match(restoredSummary({ ...undone, status: 'success' }), /^\*\*The state from before the restore is back · 31 s\*\*\n$/)
})

describe('from a hostile server', () => {
  const names = hostileNames.filter(name => name.trim() !== '')
  const worst: Restored = {
    ...base,
    restoredFrom: names.join(''),
    from: { bytes: 1, time: 0, verified: names.join('') },
    safetyBackup: names.join(''),
    components: names.map(name => ({ name, found: name })),
    dropped: names,
    warnings: names,
    replaces: names,
    failure: { code: 'E_UNKNOWN', title: names.join(''), details: Object.fromEntries(names.map(name => [name, name])) },
  }
  for (const status of ['success', 'planned', 'failed'] as const)
    test(`is inert: ${status}`, () => assertInertPage(restoredSummary({ ...worst, status })))
})
