// The record of a backup that was not made: written under the lock, told by every listing, and in nobody's way.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { catalogueOf } from '../../src/backups/catalogue.ts'
import { nameOf } from '../../src/backups/names.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { FactsReader } from '../../src/server/facts.ts'
import { assertGood, isLockFree } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf, stepsOf } from './plans.ts'
import { type Played, play } from './run.ts'

const hostile = `it's "quoted" \\ | $(touch /tmp/x) \`y\` <img onerror=z> ::set-output name=a::b ##[error]c é \u2028 %0A`

function skipOf(server: Server, reason: string, keep = 50): Plan {
  const plan = stepsOf(server, [['mb_lock'], ['mb_recover'], ['mb_record_skip', String(keep)]], { variables: { MB_PREFIX: 'nightly' } })
  return {
    ...plan,
    operation: 'skip',
    known: { skipped: { reason, context: { actor: 'ann\nlines\u0000', url: 'https://example.org/1' } } },
  }
}

function skipsIn({ heard }: Played) {
  const reader = new FactsReader()
  for (const event of heard) reader.add(event)
  return catalogueOf(reader.listing()).skips
}

const look = async (server: Server) => skipsIn(await play(server, stepsOf(server, [['mb_catalogue']], { writes: false })))
const records = ({ backups }: Server) => readdirSync(join(backups, '.meta')).filter(file => file.endsWith('.skipped'))

onEachShell('a skip', shell => {
  test('stands in the next listing, whatever its reason holds', async t => {
    const server = await makeServer(t, shell)
    const { code, failure, id } = await play(server, skipOf(server, hostile))
    assert.deepEqual([code, failure], [0, undefined])
    const [skip, ...others] = await look(server)
    assert.deepEqual(others, [])
    assert.match(skip?.reason ?? '', /^it's "quoted" .* <img onerror=z> ::set-output name=a::b # #\[error\]c é/)
    assert.deepEqual([skip?.prefix, skip?.actor, skip?.url], ['nightly', 'ann lines', 'https://example.org/1'])
    assert.ok(Math.abs((skip?.time ?? 0) - Date.now() / 1000) < 60)
    const [file = ''] = records(server)
    const kept = readFileSync(join(server.backups, '.meta', file), 'utf8')
    assert.equal(kept.split('\n').length, 2)
    assert.deepEqual([JSON.parse(kept).reason, JSON.parse(kept).runId], [hostile, id])
    assert.equal(statSync(join(server.backups, '.meta', file)).mode & 0o777, 0o600)
    assert.deepEqual([readdirSync(join(server.backups, '.work')), isLockFree(server)], [[], true])
  })

  test('outlives the next runs, and changes nothing about them', async t => {
    const server = await makeServer(t, shell)
    await play(server, skipOf(server, 'first'))
    const made = await play(server, backupOf(server, { take: [bytesOf('data', 'echo', 'data')], prefix: 'nightly' }))
    assert.equal(made.result?.sequence, 1)
    await play(server, stepsOf(server, [['mb_lock'], ['mb_recover'], ['mb_rotate_alone', 'nightly', 'keep=1']]))
    assertGood(server)
    assert.deepEqual(
      (await look(server)).map(({ reason }) => reason),
      ['first'],
    )
  })

  test('of the same second has a name of its own, and the oldest make room', async t => {
    const server = await makeServer(t, shell)
    const { backups } = server
    for (const reason of ['one', 'two', 'three', 'four']) await play(server, skipOf(server, reason, 3))
    assert.deepEqual(
      (await look(server)).map(({ reason }) => reason),
      ['four', 'three', 'two'],
    )
    const before = readdirSync(join(backups, '.meta')).sort()
    writeFileSync(join(backups, '.meta', 'odd name $(x).skipped'), 'x')
    await play(server, skipOf(server, 'five', 3))
    assert.equal(readdirSync(join(backups, '.meta')).length, before.length + 1)
  })

  test('is dated after the newest backup, in whatever second it is made and whatever the clock says', async t => {
    const server = await makeServer(t, shell)
    const ahead = Math.floor(Date.now() / 1000) + 40
    mkdirSync(server.backups, { recursive: true })
    writeFileSync(join(server.backups, `${nameOf('pre-update', ahead)}.tar.gz`), '')
    await play(server, skipOf(server, 'at once'))
    assert.deepEqual(records(server), [`${nameOf('nightly', ahead + 1)}.skipped`])
  })

  test('that cannot be read is still a gap', async t => {
    const server = await makeServer(t, shell)
    await play(server, skipOf(server, 'x'))
    for (const [name, text] of [
      ['nightly-20260102_030405', 'no JSON'],
      ['manual-20260102_030406', '{"schema":2}'],
      ['nightly-20269902_030405', '{}'],
    ])
      writeFileSync(join(server.backups, '.meta', `${name}.skipped`), `${text}\n`)
    assert.deepEqual(
      (await look(server)).slice(1).map(({ prefix, reason }) => [prefix, reason]),
      [
        ['manual', ''],
        ['nightly', ''],
      ],
    )
  })
})
