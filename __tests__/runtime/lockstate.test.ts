// Whether somebody is at work in the backup directory: asked without taking anybody's turn, and without making anything.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isLockFree } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { stepsOf } from './plans.ts'
import { play } from './run.ts'

async function lockOf(server: Server) {
  const { events, failure } = await play(server, stepsOf(server, [['mb_lock_state']], { writes: false }))
  assert.equal(failure, undefined)
  return events.find(event => event.type === 'lock')
}

onEachShell('the lock, asked for', shell => {
  test('is free, or held by whom its file names', async t => {
    const server = await makeServer(t, shell)
    assert.equal((await lockOf(server))?.['free'], true)
    assert.deepEqual(readdirSync(server.backups), [])
    writeFileSync(join(server.backups, '.lock'), 'run r-1, "since" yesterday\n')
    const holder = spawn('flock', ['-n', server.backups, 'sh', '-c', 'echo held; read -r line'], { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(holder.stdout, 'data')
    const held = await lockOf(server)
    assert.deepEqual([held?.['free'], held?.['holder']], [false, 'run r-1, "since" yesterday'])
    holder.stdin.end()
    await once(holder, 'close')
    assert.equal((await lockOf(server))?.['free'], true)
    assert.ok(isLockFree(server))
  })

  test('of a directory that is missing is free, and the directory is not made', async t => {
    const server = await makeServer(t, shell)
    const elsewhere: Server = { ...server, backups: join(server.folder, 'none') }
    assert.equal((await lockOf(elsewhere))?.['free'], true)
    assert.ok(!existsSync(elsewhere.backups))
  })
})
