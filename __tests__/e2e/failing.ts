// How a run must fail: with its code, its cause and its way out, everything as it was, nothing left.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type Code, exitCodeOf } from '../../src/messages/errors.ts'
import type { Bed } from '../../testbed/bed.ts'
import { type Ran, run } from './stack.ts'
import { leftOf, traces } from './traces.ts'

export type Failing = {
  readonly code: Code
  /** In its title or its details. */
  readonly cause: RegExp
  /** In what it says to do next. */
  readonly next: RegExp
}

export type Attempt = {
  /** Where the flags put the backups, as this process reaches it; the application's own directory by default. */
  readonly backupDir?: string
  /** What is done to the server while the run is at work. */
  readonly meanwhile?: () => Promise<void>
  /** Lines of the traces that this fault itself changes. */
  readonly but?: RegExp
  /** Seconds that the run may take. */
  readonly timeout?: number
}

/** Runs a backup that must fail, beside backups that are good and more than it may keep, and asserts all of the above. */
export async function assertFails(bed: Bed, flags: readonly string[], expected: Failing, options: Attempt = {}): Promise<Ran> {
  const { backupDir = join(bed.project.appDir, 'backups'), meanwhile = async () => {}, but, timeout = 120 } = options
  const places = [...new Set([backupDir, join(bed.project.appDir, 'backups')])]
  const untouched = async () => (await traces(bed.project, places)).filter(line => but === undefined || !but.test(line))
  const before = await untouched()
  // Whatever goes wrong with what is done meanwhile, the run ends, by its own timeout at the latest.
  const bounds = ['--keep', '1', '--timeout', String(timeout), '--lock-timeout', String(Math.min(30, timeout))]
  const [ran] = await both(run(bed, [...flags, ...bounds]), meanwhile())
  const { failure, outputs, status, runId } = ran.outcome
  assert.ok(failure !== undefined, ran.log)
  assert.equal(failure.code, expected.code, ran.log)
  assert.match([failure.title, ...Object.entries(failure.details ?? {}).flat()].join('\n'), expected.cause)
  assert.match(failure.next ?? '', expected.next)
  assert.ok(failure.safe, 'it says what is still safe')
  assert.ok(ran.log.includes(`Error: ${failure.code}  ${failure.title}`), 'the log tells it')
  assert.equal(ran.code, exitCodeOf(expected.code))
  const { 'error-code': code, 'backup-path': path, deleted } = outputs
  assert.deepEqual({ status, code, path, deleted }, { status: 'failed', code: expected.code, path: '', deleted: '[]' })
  assert.deepEqual(await untouched(), before, 'nothing was touched')
  assert.deepEqual(await leftOf(runId, places), [], 'nothing is left')
  return ran
}

/** Both at once, to the end of both: it throws the failure of one when the other is over. */
export async function both<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<[One, Other]> {
  await Promise.allSettled([one, other])
  return [await one, await other]
}
