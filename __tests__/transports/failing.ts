// Failures as values, for tests that look at what a reader would see.
import assert from 'node:assert/strict'
import { BackupError, type Code, type Failure } from '../../src/messages/errors.ts'
import type { Process, Transport } from '../../src/transports/transport.ts'

/** The failure with which it ends; it must be a BackupError with that code. */
export async function failed(code: Code, promise: Promise<unknown>): Promise<Failure> {
  const thrown = await promise.then(
    () => assert.fail('it succeeded'),
    (error: unknown) => error,
  )
  assert.ok(thrown instanceof BackupError, String(thrown))
  assert.equal(thrown.code, code, thrown.message)
  return thrown.failure
}

export async function opened(transport: Transport): Promise<Process> {
  await transport.open()
  return transport.shell()
}
