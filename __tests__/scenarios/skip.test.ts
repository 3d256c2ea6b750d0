// A backup that somebody chose not to make: nobody is kept from deploying, and everybody can see it afterwards.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Result, runPost, runStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { assertFailed, assertSucceeded, seen } from './assertions.ts'

const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'
const reason = `hotfix 42 | <img src=x onerror=a> [x](javascript:a) @everyone ::set-output name=status::success ##[error]forged`

function assertSkipped(result: Result): void {
  assert.deepEqual([result.exitCode, result.outputs['status'], result.outputs['backup-path']], [0, 'skipped', ''], seen(result))
  const [warning] = result.annotations
  assert.deepEqual([warning?.level, warning?.title], ['warning', 'skipped'])
  assert.match(warning?.message ?? '', /NO BACKUP IS TAKEN.*hotfix 42/)
  assert.ok(result.annotations.every(({ level }) => level === 'warning'))
  assert.match(result.summary, /^\*\*NO BACKUP WAS TAKEN\*\*\n\n> \[!CAUTION\]/)
  assert.match(result.summary, /hotfix 42 &#124; &#60;img src&#61;x/)
  assert.ok(JSON.parse(result.outputs['warnings'] ?? '')[0].includes('hotfix 42'))
}

describe('skip-backup', { skip }, () => {
  let sample: Sample
  let inputs: Record<string, string>
  before(async () => {
    sample = await startSample()
    inputs = { ...sample.access, 'app-dir': sample.appDir, 'skip-backup': 'true', 'skip-reason': reason }
  })
  after(() => sample.close())

  test('without a reason is an error', async () => {
    assert.match(assertFailed(await runStep({ inputs: { ...inputs, 'skip-reason': '' } }), 'E_INPUT').message, /'skip-reason'.*say why/)
  })

  test('is recorded on the server, and the list shows the gap', async () => {
    assertSucceeded(await runStep({ inputs: { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB' } }))
    const result = await runStep({ inputs })
    assertSkipped(result)
    assert.equal(result.annotations.length, 1)
    assert.match(result.summary, /shows this gap and its reason/)
    const [file = '', ...others] = readdirSync(join(sample.backupDir, '.meta')).filter(name => !/\.(json|restore\.sh)$/.test(name))
    assert.match(file, /^pre-update-\d{8}_\d{6}\.skipped$/)
    assert.deepEqual(others, [])
    const record = JSON.parse(readFileSync(join(sample.backupDir, '.meta', file), 'utf8'))
    assert.deepEqual([record.kind, record.runId, record.context.actor], ['skipped', result.outputs['run-id'], 'octocat'])
    assertSucceeded(await runStep({ inputs: { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB' } }))
    assert.match(
      listed(sample),
      /NAME.*\n {2}pre-update-\d.*\n {2}\(pre-update skipped\) .* no backup .* hotfix 42 \| <img.* # #\[error\]forged\n {2}pre-update-\d/,
    )
    const post = await runPost({ inputs }, result)
    assert.deepEqual([post.exitCode, post.raw], [0, []])
  })

  test('does not wait for a server that says nothing, nor for a lock, and tells that nothing is recorded', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const access = { ...inputs, port, 'known-hosts': '', 'host-fingerprint': sample.server.fingerprint, 'connect-timeout': '2s' }
    try {
      assertUnrecorded(await runStep({ inputs: access }), 'E_CONNECT')
    } finally {
      silent.close()
    }
    mkdirSync(sample.backupDir, { recursive: true })
    const locked = await whileLocked(sample.backupDir, () => runStep({ inputs }))
    assertUnrecorded(locked, 'E_LOCKED')
  })

  test('of an application that is not there yet is no obstacle', async () => {
    const appDir = join(sample.folder, 'opt', 'none')
    assertUnrecorded(await runStep({ inputs: { ...inputs, 'app-dir': appDir } }), 'E_NOT_FOUND')
    assert.ok(!existsSync(appDir))
  })
})

function assertUnrecorded(result: Result, code: string): void {
  assertSkipped(result)
  assert.deepEqual(
    result.annotations.slice(1).map(({ title }) => title),
    ['skip-not-recorded'],
  )
  assert.ok(result.annotations[1]?.message.includes(code), seen(result))
  assert.match(result.summary, /does not show this gap/)
  assert.ok(result.seconds < 20, `${result.seconds} s`)
}

/** What the command line says, on the same machine. */
function listed({ appDir }: Sample): string {
  return execFileSync(process.execPath, ['dist/cli/index.js', 'list', '--app-dir', appDir], { encoding: 'utf8' })
}

async function whileLocked<Value>(directory: string, work: () => Promise<Value>): Promise<Value> {
  const holder = spawn('flock', [directory, 'sh', '-c', 'echo held; read -r _'], { stdio: ['pipe', 'pipe', 'inherit'] })
  await new Promise(resolve => holder.stdout.once('data', resolve))
  try {
    return await work()
  } finally {
    holder.stdin.end('\n')
  }
}
