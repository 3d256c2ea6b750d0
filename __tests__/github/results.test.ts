// Asking the results service through the toolkit's own clients: what arrives is read back, and no mood of the service costs more than
// the limit, or more than an Error.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { DefaultArtifactClient } from '@actions/artifact'
import { type Asking, askResults, hasResultsService } from '../../src/github/results.ts'
import { type ResultsService, startResultsService } from '../../testbed/resultsservice.ts'

const files = { 'outcome.json': '{}\n', 'plan.txt': 'Réunion\n' }

describe('the results service', () => {
  let service: ResultsService
  let temp: string
  beforeEach(async () => {
    service = await startResultsService()
    temp = mkdtempSync(join(tmpdir(), 'meeshy-results-test-'))
  })
  afterEach(async () => {
    await service.close()
    const left = readdirSync(temp)
    rmSync(temp, { recursive: true })
    assert.deepEqual(left, [], 'something was left in RUNNER_TEMP')
  })

  function asking(limit = 30, cancel?: AbortSignal): Asking {
    const environment = { PATH: process.env['PATH'], ...service.variables, RUNNER_TEMP: temp }
    return { environment, limit, debug: () => {}, ...(cancel && { cancel }) }
  }

  test('keeps an artifact that can be listed, downloaded and read back, with the digest it was sent with', async () => {
    const { id, digest } = await askResults('artifact', { name: 'one', files, retentionDays: 3 }, asking())
    const client = clientOf(service)
    const { artifacts } = await client.listArtifacts()
    assert.deepEqual(
      artifacts.map(each => [each.name, each.id, each.digest]),
      [['one', id, `sha256:${digest}`]],
    )
    const path = mkdtempSync(join(tmpdir(), 'meeshy-download-'))
    try {
      const { digestMismatch } = await client.downloadArtifact(id, { path, expectedHash: `sha256:${digest}` })
      assert.equal(digestMismatch, false)
      assert.deepEqual(Object.fromEntries(readdirSync(path).map(name => [name, readFileSync(join(path, name), 'utf8')])), files)
    } finally {
      rmSync(path, { recursive: true })
    }
    const days = (Date.parse(service.artifacts[0]?.expires ?? '') - Date.now()) / 86_400_000
    assert.ok(days > 2.9 && days < 3.1, String(days))
  })

  test('refuses a second artifact of the same name', async () => {
    await askResults('artifact', { name: 'one', files }, asking())
    await assert.rejects(askResults('artifact', { name: 'one', files }, asking()), /already exists/)
  })

  test('finds the newest key that begins so, and downloads nothing for it', async () => {
    const entry = join(temp, 'history')
    assert.equal(await askResults('newestKey', { prefix: 'a-1-', entry }, asking()), undefined)
    for (const key of ['a-1-first', 'a-1-second', 'b-1-other']) await askResults('saveKey', { key, entry }, asking())
    rmSync(entry)
    assert.deepEqual(
      service.caches.map(({ key }) => key),
      ['a-1-first', 'a-1-second', 'b-1-other'],
    )
    assert.equal(await askResults('newestKey', { prefix: 'a-1-', entry }, asking()), 'a-1-second')
    assert.ok(!service.log.includes('GET blob') && !service.log.includes('HEAD blob'), service.log.join('\n'))
  })

  for (const call of ['ArtifactService/CreateArtifact', 'PUT blob', 'ArtifactService/FinalizeArtifact'])
    test(`that hangs at ${call} is left at the limit`, async () => {
      service.become('hang', call)
      const began = performance.now()
      await assert.rejects(askResults('artifact', { name: 'one', files }, asking(8)), /^Error: it did not answer within 8 s$/)
      assert.ok(performance.now() - began < 9500)
      assert.ok(service.log.includes(call), service.log.join('\n'))
    })

  test('that is left when the run is cancelled', async () => {
    service.become('hang')
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(), 500)
    const began = performance.now()
    await assert.rejects(askResults('artifact', { name: 'one', files }, asking(30, cancel.signal)), /the run was cancelled/)
    assert.ok(performance.now() - began < 2000)
  })

  test('that denies, and one that nobody listens for, fail at once', async () => {
    service.become('denied')
    await assert.rejects(askResults('artifact', { name: 'one', files }, asking()), /not for you/)
    const environment = { ...asking().environment, ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' }
    await assert.rejects(askResults('artifact', { name: 'one', files }, { ...asking(), environment }), /ECONNREFUSED/)
  })

  test('that is slow is waited for', async () => {
    service.become('slow')
    assert.ok((await askResults('artifact', { name: 'one', files }, asking())).id > 0)
  })
})

describe('what a client prints', () => {
  let service: ResultsService
  const written: string[] = []
  const original = process.stdout.write
  before(async () => {
    service = await startResultsService()
  })
  after(() => service.close())

  test('goes to debugging, but for the masks of signed addresses', async () => {
    const debug: string[] = []
    process.stdout.write = ((text: string | Uint8Array) => {
      if (typeof text === 'string') written.push(text)
      // What the test runner itself says goes this way too.
      return original.call(process.stdout, text)
    }) as typeof process.stdout.write
    try {
      await askResults(
        'artifact',
        { name: 'one', files },
        { environment: { ...service.variables, RUNNER_TEMP: tmpdir() }, limit: 30, debug: line => debug.push(line) },
      )
    } finally {
      process.stdout.write = original
    }
    const commands = written.filter(line => line.startsWith('::'))
    assert.ok(commands.length > 0 && commands.every(line => line.startsWith('::add-mask::')), commands.join(''))
    assert.ok(debug.some(line => line.includes('Finalizing artifact upload')))
    assert.ok(!debug.some(line => line.startsWith('::')))
  })
})

test('a runner without such a service is known by its variables', () => {
  assert.equal(hasResultsService({}), false)
  assert.equal(hasResultsService({ ACTIONS_RESULTS_URL: '', ACTIONS_RUNTIME_TOKEN: 'x' }), false)
  assert.equal(hasResultsService({ ACTIONS_RESULTS_URL: 'http://127.0.0.1/', ACTIONS_RUNTIME_TOKEN: 'x' }), true)
})

/** The client as a later step would use it. */
function clientOf({ variables }: ResultsService): DefaultArtifactClient {
  Object.assign(process.env, variables)
  return new DefaultArtifactClient()
}
