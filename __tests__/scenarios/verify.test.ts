// The action verify, as a workflow uses it: the real bundle, on a server of files alone, by the server's own tools and by the runner's.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Damage } from '../../src/backups/damage.ts'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { readActionFile } from '../../testbed/runner/actionfile.ts'
import { type Result, runStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { flipped } from '../runtime/damaged.ts'
import { assertFailed, assertNothingLeaked, assertPhases, assertSucceeded, seen } from './assertions.ts'
import { snapshot } from './snapshot.ts'

const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'

describe('the action verify', { skip }, () => {
  let sample: Sample
  let inputs: Record<string, string>
  const backups: string[] = []
  before(async () => {
    sample = await startSample()
    inputs = { ...sample.access, 'app-dir': sample.appDir }
    for (const prefix of ['pre-update', 'nightly']) {
      const made = await runStep({ inputs: { ...inputs, paths: 'uploads', 'min-free': '10MB', prefix } })
      assertSucceeded(made)
      backups.push(made.outputs['backup-path'] ?? '')
    }
  })
  after(() => sample.close())

  const manifestOf = (archive: string): Manifest => {
    const name = archive.slice(archive.lastIndexOf('/') + 1).split('.')[0]
    const manifest = parseManifest(readFileSync(join(sample.backupDir, '.meta', `${name}.json`), 'utf8'))
    assert.ok(!('problem' in manifest))
    return manifest
  }
  const damagesOf = (result: Result) => JSON.parse(result.outputs['damaged'] ?? '') as Damage[]

  for (const where of ['server', 'runner'] as const) {
    describe(`where: ${where}`, () => {
      const verify = (more: Record<string, string> = {}) =>
        runStep({ action: 'verify', inputs: { ...inputs, where, ...more }, debug: true })

      test('reads all backups, finds them sound, changes nothing and leaks nothing', async () => {
        const before = snapshot(sample.appDir)
        const result = await verify({ backup: 'all' })
        assert.deepEqual([result.exitCode, result.outcome], [0, 'success'], seen(result))
        assert.deepEqual(result.outputs, { status: 'success', damaged: '[]', 'error-code': '' })
        assert.deepEqual(Object.keys(result.outputs).sort(), [...readActionFile('verify').outputs].sort())
        assertPhases(result, ['Connect', 'Look', 'Verify'])
        assert.equal(result.log.filter(line => /sound +4 of 4 components/.test(line)).length, 2, seen(result))
        assert.match(result.summary, new RegExp(`^\\*\\*2 backups verified, all sound · by read · on the ${where} · `))
        assertNothingLeaked(result, sample.secrets)
        assert.deepEqual([snapshot(sample.appDir), result.leftBehind], [before, []])
      })

      for (const level of ['checksum', 'read']) {
        test(`by ${level}, names each damage of each backup by component, part and bytes, and fails`, async () => {
          const [one = '', other = ''] = backups
          const kept = [one, other].map(file => readFileSync(file))
          const uploads = manifestOf(one).components.find(({ name }) => name === 'paths/uploads')
          assert.ok(kept[0] && kept[1] && uploads)
          try {
            const [data, header] = [uploads.offset + 1000, uploads.offset - 100]
            writeFileSync(one, flipped(flipped(kept[0], data), header))
            writeFileSync(other, kept[1].subarray(0, -700))
            const result = await verify({ backup: 'all', level })
            const { message } = assertFailed(result, 'E_VERIFY')
            assert.match(message, /2 backups are damaged/)
            const told = damagesOf(result)
            assert.ok(told.every(({ from, to, why }) => from < to && why !== ''))
            const of = (file: string) =>
              told.filter(({ backup }) => file.includes(backup)).map(({ component, part }) => `${part} ${component}`.trim())
            assert.deepEqual(of(one), ['header paths/uploads', 'data paths/uploads'], seen(result))
            assert.deepEqual(of(other), ['archive', 'end'], seen(result))
            assert.ok(
              told.some(({ part, from, to }) => part === 'data' && from === uploads.offset && to === uploads.offset + uploads.length),
            )
            assert.match(result.summary, /^\*\*E_VERIFY · /)
            assert.match(result.summary, /the header of paths\/uploads, bytes \d+ to \d+/)
            assert.ok(result.log.some(line => /DAMAGED/.test(line)))
          } finally {
            writeFileSync(one, kept[0])
            writeFileSync(other, kept[1])
          }
        })
      }

      test('of the newest fails if the newest has lost its manifest, whatever is older', async () => {
        const [, newest = ''] = backups
        const manifest = join(sample.backupDir, '.meta', `${manifestOf(newest).name}.json`)
        renameSync(manifest, `${manifest}-away`)
        try {
          const result = await verify()
          assertFailed(result, 'E_VERIFY')
          assert.deepEqual(
            damagesOf(result).map(({ backup, part, why }) => [newest.includes(backup), part, why]),
            [[true, 'manifest', 'it has no manifest']],
          )
        } finally {
          renameSync(`${manifest}-away`, manifest)
        }
      })

      test('of one by its name reads that one alone', async () => {
        const { name } = manifestOf(backups[0] ?? '')
        const result = await verify({ backup: name })
        assert.equal(result.outputs['status'], 'success', seen(result))
        assert.match(result.summary, /^\*\*1 backup verified/)
      })

      test('of one that is not there is no success, and says what there is', async () => {
        const result = await verify({ backup: 'manual-20260101_000000' })
        assert.match(assertFailed(result, 'E_NOT_FOUND').message, /manual-20260101_000000/)
        assert.equal(result.outputs['damaged'], '')
      })
    })
  }

  test('manifests without an archive and strangers are named, and are no damage', async () => {
    const meta = join(sample.backupDir, '.meta')
    const orphan = join(meta, 'manual-20260101_000000.json')
    writeFileSync(orphan, readFileSync(join(meta, readdirSync(meta).find(file => file.endsWith('.json')) ?? '')))
    writeFileSync(join(sample.backupDir, 'notes.txt'), 'mine')
    try {
      const result = await runStep({ action: 'verify', inputs: { ...inputs, backup: 'all', level: 'checksum' } })
      assert.equal(result.outputs['status'], 'success', seen(result))
      assert.match(result.summary, /Manifests without an archive\n+- <code>manual-20260101/)
      assert.match(result.summary, /Not backups, ignored\n+- <code>notes.txt/)
    } finally {
      rmSync(orphan)
      rmSync(join(sample.backupDir, 'notes.txt'))
    }
  })

  test('with a word that is no level fails before it connects', async () => {
    const result = await runStep({ action: 'verify', inputs: { ...inputs, level: 'deep' } })
    assert.match(assertFailed(result, 'E_INPUT').message, /one of: checksum, read/)
    assert.ok(!result.log.some(line => line.includes('Connect')), seen(result))
  })
})
