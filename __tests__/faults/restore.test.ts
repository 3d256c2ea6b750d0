// K5, K6, A22: a restore that dies, fails, or loses its client at any of its moments ends in the old state or in the new one.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { newRunId } from '../../src/script/conversation.ts'
import { makeGate } from '../../testbed/faults/gate.ts'
import { backUp, type Host, makeHost, sessionOf } from '../../testbed/faults/host.ts'
import { everything, itself, kill, processesWith, shellsOf } from '../../testbed/faults/processes.ts'
import { isMarked, leftovers, putBack, treeOf } from '../../testbed/faults/restores.ts'
import { atPhase, type Change, muted, type RestorePhase, restorePhases } from '../../testbed/faults/seam.ts'
import { isLockFree } from '../../testbed/shell/backups.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { codeOf } from './after.ts'

/** A host with a backup, and an application that has changed since. */
async function changedHost(t: TestContext) {
  const host = await makeHost(t)
  // A paused container holds what it has open; such a one is refused, and has a test of its own.
  writeFileSync(join(host.folder, 'engine/states/frozen'), 'running\n')
  assert.equal(codeOf(await backUp(host, { settings: { quiesce: 'none' } })), 'success')
  const kept = treeOf(host.app)
  rmSync(join(host.app, 'uploads/file-3'))
  writeFileSync(join(host.app, 'uploads/file-5'), 'changed')
  writeFileSync(join(host.app, 'uploads/stale'), 'added')
  writeFileSync(join(host.app, '.env'), 'TOKEN=changed\n')
  return { host, kept, changed: treeOf(host.app), containers: host.engine.states() }
}

/** What was put aside cannot be put back. */
function undoFails(operation: Change['operation']): Change {
  return { operation, define: 'undo_put_back() {\nreturn 1\n}' }
}

/** Everything of it has ended, nothing is put aside, containers are as they were. */
async function assertSettled(host: Host, containers: readonly string[]): Promise<void> {
  await eventually(() => processesWith(`HOME=${host.folder}`).length === 0 && isLockFree(host))
  assert.deepEqual(host.engine.states(), containers)
  assert.ok(!isMarked(host), 'the mark is gone')
  assert.deepEqual(leftovers(host), [])
  assert.deepEqual(
    readdirSync(join(host.backups, '.work')).filter(name => !name.endsWith('.log')),
    [],
  )
}

