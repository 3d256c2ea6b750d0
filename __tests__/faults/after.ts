// What every fault ends with: the invariants now, and one backup more, which must need no hand.
import assert from 'node:assert/strict'
import { backUp, type Host, type Ran } from '../../testbed/faults/host.ts'
import { type Allowance, type Before, violations, type When } from '../../testbed/faults/invariants.ts'

/** The code of a failure, or the status of what was none. */
export const codeOf = ({ outcome }: Ran): string => outcome?.failure?.code ?? outcome?.status ?? 'no outcome'

export async function assertHolds(
  host: Host,
  before: Before,
  ran: Ran,
  when: When = 'after the run',
  allowance: Allowance = {},
): Promise<void> {
  assert.deepEqual(await violations(host, before, ran, when, allowance), [], ran.log)
}

export async function assertNextIsClean(host: Host, before: Before, allowance: Allowance = {}): Promise<void> {
  await assertHolds(host, before, await backUp(host), 'after the next run', allowance)
}

/** A run that failed with this code, left nothing, and was no more than that. */
export async function assertFailed(host: Host, before: Before, ran: Ran, code: string): Promise<void> {
  assert.equal(codeOf(ran), code, ran.log)
  await assertHolds(host, before, ran)
  await assertNextIsClean(host, before)
}
