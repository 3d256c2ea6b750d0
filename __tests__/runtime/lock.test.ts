// One writer at a time in a backup directory, and a run that waits knows for whom.
import assert from 'node:assert/strict'
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Command } from '../../src/protocol/step.ts'
import { assertGood, assertNothingLeft, isLockFree } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf, stepsOf } from './plans.ts'
import { finish, play, type Run, start } from './run.ts'

/** A step that lasts until `release`. */
const waits = (server: Server): Command => ['sh', '-c', `while [ ! -e '${server.folder}/release' ]; do sleep 0.02; done`]
const release = (server: Server) => writeFileSync(join(server.folder, 'release'), '')
const take = [bytesOf('data', 'echo', 'data')]

/** A run that holds the lock until it is released. */
async function holder(server: Server): Promise<Run> {
  const run = await start(
    server,
    backupOf(server, { take, before: { open: [waits(server)] }, variables: { MB_CALLER: ', https://example.org/1' } }),
    { from: 'runner 12' },
  )
  await run.event(event => event['step'] === 4 && event['state'] === 'start')
  return run
}

onEachShell('the lock', shell => {
  test('of two at once one waits for the other, whom it names', async t => {
    const server = await makeServer(t, shell)
    const first = await holder(server)
    const second = await start(server, backupOf(server, { take }))
    const waiting = await second.event(event => event.type === 'waiting')
    assert.match(
      String(waiting['holder']),
      new RegExp(
        `^run ${first.id}, pid ${first.pid}, since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, from runner 12, https://example\\.org/1$`,
      ),
    )
    assert.ok(!second.events.some(event => event['step'] === 2), 'it does nothing meanwhile')
    release(server)
    for (const run of [first, second]) {
      const played = await finish(run)
      assert.deepEqual([played.code, played.failure], [0, undefined])
    }
    const kept = assertGood(server).map(({ manifest }) => manifest)
    assert.deepEqual(
      kept.map(({ runId, sequence }) => [runId, sequence]),
      [
        [first.id, 1],
        [second.id, 2],
      ],
    )
    await assertNothingLeft(server, second.id)
  })

  test('who may not wait fails at once, and names the holder; the holder never notices', async t => {
    const server = await makeServer(t, shell)
    const first = await holder(server)
    const impatient = stepsOf(server, [['mb_lock'], ['mb_recover']], { variables: { MB_LOCK_TIMEOUT: '0' } })
    const others = await Promise.all([play(server, impatient), play(server, impatient)])
    for (const { code, failure } of others) {
      assert.deepEqual([code, failure?.code], [1, 'E_LOCKED'])
      assert.match(String(failure?.details['Holder']), new RegExp(`^run ${first.id}, pid ${first.pid}, since `))
    }
    release(server)
    assert.equal((await finish(first)).code, 0)
    assert.equal(assertGood(server).length, 1)
    await assertNothingLeft(server, first.id)
  })

  test('is free as soon as its holder is dead, whatever it left lying', async t => {
    const server = await makeServer(t, shell)
    const first = await holder(server)
    process.kill(-first.pid, 'SIGKILL')
    await first.dead
    const { code, failure } = await play(server, stepsOf(server, [['mb_lock'], ['mb_recover']], { variables: { MB_LOCK_TIMEOUT: '5' } }))
    assert.deepEqual([code, failure], [0, undefined])
    await assertNothingLeft(server, first.id)
  })

  test('is not handed on to what a step leaves running, and nothing is left running', async t => {
    const server = await makeServer(t, shell)
    const pid = join(server.folder, 'pid')
    const leaves: Command = ['sh', '-c', `sleep 60 & echo $! >'${pid}'`]
    const run = await start(server, backupOf(server, { take, before: { take: [leaves, waits(server)] } }))
    await run.event(event => event['step'] === 5 && event['state'] === 'end')
    // What holds a lock says so (proc(5), fdinfo).
    const descriptors = `/proc/${readFileSync(pid, 'utf8').trim()}/fdinfo`
    const open = await Promise.all((await readdir(descriptors)).map(fd => readFile(join(descriptors, fd), 'utf8')))
    assert.ok(open.length > 0 && !open.join('').includes('lock:'), `open: ${open}`)
    assert.ok(!isLockFree(server))
    release(server)
    assert.equal((await finish(run)).code, 0)
    await assertNothingLeft(server, run.id)
  })

  test('does not hang on its file: removed or planted, there is one holder, and nothing is written through it', async t => {
    const server = await makeServer(t, shell)
    const victim = join(server.folder, 'victim')
    writeFileSync(victim, 'precious')
    symlinkSync(victim, join(server.backups, '.lock'))
    const first = await holder(server)
    assert.equal(readFileSync(victim, 'utf8'), 'precious')
    rmSync(join(server.backups, '.lock'), { force: true })
    const { failure } = await play(server, stepsOf(server, [['mb_lock']], { variables: { MB_LOCK_TIMEOUT: '0' } }))
    assert.equal(failure?.code, 'E_LOCKED')
    release(server)
    assert.equal((await finish(first)).code, 0)
  })

  test('of one directory is not that of another', async t => {
    const [server, other] = [await makeServer(t, shell), await makeServer(t, shell)]
    const first = await holder(server)
    const { code } = await play(other, backupOf(other, { take, variables: { MB_LOCK_TIMEOUT: '0' } }))
    assert.equal(code, 0)
    release(server)
    assert.equal((await finish(first)).code, 0)
  })
})
