// What an artifact holds: everything when that is asked for, and otherwise nothing that names the server or what is on it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseManifest } from '../../src/backups/manifest.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { artifactFiles, artifactNameOf } from '../../src/report/artifact.ts'
import type { Outcome } from '../../src/report/outcome.ts'
import { fromInputs } from '../../src/settings/inputs.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import { manifestExample } from '../backups/manifestexample.ts'
import { enough } from '../settings/given.ts'

/** In every place of manifest, plan and failure where a server's name for something can stand. */
const canaries = ['CANARY-HOST', 'CANARY/DIR', 'CANARY-CONTAINER', 'CANARY-VOLUME', 'CANARY-DB', 'CANARY-IMAGE', 'CANARY-TEXT']
const [database = {}, volume = {}] = manifestExample().components
const written = manifestExample({
  components: [
    { ...database, name: 'database/CANARY-DB', path: 'database/CANARY-DB.archive', counts: { documents: 18_052 } },
    {
      ...volume,
      name: 'volumes/CANARY-VOLUME',
      path: 'volumes/CANARY-VOLUME.tar',
      details: { volume: 'CANARY-VOLUME' },
      warnings: ['CANARY-TEXT'],
    },
  ],
  leftOut: [{ what: 'CANARY-VOLUME', why: 'CANARY-TEXT' }],
  warnings: ['CANARY-TEXT ##[error]x'],
  host: { hostname: 'CANARY-HOST', os: 'CANARY-HOST', docker: '28', tools: { tar: 'CANARY-HOST' } },
  images: [{ container: 'CANARY-CONTAINER', service: 'CANARY-CONTAINER', image: 'CANARY-IMAGE', id: 'CANARY-IMAGE' }],
  project: { name: 'CANARY-CONTAINER', appDir: '/CANARY/DIR' },
})
const plan: Plan = {
  operation: 'backup',
  writes: true,
  steps: [
    {
      id: 'pause',
      title: 'Pause CANARY-CONTAINER',
      containers: ['CANARY-CONTAINER', 'CANARY-CONTAINER'],
      command: ['mb_quiesce', 'pause', 'CANARY-CONTAINER', 'CANARY-CONTAINER'],
    },
    {
      id: 'take',
      title: 'Take volumes/CANARY-VOLUME',
      component: 'volumes/CANARY-VOLUME',
      command: ['mb_collect', 'volumes/CANARY-VOLUME', 'volumes/CANARY-VOLUME.tar', '/CANARY/DIR'],
    },
    { id: 'resume', title: 'Bring back CANARY-CONTAINER', command: ['mb_resume'] },
    { id: 'other', title: 'A step of tomorrow for CANARY-CONTAINER', command: ['mb_new', 'CANARY-CONTAINER'] },
  ],
  variables: { MB_APP: '/CANARY/DIR' },
  known: { manifest: {}, 'volumes/CANARY-VOLUME': {} },
  readers: {},
  secrets: [],
  components: [],
}

function outcome(changes: Partial<Outcome> = {}): Outcome {
  const manifest = parseManifest(JSON.stringify(written))
  if ('problem' in manifest) throw new Error(manifest.problem)
  const published = { path: '/CANARY/DIR/backups/x.tar.zst', manifest }
  return {
    status: 'success',
    runId: 'run',
    seconds: 14.4,
    warnings: ['CANARY-TEXT ##[error]x'],
    kept: [],
    deleted: [],
    plan,
    published,
    ...changes,
  }
}

const failure = { code: 'E_DUMP', title: 'CANARY-CONTAINER on CANARY-HOST', details: { At: '/CANARY/DIR' } } as const

function filesOf(what: Outcome, inputs: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const given = Object.entries({ ...enough, 'app-dir': '/CANARY/DIR', ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ])
  const { settings } = parseSettings(fromInputs(Object.fromEntries(given)))
  return artifactFiles(what, settings, { repository: 'meeshy/meeshy', run: '42' })
}

