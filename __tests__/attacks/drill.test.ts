// Which images a drill starts: a manifest, which a stranger may have written, names them.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { BackupError } from '../../src/messages/errors.ts'
import { imagesHere, planDrill } from '../../src/plan/drill.ts'
import { isOfficial } from '../../src/server/project.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { manifestExample } from '../backups/manifestexample.ts'
import { call } from '../runtime/functions.ts'
import { settings } from '../sources/meeshy.ts'

const id = `sha256:${'a'.repeat(64)}`

/** A backup of a database from a container of this image. Throws where a manifest may name no such image. */
function backup(image: string, digest = id): Manifest {
  const [database] = manifestExample().components
  const components = [{ ...database, kind: 'database' }]
  const manifest = parseManifest(
    JSON.stringify(manifestExample({ components, images: [{ container: 'meeshy-database', service: 'database', image, id: digest }] })),
  )
  if ('problem' in manifest)
    throw new BackupError({ code: 'E_VERIFY', title: `The image is unknown: ${manifest.problem}.`, safe: '', next: '' })
  return manifest
}

const fetched = (manifest: Manifest) => planDrill(manifest, settings, 'runner').variables['MB_DRILL_FETCH']
const unknown = (error: unknown) => error instanceof BackupError && error.code === 'E_VERIFY' && /is unknown/.test(error.message)

describe('the image that a manifest names', () => {
  test('is fetched by a runner only if it is the official one of that database', () => {
    for (const image of ['mongo', 'mongo:8.0', 'library/mongo:7', 'docker.io/library/mongo:8', `mongo:8@${id}`, `mongo@${id}`]) {
      assert.equal(fetched(backup(image)), image)
      assert.deepEqual(imagesHere(backup(image)), [{ image, fetch: true }])
    }
    for (const image of [
      'evil/mongo:8',
      'evil.example/mongo:8',
      'evil.example:5000/library/mongo',
      'mongo.evil.example/x',
      'docker.io/evil/mongo',
      'redis:7',
      'alpine',
      id,
    ]) {
      assert.equal(fetched(backup(image)), '', image)
      assert.deepEqual(imagesHere(backup(image)), [{ image, fetch: false }])
    }
    assert.equal(isOfficial('mongo:8:9', 'mongo'), false)
  })

  test('is no option of a program, and no text of several lines', () => {
    for (const image of [
      '--privileged',
      '-v=/:/host',
      '',
      'mongo\n--privileged',
      'mongo:8 --privileged',
      '../mongo',
      `mongo:${'8'.repeat(1100)}`,
    ])
      assert.throws(() => planDrill(backup(image), settings, 'runner'), unknown, image)
    for (const image of ['Registry.example:5000/mongo:7', '[2001:db8::1]:5000/mongo:7'])
      assert.deepEqual(imagesHere(backup(image)), [{ image, fetch: false }])
  })

  test('is on the server a digest, and nothing else', () => {
    assert.doesNotThrow(() => planDrill(backup('any', id), settings))
    for (const digest of ['mongo:8', '--privileged', '', `${id}0`, `${id}\n--privileged`])
      assert.throws(() => planDrill(backup('mongo:8', digest), settings), unknown, digest)
  })
})

onEachShell('an image that is not there', shell => {
  /** What docker was asked, and how it ended. */
  const drilled = (image: string, variables: string) =>
    call(
      shell,
      `docker() { [ "$1" = pull ]; }
mb_docker() { docker "$@"; }
mb_undrilled() { echo "refused: $2"; exit 0; }
mb_say() { echo "said:$1"; }
timeout() { shift; "$@" >&2; }
MB_TIMEOUT=9 ${variables}
mb_drill_image database "$1" "$1"
echo fetched`,
      { words: [image] },
    )
      .toString()
      .trim()
      .split('\n')

  test('is fetched only where the client allows that very one, and that is said', () => {
    const allowed = `MB_DRILL_WHERE=runner MB_DRILL_FETCH=$(printf 'mongo:8\\nredis:7')`
    assert.deepEqual(drilled('redis:7', allowed), ['said:  database: pulling redis:7', 'fetched'])
    for (const image of ['redis', 'evil/redis:7', 'redis:7 ', '.*', ''])
      assert.match(drilled(image, allowed).join(), /^refused: .* a drill fetches the official images of databases alone$/, image)
    assert.match(drilled('redis:7', 'MB_DRILL_WHERE=runner MB_DRILL_FETCH=').join(), /^refused/)
    assert.match(drilled('redis:7', 'MB_DRILL_FETCH=redis:7').join(), /^refused: the image it came from is not on this server$/)
  })
})
