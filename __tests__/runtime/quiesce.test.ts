// Containers that stand still while files are read: exactly those that ran, and all of them run again, however it ends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertNothingLeft } from '../../testbed/shell/backups.ts'
import { makeServer } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { logOf, startEngine, stateOf } from './engine.ts'
import { backupOf, stepsOf, tree } from './plans.ts'
import { finish, play, start } from './run.ts'

onEachShell('containers that are quiesced', shell => {
  for (const [how, back] of [
    ['pause', 'unpause'],
    ['stop', 'start'],
  ] as const) {
    test(`by ${how} are those that ran, and run again as soon as the files are read`, async t => {
      const server = await makeServer(t, shell)
      await startEngine(server, { web: 'running', worker: 'running', old: 'exited', still: 'paused' })
      const quiesce = ['mb_quiesce', how, 'web', 'old', 'worker', 'still'] as const
      const note = ['eval', `echo read >>'${server.folder}/containers.log'`] as const
      const plan = backupOf(server, { take: [tree('app', server.app)], before: { take: [quiesce], close: [note, ['mb_resume']] } })
      const { code, failure, id } = await play(server, plan)
      assert.deepEqual([code, failure], [0, undefined])
      assert.deepEqual(logOf(server), [`${how} web`, `${how} worker`, 'read', `${back} worker`, `${back} web`])
      assert.deepEqual([stateOf(server, 'old'), stateOf(server, 'still')], ['exited', 'paused'])
      await assertNothingLeft(server, id)
    })

    test(`by ${how} run again when the run fails, and when it dies, after the next one`, async t => {
      const server = await makeServer(t, shell)
      await startEngine(server, { web: 'running', worker: 'running', old: 'exited' })
      const quiesce = ['mb_quiesce', how, 'web', 'worker', 'old'] as const
      const opening = [['mb_lock'], ['mb_recover']] as const
      const failed = await play(server, stepsOf(server, [...opening, quiesce, ['false']]))
      assert.equal(failed.code, 1)
      assert.deepEqual(logOf(server), [`${how} web`, `${how} worker`, `${back} worker`, `${back} web`])
      await assertNothingLeft(server, failed.id)

      const died = await start(
        server,
        stepsOf(server, [...opening, quiesce, ['sh', '-c', 'kill -KILL -"$(cut -d " " -f 5 "/proc/$$/stat")"']]),
      )
      assert.equal((await died.dead).signal, 'SIGKILL')
      assert.notEqual(stateOf(server, 'web'), 'running')
      const next = await play(server, stepsOf(server, opening))
      assert.deepEqual(
        [next.code, stateOf(server, 'web'), stateOf(server, 'worker'), stateOf(server, 'old')],
        [0, 'running', 'running', 'exited'],
      )
      await assertNothingLeft(server, next.id)
    })
  }

  test('by an engine that does not answer are not taken for quiet', async t => {
    const server = await makeServer(t, shell)
    await startEngine(server, { web: 'running' })
    const { failure, id } = await play(server, stepsOf(server, [['mb_lock'], ['mb_recover'], ['mb_quiesce', 'pause', 'web', 'gone']]))
    assert.equal(failure?.code, 'E_DOCKER')
    assert.match(failure?.details['Said'] ?? '', /No such object: gone/)
    assert.deepEqual(logOf(server), ['pause web', 'unpause web'])
    await assertNothingLeft(server, id)
  })

  test('by an engine that hangs end with the timeout', async t => {
    const server = await makeServer(t, shell)
    await server.program('docker', 'exec sleep 60')
    const run = await start(server, stepsOf(server, [['mb_lock'], ['mb_recover'], ['mb_quiesce', 'pause', 'web']]), { timeout: 1 })
    run.keepBeating()
    const { failure, id } = await finish(run)
    assert.equal(failure?.code, 'E_TIMEOUT')
    await assertNothingLeft(server, id)
  })
})
