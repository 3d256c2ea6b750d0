// B6, B7, B10: a Docker engine that is down, fails or hangs, at the moments when containers are quiesced and brought back.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { makeGate, reached } from '../../testbed/faults/gate.ts'
import { backUp, type Host, makeHost, type RunOptions } from '../../testbed/faults/host.ts'
import { type Before, remember } from '../../testbed/faults/invariants.ts'
import { everything, itself, kill, shellsOf } from '../../testbed/faults/processes.ts'
import { atPhase, type Change } from '../../testbed/faults/seam.ts'
import { assertFailed, assertHolds, assertNextIsClean, codeOf } from './after.ts'

const down = "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1"

async function open(t: TestContext): Promise<{ host: Host; before: Before }> {
  const host = await makeHost(t)
  assert.equal(codeOf(await backUp(host)), 'success')
  return { host, before: remember(host) }
}

/** From its n-th call on, this command of docker's does something else. */
async function instead(host: Host, command: string, nth: number, text: string): Promise<void> {
  const calls = join(host.folder, 'calls')
  writeFileSync(calls, '')
  const counted = `echo >>'${calls}'; [ "$(wc -l <'${calls}')" -lt ${nth} ] || { ${text}; }`
  await host.program('docker', `case "$*" in '${command} '*) ${counted} ;; esac\n${host.engine.program}`)
}

/** The bound of an undo: longer than the run may take, and not too long to wait for. */
const hasty: Change = { operation: 'backup', replace: [['else echo 60; fi', 'else echo 4; fi']] }
const inTwoSeconds: RunOptions = { settings: { timeout: 2 }, changes: [hasty] }

describe('a Docker engine', { concurrency: 2 }, () => {
  test('that is down: nothing is backed up instead of everything (B6)', async t => {
    const { host, before } = await open(t)
    await host.program('docker', down)
    const ran = await backUp(host, { settings: { sources: { paths: undefined } } })
    await host.program('docker', host.engine.program)
    await assertFailed(host, before, ran, 'E_DOCKER')
  })

  test('that is down, for a backup of files alone: that is said (B6)', async t => {
    const { host, before } = await open(t)
    await host.program('docker', down)
    const ran = await backUp(host)
    assert.equal(codeOf(ran), 'success', ran.log)
    assert.ok(
      ran.outcome?.warnings.some(words => /so containers and volumes were not checked/.test(words)),
      ran.log,
    )
    await host.program('docker', host.engine.program)
    await assertNextIsClean(host, before)
  })

  test('that goes down before anything is paused (B6)', async t => {
    const { host, before } = await open(t)
    await instead(host, 'inspect -f', 1, down)
    const ran = await backUp(host)
    await host.program('docker', host.engine.program)
    await assertFailed(host, before, ran, 'E_DOCKER')
  })

  for (const [what, command, nth] of [
    ['while its state is asked for', 'inspect -f', 4],
    ['while it is brought back', 'unpause', 1],
  ] as const) {
    test(`that goes down while a container is paused, ${what}: the next run brings it back (B6, B10)`, async t => {
      const { host, before } = await open(t)
      await instead(host, command, nth, down)
      const ran = await backUp(host)
      assert.equal(codeOf(ran), 'E_DOCKER', ran.log)
      assert.ok(ran.log.includes('undo-failed') || /did not come back/.test(ran.log), ran.log)
      assert.ok(host.engine.states().includes('web paused'))
      await host.program('docker', host.engine.program)
      await assertHolds(host, before, ran, 'after a death')
      await assertNextIsClean(host, before)
    })
  }

  for (const victim of ['nobody', 'all'] as const) {
    test(`that is restarted while a container is paused, by a run of which ${victim} dies: it stops there, and runs again (B4, B6)`, async t => {
      const { host, before } = await open(t)
      const gate = makeGate(host.folder)
      t.after(async () => gate.close())
      const running = backUp(host, { changes: [atPhase('quiesced', gate.stop(itself))] })
      const shells = shellsOf(await reached(gate, running))
      if (victim === 'all') kill(...everything(host.folder, shells))
      writeFileSync(join(host.folder, 'engine/states/web'), 'exited\n')
      gate.open()
      const ran = await running
      if (victim === 'nobody') assert.equal(codeOf(ran), 'success', ran.log)
      await assertHolds(host, before, ran, victim === 'all' ? 'after a death' : 'after the run')
      await assertNextIsClean(host, before)
    })
  }

  for (const command of ['inspect -f', 'pause', 'unpause'] as const) {
    test(`that hangs in ${command} ends the run in time, and its cleaning up too (B7)`, async t => {
      const { host, before } = await open(t)
      await instead(host, command, command === 'inspect -f' ? 4 : 1, 'exec sleep 600')
      const ran = await backUp(host, inTwoSeconds)
      assert.equal(codeOf(ran), 'E_TIMEOUT', ran.log)
      assert.ok(ran.seconds < 15, `it took ${ran.seconds} s`)
      await host.program('docker', host.engine.program)
      await assertHolds(host, before, ran, 'after a death')
      await assertNextIsClean(host, before)
    })
  }

  test('that stops containers and does not start them again at first (B10)', async t => {
    const { host, before } = await open(t)
    await instead(host, 'start', 1, down)
    const ran = await backUp(host, { settings: { quiesce: 'stop' } })
    assert.equal(codeOf(ran), 'E_DOCKER', ran.log)
    assert.ok(host.engine.states().includes('web exited'))
    await host.program('docker', host.engine.program)
    await assertHolds(host, before, ran, 'after a death')
    await assertNextIsClean(host, before)
  })
})
