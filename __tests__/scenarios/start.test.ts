// What the action loads, and when: it starts with its own parts alone, and takes a client only where there is something to do for it.
import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startResultsService } from '../../testbed/resultsservice.ts'
import { runStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { assertSucceeded } from './assertions.ts'

const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'
const root = join(import.meta.dirname, '..', '..')
const dist = join(root, 'dist')
const megabyte = 1_000_000
/** A word that only this package has. */
const words = {
  ssh2: 'SSH-2.0-',
  '@actions/artifact': '"CreateArtifact"',
  '@actions/cache': '"CreateCacheEntry"',
  undici: 'class ProxyAgent',
}
const holds = (path: string, name: keyof typeof words) => readFileSync(path, 'utf8').includes(words[name])

describe('what the action loads', { skip }, () => {
  let sample: Sample
  before(async () => {
    sample = await startSample()
  })
  after(() => sample.close())

  /** The files of dist/ in their order, up to the first input and in the whole run; `bench/loaded.mjs` tells them. */
  async function loadedIn(env: Readonly<Record<string, string>>): Promise<{ first: Map<string, number>; all: Map<string, number> }> {
    const folder = mkdtempSync(join(tmpdir(), 'meeshy-loaded-'))
    try {
      const file = join(folder, 'loaded')
      const inputs = { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB' }
      const watch = { NODE_OPTIONS: `--import=${join(root, 'bench', 'loaded.mjs')}`, LOADED_TO: file }
      assertSucceeded(await runStep({ inputs, env: { ...env, ...watch } }))
      const lines = readFileSync(file, 'utf8').trim().split('\n')
      const files = (some: readonly string[]) => {
        const rows = some.map(line => /^(\d+) (.*)$/.exec(line)).filter(row => row?.[2]?.startsWith(dist))
        return new Map(rows.map(row => [row?.[2] ?? '', Number(row?.[1])]))
      }
      return { first: files(lines.slice(0, lines.indexOf('first input'))), all: files(lines) }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  test('is little before it reads its first input, and never a client of a service that is not there', async () => {
    const { first, all } = await loadedIn({})
    const bytes = [...first.values()].reduce((sum, size) => sum + size, 0)
    assert.ok(bytes > 100_000 && bytes < 1.2 * megabyte, `${bytes} bytes before the first input`)
    assert.deepEqual(
      [...first.keys()].filter(path => holds(path, 'ssh2')),
      [],
    )
    assert.equal([...all.keys()].filter(path => holds(path, 'ssh2')).length, 1)
    for (const name of ['@actions/artifact', '@actions/cache', 'undici'] as const)
      assert.deepEqual(
        [...all.keys()].filter(path => holds(path, name)),
        [],
      )
  })

  test('is a client of the results service where there is one', async () => {
    const service = await startResultsService()
    try {
      const { all } = await loadedIn(service.variables)
      for (const name of ['@actions/artifact', '@actions/cache', 'undici'] as const)
        assert.ok(
          [...all.keys()].some(path => holds(path, name)),
          name,
        )
    } finally {
      await service.close()
    }
  })
})

test('dist holds programs in text and the licences of what is in them, nothing native and no source map', () => {
  const files = globSync('**/*', { cwd: dist, withFileTypes: true }).filter(entry => entry.isFile())
  assert.deepEqual(
    files.map(({ name }) => name).filter(name => !/\.(js|json|txt)$/.test(name)),
    [],
  )
  const licences = readFileSync(join(dist, 'licenses.txt'), 'utf8')
  for (const name of ['@actions/core', '@actions/artifact', '@actions/cache', 'ssh2', 'undici', '@azure/storage-blob'])
    assert.match(licences, new RegExp(`^${name}$`, 'm'))
})
