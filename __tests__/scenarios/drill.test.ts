// Drills as a workflow uses them: the real bundles, on the Meeshy stack; on the server, and on the runner's own Docker.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { dockerLines } from '../../testbed/docker.ts'
import { whyNot } from '../../testbed/machine.ts'
import { type Result, runStep } from '../../testbed/runner/runner.ts'
import { assertNothingLeaked, seen } from './assertions.ts'

describe('drills by actions', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let inputs: Record<string, string>
  let roomy: Record<string, string>
  before(async () => {
    bed = await openBed({ seed: 'small' })
    const { host, port, user, privateKey, knownHosts } = bed.sshd
    inputs = { host, port: String(port), user, 'private-key': privateKey, 'known-hosts': knownHosts, 'app-dir': bed.project.appDir }
    roomy = { ...inputs, 'min-free': '50MB' }
  })
  after(() => bed?.close())

  const manifestOf = ({ outputs }: Result): Manifest => {
    const file = `${bed.project.appDir}/backups/.meta/${outputs['backup-name']}.json`
    return parseManifest(readFileSync(file, 'utf8')) as Manifest
  }

  test('a backup says the level that was reached, and how long a restore takes', async () => {
    const result = await runStep({ inputs: { ...roomy, scope: 'database', verify: 'drill' } })
    assert.deepEqual([result.exitCode, result.outputs['status'], result.outputs['verified']], [0, 'success', 'drill'], seen(result))
    assert.match(result.summary, /^\*\*Backed up and proven · .* · restore takes about [\d.]+ (s|min).* \(drilled\)\*\*\n/)
    assertNothingLeaked(result, [bed.sshd.privateKey])
  })

  test('verify drills the latest on this runner, which the list then says', async () => {
    const backup = await runStep({ inputs: { ...roomy, scope: 'database' } })
    const before = manifestOf(backup)
    const result = await runStep({ action: 'verify', inputs: { ...roomy, level: 'drill', where: 'runner' } })
    assert.deepEqual([result.exitCode, result.outputs['status'], result.outputs['damaged']], [0, 'success', '[]'], seen(result))
    const { drill, verified } = manifestOf(backup)
    assert.deepEqual([before.verified, verified, drill?.where], ['read', 'drill', 'runner'])
    const listed = await runStep({ action: 'list', inputs })
    const [latest] = JSON.parse(listed.outputs['backups'] ?? '[]')
    assert.equal(latest.restoreSeconds, (drill?.milliseconds ?? 0) / 1000)
    assert.deepEqual(
      await dockerLines(['ps', '--all', '--quiet', '--filter', `label=meeshy-backup.drill=${backup.outputs['backup-name']}`]),
      [],
    )
    assertNothingLeaked(result, [bed.sshd.privateKey])
  })
})
