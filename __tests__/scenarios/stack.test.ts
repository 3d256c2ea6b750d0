// The whole action on the Meeshy stack, with nothing but host, user, key, host key and directory.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { docker } from '../../testbed/docker.ts'
import { whyNot } from '../../testbed/machine.ts'
import { readActionFile } from '../../testbed/runner/actionfile.ts'
import { type Result, runStep } from '../../testbed/runner/runner.ts'
import { assertFailed, assertNothingLeaked, assertPhases, assertSucceeded, seen } from './assertions.ts'
import { snapshot } from './snapshot.ts'

describe('a backup of the stack', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let inputs: Record<string, string>
  before(async () => {
    bed = await openBed({ seed: 'small' })
    const { host, port, user, privateKey, knownHosts } = bed.sshd
    inputs = { host, port: String(port), user, 'private-key': privateKey, 'known-hosts': knownHosts, 'app-dir': bed.project.appDir }
  })
  after(() => bed?.close())

  describe('once', () => {
    let result: Result
    before(async () => {
      result = await runStep({ inputs, debug: true })
    })

    test('succeeds without a warning, and sets every output', () => {
      assertSucceeded(result)
      assert.deepEqual(result.annotations, [])
      const { outputs } = result
      assert.deepEqual(Object.keys(outputs).sort(), [...readActionFile('.').outputs].sort())
      assert.deepEqual([outputs['verified'], outputs['warnings']], ['read', '[]'])
    })

    test('takes every component, each with what proves it', () => {
      const components: { name: string; bytes: number; counts: Record<string, number>; consistency: string }[] = JSON.parse(
        result.outputs['components'] ?? '',
      )
      const volumes = ['volumes/gateway_uploads', 'volumes/translator_models']
      assert.deepEqual(components.map(({ name }) => name).sort(), ['config', 'database', 'redis', 'secrets', 'system', ...volumes])
      const of = (name: string) => components.find(component => component.name === name)
      assert.equal(of('database')?.consistency, 'point-in-time')
      assert.ok((of('database')?.counts['documents'] ?? 0) > 1000)
      assert.ok((of('redis')?.counts['keys'] ?? 0) > 100)
    })

    test('tells its phases in order, and what it leaves out', () => {
      assertPhases(result, ['Connect', 'Look', 'Back up', 'Verify', 'Publish', 'Rotate'])
      const look = result.groups.find(({ title }) => title.includes('Look'))
      assert.ok(
        look?.lines.some(line => /not kept +volume mongo_data/.test(line)),
        seen(result),
      )
    })

    test('prints no secret of the server, with debug logging neither', () => {
      const { appDir, mongo, redis } = bed.project
      const files = ['.env', 'secrets/jwt.key', 'secrets/tls.key'].flatMap(file => readFileSync(join(appDir, file), 'utf8').split('\n'))
      const values = files.map(line => line.slice(line.indexOf('=') + 1)).filter(value => value.length >= 12 && !value.startsWith('-----'))
      assertNothingLeaked(result, [
        mongo.password,
        redis?.password ?? mongo.password,
        ...values,
        ...bed.sshd.privateKey.split('\n').slice(1, -2),
      ])
    })
  })

  test('with dry-run shows the plan, and changes nothing', async () => {
    const state = async () => [
      ...snapshot(bed.project.appDir),
      await docker(['ps', '--all', '--filter', `name=${bed.project.name}`, '--format', '{{.ID}} {{.State}}']),
    ]
    const before = await state()
    const result = await runStep({ inputs: { ...inputs, 'dry-run': 'true' } })
    assert.deepEqual([result.exitCode, result.outputs['status']], [0, 'planned'], seen(result))
    assertPhases(result, ['Connect', 'Look', 'Space', 'Plan', 'Rotate'])
    assert.deepEqual(await state(), before)
  })

  test('of a volume that does not exist names those that do, and makes none', async () => {
    const { message } = assertFailed(await runStep({ inputs: { ...inputs, volumes: 'uploadz' } }), 'E_NOT_FOUND')
    assert.match(message, /gateway_uploads/)
    assert.equal(await docker(['volume', 'ls', '--quiet', '--filter', 'name=uploadz']), '')
  })
})
