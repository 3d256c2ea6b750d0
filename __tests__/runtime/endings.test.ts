// However a run ends before its time, nothing of it is left: no process, no work, no lock, and what was in effect is undone.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Command } from '../../src/protocol/step.ts'
import { assertGood, assertNothingLeft, processesOf, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, pathOf } from '../../testbed/shell/shells.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { backupOf, bytesOf } from './plans.ts'
import { finish, type Options, type Run, start } from './run.ts'
import { undosOfTests } from './undos.ts'

const seconds = (from: number) => (performance.now() - from) / 1000

/** A run in the midst of its work: its producer streams without end, and two undos are in the journal. */
async function busyRun(server: Server, options: Options, more: readonly Command[] = []): Promise<Run> {
  const undo = (n: number): Command => ['mb_journal', 'note', join(server.folder, 'undone'), String(n)]
  const endless = bytesOf('endless', 'sh', '-c', 'while :; do echo more; sleep 0.01; done')
  const plan = backupOf(server, { take: [endless], before: { take: [undo(1), undo(2), ...more] } })
  const run = await start(server, plan, { define: undosOfTests, ...options })
  await eventually(() => existsSync(join(server.backups, '.work', run.id, 'counted')))
  return run
}

/** The pid of a run's worker (the first child of its shell) or of its watchdog (the second). */
function childOf(run: Run, which: 0 | 1): number {
  const children = readFileSync(`/proc/${run.pid}/task/${run.pid}/children`, 'utf8').trim().split(' ').map(Number)
  return children.toSorted((one, other) => one - other)[which] ?? 0
}

async function assertUndone(server: Server, run: Run): Promise<void> {
  await assertNothingLeft(server, run.id)
  assert.equal(readFileSync(join(server.folder, 'undone'), 'utf8'), '2\n1\n')
  assert.deepEqual(visible(server), [])
}

onEachShell(
  'a run',
  shell => {
    const endings: Readonly<Record<string, { options: Options; end: (run: Run) => void; code: string }>> = {
      'whose client goes away': { options: {}, end: run => run.hangUp(), code: 'E_INTERRUPTED' },
      'whose client falls silent': { options: { heartbeat: 1 }, end: () => {}, code: 'E_INTERRUPTED' },
      'that gets SIGTERM': { options: {}, end: run => process.kill(run.pid, 'SIGTERM'), code: 'E_INTERRUPTED' },
      'that takes too long': { options: { timeout: 2 }, end: run => run.keepBeating(), code: 'E_TIMEOUT' },
      'whose worker is killed': { options: {}, end: run => process.kill(childOf(run, 0), 'SIGKILL'), code: 'E_UNKNOWN' },
    }
    for (const [what, { options, end, code }] of Object.entries(endings)) {
      test(`${what} undoes everything, and says so`, async t => {
        const server = await makeServer(t, shell)
        const run = await busyRun(server, options)
        const began = performance.now()
        end(run)
        const played = await finish(run)
        assert.deepEqual([played.code, played.failure?.code], [1, code], `${JSON.stringify(played.failure)} ${played.noise.join('\n')}`)
        assert.equal(played.events.filter(event => event.type === 'error').length, 1)
        assert.ok(seconds(began) < (options.timeout ?? 0) + 15, `it took ${seconds(began)} s`)
        await assertUndone(server, run)
      })
    }

    test('ends what does not listen to TERM too', async t => {
      const server = await makeServer(t, shell)
      const run = await busyRun(server, {}, [['sh', '-c', `(trap '' TERM; sleep 60) >/dev/null 2>&1 & :`]])
      run.hangUp()
      assert.equal((await finish(run)).failure?.code, 'E_INTERRUPTED')
      await assertUndone(server, run)
    })

    test('whose main shell is killed is cleaned up after by its watchdog', async t => {
      const server = await makeServer(t, shell)
      const run = await busyRun(server, {})
      run.keepBeating()
      process.kill(run.pid, 'SIGKILL')
      assert.equal((await run.dead).signal, 'SIGKILL')
      await run.ended
      await assertUndone(server, run)
    })

    test('whose watchdog is killed still ends in time', async t => {
      const server = await makeServer(t, shell)
      const run = await busyRun(server, { timeout: 4 })
      process.kill(childOf(run, 1), 'SIGKILL')
      run.hangUp()
      const { code, failure } = await finish(run)
      assert.deepEqual([code, failure?.code], [1, 'E_TIMEOUT'])
      await assertUndone(server, run)
    })

    test('that leaves the server alone when it does well ends at once', async t => {
      const server = await makeServer(t, shell)
      const run = await start(server, backupOf(server, { take: [bytesOf('data', 'echo', 'data')], after: [['sh', '-c', 'sleep 60 & :']] }))
      const began = performance.now()
      await run.event(event => event.type === 'result')
      assert.equal((await finish(run)).code, 0)
      assert.ok(seconds(began) < 15)
      await assertNothingLeft(server, run.id)
      assert.equal(assertGood(server).length, 1)
    })
  },
  { atOnce: 3 },
)

onEachShell(
  'a run that is publishing',
  shell => {
    for (const [what, end] of [
      ['told to end', (run: Run) => process.kill(run.pid, 'SIGTERM')],
      ['left by its client', (run: Run) => run.hangUp()],
      ['orphaned', (run: Run) => process.kill(run.pid, 'SIGKILL')],
    ] as const) {
      test(`and is ${what} comes to the end of that`, async t => {
        const server = await makeServer(t, shell)
        const [reached, release] = [join(server.folder, 'reached'), join(server.folder, 'release')]
        const real = shell.tar === 'gnu' ? pathOf('sync') : `${pathOf('busybox')} sync`
        const holds = `case "$*" in *.meta) touch '${reached}'; while [ ! -e '${release}' ]; do sleep 0.05; done ;; esac`
        await server.program('sync', `${holds}\nexec ${real} "$@"`)
        const run = await start(server, backupOf(server, { take: [bytesOf('data', 'echo', 'data')] }), { heartbeat: 2 })
        await eventually(() => existsSync(reached))
        end(run)
        // The process that ends it has seen that it must wait.
        await eventually(() => processesOf(run.id).some(line => / sleep 0\.1 $/.test(line)))
        writeFileSync(release, '')
        await run.ended
        await assertNothingLeft(server, run.id)
        assert.equal(assertGood(server).length, 1)
        assert.equal(assertGood(server)[0]?.manifest.runId, run.id)
      })
    }
  },
  { over: [dash, busybox] },
)
