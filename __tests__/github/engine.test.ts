// The Docker engine of a runner, by a docker of the test's own: images that are there are not pulled, others are, and what cannot be had is said.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { drillOnRunner } from '../../src/github/engine.ts'
import { failureOf } from '../../src/messages/errors.ts'
import type { Reporter } from '../../src/report/console/reporter.ts'
import { localTransport } from '../../src/transports/local.ts'

describe('the Docker engine of a runner', () => {
  const path = process.env['PATH'] ?? ''
  let folder: string
  let lines: string[]
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'engine-'))
    lines = []
    process.env['PATH'] = [folder, path].join(delimiter)
  })
  afterEach(() => {
    process.env['PATH'] = path
    rmSync(folder, { recursive: true, force: true })
  })

  const docker = (text: string) =>
    writeFileSync(join(folder, 'docker'), `#!/bin/sh\necho "$*" >>'${folder}/asked'\n${text}\n`, { mode: 0o755 })
  const asked = () => readFileSync(join(folder, 'asked'), 'utf8')
  const prepare = (...images: string[]) => {
    const named = images.map(image => ({ image, fetch: !image.startsWith('stranger/') }))
    const reporter = { line: (text: string) => lines.push(text) } as unknown as Reporter
    return drillOnRunner(localTransport({ sudo: false, environment: process.env }), reporter).prepare(named)
  }
  const failure = async (...images: string[]) =>
    failureOf(
      await prepare(...images).then(
        () => new Error('it was well'),
        thrown => thrown,
      ),
    )

  test('gets the images that it lacks, and no others', async () => {
    docker(`case "$1 $2 $*" in 'image inspect'*'mongo:8') echo sha256:1 ;; 'image inspect'*) exit 1 ;; *) echo 28 ;; esac`)
    await prepare('mongo:8', 'redis:7')
    assert.match(asked(), /^pull --quiet redis:7$/m)
    assert.doesNotMatch(asked(), /pull.*mongo/)
    assert.deepEqual(lines, ['pulling redis:7'])
  })

  test('says why an image cannot be had', async () => {
    docker(`case $1 in image) exit 1 ;; pull) echo 'denied: log in first' >&2; exit 1 ;; *) echo 28 ;; esac`)
    const { code, title, details } = await failure('private/mongo:8')
    assert.deepEqual([code, details], ['E_VERIFY', { Said: 'denied: log in first' }])
    assert.match(title, /private\/mongo:8 is not here, and cannot be pulled/)
  })

  test('gets no image that the drill may not fetch by itself, and takes one that is there', async () => {
    docker(`case "$1 $*" in 'image '*'stranger/there') echo sha256:1 ;; image*) exit 1 ;; *) echo 28 ;; esac`)
    await prepare('stranger/there')
    const { code, title, safe } = await failure('mongo:8', 'stranger/mongo:8')
    assert.deepEqual([code, safe], ['E_VERIFY', 'nothing was started; the backup was not changed'])
    assert.match(title, /stranger\/mongo:8 is not here, and a drill fetches the official images of databases alone/)
    assert.doesNotMatch(asked(), /pull.*stranger/)
  })

  test('is not there', async () => {
    docker(`echo 'Cannot connect to the Docker daemon' >&2; exit 1`)
    const { code, details } = await failure('mongo:8')
    assert.deepEqual([code, details], ['E_PREREQ', { Said: 'Cannot connect to the Docker daemon' }])
  })

  test('takes no option for an image', async () => {
    docker('echo 28')
    assert.equal((await failure('--privileged')).code, 'E_VERIFY')
    assert.doesNotMatch(asked(), /privileged/)
  })
})
