// What Docker says of containers, images and volumes is what anybody put there: the maker of an image, a program in a container, a compose file.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { catalogueOf } from '../../src/backups/catalogue.ts'
import { BackupError } from '../../src/messages/errors.ts'
import { planBackup } from '../../src/plan/backup.ts'
import { lookLines, lookText } from '../../src/report/console/look.ts'
import { planLines } from '../../src/report/console/planned.ts'
import { type Container, FactsReader } from '../../src/server/facts.ts'
import { select } from '../../src/sources/registry.ts'
import { makeServer } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { call } from '../runtime/functions.ts'
import { stepsOf } from '../runtime/plans.ts'
import { play } from '../runtime/run.ts'
import { bound, container, facts, mounted, stack, viewOf, volume } from '../sources/meeshy.ts'

const app = '/opt/meeshy'
const id = (letter: string) => `sha256:${letter.repeat(64)}`
const none = { directory: '', files: '', environmentFiles: '' }

/** A container as the look tells it, with the labels that Compose gives one. */
function told(more: Readonly<Record<string, unknown>> = {}): string {
  const own = {
    id: 'c1',
    name: '/web',
    image: 'web',
    imageId: id('a'),
    state: 'running',
    project: 'meeshy',
    service: 'web',
    oneOff: 'False',
  }
  const labels = { directory: app, files: `${app}/compose.yml`, environmentFiles: null, madeFrom: null }
  return JSON.stringify({ ...own, ...labels, mounts: [], ...more })
}

function seen(containers: readonly string[], images: readonly object[]): readonly Container[] {
  const reader = new FactsReader()
  for (const text of containers) reader.add({ type: 'container', text })
  for (const image of images) reader.add({ type: 'image', text: JSON.stringify(image) })
  return reader.facts().containers
}

/** The plan, or in which words it is refused. */
function planned(
  view: Parameters<typeof planBackup>[0],
  selection: Parameters<typeof planBackup>[1],
): ReturnType<typeof planBackup> | string {
  try {
    return planBackup(view, selection, {})
  } catch (error) {
    return error instanceof BackupError && error.code === 'E_ARCHIVE' ? JSON.stringify(error.failure) : assert.fail(String(error))
  }
}

const place = ([only]: readonly Container[]) => [only?.project, only?.service, only?.directory, only?.files, only?.environmentFiles]
const foreign = ['', '', '', [], []]

describe('labels that an image carries', () => {
  test('do not make its container a part of the application', () => {
    const image = { id: id('a'), directory: app, files: `${app}/compose.yml,/etc/shadow`, environmentFiles: '/root/.ssh/id_ed25519' }
    const labels = { files: image.files, environmentFiles: image.environmentFiles }
    assert.deepEqual(place(seen([told(labels)], [image])), foreign)
    // Another image's digest, as one that was made from a container by docker commit has it.
    assert.deepEqual(place(seen([told({ ...labels, madeFrom: id('b') })], [image])), foreign)
    assert.deepEqual(place(seen([told({ ...labels, imageId: '', madeFrom: '' })], [{ ...image, id: '' }])), foreign)
  })

  test('do not hide a container that Compose made', () => {
    const image = { id: id('a'), directory: app, files: `${app}/compose.yml`, environmentFiles: null }
    const made = ['meeshy', 'web', app, [`${app}/compose.yml`], []]
    assert.deepEqual(place(seen([told({ madeFrom: id('a') })], [image])), made, 'the digest of the image is on the container')
    assert.deepEqual(
      place(seen([told()], [{ ...image, directory: '/elsewhere', files: '/elsewhere/c.yml' }])),
      made,
      'Compose overrides them',
    )
    assert.deepEqual(place(seen([told()], [])), made, 'most images carry none')
  })

  test('name no file of the server as configuration of a container that Compose made', () => {
    const image = { id: id('a'), ...none, environmentFiles: '/etc/shadow,/root/.ssh' }
    const labels = { madeFrom: id('a'), environmentFiles: image.environmentFiles }
    assert.deepEqual(place(seen([told(labels)], [image])), ['meeshy', 'web', app, [`${app}/compose.yml`], []])
    const own = { ...labels, environmentFiles: `${app}/prod.env` }
    assert.deepEqual(seen([told(own)], [image])[0]?.environmentFiles, [`${app}/prod.env`], 'what Compose was asked for counts')
  })
})

