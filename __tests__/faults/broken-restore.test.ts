// Each rule of a restore broken once, on its way to the server (INV9): the comparison that is there for it must notice.
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { makeGate } from '../../testbed/faults/gate.ts'
import { backUp, makeHost } from '../../testbed/faults/host.ts'
import { everything, itself, kill, shellsOf } from '../../testbed/faults/processes.ts'
import { isMarked, type PutBack, putBack, treeOf } from '../../testbed/faults/restores.ts'
import { atPhase, type Change } from '../../testbed/faults/seam.ts'
import { assertGood } from '../../testbed/shell/backups.ts'
import { pathOf } from '../../testbed/shell/shells.ts'
import { codeOf } from './after.ts'

async function open(t: TestContext) {
  const host = await makeHost(t)
  host.engine.apart('frozen')
  assert.equal(codeOf(await backUp(host)), 'success')
  const kept = treeOf(host.app)
  rmSync(join(host.app, 'uploads/file-3'))
  writeFileSync(join(host.app, '.env'), 'TOKEN=changed\n')
  return { host, kept, changed: treeOf(host.app), containers: host.engine.states() }
}
type Scene = Awaited<ReturnType<typeof open>>

const replacing = (...replace: readonly (readonly [string, string])[]): Change => ({ operation: 'restore', replace })
const fails = atPhase('started', "mb_fail E_RESTORE 'broken by a test'", 'restore')

/** What a restore must be, whatever came of it: the new state, told; or the old one, by itself; or marked. */
function wrongs({ host, kept, changed, containers }: Scene, put: PutBack): string[] {
  const now = JSON.stringify(treeOf(host.app))
  const [isNew, isOld] = [now === JSON.stringify(kept), now === JSON.stringify(changed)]
  const safety = put.safetyBackup !== undefined && assertGood(host).some(({ manifest }) => manifest.name === put.safetyBackup)
  return [
    ...(!isMarked(host) && !isNew && !isOld ? ['neither old nor new, and not marked'] : []),
    ...(put.status === 'success' && !isNew ? ['success, and not the new state'] : []),
    ...(put.status === 'success' && !safety ? ['success, and what was there before is in no backup'] : []),
    ...(put.status === 'failed' && !isMarked(host) && host.engine.states().join() !== containers.join()
      ? ['containers are another way']
      : []),
    ...(/as it was before/.test(put.failure?.safe ?? '') && !isOld ? ['told as undone, and it is not'] : []),
  ]
}

describe('a restore that is broken', { concurrency: 2 }, () => {
  test('in nothing is noticed by nobody: it succeeds, fails, and dies', async t => {
    const scene = await open(t)
    assert.deepEqual(wrongs(scene, await putBack(scene.host, { changes: [fails] })), [])
    assert.deepEqual(wrongs(scene, await putBack(scene.host)), [])
  })

  test('and does not mark what it begins: dead in the middle, it is neither old nor new, and nobody knows', async t => {
    const scene = await open(t)
    const { host } = scene
    const gate = makeGate(host.folder)
    t.after(() => gate.close())
    const unmarked = replacing(['mv -T -- "$MB_WORK/mark" "$mark"', ':'])
    const running = putBack(host, { changes: [unmarked, atPhase('swapped', gate.stop(itself), 'restore')] })
    kill(...everything(host.folder, shellsOf(await gate.reached)))
    gate.open()
    assert.deepEqual(wrongs(scene, await running), ['neither old nor new, and not marked', 'containers are another way'])
  })

  test('and undoes in the order in which it did: what it tells is not so', async t => {
    const scene = await open(t)
    const forwards = replacing(['|| set -- "$entry" "$@"', '|| set -- "$@" "$entry"'])
    assert.notDeepEqual(wrongs(scene, await putBack(scene.host, { changes: [forwards, fails] })), [])
  })

  test('and drops its way back: it claims to have undone all, and has not', async t => {
    const scene = await open(t)
    const dropped = replacing(['mb_settle "$entry" && continue\n', 'continue\n'])
    assert.notDeepEqual(wrongs(scene, await putBack(scene.host, { changes: [dropped, fails] })), [])
  })

  test('and does not count what came out of the archive: success, and files are missing', async t => {
    const scene = await open(t)
    const tar = pathOf('tar')
    await scene.host.program('tar', `case " $* " in *' -xpf '*) exec '${tar}' --exclude=file-7 "$@" ;; esac\nexec '${tar}' "$@"`)
    const counting = await putBack(scene.host)
    assert.equal(counting.failure?.code, 'E_RESTORE', counting.log)
    assert.deepEqual(wrongs(scene, counting), [])
    const uncounted = replacing(['"entries=$((found))" | \'\') ;;', '*) ;;'])
    const ran = await putBack(scene.host, { changes: [uncounted] })
    assert.deepEqual(wrongs(scene, ran), ['neither old nor new, and not marked', 'success, and not the new state'], ran.log)
  })

  test('and does not publish what it keeps first: success, and what was there before is in no backup', async t => {
    const scene = await open(t)
    const unsafe = replacing(['mb_publish() {\n', 'mb_publish() {\nreturn 0\n'])
    const ran = await putBack(scene.host, { changes: [unsafe] })
    assert.deepEqual(wrongs(scene, ran), ['success, and what was there before is in no backup'], ran.log)
  })
})
