// The look at a server: whatever things are called there, each fact arrives as it is, and no secret is asked for.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { hintProgram } from '../../src/plan/look.ts'
import { FactsReader } from '../../src/server/facts.ts'
import { visible } from '../../testbed/shell/backups.ts'
import { makeServer } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { stepsOf } from './plans.ts'
import { play } from './run.ts'

onEachShell('the look at a server', shell => {
  test('tells containers and volumes whatever they are called, and asks for no environment', async t => {
    const server = await makeServer(t, shell)
    const name = String.raw`quote" back\slash <b> $x ${'é'}`
    const container = {
      id: 'c1',
      name: '/web',
      image: name,
      imageId: 'sha256:1',
      state: 'running',
      project: 'meeshy',
      service: 'web',
      directory: server.app,
      files: `${server.app}/compose.yml,${server.app}/b.yml`,
      environmentFiles: '',
      oneOff: 'False',
      mounts: [{ Type: 'bind', Source: name, Destination: '/data', RW: true }],
    }
    const volume = { name: 'meeshy_data', driver: 'local', mountpoint: server.app, kind: null, project: 'meeshy', volume: 'data' }
    writeFileSync(join(server.folder, 'containers.json'), `${JSON.stringify(container)}\n{"id":"torn`)
    const commands = [
      `c1 "sh -c 'exec mongod --replSet rs0 --password hidden-one'"`,
      'c2 "redis-server --requirepass hidden-two --appendonly yes"',
      'c3 "web"',
    ]
    writeFileSync(join(server.folder, 'commands'), `${commands.join('\n')}\n`)
    // As the engine prints it: the fields, and on a line of its own where it lies, as it is.
    writeFileSync(join(server.folder, 'volumes.json'), `${JSON.stringify(volume)}\n${server.app}\n/not/there\ncatalogue {"now":1}\n`)
    await server.program(
      'docker',
      `printf '%s\\n' "$*" >>'${server.folder}/asked'
case "$*" in
  version*) echo '28.2.2 28.2.2' ;;
  'ps -a '*) cat '${server.folder}/commands' ;;
  *'--type container'*) cat '${server.folder}/containers.json' ;;
  'volume ls -q') echo meeshy_data ;;
  'volume inspect'*) cat '${server.folder}/volumes.json' ;;
esac`,
    )
    for (const file of ['compose.yml', '.env', 'two words', "quote'", 'new\nline', 'tab\t{"a":1}', '%41', '-n', '..two', 'é'])
      writeFileSync(join(server.app, file), 'x')
    // The same name in another encoding than UTF-8, and one that looks like its word.
    for (const file of [Buffer.from('caf\xe9', 'latin1'), Buffer.from('caf%E9')])
      writeFileSync(Buffer.concat([Buffer.from(`${server.app}/`), file]), 'x')
    mkdirSync(join(server.app, 'nginx'))
    const listed = stepsOf(server, [['mb_facts']], {
      writes: false,
      operation: 'facts',
      variables: { MB_HINTS: hintProgram(), MB_MEASURED: [server.folder, '/not/there'].join('\n') },
    })
    const { code, events, heard, failure } = await play(server, listed)
    assert.deepEqual([code, failure], [0, undefined])
    const reader = new FactsReader()
    for (const event of heard) reader.add(event)
    const facts = reader.facts()
    assert.deepEqual(facts.containers, [
      {
        id: 'c1',
        name: 'web',
        image: name,
        imageId: 'sha256:1',
        state: 'running',
        project: 'meeshy',
        service: 'web',
        directory: server.app,
        files: [`${server.app}/compose.yml`, `${server.app}/b.yml`],
        environmentFiles: [],
        mounts: [{ type: 'bind', name: '', source: name, destination: '/data', writable: true }],
        hints: { 'replica-set': 'rs0' },
      },
    ])
    assert.deepEqual(
      events.filter(event => event.type === 'started').map(event => event['text']),
      ['c1 replica-set rs0', 'c2 append-only yes'],
    )
    assert.ok(!JSON.stringify(events).includes('hidden'))
    assert.deepEqual(facts.volumes, [
      { name: 'meeshy_data', driver: 'local', mountpoint: server.app, kind: '', project: 'meeshy', shortName: 'data' },
    ])
    assert.deepEqual(facts.application?.entries.map(({ name, kind }) => `${kind} ${name}`).toSorted(), [
      'directory nginx',
      'file %41',
      'file -n',
      'file ..two',
      'file .env',
      'file caf%E9',
      'file compose.yml',
      'file new\nline',
      "file quote'",
      'file tab\t{"a":1}',
      'file two words',
      'file é',
    ])
    assert.deepEqual(facts.application?.unnamable, [{ kind: 'file', name: 'caf%E9' }])
    assert.deepEqual(
      [[...facts.present], facts.docker, facts.user.id],
      [[server.folder], { client: '28.2.2', server: '28.2.2' }, process.getuid?.()],
    )
    assert.deepEqual([...facts.sizes.keys()].toSorted(), [server.app, server.folder].toSorted())
    assert.ok((facts.sizes.get(server.app) ?? 0) > 0 && facts.free > 0 && facts.hostname !== '')
    for (const tool of ['tar', 'gzip', 'flock', 'timeout', 'awk']) assert.ok(facts.tools.has(tool), tool)
    assert.doesNotMatch(readFileSync(join(server.folder, 'asked'), 'utf8'), /Env\b|\{\{json \.\}\}/)
    assert.deepEqual(visible(server), [])
  })

  test('tells what docker said when it does not answer', async t => {
    const server = await makeServer(t, shell)
    await server.program(
      'docker',
      'echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is \\"it\\" running?" >&2; exit 1',
    )
    const { code, heard } = await play(server, stepsOf(server, [['mb_facts']], { writes: false, operation: 'facts' }))
    const reader = new FactsReader()
    for (const event of heard) reader.add(event)
    assert.deepEqual([code, reader.complete, reader.facts().docker], [0, true, null])
    assert.equal(reader.facts().dockerError, 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is "it" running?')
  })

  for (const [what, cases] of Object.entries({
    'lists nothing': `'ps -a '*) exit 124 ;;`,
    'lists containers and tells nothing of them': `'ps -a '*) echo 'c1 "web"' ;; inspect*) exit 124 ;;`,
    'lists no volumes': `'volume ls -q') exit 124 ;;`,
    'lists volumes and tells nothing of them': `'volume ls -q') echo v1 ;; 'volume inspect'*) exit 124 ;;`,
  })) {
    test(`takes an engine that ${what} for one that does not answer`, async t => {
      const server = await makeServer(t, shell)
      await server.program('docker', `case "$*" in version*) echo '28.2.2 28.2.2' ;; ${cases} esac`)
      const { code, heard } = await play(server, stepsOf(server, [['mb_facts']], { writes: false, operation: 'facts' }))
      const reader = new FactsReader()
      for (const event of heard) reader.add(event)
      const { docker, dockerError, containers } = reader.facts()
      assert.deepEqual([code, reader.complete, docker, containers], [0, true, null, []])
      assert.match(dockerError, /^docker .* (does not answer|says nothing about .*)$/)
    })
  }
})
