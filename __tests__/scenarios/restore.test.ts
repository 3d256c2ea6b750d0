// The actions restore and list, as a workflow uses them: the real bundles, on the Meeshy stack.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences } from '../../testbed/compare.ts'
import { whyNot } from '../../testbed/machine.ts'
import { readActionFile } from '../../testbed/runner/actionfile.ts'
import { type Result, runStep } from '../../testbed/runner/runner.ts'
import { change, everythingOf } from '../e2e/putback.ts'
import { assertFailed, assertNothingLeaked, seen } from './assertions.ts'

describe('the actions restore and list', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let inputs: Record<string, string>
  let backup: Result
  let good: Awaited<ReturnType<typeof everythingOf>>
  before(async () => {
    bed = await openBed({ seed: 'small' })
    const { host, port, user, privateKey, knownHosts } = bed.sshd
    inputs = { host, port: String(port), user, 'private-key': privateKey, 'known-hosts': knownHosts, 'app-dir': bed.project.appDir }
    backup = await runStep({ inputs })
    good = await everythingOf(bed)
    await change(bed)
  })
  after(() => bed?.close())

  test('list says what there is', async () => {
    const listed = await runStep({ action: 'list', inputs })
    assert.deepEqual([listed.exitCode, listed.outcome], [0, 'success'], seen(listed))
    assert.deepEqual(Object.keys(listed.outputs).sort(), [...readActionFile('list').outputs].sort())
    assert.deepEqual([listed.outputs['latest'], listed.outputs['count']], [backup.outputs['backup-name'], '1'])
    assert.equal(JSON.parse(listed.outputs['backups'] ?? '')[0].verified, 'read')
    assert.match(listed.summary, /^\*\*1 backup · the newest .* ago, .* [kM]B, read\*\*\n/)
    assert.ok(listed.summary.includes(`\n  ${backup.outputs['backup-name']} `), listed.summary)
  })

  test('list of a server that is not reached has an empty count, and a summary that says so', async () => {
    const knownHosts = inputs['known-hosts']?.replaceAll(`:${inputs['port']} `, ':9 ') ?? ''
    const listed = await runStep({ action: 'list', inputs: { ...inputs, port: '9', 'known-hosts': knownHosts } })
    assert.deepEqual([listed.exitCode, listed.outputs['count']], [1, ''], seen(listed))
    assert.match(listed.summary, /^\*\*E_CONNECT · .*\n[\s\S]*The list of backups could not be read/)
  })

  test('restore with dry-run shows in its summary what would be replaced', async () => {
    const result = await runStep({ action: 'restore', inputs: { ...inputs, 'dry-run': 'true' } })
    assert.deepEqual([result.exitCode, result.outputs['status']], [0, 'planned'], seen(result))
    assert.match(result.summary, /^\*\*A plan only: nothing was changed\*\*\n[\s\S]*\ndatabase +.* replaces /)
  })

  test('restore without a confirmation fails before it connects, and sets its outputs', async () => {
    const result = await runStep({ action: 'restore', inputs })
    const { message } = assertFailed(result, 'E_INPUT')
    assert.match(message, /confirm must be OUI/)
    assert.ok(!result.log.some(line => line.includes('Connect')), seen(result))
    assert.deepEqual([result.outputs['status'], result.outputs['error-code']], ['failed', 'E_INPUT'])
    assert.match(result.summary, /^\*\*E_INPUT · /)
  })

  test('restore by the sha256 of the run that made it brings everything back, and leaks nothing', async () => {
    const asked = {
      confirm: backup.outputs['backup-name'] ?? '',
      'expected-sha256': backup.outputs['backup-sha256'] ?? '',
      'min-free': '0',
    }
    const result = await runStep({ action: 'restore', inputs: { ...inputs, ...asked }, debug: true })
    assert.deepEqual([result.exitCode, result.outcome, result.outputs['status']], [0, 'success', 'success'], seen(result))
    assert.deepEqual(Object.keys(result.outputs).sort(), [...readActionFile('restore').outputs].sort())
    assert.equal(result.outputs['restored-from'], backup.outputs['backup-name'], seen(result))
    assert.match(result.outputs['safety-backup'] ?? '', /^pre-restore-/)
    assert.match(result.outputs['downtime-seconds'] ?? '', /^\d+$/)
    assert.match(result.summary, /^\*\*Restored and compared · .* · services were down for .*\*\*\n/)
    assert.match(result.summary, /\| <code>database<\/code> \| documents \d+/)
    assert.ok(result.summary.includes(`backup: "${result.outputs['safety-backup']}"`), result.summary)
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    assertNothingLeaked(result, [bed.project.mongo.password, bed.project.redis?.password ?? 'none'])
  })
})
