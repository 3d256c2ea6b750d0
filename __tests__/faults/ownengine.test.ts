// B4, B6: a real Docker engine that is stopped and started again in the middle of runs, under each Docker client of this machine. What ran before
// runs again, what was stopped is stopped: an engine that goes down stops what was paused.
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { type Gate, makeGate, reached } from '../../testbed/faults/gate.ts'
import { backUp, backwards, type Host, makeHost } from '../../testbed/faults/host.ts'
import { type Before, remember } from '../../testbed/faults/invariants.ts'
import { isMarked, leftovers, putBack, treeOf } from '../../testbed/faults/restores.ts'
import { atPhase, type Change } from '../../testbed/faults/seam.ts'
import { whyNot } from '../../testbed/machine.ts'
import { pathOf, without } from '../../testbed/shell/shells.ts'
import { assertHolds, assertNextIsClean, codeOf } from './after.ts'
import { dockerClients, image, type OwnEngine, ownEngine } from './ownengine.ts'

type Scene = { readonly host: Host; readonly engine: OwnEngine; readonly before: Before; readonly gate: Gate }

const names = ['idle', 'web', 'worker'] as const

/** A host whose engine is real, with two containers that write to its uploads and run, and one that is stopped. */
async function open(t: TestContext, client: string): Promise<Scene> {
  const atEnd = backwards(t)
  const made = await makeHost(atEnd)
  const engine = await ownEngine(join(made.folder, 'docker'))
  atEnd.after(() => engine.close())
  await made.program('docker', `exec env DOCKER_HOST='unix://${engine.socket}' '${client}' "$@"`)
  const labels = [
    'project=shop',
    `project.working_dir=${made.app}`,
    `project.config_files=${join(made.app, 'compose.yml')}`,
    'oneoff=False',
  ]
  const words = labels.flatMap(label => ['--label', `com.docker.compose.${label}`])
  const uploads = `type=bind,source=${join(made.app, 'uploads')},target=/uploads`
  for (const name of names) {
    const more = ['--label', `com.docker.compose.service=${name}`, '--network', 'none', '--mount', uploads]
    engine.docker('create', '--name', name, ...words, ...more, image, '/bin/sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1; done")
  }
  for (const name of ['web', 'worker']) engine.docker('start', name)
  const states = () => names.map(name => `${name} ${engine.docker('inspect', '-f', '{{.State.Status}}', name).trim()}`)
  const host: Host = { ...made, engine: { ...made.engine, states } }
  assert.equal(codeOf(await backUp(host)), 'success')
  const gate = makeGate(host.folder)
  t.after(async () => gate.close())
  return { host, engine, before: remember(host), gate }
}

/** A backup that stops at the second container, so that both are held. */
function atSecond(gate: Gate): Change {
  return atPhase('quiesced', `mb_seen="\${mb_seen:-}x"; [ "$mb_seen" = xx ] && ${gate.stop('there')}`)
}

const skip = whyNot() ?? (without('dockerd', 'busybox', 'ldd') || false)

describe('a Docker engine of its own', { skip, concurrency: 1 }, () => {
  for (const [version, client] of skip === false ? dockerClients() : []) {
    test(`restarted while two containers are paused: they run again (docker ${version})`, async t => {
      const { host, engine, before, gate } = await open(t, client)
      const running = backUp(host, { changes: [atSecond(gate)] })
      await reached(gate, running)
      assert.deepEqual(host.engine.states(), ['idle created', 'web paused', 'worker paused'])
      await engine.stop()
      await engine.start()
      assert.deepEqual(host.engine.states(), ['idle created', 'web exited', 'worker exited'])
      gate.open()
      const ran = await running
      assert.equal(codeOf(ran), 'success', ran.log)
      await assertHolds(host, before, ran)
      await assertNextIsClean(host, before)
    })

    test(`that goes down while two containers are paused: the run fails, and the next one after it has come up brings them back (docker ${version})`, async t => {
      const { host, engine, before, gate } = await open(t, client)
      const running = backUp(host, { changes: [atSecond(gate)] })
      await reached(gate, running)
      await engine.stop()
      gate.open()
      const ran = await running
      assert.equal(codeOf(ran), 'E_DOCKER', ran.log)
      await engine.start()
      await assertHolds(host, before, ran, 'after a death')
      await assertNextIsClean(host, before)
    })

    test(`that goes down in the middle of a restore: it is incomplete, and --undo puts back what was (docker ${version})`, async t => {
      const { host, engine, before, gate } = await open(t, client)
      rmSync(join(host.app, 'uploads/file-3'))
      writeFileSync(join(host.app, 'uploads/stale'), 'added')
      const changed = treeOf(host.app)
      const running = putBack(host, { changes: [atPhase('held', gate.stop('there'), 'restore')] })
      await Promise.race([gate.reached, running])
      await engine.stop()
      gate.open()
      const ran = await running
      assert.equal(ran.status, 'failed', ran.log)
      assert.ok(isMarked(host), ran.log)
      assert.match(ran.failure?.next ?? '', /meeshy-backup restore --undo/)
      await engine.start()
      const undone = await putBack(host, { mode: 'undo' })
      assert.equal(undone.status, 'success', undone.log)
      assert.deepEqual([treeOf(host.app), isMarked(host), leftovers(host)], [changed, false, []])
      assert.deepEqual(host.engine.states(), before.containers)
      await assertNextIsClean(host, before)
    })
  }

  test('is asked by every client of this machine', { skip: pathOf('docker') === undefined && 'no client' }, t => {
    t.diagnostic(`docker ${[...dockerClients().keys()].join(', ')}`)
    assert.ok(dockerClients().size > 0)
  })
})
