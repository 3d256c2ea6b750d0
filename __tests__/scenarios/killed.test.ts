// Steps that the runner ends, at one moment or another: the server is as it was, or has a whole backup; and the post stage says which.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Result, type Running, runPost, startStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { assertGood, isLockFree, visible } from '../../testbed/shell/backups.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { randomFrom } from '../../tools/soak/random.ts'
import { assertNothingLeaked, seen } from './assertions.ts'

const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'

type Moment = { readonly name: string; readonly line?: RegExp; readonly written?: number; readonly after?: number }
const moments: readonly Moment[] = [
  { name: 'before it says anything' },
  { name: 'when it is connected', line: /▸ Connect/ },
  { name: 'when it takes the first component', line: /▸ Back up/ },
  { name: 'when half of the archive is written', written: 20_000_000 },
  { name: 'when it verifies', line: /^ +system / },
  { name: 'when it publishes', line: /▸ Verify/ },
  { name: 'when it rotates', line: /▸ Publish/ },
]

/** Moments of chance, in milliseconds from the start; MEESHY_SEED repeats them. A run of this size takes a few seconds. */
const seed = Number(process.env['MEESHY_SEED'] ?? Date.now() % 100_000)
const random = randomFrom(seed)
const chances: readonly Moment[] = Array.from({ length: 6 }, (_, n) => ({
  name: `at a moment of chance (${n + 1}, MEESHY_SEED=${seed})`,
  after: 100 + random.below(n < 3 ? 1500 : 5000),
}))

const endings: Readonly<Record<string, (running: Running) => void>> = {
  'is killed': ({ pid }) => void process.kill(pid, 'SIGKILL'),
  'is cancelled': running => running.cancel(),
  // It hangs, so that only the last step of the ladder ends it; as one that is stopped by an overloaded runner.
  'hangs and is cancelled': running => {
    process.kill(running.pid, 'SIGSTOP')
    running.cancel()
  },
}

/** Runs the step and ends it at that moment, then its post stage. */
async function ended(
  sample: Sample,
  moment: Moment,
  end: (running: Running) => void,
): Promise<{ main: Result; post: Result; seconds: number }> {
  let come = () => {}
  const there = new Promise<void>(resolve => {
    come = resolve
  })
  const inputs = { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB', compression: 'gzip' }
  const running = startStep({ inputs, onLine: line => moment.line?.test(line) && come() })
  const work = join(sample.backupDir, '.work')
  if (moment.written !== undefined) await eventually(() => writtenIn(work) > (moment.written ?? 0))
  else if (moment.after !== undefined) await Promise.race([sleep(moment.after), running.ended])
  else if (moment.line !== undefined) await Promise.race([there, running.ended])
  end(running)
  const main = await running.ended
  const began = performance.now()
  const post = await runPost({ inputs }, main)
  return { main, post, seconds: (performance.now() - began) / 1000 }
}

/** What stands on the server, whatever was said: whole backups and nothing else. */
function assertClean({ backupDir }: Sample): string[] {
  const place = { backups: backupDir }
  if (!existsSync(backupDir)) return []
  assertGood(place)
  const work = join(backupDir, '.work')
  assert.deepEqual([existsSync(work) ? readdirSync(work) : [], isLockFree(place as never)], [[], true])
  return visible(place)
}

function assertTruth(sample: Sample, { main, post, seconds }: Awaited<ReturnType<typeof ended>>): void {
  const log = `${seen(main)}\n--- post\n${seen(post)}`
  assert.ok(seconds < 100, `${seconds} s`)
  assert.equal(post.exitCode, 0, log)
  const [backup, ...others] = assertClean(sample)
  assert.deepEqual(others, [])
  if (post.annotations.length === 0) {
    // Then main has said it, or had not begun.
    assert.deepEqual([post.raw, post.summary], [[], ''])
    if (main.outputs['status'] === 'success') assert.ok(main.outputs['backup-path']?.endsWith(backup ?? ' '), log)
    else assert.equal(backup, undefined, log)
    return
  }
  assert.deepEqual(
    post.annotations.map(({ level, title }) => [level, title]),
    [['warning', 'step-ended']],
    log,
  )
  const [{ message } = { message: '' }] = post.annotations
  if (backup === undefined) {
    assert.match(message, /There is no backup of it on deploy@127/)
    assert.match(post.summary, /^\*\*The step was ended: there is no backup\*\*/)
  } else {
    assert.ok(message.includes(`Its backup had been published: ${join(sample.backupDir, backup)}`), log)
    assert.match(post.summary, /^\*\*The step was ended, but its backup was published/)
    assert.ok(post.summary.includes('How to bring this back'))
  }
}

for (const [ending, end] of Object.entries(endings)) {
  describe(`a step that ${ending}`, { skip }, () => {
    const some = moments.filter(({ name }) => /half|rotates/.test(name))
    const chosen = ending === 'is killed' ? moments : ending === 'is cancelled' ? [...moments, ...chances] : some
    for (const moment of chosen)
      test(`${moment.name}: the server is clean, and post tells the truth`, async () => {
        const sample = await startSample({ uploads: 100_000_000 })
        try {
          const all = await ended(sample, moment, end)
          assertTruth(sample, all)
          assertNothingLeaked(all.post, sample.privateKey.trim().split('\n').slice(1, -1))
          if (moment.written !== undefined && ending !== 'is cancelled') assert.equal(all.post.annotations.length, 1, seen(all.post))
        } finally {
          await sample.close()
        }
      })
  })
}

test('without the key the post stage fails loudly, and says how to look', { skip }, async () => {
  const sample = await startSample({ uploads: 100_000_000 })
  try {
    const inputs = { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB', compression: 'gzip' }
    const running = startStep({ inputs })
    await eventually(() => writtenIn(join(sample.backupDir, '.work')) > 1_000_000)
    process.kill(running.pid, 'SIGKILL')
    const main = await running.ended
    const post = await runPost({ inputs: { ...inputs, host: 'elsewhere.example', 'private-key': '' } }, main)
    assert.equal(post.exitCode, 1, seen(post))
    const [error, ...others] = post.annotations
    assert.deepEqual([error?.level, error?.title, others], ['error', 'E_UNKNOWN', []])
    assert.match(error?.message ?? '', /is not known: E_INPUT/)
    assert.ok(error?.message.includes(`meeshy-backup list --host deploy@127.0.0.1:${sample.server.port}`), seen(post))
    assert.match(post.summary, /^\*\*The step was ended, and it is not known whether it made a backup\*\*/)
    const again = await runPost({ inputs: { ...inputs, host: 'elsewhere.example' } }, main)
    assert.match(again.annotations[0]?.message ?? '', /There is no backup of it on deploy@127/)
  } finally {
    await sample.close()
  }
})

/** Bytes of the archives that are being written. */
function writtenIn(work: string): number {
  const archives = existsSync(work) ? readdirSync(work).map(run => join(work, run, 'archive')) : []
  return archives.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)
}