describe('a restore', { concurrency: 2 }, () => {
  test('that is let alone is the new state', async t => {
    const { host, kept, containers } = await changedHost(t)
    const ran = await putBack(host)
    assert.equal(ran.status, 'success', ran.log)
    assert.deepEqual(treeOf(host.app), kept)
    await assertSettled(host, containers)
  })

  for (const phase of restorePhases) {
    test(`all of which is killed at ${phase}: the next run needs no hand`, async t => {
      const { host, kept, changed, containers } = await changedHost(t)
      const gate = makeGate(host.folder)
      t.after(() => gate.close())
      const running = putBack(host, { changes: [atPhase(phase, gate.stop(itself), 'restore')] })
      const them = shellsOf(await gate.reached)
      kill(...everything(host.folder, them))
      gate.open()
      const ran = await running
      assert.equal(ran.status, 'failed', ran.log)
      const marked = restorePhases.indexOf(phase) >= restorePhases.indexOf('marked')
      assert.equal(isMarked(host), marked, 'the mark stands exactly when something may have been replaced')
      const next = await backUp(host, { settings: { quiesce: 'none' } })
      assert.equal(codeOf(next), 'success', next.log)
      assert.deepEqual(treeOf(host.app), phase === 'cleared' ? kept : changed)
      await assertSettled(host, containers)
    })

    test(`that fails at ${phase} puts back what was there by itself`, async t => {
      const { host, kept, changed, containers } = await changedHost(t)
      const ran = await putBack(host, { changes: [atPhase(phase, "mb_fail E_RESTORE 'broken by a test'", 'restore')] })
      assert.equal(ran.status, 'failed', ran.log)
      assert.equal(ran.failure?.code, 'E_RESTORE', ran.log)
      await assertSettled(host, containers)
      assert.deepEqual(treeOf(host.app), phase === 'cleared' ? kept : changed)
      const said = restorePhases.indexOf(phase) < restorePhases.indexOf('marked') ? /./ : /as it was before the restore/
      assert.match(ran.failure.safe ?? '', phase === 'cleared' ? /was already final/ : said)
    })
  }

  for (const phase of ['proven-paths/uploads', 'marked', 'swapped', 'before-clear'] as const) {
    test(`that stands still at ${phase} until its time is up says so, and puts back what was there`, async t => {
      const { host, changed, containers } = await changedHost(t)
      const gate = makeGate(host.folder)
      t.after(() => gate.close())
      const ran = await putBack(host, { settings: { timeout: 4 }, changes: [atPhase(phase, gate.stop(itself), 'restore')] })
      assert.equal(ran.failure?.code, 'E_TIMEOUT', ran.log)
      assert.match(ran.failure.title, /within its timeout of 4 s/)
      assert.deepEqual(treeOf(host.app), changed)
      await assertSettled(host, containers)
    })
  }

  for (const [phase, safe] of [
    ['staged-paths/uploads', /it had replaced nothing yet/],
    ['marked', /put back by the next run/],
  ] as const) {
    test(`that dies at ${phase} while somebody follows it: the follower reads what is true`, async t => {
      const { host, changed, containers } = await changedHost(t)
      const gate = makeGate(host.folder)
      t.after(() => gate.close())
      const runId = newRunId()
      const running = putBack(host, { runId, changes: [atPhase(phase, gate.stop(itself), 'restore')] })
      const { main, worker, watchdog } = shellsOf(await gate.reached)
      kill(main, worker, watchdog, ...processesWith(`MB_RUN=${runId}`).map(({ pid }) => pid))
      const ran = await running
      assert.equal(ran.failure?.code, 'E_INTERRUPTED', ran.log)
      assert.match(ran.failure.safe ?? '', safe)
      assert.equal(codeOf(await backUp(host, { settings: { quiesce: 'none' } })), 'success')
      assert.deepEqual(treeOf(host.app), changed)
      await assertSettled(host, containers)
    })
  }

  for (const victim of ['worker', 'main'] as const) {
    test(`whose ${victim} is killed when it is final has succeeded, and says that it was interrupted`, async t => {
      const { host, kept, containers } = await changedHost(t)
      const gate = makeGate(host.folder)
      t.after(() => gate.close())
      const running = putBack(host, { changes: [atPhase('cleared', gate.stop(itself), 'restore')] })
      kill(shellsOf(await gate.reached)[victim])
      gate.open()
      const ran = await running
      assert.equal(ran.status, 'success', ran.log)
      assert.match(ran.warnings.join(), /outcome-late/)
      assert.deepEqual(treeOf(host.app), kept)
      await assertSettled(host, containers)
    })
  }

  test('all of which is killed when it is final is completed by --undo, which says that it has not undone it', async t => {
    const { host, kept, containers } = await changedHost(t)
    const gate = makeGate(host.folder)
    t.after(() => gate.close())
    const running = putBack(host, { changes: [atPhase('cleared', gate.stop(itself), 'restore')] })
    kill(...everything(host.folder, shellsOf(await gate.reached)))
    gate.open()
    await running
    const undone = await putBack(host, { mode: 'undo' })
    assert.equal(undone.status, 'failed', undone.log)
    assert.match(undone.failure?.title ?? '', /was already final/)
    assert.match(undone.failure?.next ?? '', /safety backup/)
    assert.deepEqual(treeOf(host.app), kept)
    await assertSettled(host, containers)
  })

  // What it keeps in mind in files; a directory of that name takes no line.
  for (const [file, phase] of [
    ['destinations', 'proven-paths/uploads'],
    ['leftovers', 'marked'],
    ['held', 'marked'],
    ['releasing', 'before-start'],
  ] as const satisfies readonly (readonly [string, RestorePhase])[]) {
    test(`that cannot write down its ${file} fails, rather than to leave a part out`, async t => {
      const { host, changed, containers } = await changedHost(t)
      const ran = await putBack(host, { changes: [atPhase(phase, `rm -rf "$MB_WORK/${file}"; mkdir "$MB_WORK/${file}"`, 'restore')] })
      assert.equal(ran.failure?.code, 'E_PERM', ran.log)
      assert.deepEqual(treeOf(host.app), changed)
      await assertSettled(host, containers)
    })
  }

  for (const phase of ['staged-paths/uploads', 'aside', 'started'] as const satisfies readonly RestorePhase[]) {
    test(`whose client goes away at ${phase} goes on, and is followed again`, async t => {
      const { host, kept, containers } = await changedHost(t)
      const gate = makeGate(host.folder)
      t.after(() => gate.close())
      const cancel = new AbortController()
      const running = putBack(host, { changes: [atPhase(phase, gate.stop(itself), 'restore')], cancel: cancel.signal })
      await gate.reached
      cancel.abort()
      const left = await running
      assert.equal(left.failure?.code, 'E_CANCELLED', left.log)
      assert.match(left.failure.title, /continues there/)
      gate.open()
      await eventually(() => isLockFree(host) && processesWith(`HOME=${host.folder}`).length === 0)
      assert.deepEqual(treeOf(host.app), kept)
      await assertSettled(host, containers)
    })
  }

  test('that runs is followed by --resume to its end', async t => {
    const { host, kept, containers } = await changedHost(t)
    const gate = makeGate(host.folder)
    t.after(() => gate.close())
    const cancel = new AbortController()
    const running = putBack(host, { changes: [atPhase('aside', gate.stop(itself), 'restore')], cancel: cancel.signal })
    await gate.reached
    cancel.abort()
    await running
    const following = putBack(host, { mode: 'resume' })
    gate.open()
    const ran = await following
    assert.equal(ran.status, 'success', ran.log)
    assert.deepEqual(treeOf(host.app), kept)
    await assertSettled(host, containers)
  })

  test('that hears nothing from its client for a while says so, and is followed anew', async t => {
    const { host, kept, containers } = await changedHost(t)
    const gate = makeGate(host.folder)
    t.after(() => gate.close())
    let warned = () => {}
    const lost = new Promise<void>(resolve => {
      warned = resolve
    })
    const running = putBack(host, {
      heartbeat: 1,
      transport: muted(sessionOf(host).session.transport, 'restore'),
      changes: [atPhase('aside', gate.stop(itself), 'restore')],
      onLog: text => text.includes('connection-lost') && warned(),
    })
    await gate.reached
    await lost
    gate.open()
    const ran = await running
    assert.equal(ran.status, 'success', ran.log)
    assert.deepEqual(treeOf(host.app), kept)
    await assertSettled(host, containers)
  })

  for (const [mode, becomes] of [
    ['undo', 'changed'],
    ['resume', 'kept'],
  ] as const) {
    test(`that died is ended by --${mode}`, async t => {
      const made = await changedHost(t)
      const { host, containers } = made
      const gate = makeGate(host.folder)
      t.after(() => gate.close())
      const running = putBack(host, { changes: [atPhase('swapped', gate.stop(itself), 'restore')] })
      kill(...everything(host.folder, shellsOf(await gate.reached)))
      gate.open()
      await running
      assert.ok(isMarked(host))
      const ran = await putBack(host, { mode })
      assert.equal(ran.status, 'success', ran.log)
      assert.deepEqual(treeOf(host.app), made[becomes])
      await assertSettled(host, containers)
    })
  }

  test('whose undo fails keeps what it touched stopped and says where all is; --undo ends it when the cause is gone (K10)', async t => {
    const { host, changed, containers } = await changedHost(t)
    const stuck = undoFails('restore')
    const ran = await putBack(host, { changes: [stuck, atPhase('started', "mb_fail E_RESTORE 'broken by a test'", 'restore')] })
    assert.equal(ran.failure?.code, 'E_RESTORE', ran.log)
    assert.match(ran.failure.safe ?? '', /meeshy-old/)
    assert.ok(isMarked(host))
    assert.match(ran.failure.next ?? '', /meeshy-backup restore --undo/)
    assert.ok(host.engine.states().includes('web exited'), 'what it touched stays stopped')
    const half = treeOf(host.app)
    const again = await putBack(host, { changes: [stuck, undoFails('recover')], ask: { components: ['config'] } })
    assert.equal(again.failure?.code, 'E_RESTORE', again.log)
    assert.match(again.failure.title, /An earlier restore/)
    const resumed = await putBack(host, { mode: 'resume', changes: [undoFails('recover')] })
    assert.equal(resumed.failure?.code, 'E_RESTORE', resumed.log)
    assert.deepEqual(treeOf(host.app), half, 'neither has touched anything')
    assert.ok(host.engine.states().includes('web exited'), 'nothing runs on data that is half put back')
    const undone = await putBack(host, { mode: 'undo' })
    assert.equal(undone.status, 'success', undone.log)
    assert.deepEqual(treeOf(host.app), changed)
    await assertSettled(host, containers)
  })

  test('after one whose journal is lost: the mark goes with the first that succeeds, not with one that fails', async t => {
    const { host, kept, changed } = await changedHost(t)
    const mark = join(host.backups, '.restore-incomplete')
    const text = 'gone\tpre-update-20200101_000000\tdatabase\n'
    writeFileSync(mark, text)
    const failed = await putBack(host, { changes: [atPhase('started', "mb_fail E_RESTORE 'broken by a test'", 'restore')] })
    assert.equal(failed.failure?.code, 'E_RESTORE', failed.log)
    assert.deepEqual([treeOf(host.app), readFileSync(mark, 'utf8')], [changed, text])
    const ran = await putBack(host)
    assert.equal(ran.status, 'success', ran.log)
    assert.deepEqual([treeOf(host.app), isMarked(host)], [kept, false])
  })

  for (const quiesce of ['pause', 'stop'] as const) {
    test(`after a backup that died with a container ${quiesce === 'pause' ? 'paused' : 'stopped'}: it runs again before it is asked what runs`, async t => {
      const { host, kept, containers } = await changedHost(t)
      const gate = makeGate(host.folder)
      t.after(() => gate.close())
      const dying = backUp(host, { settings: { quiesce, quiesceServices: ['web'] }, changes: [atPhase('quiesced', gate.stop(itself))] })
      kill(...everything(host.folder, shellsOf(await gate.reached)))
      gate.open()
      await dying
      assert.notDeepEqual(host.engine.states(), containers)
      const watch = makeGate(host.folder)
      t.after(() => watch.close())
      const running = putBack(host, { changes: [atPhase('aside', watch.stop(itself), 'restore')] })
      await watch.reached
      const held = host.engine.states()
      watch.open()
      const ran = await running
      assert.equal(ran.status, 'success', ran.log)
      assert.ok(held.includes('web exited'), 'what uses the files is stopped while they are replaced')
      assert.deepEqual(treeOf(host.app), kept)
      await assertSettled(host, containers)
    })
  }

  test('of what a paused container uses is refused before anything is touched', async t => {
    const { host, changed } = await changedHost(t)
    writeFileSync(join(host.folder, 'engine/states/frozen'), 'paused\n')
    const ran = await putBack(host)
    assert.equal(ran.failure?.code, 'E_DOCKER', ran.log)
    assert.deepEqual(treeOf(host.app), changed)
  })

  test('whose service does not come up is undone (K7)', async t => {
    const { host, changed, containers } = await changedHost(t)
    const dies: Change = {
      operation: 'restore',
      replace: [
        ['stop) mb_docker start "$name" ;;\nesac >/dev/null', 'stop) [ "$name" = web ] || mb_docker start "$name" ;;\nesac >/dev/null'],
      ],
    }
    const ran = await putBack(host, { changes: [dies] })
    assert.equal(ran.failure?.code, 'E_RESTORE', ran.log)
    assert.deepEqual(treeOf(host.app), changed)
    await assertSettled(host, containers)
  })

  test('while it is incomplete, a backup removes nothing (I11)', async t => {
    const { host } = await changedHost(t)
    writeFileSync(join(host.backups, '.restore-incomplete'), 'gone\tpre-update-20200101_000000\tdatabase\n')
    for (let n = 0; n < 3; n++) assert.equal(codeOf(await backUp(host, { settings: { quiesce: 'none' } })), 'success')
    assert.ok(readdirSync(host.backups).filter(name => name.includes('.tar.')).length >= 4)
  })

  test('writes nothing outside of the application that nobody named', async t => {
    const { host, changed } = await changedHost(t)
    const meta = join(host.backups, '.meta')
    const [file = ''] = readdirSync(meta)
    const text = readFileSync(join(meta, file), 'utf8')
    writeFileSync(join(meta, file), text.replace('"paths":[".env"', '"paths":["/etc/cron.d/x",".env"'))
    const ran = await putBack(host, { ask: { outside: [] } })
    assert.equal(ran.failure?.code, 'E_INPUT', ran.log)
    assert.match(JSON.stringify(ran.failure), /cron\.d/)
    assert.deepEqual(treeOf(host.app), changed)
  })

  test('replaces a link by name, and writes nothing through it (G15)', async t => {
    const { host, kept } = await changedHost(t)
    const elsewhere = join(host.folder, 'elsewhere')
    writeFileSync(elsewhere, 'not ours')
    execFileSync('ln', ['-sf', elsewhere, join(host.app, '.env')])
    const ran = await putBack(host, { ask: { components: ['config'] } })
    assert.equal(ran.status, 'success', ran.log)
    assert.equal(readFileSync(elsewhere, 'utf8'), 'not ours')
    assert.equal(treeOf(host.app)['.env'], kept['.env'])
  })
})
