// What every failed and every good run must have, whatever else a test looks at.
import assert from 'node:assert/strict'
import type { Annotation } from '../../testbed/runner/joblog.ts'
import type { Result } from '../../testbed/runner/runner.ts'

/** A run that failed with this code: one error, in no group, and outputs that say the same. Returns the error. */
export function assertFailed(result: Result, code: string): Annotation {
  const errors = result.annotations.filter(({ level }) => level === 'error')
  const log = seen(result)
  assert.deepEqual([result.exitCode, result.outcome], [1, 'failure'], log)
  assert.deepEqual([result.outputs['status'], result.outputs['error-code']], ['failed', code], log)
  const [error] = errors
  assert.ok(error !== undefined && errors.length === 1, log)
  assert.deepEqual([error.title, error.group], [code, undefined])
  assert.deepEqual(result.leftBehind, [])
  return error
}

/** A run that published a backup: no error, and outputs that say what and where. */
export function assertSucceeded(result: Result): void {
  const log = seen(result)
  assert.deepEqual([result.exitCode, result.outcome, result.outputs['status']], [0, 'success', 'success'], log)
  assert.deepEqual(
    result.annotations.filter(({ level }) => level === 'error'),
    [],
  )
  assert.equal(result.outputs['error-code'], '')
  assert.match(result.outputs['backup-sha256'] ?? '', /^[0-9a-f]{64}$/)
  assert.deepEqual(result.leftBehind, [])
}

/** The phases of the log, in this order and no others. */
export function assertPhases(result: Result, names: readonly string[]): void {
  const phases = result.log.flatMap(line => /^(?:##\[group\])?▸ (\S+(?: \S+)?)/.exec(line)?.[1] ?? [])
  assert.deepEqual(phases, names, seen(result))
}

/** No secret in anything the run printed, masked or not, nor in anything it set. */
export function assertNothingLeaked(result: Result, secrets: readonly string[]): void {
  const printed = result.raw.filter(line => !line.startsWith('::add-mask::'))
  const all = [...printed, ...result.log, JSON.stringify([result.outputs, result.state]), result.summary].join('\n')
  assert.ok(secrets.length > 0 && secrets.every(secret => secret.length >= 8))
  for (const [n, secret] of secrets.entries()) {
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), JSON.stringify(secret).slice(1, -1)])
      assert.ok(!all.includes(form), `secret ${n} was printed`)
  }
}

/** The log, without what only debugging shows: what a failed assertion tells. */
export function seen(result: Result): string {
  return result.log.filter(line => !line.startsWith('##[debug]')).join('\n')
}
