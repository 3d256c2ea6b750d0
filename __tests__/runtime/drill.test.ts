// Drills with a docker of the test's own: what it is asked for, what must differ to make a drill fail, and that nothing stays.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import type { Plan } from '../../src/plan/plan.ts'
import type { Command, Step } from '../../src/protocol/step.ts'
import { readMongoArchive } from '../../src/sources/mongo/archive.ts'
import { assertNothingLeft, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, type Shell } from '../../testbed/shell/shells.ts'
import { backupOf, type Taken, tree } from './plans.ts'
import { finish, type Played, play, start } from './run.ts'

const fixture = join(import.meta.dirname, '..', 'fixtures', 'mongodump-100.11.0.archive')
const names = (await readMongoArchive(Readable.from([readFileSync(fixture)]))).namespaces.map(({ db, collection }) => `${db}.${collection}`)
/** As many documents in each collection of the fixture. */
const each = (documents: number): Record<string, number> => Object.fromEntries(names.map(name => [name, documents]))
const [first = ''] = names
const id = `sha256:${'a'.repeat(64)}`

/** A docker whose containers are files; what runs in one runs here. `$CONTAINER` says in which. */
const engine = (folder: string) => `at='${folder}/engine'
for last; do :; done
echo "$*" >>"$at/asked"
case $1 in
  image)
    [ ! -e "$at/gone" ] || { echo 'Error: No such image' >&2; exit 1; }
    case "$*" in *Cmd*) cat "$at/command" ;; *) echo '${id}' ;; esac ;;
  info) echo /nowhere ;;
  create)
    while [ "$1" != --name ]; do shift; done
    echo created >"$at/containers/$2" ;;
  start) echo 'running, status 0' >"$at/containers/$2" ;;
  cp) tar -xf - -C "$at/copied" ;;
  inspect) cat "$at/containers/$last" 2>/dev/null || { echo "Error: No such object: $last" >&2; exit 1; } ;;
  rm) rm -f "$at/containers/$last" ;;
  logs) echo 'the last words of a server' ;;
  exec)
    case "$*" in *'kill -TERM'*) exit ;; esac
    shift
    while case $1 in -*) ;; *) false ;; esac do case $1 in -e) shift; export "$1" ;; esac; shift; done
    export CONTAINER="$1"
    shift
    PATH="$at/inside:$PATH" exec "$@" ;;
esac`

