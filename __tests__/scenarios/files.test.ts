// The whole action on a server without containers: what it prints, sets and leaves, from the first line to the last.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { readActionFile } from '../../testbed/runner/actionfile.ts'
import { type Result, runPost, runStep, startStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { assertFailed, assertNothingLeaked, assertPhases, assertSucceeded, seen } from './assertions.ts'
import { snapshot } from './snapshot.ts'

const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'

describe('a backup of files', { skip }, () => {
  let sample: Sample
  let inputs: Record<string, string>
  before(async () => {
    sample = await startSample()
    inputs = { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB' }
  })
  after(() => sample.close())

  describe('once', () => {
    let result: Result
    before(async () => {
      result = await runStep({ inputs, debug: true })
    })

    test('succeeds, and sets every output', () => {
      assertSucceeded(result)
      const { outputs } = result
      assert.deepEqual(Object.keys(outputs).sort(), [...readActionFile('.').outputs].sort())
      const archive = outputs['backup-path'] ?? ''
      assert.equal(archive, join(sample.backupDir, `${outputs['backup-name']}.tar.${archive.split('.').pop()}`))
      assert.equal(outputs['backup-size'], String(statSync(archive).size))
      assert.equal(outputs['backup-sha256'], execFileSync('sha256sum', [archive], { encoding: 'utf8' }).split(' ')[0])
      assert.deepEqual([outputs['verified'], outputs['kept'], outputs['deleted']], ['read', `["${outputs['backup-name']}"]`, '[]'])
      const components: { name: string }[] = JSON.parse(outputs['components'] ?? '')
      assert.deepEqual(
        components.map(({ name }) => name),
        ['config', 'secrets', 'paths/uploads', 'system'],
      )
    })

    test('tells its phases in order, and at last what is kept where', () => {
      assertPhases(result, ['Connect', 'Look', 'Back up', 'Verify', 'Publish', 'Rotate'])
      const last = result.log.filter(line => !line.startsWith('##[debug]')).at(-1) ?? ''
      assert.match(
        last,
        /^Backed up .+ as .+ in .+, proven by reading it back\. It is \/.+ on .+\. Restore: meeshy-backup restore pre-update-\d{8}_\d{6} --/,
      )
      assert.ok(last.includes(result.outputs['backup-path'] ?? ' '), last)
    })

    test('has a summary: what came of it, what is in it, how to bring it back', () => {
      const { summary, outputs } = result
      const name = outputs['backup-name'] ?? ' '
      assert.match(summary, /^\*\*Backed up and proven · .+ kB · .+ s\*\*\n/)
      for (const part of ['paths/uploads', 'config', 'secrets', 'Rotation', outputs['backup-sha256'] ?? ' '])
        assert.ok(summary.replaceAll('<wbr>', '').includes(part), part)
      assert.ok(summary.includes(`meeshy-backup restore ${name} --host deploy@127.0.0.1:${sample.server.port} --app-dir ${sample.appDir}`))
      assert.ok(summary.includes(`tar -tvf ${outputs['backup-path']}`))
      assert.match(summary, /^sh \S+\/\.meta\/pre-update-\d{8}_\d{6}\.restore\.sh$/m)
      const step = summary.slice(summary.indexOf('- uses: meeshy/backup-action/restore@v2\n  with:\n'), summary.indexOf('From a laptop'))
      assert.ok(step.includes(`    backup: "${name}"\n    confirm: "OUI"\n`), summary)
    })

    test('leaves nothing for the post stage to do', async () => {
      const seenBefore = sample.server.log.length
      const post = await runPost({ inputs }, result)
      assert.deepEqual([post.exitCode, post.raw, post.summary, sample.server.log.length - seenBefore], [0, [], '', 0])
    })

    test('says that there are no containers to look at', () => {
      assert.ok(
        result.log.some(line => /no docker/i.test(line)),
        seen(result),
      )
    })

    test('prints no secret, with debug logging neither', () => {
      assertNothingLeaked(result, [...sample.secrets, ...linesOf(sample.privateKey)])
    })

    test('leaves an archive that plain tar reads, with everything in it', () => {
      const listing = execFileSync('tar', ['-taf', result.outputs['backup-path'] ?? ''], { encoding: 'utf8' })
      const name = result.outputs['backup-name'] ?? ''
      for (const file of [
        'config/.env',
        'config/docker-compose.yml',
        'config/nginx/nginx.conf',
        'secrets/secrets/jwt.key',
        'paths/uploads.tar',
      ])
        assert.ok(listing.split('\n').includes(`${name}/${file}`), listing)
    })
  })

  test('with dry-run shows the plan, and changes nothing', async () => {
    const before = snapshot(sample.appDir)
    const result = await runStep({ inputs: { ...inputs, 'dry-run': 'true' } })
    assert.deepEqual([result.exitCode, result.outputs['status'], result.outputs['backup-path']], [0, 'planned', ''])
    assertPhases(result, ['Connect', 'Look', 'Space', 'Plan', 'Rotate'])
    assert.ok(
      result.log.some(line => /Needs about .+; .+ are free, of which min-free leaves 10 MB/.test(line)),
      seen(result),
    )
    assert.match(result.summary, /^\*\*A plan only: nothing was changed, and there is no new backup · needs about [\d.]+ MB · .+ free\*\*/)
    for (const part of ['paths/uploads', 'Expected in the archive', 'What the next rotation would do', 'The plan, step by step'])
      assert.ok(result.summary.replaceAll('<wbr>', '').includes(part), result.summary)
    const plan = result.groups.find(({ title }) => title.includes('Plan'))
    assert.ok(
      plan?.lines.some(line => line.includes('Take paths/uploads')),
      seen(result),
    )
    assert.deepEqual(snapshot(sample.appDir), before)
  })

  test('with dry-run and too little room says so, and is no failure', async () => {
    const result = await runStep({ inputs: { ...inputs, 'dry-run': 'true', 'min-free': '900TB' } })
    assert.deepEqual([result.exitCode, result.outputs['status']], [0, 'planned'])
    assert.ok(result.annotations.some(({ title, message }) => title === 'no-room' && /A backup would fail now/.test(message)))
    assert.match(result.summary, /> \[!WARNING\]\n> A backup would fail now/)
  })

  test('keeps as many as it should, and says which went', async () => {
    const first = await runStep({ inputs: { ...inputs, prefix: 'manual', keep: '1' } })
    const second = await runStep({ inputs: { ...inputs, prefix: 'manual', keep: '1' } })
    for (const result of [first, second]) assertSucceeded(result)
    assert.equal(second.outputs['deleted'], JSON.stringify([first.outputs['backup-name']]))
    assert.equal(second.outputs['kept'], JSON.stringify([second.outputs['backup-name']]))
    const manual = readdirSync(sample.backupDir).filter(name => name.startsWith('manual-'))
    assert.deepEqual(
      manual.map(name => name.split('.')[0]),
      [second.outputs['backup-name']],
    )
  })

  test('with a secret that is part of an output warns of it, without showing it', async () => {
    const result = await runStep({ inputs: { ...inputs, passphrase: 'meeshy' } })
    const warning = result.annotations.find(({ title }) => title === 'masked-output')
    assert.match(warning?.message ?? '', /^A secret is part of the outputs? backup-path/)
    assert.ok(JSON.parse(result.outputs['warnings'] ?? '').some((text: string) => text.startsWith('masked-output: ')))
  })

  test('of a path that is not there fails by name', async () => {
    const result = await runStep({ inputs: { ...inputs, paths: 'uploadz' } })
    assert.match(assertFailed(result, 'E_NOT_FOUND').message, /uploadz/)
    assert.match(result.summary, /^\*\*E_NOT_FOUND · .*uploadz.*\*\*/)
    assert.match(result.summary, /```\nError: E_NOT_FOUND .*uploadz[^`]*\n {2}Safe /)
    assert.match(result.summary, /There is no new backup\. \[.*\]\(https:.*#e_not_found\)/)
  })
})

describe('a cancelled backup', { skip }, () => {
  let sample: Sample
  beforeEach(async () => {
    sample = await startSample({ uploads: 200_000_000 })
  })

  test('ends within the time the runner gives, and leaves nothing', async () => {
    try {
      const inputs = { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB', compression: 'gzip' }
      const running = startStep({ inputs })
      const work = join(sample.backupDir, '.work')
      await eventually(() => writtenIn(work) > 1_000_000)
      running.cancel()
      const result = await running.ended
      assert.deepEqual([result.outcome, result.exitCode, result.outputs['error-code']], ['cancelled', 1, 'E_CANCELLED'])
      await eventually(() => !existsSync(work) || readdirSync(work).length === 0)
      const visible = readdirSync(sample.backupDir).filter(name => !name.startsWith('.'))
      assert.deepEqual([visible, readdirSync(join(sample.backupDir, '.meta'))], [[], []])
    } finally {
      await sample.close()
    }
  })
})

/** Bytes of the archives that are being written. */
function writtenIn(work: string): number {
  const archives = existsSync(work) ? readdirSync(work).map(run => join(work, run, 'archive')) : []
  return archives.filter(existsSync).reduce((sum, path) => sum + statSync(path).size, 0)
}

function linesOf(key: string): string[] {
  return key
    .trim()
    .split('\n')
    .filter(line => !line.startsWith('-----'))
}
