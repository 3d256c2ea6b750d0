// B2, B9, B11: any shell of a run dies by SIGKILL at any of its moments, while somebody lists and reads the backups.
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { makeGate, reached } from '../../testbed/faults/gate.ts'
import { backUp, type Host, makeHost, type Ran } from '../../testbed/faults/host.ts'
import { remember, violations, type When } from '../../testbed/faults/invariants.ts'
import { everything, itself, kill, shellsOf } from '../../testbed/faults/processes.ts'
import { startReader } from '../../testbed/faults/reader.ts'
import { atPhase, type Phase, phases } from '../../testbed/faults/seam.ts'
import type { Shell } from '../../testbed/shell/shells.ts'

type Victim = 'main' | 'worker' | 'watchdog' | 'all'

/** A run that loses somebody at a moment. */
async function killed(t: TestContext, host: Host, phase: Phase, victim: Victim): Promise<Ran> {
  const gate = makeGate(host.folder)
  t.after(() => gate.close())
  const running = backUp(host, { changes: [atPhase(phase, gate.stop(itself))], heartbeat: 6 })
  const them = shellsOf(await reached(gate, running))
  kill(...(victim === 'all' ? everything(host.folder, them) : [them[victim]]))
  gate.open()
  return running
}

/** One host, killed at one moment in every way; each time the next run must need no hand. */
async function assertSurvives(t: TestContext, phase: Phase, victims: readonly Victim[], shell?: Shell): Promise<void> {
  const host = await makeHost(t, shell)
  for (const _ of [1, 2]) assert.equal((await backUp(host)).outcome?.status, 'success')
  const reader = await startReader(host.backups)
  for (const victim of victims) {
    const before = remember(host)
    const ran = await killed(t, host, phase, victim)
    const when: When = victim === 'all' ? 'after a death' : 'after the run'
    assert.deepEqual(await violations(host, before, ran, when), [], `${victim} at ${phase}: ${ran.log}`)
    if (victim === 'watchdog') assert.equal(ran.outcome?.status, 'success', 'a run does not need its watchdog')
    const next = await backUp(host)
    assert.deepEqual(await violations(host, before, next, 'after the next run'), [], `after ${victim} at ${phase}`)
  }
  const { reads, violations: seen } = await reader.stop()
  assert.deepEqual(seen, [])
  assert.ok(reads > 20, `the reader read ${reads} archives`)
}

describe('SIGKILL', { concurrency: 2 }, () => {
  for (const phase of [...phases, 'unlinked'] as const) {
    test(`at the phase ${phase}`, t => assertSurvives(t, phase, ['main', 'worker', 'watchdog', 'all']))
  }
})