async function serverWith(t: Parameters<typeof makeServer>[0], shell: Shell, command: string, programs: Readonly<Record<string, string>>) {
  const server = await makeServer(t, shell)
  const at = join(server.folder, 'engine')
  for (const directory of ['', 'containers', 'copied', 'inside']) mkdirSync(join(at, directory))
  writeFileSync(join(at, 'command'), `${command}\n`)
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(at, 'inside', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  await server.program('docker', engine(server.folder))
  return server
}

const asked = (server: Server) => readFileSync(join(server.folder, 'engine', 'asked'), 'utf8')
const containers = (server: Server) => readdirSync(join(server.folder, 'engine', 'containers'))

/** A backup that is drilled by these commands before it is published. */
function drilledBy(server: Server, take: readonly Taken[], ...drills: readonly Command[]): Plan {
  const plan = backupOf(server, { take, readers: { database: 'mongo', redis: 'redis' } })
  const steps = plan.steps.map(step =>
    step.command[0] === 'mb_prove_new' ? { ...step, command: ['mb_prove_new', 'drill'] as const } : step,
  )
  const at = steps.findIndex(({ command }) => command[0] === 'mb_publish')
  const drilling: Step[] = [['mb_drill_new'] as const, ...drills, ['mb_drill_done'] as const].map(command => ({
    id: 'other',
    title: command[0],
    command,
  }))
  return { ...plan, steps: [...steps.slice(0, at), ...drilling, ...steps.slice(at)] }
}

async function assertRefused(server: Server, { code, failure, id: run }: Played, why: RegExp): Promise<void> {
  assert.deepEqual([code, failure?.code], [1, 'E_VERIFY'], JSON.stringify(failure))
  assert.match(`${failure?.title} ${Object.values(failure?.details ?? {}).join('\n')}`, why)
  assert.equal(failure?.details['safe'], 'nothing was published; no old backup was touched')
  assert.deepEqual(visible(server), [])
  assert.deepEqual(containers(server), [])
  await assertNothingLeft(server, run)
}

onEachShell('a drill of files', shell => {
  const files = async (t: Parameters<typeof makeServer>[0]) => {
    const server = await serverWith(t, shell, '', {})
    const directory = join(server.folder, 'data')
    mkdirSync(join(directory, 'deep', "odd 'name'"), { recursive: true })
    for (const [name, text] of [
      ['one', 'a'.repeat(1000)],
      ['deep/two', ''],
      ["deep/odd 'name'/three", 'c'],
    ] as const)
      writeFileSync(join(directory, name), text)
    return { server, plan: drilledBy(server, [tree('data', directory)], ['tree_drill', 'paths/data']) }
  }

  test('that come back is the level reached, and measured', async t => {
    const { server, plan } = await files(t)
    const played = await play(server, plan)
    assert.deepEqual([played.code, played.failure], [0, undefined])
    const { manifest } = theBackup(server)
    assert.equal(manifest.verified, 'drill')
    assert.deepEqual([manifest.drill?.where, Object.keys(manifest.drill?.components ?? {})], ['server', ['paths/data']])
    assert.deepEqual(manifest.components[0]?.contents['tree'], { files: 3, bytes: 1001 })
    const drilled = played.events.find(({ type }) => type === 'drilled')
    assert.deepEqual([drilled?.['component'], drilled?.['found']], ['paths/data', 'files=3 bytes=1001'])
    await assertNothingLeft(server, played.id)
  })

  test('fails when one does not come back, or is shorter', async t => {
    for (const [loss, why] of [
      ['rm one', /2 files are there, and the backup says 3[\s\S]*1 bytes are in them, and the backup says 1001/],
      [': >one', /1 bytes are in them, and the backup says 1001/],
    ] as const) {
      const { server, plan } = await files(t)
      // What tar unpacked is lost again at once.
      const real = `PATH="\${PATH#*:}"`
      await server.program(
        'tar',
        `case "$*" in *-xpf*) ${real} tar "$@"; while [ "$1" != -C ]; do shift; done; cd "$2" && ${loss}; exit ;; esac\n${real} exec tar "$@"`,
      )
      await assertRefused(server, await play(server, plan), why)
    }
  })

  test('leaves nothing when its run is ended', async t => {
    const { server, plan } = await files(t)
    await server.program(
      'tar',
      `case "$*" in *-xpf*) : >'${server.folder}/reached'; exec sleep 60 ;; esac\nPATH="\${PATH#*:}" exec tar "$@"`,
    )
    const run = await start(server, plan)
    run.keepBeating()
    await run.event(event => event.type === 'step' && plan.steps[Number(event['step']) - 1]?.command[0] === 'tree_drill')
    run.hangUp()
    const { code } = await finish(run)
    assert.notEqual(code, 0)
    assert.deepEqual(visible(server), [])
    await assertNothingLeft(server, run.id)
  })
})

onEachShell(
  'a drill of a database',
  shell => {
    type Lines = {
      readonly dumped?: Record<string, number>
      readonly restored?: Record<string, number>
      readonly read?: Record<string, number>
    }

    /** The fixture is what is dumped, and what is read again; how many documents that is, is what the tools say. */
    const database = async (t: Parameters<typeof makeServer>[0], lines: Lines, more = '', applied = 0) => {
      const say = (words: string, counts: Record<string, number>, ending = '') =>
        Object.entries(counts)
          .map(([name, n]) => `echo '2026	${words} ${name} (${n} documents${ending})' >&2`)
          .join('\n')
      const { dumped = each(1), restored = dumped, read = dumped } = lines
      const sum = Object.values(restored).reduce((all, n) => all + n, 0)
      const server = await serverWith(t, shell, 'mongod', {
        mongodump: `case $CONTAINER in meeshy-drill-*) ${more}\n${say('done dumping', read)} ;; *) ${say('done dumping', dumped)} ;; esac\ncat '${fixture}'`,
        mongorestore: `cat >/dev/null
case $CONTAINER in meeshy-drill-*)
${say('finished restoring', restored, ', 0 failures')}
${applied > 0 ? `echo '2026	applied ${applied} oplog entries' >&2` : ':'}
echo '2026	${sum} document(s) restored successfully. 0 document(s) failed to restore.' >&2 ;;
esac`,
      })
      const take = [
        {
          name: 'database',
          path: 'database/dump.archive',
          by: ['mongo_dump', 'mongo', ''] as const,
          known: { kind: 'database', details: {}, paths: [] },
        },
      ]
      return { server, plan: drilledBy(server, take, ['mongo_drill', 'database', id, 'mongo:8', '']) }
    }
    const secrets = { MB_MONGO_URI: '' }

    test('asks for a container without network and mounts, with limits, of the recorded image', async t => {
      const { server, plan } = await database(t, { dumped: each(1), restored: each(1) })
      const played = await play(server, plan, { secrets })
      assert.deepEqual([played.code, played.failure], [0, undefined])
      const [create = ''] = /^create .*$/m.exec(asked(server)) ?? []
      for (const words of [
        '--pull never',
        '--network none',
        '--memory ',
        '--pids-limit ',
        '--cpus ',
        '--cap-drop ALL',
        'no-new-privileges',
        `${id} mongod`,
      ])
        assert.ok(create.includes(words), `${words} in ${create}`)
      assert.doesNotMatch(create, / (-v|--volume|--mount|-p|--privileged)[ =]/)
      assert.deepEqual(containers(server), [])
      const { manifest } = theBackup(server)
      assert.equal(manifest.verified, 'drill')
      const collections = manifest.components[0]?.contents['collections'] as { name: string }[]
      assert.deepEqual(collections.map(({ name }) => name).toSorted(), Object.keys(each(1)).toSorted())
    })

    const failures: Readonly<Record<string, { lines: Lines; applied?: number; more?: string; why: RegExp }>> = {
      'a document was not restored': {
        lines: { dumped: each(5), restored: { ...each(5), [first]: 4 } },
        applied: 9,
        why: /4 documents restored, and the backup says 5/,
      },
      'a document is not there afterwards': {
        lines: { dumped: each(5), read: { ...each(5), [first]: 4 } },
        why: /4 documents after the restore, and the backup says 5/,
      },
      'more is missing than the oplog can have taken': {
        lines: { dumped: each(5), read: { ...each(5), [first]: 2 } },
        applied: 2,
        why: /2 documents after the restore/,
      },
      'its server is gone': {
        lines: {},
        more: 'rm -f "$(dirname "$0")/../containers/"*; exit 1',
        why: /its throw-away server has stopped/,
      },
    }
    for (const [what, { lines, applied = 0, more = '', why }] of Object.entries(failures)) {
      test(`fails when ${what}`, async t => {
        const { server, plan } = await database(t, lines, more, applied)
        await assertRefused(server, await play(server, plan, { secrets }), why)
      })
    }

    test('lets the oplog add and take what it did', async t => {
      const { server, plan } = await database(t, { dumped: each(5), read: { ...each(5), [first]: 6 } }, '', 1)
      const { code, failure } = await play(server, plan, { secrets })
      assert.deepEqual([code, failure], [0, undefined])
    })

    test('fails when its image is gone', async t => {
      const { server, plan } = await database(t, {})
      writeFileSync(join(server.folder, 'engine', 'gone'), '')
      await assertRefused(server, await play(server, plan, { secrets }), /the image it came from is not on this server/)
      assert.ok(!asked(server).includes('\ncreate'))
    })
  },
  { over: [dash, busybox] },
)

onEachShell(
  'a drill of Redis',
  shell => {
    const snapshot = async (t: Parameters<typeof makeServer>[0], info: readonly string[]) => {
      const server = await serverWith(t, shell, 'redis-server', {
        'redis-cli': `printf '%s\\r\\n' ${info.map(line => `'${line}'`).join(' ')}`,
        'redis-check-rdb': 'cat >/dev/null; echo "[offset 0] Checksum OK"; echo "[info] 7 keys read"; echo "[info] 2 expires"',
      })
      const take = [
        {
          name: 'redis',
          path: 'redis/dump.rdb',
          by: ['eval', 'printf "REDIS seven keys"; echo keys=7 >"$MB_WORK/counts"'] as const,
          known: { kind: 'redis', details: {}, paths: [] },
        },
      ]
      return { server, plan: drilledBy(server, take, ['redis_drill', 'redis', id, 'redis:7']) }
    }

    for (const [what, info] of [
      [
        'all keys are there',
        ['loading:0', 'rdb_last_load_keys_expired:0', 'expired_keys:0', 'db0:keys=4,expires=1,avg_ttl=0', 'db3:keys=3,expires=0'],
      ],
      [
        'some expired meanwhile, and the server says so',
        ['loading:0', 'rdb_last_load_keys_expired:1', 'expired_keys:1', 'db0:keys=5,expires=0'],
      ],
      ['an old server does not say how many expired', ['loading:0', 'expired_keys:0', 'db0:keys=5,expires=0']],
    ] as const) {
      test(`is good when ${what}`, async t => {
        const { server, plan } = await snapshot(t, info)
        const { code, failure } = await play(server, plan)
        assert.deepEqual([code, failure], [0, undefined])
        const file = join(server.folder, 'engine', 'copied', 'meeshy-drill', 'dump.rdb')
        assert.ok(existsSync(file))
        assert.equal(readFileSync(file, 'utf8'), 'REDIS seven keys')
        assert.match(asked(server), /redis-server --dir \/meeshy-drill --dbfilename dump\.rdb --appendonly no/)
        assert.deepEqual(containers(server), [])
      })
    }

    for (const [what, info, why] of [
      [
        'a key is missing',
        ['loading:0', 'rdb_last_load_keys_expired:0', 'expired_keys:0', 'db0:keys=6,expires=0'],
        /6 keys are there after the restore, and 0 more have expired, and the backup says 7/,
      ],
      [
        'an old server has fewer than can have expired',
        ['loading:0', 'db0:keys=4,expires=0'],
        /4 keys are there after the restore, and the backup says 7/,
      ],
    ] as const) {
      test(`fails when ${what}`, async t => {
        const { server, plan } = await snapshot(t, info)
        await assertRefused(server, await play(server, plan), why)
      })
    }
  },
  { over: [dash, busybox] },
)
