// K4, C2 for restores: a disk that fills up at any moment of a restore. It ends in the old state or in the new one, by itself, or after the one
// command that it names.
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { makeGate } from '../../testbed/faults/gate.ts'
import { backUp, backwards, makeHost } from '../../testbed/faults/host.ts'
import { remember, violations } from '../../testbed/faults/invariants.ts'
import { itself } from '../../testbed/faults/processes.ts'
import { isMarked, leftovers, putBack, treeOf } from '../../testbed/faults/restores.ts'
import { atPhase, type RestorePhase, restorePhases } from '../../testbed/faults/seam.ts'
import { fill, inOwnNamespace, makeRoom, namespaces, smallDisksAt } from '../../testbed/faults/smalldisks.ts'
import { assertNextIsClean, codeOf } from './after.ts'

const again = inOwnNamespace(['--test', import.meta.filename], 'pipe')

async function open(t: TestContext) {
  const atEnd = backwards(t)
  const host = await makeHost(atEnd)
  host.engine.apart('frozen')
  assert.ok(smallDisksAt([host.backups, host.app], atEnd))
  assert.equal(codeOf(await backUp(host)), 'success')
  const kept = treeOf(host.app)
  rmSync(join(host.app, 'uploads/file-3'))
  writeFileSync(join(host.app, 'uploads/stale'), 'added')
  writeFileSync(join(host.app, '.env'), 'TOKEN=changed\n')
  return { host, atEnd, kept, changed: treeOf(host.app), before: remember(host) }
}

type Disk = 'backups' | 'app'

async function survives(t: TestContext, phase: RestorePhase, disks: readonly Disk[]): Promise<void> {
  const { host, kept, changed, before } = await open(t)
  const gate = makeGate(host.folder)
  t.after(async () => gate.close())
  const running = putBack(host, { changes: [atPhase(phase, gate.stop(itself), 'restore')] })
  await gate.reached
  for (const disk of disks) fill(host[disk], 0)
  gate.open()
  const ran = await running
  for (const disk of disks) makeRoom(host[disk])
  if (ran.status === 'failed') assert.equal(ran.failure?.code, 'E_NOSPACE', ran.log)
  if (isMarked(host)) {
    assert.match(ran.failure?.next ?? '', /meeshy-backup restore --undo/, ran.log)
    assert.equal((await putBack(host, { mode: 'undo' })).status, 'success')
  } else assert.deepEqual(await violations(host, before, ran.ran, 'after the run'), [], ran.log)
  assert.deepEqual(treeOf(host.app), ran.status === 'success' ? kept : changed, ran.log)
  assert.deepEqual([isMarked(host), leftovers(host)], [false, []])
  await assertNextIsClean(host, before)
}

if (again !== undefined || !namespaces()) {
  test('restores on disks that fill up, in a mount namespace of their own', { skip: again === undefined && 'only root may mount' }, t => {
    t.diagnostic((/^. tests \d+$/m.exec(again?.output ?? '') ?? ['no tests'])[0])
    assert.equal(again?.status, 0, again?.output)
  })
} else
  describe('a restore', { concurrency: 2 }, () => {
    for (const phase of restorePhases) {
      test(`during which both disks fill up at ${phase}`, t => survives(t, phase, ['backups', 'app']))
      test(`during which the disk of the backups fills up at ${phase}`, t => survives(t, phase, ['backups']))
    }

    test('for which there is no room is refused before anything is written, and names the disk (K4)', async t => {
      const { host, changed, before } = await open(t)
      fill(host.app, 100_000)
      const ran = await putBack(host)
      makeRoom(host.app)
      assert.equal(ran.failure?.code, 'E_NOSPACE', ran.log)
      const { Disk = '', Needs = '', For = '' } = ran.failure.details ?? {}
      assert.deepEqual([Disk, Needs !== '', For.includes('paths/uploads: made ready beside its place')], [host.app, true, true], ran.log)
      assert.ok(!ran.log.includes('Keep what is there'), ran.log)
      assert.deepEqual(treeOf(host.app), changed)
      assert.deepEqual(await violations(host, before, ran.ran, 'after the run'), [], ran.log)
    })

    test('of a directory that is a mount point is refused before anything is kept, stopped or written', async t => {
      const { host, atEnd, before } = await open(t)
      const uploads = join(host.app, 'uploads')
      assert.ok(smallDisksAt([uploads], atEnd))
      const [changed, containers] = [treeOf(host.app), host.engine.states()]
      const ran = await putBack(host)
      assert.equal(ran.failure?.code, 'E_PERM', ran.log)
      assert.match(ran.failure.title, /uploads cannot be replaced: a file system is mounted there or below/)
      assert.match(ran.failure.safe ?? '', /nothing was stopped, nothing was changed/)
      assert.ok(!ran.log.includes('Keep what is there'), ran.log)
      assert.deepEqual([treeOf(host.app), host.engine.states(), isMarked(host), leftovers(host)], [changed, containers, false, []])
      assert.deepEqual(await violations(host, before, ran.ran, 'after the run'), [], ran.log)
    })
  })