/** What may stand in a label, a mount, a name that another tool gave: each is one word wherever it goes, and no line of a log obeys it. */
const hostile = [
  'a\n::error::forged',
  "'; touch pwned; '",
  '$(touch pwned)',
  '--privileged',
  'tab\there',
  '*',
  '##[error]forged',
  '\x1b[2J',
  '../../../etc/shadow',
  ' blanks ',
  '"}],"x":"',
]

/** A control character, and what a runner obeys. */
const obeyed = /\p{Cc}|^\s*::|##\[/u

describe('names and paths that Docker says', () => {
  test('are one word each in the plan, and obeyed by no log', () => {
    for (const name of hostile) {
      const view = viewOf({
        facts: {
          containers: [
            ...stack.map(each => ({ ...each, mounts: [...each.mounts, { ...mounted('', name), name: 'e'.repeat(64) }] })),
            container('web', name, {
              name,
              mounts: [
                bound(name, name),
                { ...mounted('odd', name), name: 'xodd' },
                { ...bound(name, name), type: 'volume', name: 'f'.repeat(64) },
              ],
            }),
          ],
          volumes: [
            ...facts.volumes,
            volume('other', { driver: name }),
            volume('nfs', { kind: name }),
            // Docker takes no other name of a volume (volume/validate.go of the engine): the plan of one would be refused.
            volume('odd', { name: 'xodd' }),
          ],
        },
        settings: { quiesce: 'stop', sources: { volumes: name === '*' ? 'all' : 'auto' } },
      })
      const selection = select(view)
      const plan = planned(view, selection)
      if (typeof plan === 'string') {
        // A name that no manifest may hold: Docker gives none such to a container.
        assert.doesNotMatch(plan, obeyed)
        continue
      }
      const lines = [lookText(view, catalogueOf(view.facts.listing)), ...lookLines(selection, view), ...planLines(plan)]
      assert.deepEqual(
        lines.filter(line => obeyed.test(line)),
        [],
      )
      const words = plan.steps.flatMap(({ command }) => command)
      assert.ok(words.includes(name), `the container ${JSON.stringify(name)} is held by its name, as it is`)
      // The runtime takes a line for each.
      const notes = [...selection.warnings, ...selection.uncovered]
      assert.equal(plan.variables['MB_NOTES']?.split('\n').length, Math.max(1, notes.length), name)
      const leftOut = [...selection.carried, ...selection.uncovered].flatMap(row => Object.values(row))
      assert.deepEqual(
        leftOut.filter(text => obeyed.test(text)),
        [],
      )
    }
  })

  test('in a mount lead to no file outside of the application', () => {
    const sources = ['/etc/shadow', `${app}/../../etc/shadow`, '/root/.ssh', `${app}x/key`, '..', '']
    const web = container('web', 'web', { mounts: sources.map(source => bound(source, '/etc/app.conf')) })
    const taken = select(viewOf({ facts: { containers: [...stack, web] } })).components.flatMap(({ paths = [] }) => paths)
    assert.deepEqual(
      taken.filter(path => /^\/|(^|\/)\.\.?(\/|$)/.test(path)),
      [],
    )
  })

  test('in a failure are shown, not obeyed', () => {
    for (const name of hostile) {
      const twice = [container('one', 'mongo:8', { name }), container('two', 'mongo:8', { name: `${name}2` })]
      const thrown = failing(() => select(viewOf({ facts: { containers: [...stack, ...twice] } })))
      assert.equal(thrown.code, 'E_AMBIGUOUS')
      assert.doesNotMatch(`${thrown.message}\n${Object.values(thrown.failure.details ?? {}).join('\n')}`, /[^\n\P{Cc}]|^\s*::|##\[/mu, name)
      const several = [container('one', 'web', { project: name }), ...stack]
      assert.doesNotMatch(failing(() => viewOf({ facts: { containers: several } })).message, obeyed, name)
    }
  })
})

function failing(work: () => unknown): BackupError {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof BackupError) return thrown
    throw thrown
  }
  return assert.fail('it was well')
}

