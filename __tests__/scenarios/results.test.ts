// The whole action with GitHub's results service beside it, well and in every bad mood: what is kept there, and that no mood changes
// what came of the backup.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { DefaultArtifactClient } from '@actions/artifact'
import { type ResultsService, startResultsService } from '../../testbed/resultsservice.ts'
import type { Annotation } from '../../testbed/runner/joblog.ts'
import { type Result, runStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { assertInertPage, hostileNames } from '../report/hostile.ts'
import { assertFailed, assertNothingLeaked, assertSucceeded, seen } from './assertions.ts'

const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'

describe('with a results service', { skip }, () => {
  let sample: Sample
  let service: ResultsService
  let inputs: Record<string, string>
  before(async () => {
    sample = await startSample()
    inputs = { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB', keep: '50' }
  })
  after(() => sample.close())
  beforeEach(async context => {
    const begun = await startResultsService()
    service = begun
    if ('after' in context) context.after(() => begun.close())
  })

  function step(change: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}): Promise<Result> {
    return runStep({ inputs: { ...inputs, ...change }, env: { ...service.variables, ...env }, debug: true })
  }

  test('a backup leaves an artifact: downloaded, it has the digest and the archive of the outputs, and no word of the server', async () => {
    const result = await step({ 'artifact-retention-days': '7' })
    assertSucceeded(result)
    assert.deepEqual(fromService(result), [], seen(result))
    const [artifact] = service.artifacts
    assert.equal(artifact?.name, `backup-deploy-1-${result.outputs['run-id']}`)
    assert.equal(result.outputs['artifact-id'], String(artifact?.id))
    assert.equal(`sha256:${result.outputs['artifact-digest']}`, artifact?.digest)
    const files = await downloaded(service, Number(result.outputs['artifact-id']), artifact?.digest ?? '')
    assert.deepEqual(Object.keys(files).sort(), ['backup-metadata.txt', 'manifest.json', 'outcome.json', 'plan.txt'])
    assert.equal(JSON.parse(files['manifest.json'] ?? '').archive.sha256, result.outputs['backup-sha256'])
    const all = Object.values(files).join('\n')
    for (const word of [sample.folder, 'uploads', 'nginx', ...sample.secrets]) assert.ok(!all.includes(word), `${word} in ${all}`)
    assertNothingLeaked(result, [...sample.secrets, service.variables['ACTIONS_RUNTIME_TOKEN'] ?? ''])
  })

  test('full says where, and has no secret either', async () => {
    const result = await step({ 'artifact-details': 'full', 'artifact-name': 'mine' })
    const files = await downloaded(service, Number(result.outputs['artifact-id']), service.artifacts[0]?.digest ?? '')
    const all = Object.values(files).join('\n')
    assert.equal(service.artifacts[0]?.name, 'mine')
    for (const word of [sample.appDir, 'paths/uploads']) assert.ok(all.includes(word), word)
    for (const secret of sample.secrets) assert.ok(!all.includes(secret))
  })

  test('two jobs, two legs and two attempts of one workflow run keep an artifact each', async () => {
    const legs = [
      { GITHUB_JOB: 'deploy' },
      { GITHUB_JOB: 'deploy', GITHUB_RUN_ATTEMPT: '2' },
      { GITHUB_JOB: 'deploy' },
      { GITHUB_JOB: 'nightly' },
    ]
    const ids: (string | undefined)[] = []
    for (const leg of legs) {
      const result = await step({}, leg)
      assertSucceeded(result)
      assert.deepEqual(fromService(result), [], seen(result))
      ids.push(result.outputs['artifact-id'])
    }
    assert.deepEqual(
      service.artifacts.map(({ id }) => String(id)),
      ids,
    )
    assert.equal(new Set(service.artifacts.map(({ name }) => name)).size, legs.length)
    assert.match(service.artifacts[1]?.name ?? '', /^backup-deploy-2-/)
  })

  test("a name of the user's own that is taken costs a warning, and the backup is as it was", async () => {
    assertSucceeded(await step({ 'artifact-name': 'mine' }))
    const second = await step({ 'artifact-name': 'mine' })
    assertSucceeded(second)
    assert.deepEqual(
      fromService(second).map(({ title }) => title),
      ['artifact'],
    )
    assert.match(fromService(second)[0]?.message ?? '', /The artifact mine could not be uploaded: .*already exists/)
    assert.equal(second.outputs['artifact-id'], '')
  })

  test('names like Markdown, HTML and commands are text in outputs, log, summary and artifact', async () => {
    // What a directory can be called; a path has no line breaks.
    const worst = hostileNames.filter(name => name.trim() !== '' && !/[\n\r\u2028/]/.test(name) && name === name.trim())
    assert.ok(worst.length > 10)
    for (const name of worst) {
      mkdirSync(join(sample.appDir, name), { recursive: true })
      writeFileSync(join(sample.appDir, name, name), name)
    }
    try {
      const backupDir = join(sample.folder, 'named-like-markup')
      const result = await step({ paths: worst.map(name => `./${name}`).join('\n'), 'artifact-details': 'full', 'backup-dir': backupDir })
      assertSucceeded(result)
      assert.deepEqual(fromService(result), [], seen(result))
      assertInertPage(result.summary)
      for (const line of result.raw.filter(each => !each.startsWith('::'))) assert.doesNotMatch(line, /^\s*::|##\[|\x1b/)
      assert.deepEqual(
        result.groups.map(({ title }) => title.startsWith('▸ ')),
        result.groups.map(() => true),
      )
      for (const value of Object.values(result.outputs)) assert.doesNotMatch(value, /^\s*::|##\[|\x1b/m)
      assert.equal(JSON.parse(result.outputs['components'] ?? '').length, worst.length + 3)
      const files = await downloaded(service, Number(result.outputs['artifact-id']), service.artifacts[0]?.digest ?? '')
      for (const text of Object.values(files)) assert.doesNotMatch(text, /^\s*::|##\[|\x1b/m)
    } finally {
      for (const name of worst) rmSync(join(sample.appDir, name), { recursive: true })
    }
  })

  test('a failure and a skip leave one too; artifact: false leaves none', async () => {
    const failed = await step({ paths: 'uploadz' })
    assertFailed(failed, 'E_NOT_FOUND')
    const skipped = await step({ 'skip-backup': 'true', 'skip-reason': 'hotfix 42' })
    const without = await step({ artifact: 'false' })
    assertSucceeded(without)
    assert.deepEqual(
      service.artifacts.map(({ id }) => String(id)),
      [failed.outputs['artifact-id'], skipped.outputs['artifact-id']],
    )
    assert.equal(without.outputs['artifact-id'], '')
    const read = async (n: number) =>
      JSON.parse((await downloaded(service, 101 + n, service.artifacts[n]?.digest ?? ''))['outcome.json'] ?? '')
    assert.deepEqual([(await read(0)).errorCode, (await read(1)).skipReason], ['E_NOT_FOUND', 'hotfix 42'])
  })

  test('a second run finds the history of the first, and adds itself', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'meeshy-one-place-'))
    try {
      for (const prefix of ['manual', 'manual', 'nightly']) assertSucceeded(await step({ prefix }, { RUNNER_TEMP: temp }))
      const [first = '', second = '', other = ''] = service.caches.map(({ key }) => key)
      assert.ok(second.startsWith(first) && second.length === first.length + 8, `${first} ${second}`)
      assert.ok(other.slice(0, -8) !== first.slice(0, -8))
      assert.deepEqual(readdirSync(temp), [])
    } finally {
      rmSync(temp, { recursive: true })
    }
  })

  test('a poisoned history is no history, and the run says nothing of it', async () => {
    assertSucceeded(await step())
    const [{ key = '' } = {}] = service.caches
    service.poison(`${key.slice(0, -8)}::error::poisoned`, 'any')
    const result = await step()
    assertSucceeded(result)
    assert.deepEqual(fromService(result), [])
    assert.equal(service.caches.at(-1)?.key.length, key.length)
  })

  test('a service that is slow is waited for', async () => {
    service.become('slow')
    const result = await step()
    assertSucceeded(result)
    assert.deepEqual(fromService(result), [])
    assert.equal(`sha256:${result.outputs['artifact-digest']}`, service.artifacts[0]?.digest)
  })

  for (const [mood, pattern, limit] of [
    ['denied', /not for you/, 15],
    ['failing', /something broke here/, 60],
    ['hang', /did not answer within 60 s/, 75],
  ] as const)
    test(`a service that is ${mood} costs a warning and a bounded wait; the backup is as it was`, async () => {
      service.become(mood)
      const result = await step()
      assertSucceeded(result)
      const [warning, ...more] = fromService(result)
      assert.deepEqual([more.length, warning?.level, warning?.title], [0, 'warning', 'artifact'], seen(result))
      assert.match(warning?.message ?? '', pattern)
      assert.match(result.outputs['warnings'] ?? '', /The artifact backup-deploy-1-.* could not be uploaded/)
      assert.equal(result.outputs['artifact-id'], '')
      assert.ok(result.seconds < limit, `${result.seconds} s`)
    })

  test('a service that nobody listens for is no different, nor is it for a run that failed', async () => {
    const dead = { ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' }
    const [good, bad] = [await step({}, dead), await step({ paths: 'uploadz' }, dead)]
    assertSucceeded(good)
    assertFailed(bad, 'E_NOT_FOUND')
    for (const result of [good, bad])
      assert.deepEqual(
        fromService(result)
          .map(({ title }) => title)
          .filter(title => title !== 'E_NOT_FOUND'),
        ['artifact'],
      )
  })
})

/** All annotations but the one that a server without Docker earns. */
function fromService(result: Result): readonly Annotation[] {
  return result.annotations.filter(({ title }) => title !== 'attention')
}

/** The artifact's files, as a later step would get them; the client compares the digest. */
async function downloaded({ variables }: ResultsService, id: number, digest: string): Promise<Record<string, string>> {
  Object.assign(process.env, variables)
  const path = mkdtempSync(join(tmpdir(), 'meeshy-download-'))
  try {
    const { digestMismatch } = await new DefaultArtifactClient().downloadArtifact(id, { path, expectedHash: digest })
    assert.equal(digestMismatch, false)
    return Object.fromEntries(readdirSync(path).map(name => [name, readFileSync(join(path, name), 'utf8')]))
  } finally {
    rmSync(path, { recursive: true })
  }
}
