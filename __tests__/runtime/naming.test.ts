// Names and sequences of backups: strictly increasing, whatever the clock does.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { nameOf } from '../../src/backups/names.ts'
import { assertGood } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell, pathOf } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'
import { backupOf, bytesOf } from './plans.ts'
import { type Played, play } from './run.ts'

const take = [bytesOf('data', 'echo', 'data')]
const nowIs = Math.floor(Date.now() / 1000)
const day = 86_400

/** Sets the server's clock: epoch seconds, by shell text. */
async function clock(server: Server, seconds: string): Promise<void> {
  const real = server.shell.tar === 'gnu' ? pathOf('date') : `${pathOf('busybox')} date`
  await server.program('date', `[ "$1" != -d ] || exec ${real} "$@"\nexec ${real} -d "@$(${seconds})" "$@"`)
}

/** A backup that is there already, as far as names go. */
function leave(server: Server, file: string, manifest?: object): void {
  mkdirSync(join(server.backups, '.meta'), { recursive: true, mode: 0o700 })
  writeFileSync(join(server.backups, file), 'x', { mode: 0o600 })
  if (manifest !== undefined)
    writeFileSync(join(server.backups, '.meta', `${file.replace(/\.tar.*/, '')}.json`), `${JSON.stringify(manifest)}\n`)
}

const named = ({ result }: Played) => [result?.name, result?.sequence, result?.time]
const warned = ({ events }: Played) => events.filter(event => event.type === 'warning').map(event => event['code'])

onEachShell('names', shell => {
  test('are the time in UTC, in any time zone', async t => {
    const server = await makeServer(t, shell)
    // The two ends of the hour that comes twice in Paris.
    for (const time of [1_729_987_200, 1_729_990_800]) {
      await clock(server, `echo ${time}`)
      const played = await play(server, backupOf(server, { take }), { environment: { TZ: 'Europe/Paris' } })
      assert.equal(played.result?.name, nameOf('pre-update', time))
      assert.deepEqual([played.result?.time, warned(played)], [time, []])
    }
    assert.equal(assertGood(server).length, 2)
  })

  test('of one second follow each other: a moment is waited for', async t => {
    const server = await makeServer(t, shell)
    const first = await play(server, backupOf(server, { take }))
    const second = await play(server, backupOf(server, { take, prefix: 'nightly' }))
    assert.deepEqual([warned(first), warned(second)], [[], []])
    assert.ok(Number(second.result?.time) > Number(first.result?.time))
    assert.equal(second.result?.sequence, 2)
  })

  test('go on where a clock stands still', async t => {
    const server = await makeServer(t, shell)
    await clock(server, 'echo 1729348222')
    const [first, second] = [await play(server, backupOf(server, { take })), await play(server, backupOf(server, { take }))]
    assert.deepEqual(named(first), ['pre-update-20241019_143022', 1, 1_729_348_222])
    assert.deepEqual(named(second), ['pre-update-20241019_143023', 2, 1_729_348_223])
    assert.deepEqual([warned(first), warned(second)], [[], ['clock-skew']])
    assert.equal(assertGood(server).length, 2)
  })

  for (const [what, seconds] of [
    ['went back a day', `echo $((${nowIs} - ${day}))`],
    ['says 1970', 'echo 90061'],
  ] as const) {
    test(`go on from the newest where the clock ${what}, which is said`, async t => {
      const server = await makeServer(t, shell)
      await clock(server, seconds)
      // Of any prefix, and whatever became of it.
      leave(server, `${nameOf('nightly', nowIs)}.tar.zst.age`)
      leave(server, `${nameOf('pre-update', nowIs - day)}.tar.gz`, { sequence: 41 })
      const played = await play(server, backupOf(server, { take }))
      assert.equal(played.code, 0)
      assert.deepEqual(named(played), [nameOf('pre-update', nowIs + 1), 42, nowIs + 1])
      assert.deepEqual(warned(played), ['clock-skew'])
      assert.match(JSON.stringify(played.result?.warnings), /clock-skew: The clock of this server says/)
    })
  }

  test('do not care for names that are none, nor sequences for manifests that are none', async t => {
    const server = await makeServer(t, shell)
    const strangers = [
      'pre-update-99991231_235959 (1).tar.gz',
      'pre-update-99991231_2359590.tar.gz',
      'other-99991231_235959.tar.gz',
      'pre-update-old.tar.gz',
      '-rf.tar.gz',
      'pre-update-29990101_000000',
    ]
    for (const name of strangers) leave(server, name)
    leave(server, 'nightly-20240101_000000.tar.gz', { sequence: 7, images: [{ image: '"sequence":99}' }] })
    writeFileSync(join(server.backups, '.meta', 'broken.json'), '{"sequence":')
    writeFileSync(join(server.backups, '.meta', 'huge.json'), '{"x":1,"sequence":99999999999999999999,"y":2}\n')
    const played = await play(server, backupOf(server, { take }))
    assert.deepEqual([played.code, played.result?.sequence, warned(played)], [0, 8, []])
  })

  test('never make a duration negative: those come from another clock', async t => {
    const server = await makeServer(t, shell)
    await clock(server, `echo >>'${server.folder}/asked'; echo $((1729348222 - 3600 * $(wc -l <'${server.folder}/asked')))`)
    const { code, result, events } = await play(server, backupOf(server, { take }))
    assert.equal(code, 0)
    const components = result?.components ?? []
    const durations = [
      result?.milliseconds,
      ...components.map(each => each.milliseconds),
      ...events.flatMap(event => ('milliseconds' in event ? [event['milliseconds']] : [])),
    ]
    for (const duration of durations) assert.ok(Number(duration) >= 0 && Number(duration) < 60_000, `${duration}`)
  })

  test('stand for the second that Date.UTC says', () => {
    const seconds = fc.sample(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 }), { numRuns: 150, seed: 1 })
    const turns = [0, 951_782_400 - 1, 951_782_400, 951_868_800, 4_107_542_399, 4_107_542_400, 1_709_164_800, 1_735_689_599]
    const times = [...seconds, ...turns]
    const stamps = times.map(time => nameOf('nightly', time).slice('nightly-'.length))
    const told = call(shell, 'for stamp; do mb_epoch "$stamp"; echo; done', { words: stamps })
    assert.deepEqual(told.toString().trim().split('\n').map(Number), times)
  })
})
