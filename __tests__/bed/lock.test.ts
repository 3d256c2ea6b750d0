import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { lock, tryLock } from '../../testbed/lock.ts'
import { find } from '../../testbed/machine.ts'

const reason = find('flock') === null ? 'flock(1) is missing' : false

test('a lock is one holder’s until it is released; shared ones go together', { skip: reason }, async () => {
  await inFolder(async folder => {
    const file = join(folder, 'lock')
    const first = await lock(file)
    assert.equal(await tryLock(file), null)
    await first.release()

    const readers = [await lock(file, 'shared'), await lock(file, 'shared')]
    assert.equal(await tryLock(file), null)
    for (const reader of readers) await reader.release()
    await (await lock(file)).release()
  })
})

test('a holder that is killed holds nothing', { skip: reason }, async () => {
  await inFolder(async folder => {
    const file = join(folder, 'lock')
    const script = `const { lock } = await import(${JSON.stringify(join(import.meta.dirname, '..', '..', 'testbed', 'lock.ts'))})
      await lock(process.argv[1]); console.log('held'); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(holder.stdout, 'data')
    assert.equal(await tryLock(file), null)
    holder.kill('SIGKILL')
    // Waits for the kernel to free it; the test's own time limit is the bound.
    await (await lock(file)).release()
  })
})

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bed-lock-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