onEachShell('what Docker says to the shell', shell => {
  test('of an image is told with the look, whatever its labels hold', async t => {
    const server = await makeServer(t, shell)
    const labels = { directory: server.app, files: 'a\n{"id":"forged"}\t"\'$(touch pwned)', environmentFiles: '' }
    const made = told({ directory: server.app, name: `/x","imageId":"${id('b')}"`, files: labels.files })
    writeFileSync(join(server.folder, 'containers.json'), `${made}\n`)
    const silent = { id: id('c'), directory: null, files: null, environmentFiles: null }
    const empty = { id: id('d'), directory: '', files: '', environmentFiles: '' }
    const images = [{ id: id('a'), ...labels }, silent, empty].map(each => JSON.stringify(each)).join('\n')
    writeFileSync(join(server.folder, 'images.json'), `${images}\n\n`)
    await server.program(
      'docker',
      `printf '%s\\n' "$*" >>'${server.folder}/asked'
case "$*" in
  version*) echo '28 28' ;;
  'ps -a '*) echo 'c1 "x"' ;;
  'image inspect'*) cat '${server.folder}/images.json' ;;
  *'--type container'*) cat '${server.folder}/containers.json' ;;
esac`,
    )
    const { code, heard, events } = await play(server, stepsOf(server, [['mb_facts']], { writes: false, operation: 'facts' }))
    assert.equal(code, 0)
    assert.deepEqual(
      events.filter(({ type }) => type === 'image').map(({ text }) => JSON.parse(String(text))),
      [{ id: id('a'), ...labels }],
    )
    const asked = readFileSync(join(server.folder, 'asked'), 'utf8')
    assert.match(asked, new RegExp(`^image inspect --format .* ${id('a')}$`, 'm'), 'the images of containers, by their digests alone')
    const reader = new FactsReader()
    for (const event of heard) reader.add(event)
    assert.deepEqual(place(reader.facts().containers), foreign)
    assert.ok(!existsSync(join(server.app, 'pwned')))
  })

  /** Which container a verification gives a dump to, and what it says: the docker answers from these functions. */
  const verified = (docker: string, service = 'database') =>
    call(
      shell,
      `docker() { case "$*" in ${docker} *Status*) echo running ;; *) return 1 ;; esac; }
mb_docker() { docker "$@"; }
mb_emit() { printf '%s\\n' "$*"; }
mb_say() { :; }
MB_APP='/opt/my app' MB_SERVED=yes MB_READER=reads MB_SOURCE_NAME=b component=database container=named service='${service}'
mb_verify_container
echo "$MB_READER $MB_CONTAINER"`,
    )
      .toString()
      .trim()

  const labelled = (place: string, made: string, image = '') => `
*'{{.Image}}'*) echo 'sha256:a,${made}' ;; 'image inspect'*) echo '${image}' ;; *working_dir*' named') echo '${place}' ;;`

  test('of a container that a manifest names does not send it a dump of this application', () => {
    assert.equal(verified(labelled('/opt/my app,/opt/my app/c.yml', 'sha256:a')), 'reads named')
    assert.equal(verified(labelled('/srv/x,/etc/y,/opt/my app/c.yml', '')), 'reads named', 'its files are here')
    for (const docker of [
      labelled('/opt/other,/opt/other/c.yml', 'sha256:a'),
      labelled('/opt/my apple,/opt/my apple/c.yml', 'sha256:a'),
      labelled(',', ''),
      labelled('/opt/my app,/opt/my app/c.yml', 'sha256:b', '/opt/my app,/opt/my app/c.yml'),
    ])
      assert.match(verified(docker), /^unread .* is not of the application in \/opt\/my app .*\nmb_read_nothing named$/)
  })

  test('of a container that a setting names is not asked', () => {
    assert.equal(verified(labelled('/opt/other,/opt/other/c.yml', 'sha256:a'), '-'), 'reads named')
  })
})
