// D1, D2, D4, D8: several at once, and somebody who tidies up by hand meanwhile.
import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { list } from '../../src/operations/list.ts'
import { recover } from '../../src/operations/recover.ts'
import { machineOf } from '../../src/operations/session.ts'
import { verify } from '../../src/operations/verify.ts'
import { makeGate, reached } from '../../testbed/faults/gate.ts'
import { backUp, keep, makeHost, sessionOf } from '../../testbed/faults/host.ts'
import { remember } from '../../testbed/faults/invariants.ts'
import { startReader } from '../../testbed/faults/reader.ts'
import { putBack } from '../../testbed/faults/restores.ts'
import { atPhase } from '../../testbed/faults/seam.ts'
import { visible } from '../../testbed/shell/backups.ts'
import { assertHolds, assertNextIsClean, codeOf } from './after.ts'

describe('several at once', { concurrency: 2 }, () => {
  test('six that do not wait: one succeeds, five name it (D1)', async t => {
    const host = await makeHost(t)
    const before = remember(host)
    const gate = makeGate(host.folder)
    t.after(async () => gate.close())
    const first = backUp(host, { changes: [atPhase('locked', gate.stop('locked'))] })
    await reached(gate, first)
    const others = await Promise.all(Array.from({ length: 5 }, () => backUp(host, { settings: { lockTimeout: 0 } })))
    gate.open()
    const winner = await first
    assert.equal(codeOf(winner), 'success', winner.log)
    for (const other of others) {
      assert.equal(codeOf(other), 'E_LOCKED', other.log)
      assert.match(
        other.outcome?.failure?.details?.['Holder'] ?? '',
        new RegExp(`^run ${winner.runId}, pid \\d+, since [^ ,]+Z, from ${machineOf(undefined)}$`),
      )
    }
    await assertHolds(host, before, winner, 'after the next run')
  })

  test('four that wait: four names, none lost but to rotation; another directory waits for nobody (D2)', async t => {
    const [host, other] = [await makeHost(t), await makeHost(t)]
    const before = remember(host)
    const reader = await startReader(host.backups)
    const [apart, ...four] = await Promise.all([
      backUp(other, { settings: { lockTimeout: 0 } }),
      ...Array.from({ length: 4 }, () => backUp(host, { settings: { lockTimeout: 60 } })),
    ])
    for (const ran of [apart, ...four]) assert.equal(codeOf(ran), 'success', ran.log)
    assert.equal(new Set(four.map(ran => ran.outcome?.published?.manifest.name)).size, 4)
    assert.deepEqual((await reader.stop()).violations, [])
    await assertNextIsClean(host, before)
    assert.equal(visible(host).length, keep)
  })

  test('readers list what is there while others write; a recovery waits its turn (D4)', async t => {
    const host = await makeHost(t)
    for (let n = 0; n < keep; n++) await backUp(host)
    const before = remember(host)
    let writing = true
    const writer = backUp(host).finally(() => {
      writing = false
    })
    const recovering = recover(sessionOf(host, { settings: { lockTimeout: 60 } }).session)
    do {
      const { catalogue } = await list(sessionOf(host).session)
      assert.deepEqual([catalogue.damaged, catalogue.backups.length >= keep], [[], true])
    } while (writing)
    assert.deepEqual((await recovering).warnings, [])
    await assertHolds(host, before, await writer, 'after the next run')
  })

  test('a verification of all of them goes on beside backups and rotation: what goes is gone, and nothing is damaged (D4)', async t => {
    const host = await makeHost(t)
    for (let n = 0; n < keep; n++) await backUp(host)
    const before = remember(host)
    let writing = true
    const writer = (async () => {
      const ran = [await backUp(host), await backUp(host)] as const
      writing = false
      return ran
    })()
    for (const where of ['server', 'runner'] as const) {
      do {
        const { session, log } = sessionOf(host, { settings: { verification: { backup: 'all', level: 'checksum', where } } })
        const { status, damaged } = await verify(session, {
          transport: session.transport,
          prepare: async () => assert.fail('no drill is asked for'),
        })
        assert.deepEqual([status, damaged], ['success', []], log())
      } while (writing)
    }
    const [, last] = await writer
    await assertHolds(host, before, last, 'after the next run')
  })

  test('a backup and a restore keep each other out (D4)', async t => {
    const host = await makeHost(t)
    // A paused container is refused by a restore, which has a test of its own.
    writeFileSync(join(host.folder, 'engine/states/frozen'), 'running\n')
    assert.equal(codeOf(await backUp(host)), 'success')
    const before = remember(host)
    const settings = { lockTimeout: 0 }
    const writing = makeGate(host.folder)
    t.after(async () => writing.close())
    const writer = backUp(host, { changes: [atPhase('locked', writing.stop('locked'))] })
    await reached(writing, writer)
    const refused = await putBack(host, { settings })
    assert.equal(refused.failure?.code, 'E_LOCKED', refused.log)
    writing.open()
    await assertHolds(host, before, await writer, 'after the next run')

    const putting = makeGate(host.folder)
    t.after(async () => putting.close())
    const restoring = putBack(host, { changes: [atPhase('swapped', putting.stop('swapped'), 'restore')] })
    await putting.reached
    const other = await backUp(host, { settings })
    assert.equal(codeOf(other), 'E_LOCKED', other.log)
    assert.match(other.outcome?.failure?.details?.['Holder'] ?? '', /^run \S+, pid \d+, since /)
    putting.open()
    const restored = await restoring
    assert.equal(restored.status, 'success', restored.log)
    assert.deepEqual(host.engine.states(), before.containers)
  })

  test('what somebody removes by hand while it is rotated away is gone, and no error (D8)', async t => {
    const host = await makeHost(t)
    for (let n = 0; n < keep + 2; n++) await backUp(host, { settings: { policy: { keep: keep + 2 } } })
    const [oldest = '', next = ''] = visible(host)
    const gate = makeGate(host.folder)
    t.after(async () => gate.close())
    const running = backUp(host, { changes: [atPhase('unlinked', gate.stop('unlinked'))] })
    await reached(gate, running)
    for (const file of [oldest, next]) rmSync(join(host.backups, file), { force: true })
    rmSync(join(host.backups, '.meta', oldest.replace(/\.tar\..*$/, '.json')), { force: true })
    const before = remember(host)
    gate.open()
    const ran = await running
    assert.equal(codeOf(ran), 'success', ran.log)
    assert.deepEqual(ran.outcome?.warnings, [])
    await assertHolds(host, before, ran, 'after the next run')
  })
})
