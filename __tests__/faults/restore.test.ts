// K5, K6, A22: a restore that dies, fails, or loses its client at any of its moments ends in the old state or in the new one.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { restore } from '../../src/operations/restore.ts'
import type { Restored } from '../../src/report/restored.ts'
import type { RestoreSettings } from '../../src/settings/settings.ts'
import { eventually } from '../contracts/run.ts'
import { isLockFree } from '../runtime/backups.ts'
import { codeOf } from './after.ts'
import { makeGate } from './gate.ts'
import { backUp, type Host, makeHost, sessionOf } from './host.ts'
import { everything, itself, kill, processesWith, shellsOf } from './processes.ts'
import { atPhase, type Change, type RestorePhase, restorePhases } from './seam.ts'

type Tree = Readonly<Record<string, string>>

/** Every file of the application with its content. */
function treeOf(host: Host): Tree {
  const files = execFileSync('find', ['.', '-path', './backups', '-prune', '-o', '(', '-type', 'f', '-o', '-type', 'd', ')', '-print'], {
    cwd: host.app,
  })
    .toString()
    .trim()
    .split('\n')
    .sort()
  return Object.fromEntries(
    files.map(file => [file, file === '.' || !existsSync(join(host.app, file)) ? '' : contentOf(join(host.app, file))]),
  )
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'base64')
  } catch {
    return 'a directory'
  }
}

/** A host with a backup, and an application that has changed since. */
async function changedHost(t: TestContext) {
  const host = await makeHost(t)
  // A paused container holds what it has open; such a one is refused, and has a test of its own.
  writeFileSync(join(host.folder, 'engine/states/frozen'), 'running\n')
  assert.equal(codeOf(await backUp(host, { settings: { quiesce: 'none' } })), 'success')
  const kept = treeOf(host)
  rmSync(join(host.app, 'uploads/file-3'))
  writeFileSync(join(host.app, 'uploads/file-5'), 'changed')
  writeFileSync(join(host.app, 'uploads/stale'), 'added')
  writeFileSync(join(host.app, '.env'), 'TOKEN=changed\n')
  return { host, kept, changed: treeOf(host), containers: host.engine.states() }
}

type Options = {
  readonly changes?: readonly Change[]
  readonly cancel?: AbortSignal
  readonly mode?: RestoreSettings['mode']
  readonly ask?: Partial<RestoreSettings>
}

async function putBack(
  host: Host,
  { changes = [], cancel, mode = 'restore', ask = {} }: Options = {},
): Promise<Restored & { log: string }> {
  const words: RestoreSettings = {
    backup: 'latest',
    components: 'all',
    confirm: 'OUI',
    outside: [{ path: host.app, optional: false }],
    exact: false,
    mode,
    ...ask,
  }
  const { session, log } = sessionOf(host, { settings: { restore: words }, changes, heartbeat: 2, ...(cancel && { cancel }) })
  const outcome = await restore(session, {})
  await session.transport.close()
  return { ...outcome, log: log() }
}

const isMarked = ({ backups }: Host) => existsSync(join(backups, '.restore-incomplete'))

/** Everything of it has ended, nothing is put aside, containers are as they were. */
async function assertSettled(host: Host, containers: readonly string[]): Promise<void> {
  await eventually(() => processesWith(`HOME=${host.folder}`).length === 0 && isLockFree(host))
  assert.deepEqual(host.engine.states(), containers)
  assert.ok(!isMarked(host), 'the mark is gone')
  assert.deepEqual(
    readdirSync(host.app).filter(name => name.includes('.meeshy-')),
    [],
  )
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
    assert.deepEqual(treeOf(host), kept)
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
      assert.deepEqual(treeOf(host), phase === 'cleared' ? kept : changed)
      await assertSettled(host, containers)
    })

    test(`that fails at ${phase} puts back what was there by itself`, async t => {
      const { host, kept, changed, containers } = await changedHost(t)
      const ran = await putBack(host, { changes: [atPhase(phase, "mb_fail E_RESTORE 'broken by a test'", 'restore')] })
      assert.equal(ran.status, 'failed', ran.log)
      assert.equal(ran.failure?.code, 'E_RESTORE', ran.log)
      await assertSettled(host, containers)
      assert.deepEqual(treeOf(host), phase === 'cleared' ? kept : changed)
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
      assert.match(left.failure.title, /goes on there/)
      gate.open()
      await eventually(() => isLockFree(host) && processesWith(`HOME=${host.folder}`).length === 0)
      assert.deepEqual(treeOf(host), kept)
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
    assert.deepEqual(treeOf(host), kept)
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
      assert.deepEqual(treeOf(host), made[becomes])
      await assertSettled(host, containers)
    })
  }

  test('whose undo fails keeps what it touched stopped and says where all is; --undo ends it when the cause is gone (K10)', async t => {
    const { host, changed, containers } = await changedHost(t)
    const watch: Change = {
      operation: 'restore',
      replace: [
        [
          'mb_undo() {\nlocal dir="$1" entry status=0\n',
          'mb_undo() {\nlocal dir="$1" entry status=0\nmb_settle() { case $(cat "$1") in *meeshy-old*) return 1 ;; *) sh -c "$(cat "$1")" && rm -f "$1" ;; esac; }\n',
        ],
      ],
    }
    const ran = await putBack(host, { changes: [watch, atPhase('started', "mb_fail E_RESTORE 'broken by a test'", 'restore')] })
    assert.equal(ran.failure?.code, 'E_RESTORE', ran.log)
    assert.match(ran.failure.safe ?? '', /meeshy-old/)
    assert.ok(isMarked(host))
    assert.ok(host.engine.states().includes('web exited'), 'what it touched stays stopped')
    const undone = await putBack(host, { mode: 'undo' })
    assert.equal(undone.status, 'success', undone.log)
    assert.deepEqual(treeOf(host), changed)
    await assertSettled(host, containers)
  })

  test('of what a paused container uses is refused before anything is touched', async t => {
    const { host, changed } = await changedHost(t)
    writeFileSync(join(host.folder, 'engine/states/frozen'), 'paused\n')
    const ran = await putBack(host)
    assert.equal(ran.failure?.code, 'E_DOCKER', ran.log)
    assert.deepEqual(treeOf(host), changed)
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
    assert.deepEqual(treeOf(host), changed)
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
    assert.deepEqual(treeOf(host), changed)
  })

  test('replaces a link by name, and writes nothing through it (G15)', async t => {
    const { host, kept } = await changedHost(t)
    const elsewhere = join(host.folder, 'elsewhere')
    writeFileSync(elsewhere, 'not ours')
    execFileSync('ln', ['-sf', elsewhere, join(host.app, '.env')])
    const ran = await putBack(host, { ask: { components: ['config'] } })
    assert.equal(ran.status, 'success', ran.log)
    assert.equal(readFileSync(elsewhere, 'utf8'), 'not ours')
    assert.equal(contentOf(join(host.app, '.env')), kept['./.env'])
  })
})