describe('redacted, which is the default', () => {
  test('names nothing of the server, whatever came of the run', () => {
    for (const what of [outcome(), outcome({ status: 'failed', failure }), outcome({ status: 'planned' })]) {
      const all = Object.entries(filesOf(what)).flat().join('\n')
      for (const canary of [...canaries, enough.host]) assert.ok(!all.includes(canary), `${canary} in ${all}`)
    }
  })

  test('still holds what proves the archive, and each component', () => {
    const files = filesOf(outcome())
    const manifest = JSON.parse(files['manifest.json'] ?? '')
    assert.deepEqual(manifest.archive, written.archive)
    assert.deepEqual(
      manifest.components.map((each: Record<string, unknown>) => [
        each['name'],
        each['sha256'],
        each['offset'],
        each['length'],
        each['counts'],
      ]),
      [
        ['database/1', 'b'.repeat(64), 526, 61_000_000, { documents: 18_052 }],
        ['volumes/1', 'c'.repeat(64), 61_001_078, 790_000_000, { files: 1204 }],
      ],
    )
    assert.deepEqual([manifest.redacted, manifest.warnings, manifest.leftOut], [true, 1, 1])
    assert.match(files['backup-metadata.txt'] ?? '', /^SHA-256 +a{64}$/m)
    assert.match(files['backup-metadata.txt'] ?? '', /^ {2}volumes\/1 +812000000 +790000000 +changed-while-read +1204 files$/m)
  })

  test('has the plan in words', () => {
    const expected = ' 1. Pause 2 containers\n 2. Take volumes/1\n 3. Bring back what was quiesced\n 4. Another step\n'
    assert.equal(filesOf(outcome())['plan.txt'], expected)
  })
})

describe('full', () => {
  const full = { 'artifact-details': 'full' }
  test('has the manifest as it is, and the plan with its commands', () => {
    const files = filesOf(outcome(), full)
    assert.deepEqual(parseManifest(files['manifest.json'] ?? ''), outcome().published?.manifest)
    assert.match(files['plan.txt'] ?? '', /mb_collect volumes\/CANARY-VOLUME/)
    for (const word of ['/CANARY/DIR', 'CANARY-HOST', 'CANARY-CONTAINER  CANARY-IMAGE'])
      assert.ok(files['backup-metadata.txt']?.includes(word), word)
    assert.deepEqual(JSON.parse(filesOf(outcome({ status: 'failed', failure }), full)['outcome.json'] ?? '').failure, failure)
  })

  test('is inert: a later step may print it', () => {
    for (const text of Object.values(filesOf(outcome(), full))) assert.ok(!text.includes('##[') && !/^\s*::/m.test(text), text)
  })
})

describe('what there is of a run', () => {
  const without = ({ plan: _, published: __, ...rest }: Outcome): Outcome => rest

  test('that failed early is its outcome', () => {
    const files = filesOf(without(outcome({ status: 'failed', failure })))
    assert.deepEqual(Object.keys(files), ['outcome.json'])
    const { status, errorCode, seconds } = JSON.parse(files['outcome.json'] ?? '')
    assert.deepEqual([status, errorCode, seconds], ['failed', 'E_DUMP', 14])
  })

  test('that was skipped is the reason', () => {
    const files = filesOf(without(outcome({ status: 'skipped' })), { 'skip-backup': 'true', 'skip-reason': 'hotfix 42' })
    assert.deepEqual([Object.keys(files), JSON.parse(files['outcome.json'] ?? '').skipReason], [['outcome.json'], 'hotfix 42'])
  })

  test('that was planned is the plan too', () => {
    const { published: _, ...planned } = outcome({ status: 'planned' })
    assert.deepEqual(Object.keys(filesOf(planned)), ['outcome.json', 'plan.txt'])
  })
})

test('a name is the one that was asked for, or one of job, attempt and run', () => {
  assert.equal(artifactNameOf({ name: 'mine', details: 'full' }, 'r-1', 'deploy', '2'), 'mine')
  assert.equal(artifactNameOf({ details: 'full' }, 'r-1', 'deploy', '2'), 'backup-deploy-2-r-1')
  assert.equal(artifactNameOf({ details: 'full' }, 'r-1', 'a/b:c', ''), 'backup-a_b_c--r-1')
})
