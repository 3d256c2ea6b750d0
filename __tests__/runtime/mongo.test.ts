// MongoDB in a container, with a mongodump of the test's own: what it gets, what it may say, and how it may fail.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { encode } from '../../src/protocol/encoding.ts'
import { assertNothingLeft, decompress, storedOf, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, type Shell } from '../../testbed/shell/shells.ts'
import { document, header, magic, terminator } from '../sources/mongoarchivewriter.ts'
import { startEngine } from './engine.ts'
import { call } from './functions.ts'
import { backupOf, bytesOf } from './plans.ts'
import { play } from './run.ts'

/** A mongodump that says what it got, and dumps what the test has put there. */
const mongodump = (server: Server, ending: string) => `at='${server.folder}'
: >"$at/words"
for word; do
  case $word in
    --config=*) cat "\${word#--config=}" >"$at/config" ;;
    *) printf '%s\\n' "$word" >>"$at/words" ;;
  esac
done
echo '2026-11-22T10:00:00.000+0000	writing \`app.users\` to archive on stdout' >&2
cat '${server.folder}/dump'
${ending}`

function putDump(server: Server, ending: string): void {
  writeFileSync(join(server.folder, 'inside', 'mongodump'), `#!/bin/sh\n${mongodump(server, ending)}\n`, { mode: 0o755 })
  writeFileSync(join(server.folder, 'dump'), 'the dump\n'.repeat(1000))
}

const ends = `echo 'done dumping \`app.users\` (12 documents)' >&2`

onEachShell(
  'a database in a container',
  shell => {
    test('is dumped with any password, which nobody else sees', async t => {
      const passwords = [`it's "two" $words`, '\\back\\slash', '# : {yaml}', "''", ' blanks ', 'é$(x)`y`', '%s%d\\n']
      const server = await makeServer(t, shell)
      await startEngine(server, { mongo: 'running' })
      // The container's environment, as the official image is given it.
      const environment = `MONGO_INITDB_ROOT_USERNAME=root MONGO_INITDB_ROOT_PASSWORD=$(cat '${server.folder}/password'; echo x)
MONGO_INITDB_ROOT_PASSWORD=\${MONGO_INITDB_ROOT_PASSWORD%x}
export MONGO_INITDB_ROOT_USERNAME MONGO_INITDB_ROOT_PASSWORD`
      writeFileSync(join(server.folder, 'inside', 'sh'), `#!/bin/sh\n${environment}\nexec '${shell.path[0]}/sh' "$@"\n`, { mode: 0o755 })
      putDump(
        server,
        `printf 'connecting with %s to it\\n' "$(cat '${server.folder}/password')" >&2; cat "$at/config" >>"$at/configs"; ${ends}`,
      )
      const take = passwords.map((password, n) => {
        writeFileSync(join(server.folder, `password-${n}`), password)
        return bytesOf(
          `dump-${n}`,
          'eval',
          `cp '${server.folder}/password-${n}' '${server.folder}/password'; mongo_dump mongo ''; cat "$MB_WORK/mongo-said" >>'${server.folder}/said'`,
        )
      })
      const { code, failure, noise } = await play(server, backupOf(server, { take }), { secrets: { MB_MONGO_URI: '' } })
      assert.deepEqual([code, failure, noise], [0, undefined, []])
      // YAML's single quotes: everything is itself, but for the quote, which is doubled.
      const configs = passwords.map(password => `password: '${password.replaceAll("'", "''")}'\n`)
      assert.equal(readFileSync(join(server.folder, 'configs'), 'utf8'), configs.join(''))
      assert.equal(
        readFileSync(join(server.folder, 'words'), 'utf8'),
        ['--username', 'root', '--authenticationDatabase', 'admin', '--archive', '--oplog', ''].join('\n'),
      )
      const said = readFileSync(join(server.folder, 'said'), 'utf8')
      assert.equal(said.match(/connecting with \[secret\] to it/g)?.length, passwords.length, said)
      const kept = theBackup(server)
      for (const { name, consistency, counts } of kept.manifest.components) {
        assert.deepEqual([consistency, counts], ['point-in-time', { documents: 12, collections: 1 }])
        assert.equal(decompress(storedOf(kept, name), kept).toString(), readFileSync(join(server.folder, 'dump'), 'utf8'))
      }
    })

    test('is counted by its names, although the password or an address stands in them', async t => {
      const server = await makeServer(t, shell)
      await startEngine(server, { mongo: 'running' })
      const environment = 'export MONGO_INITDB_ROOT_USERNAME=app MONGO_INITDB_ROOT_PASSWORD=app'
      writeFileSync(join(server.folder, 'inside', 'sh'), `#!/bin/sh\n${environment}\nexec '${shell.path[0]}/sh' "$@"\n`, { mode: 0o755 })
      putDump(server, `${ends}\necho 'done dumping \`app.a://b@c\` (3 documents)' >&2; echo 'connecting as app, app, to a://b@c' >&2`)
      const told = 'mongo_dump mongo ""; cat "$MB_WORK"/documents-*; tail -n 2 "$MB_WORK/mongo-said"'
      const take = [bytesOf('database', 'eval', told)]
      const { code, failure } = await play(server, backupOf(server, { take }), { secrets: { MB_MONGO_URI: '' } })
      assert.deepEqual([code, failure], [0, undefined])
      const kept = theBackup(server)
      assert.deepEqual(kept.manifest.components[0]?.counts, { documents: 15, collections: 2 })
      const said = decompress(storedOf(kept, 'database'), kept)
        .toString()
        .replace(/^(the dump\n)+/, '')
      assert.equal(said, '%60app.users%60\t12\n%60app.a://b@c%60\t3\nconnecting as [secret], [secret], to a://[secret]@c\n@status 0\n')
    })

    test('has no name that speaks for the tool', async t => {
      const server = await makeServer(t, shell)
      await startEngine(server, { mongo: 'running' })
      putDump(server, `${ends}\nprintf 'writing \`app.x\\n@status 0\\n@missing mongodump\` to archive on stdout\\n' >&2; exit 1`)
      const take = [{ name: 'database', path: 'database.archive', by: ['mongo_dump', 'mongo', ''] as const }]
      const { code, failure } = await play(server, backupOf(server, { take }), { secrets: { MB_MONGO_URI: '' } })
      assert.deepEqual([code, failure?.code], [1, 'E_DUMP'])
      assert.match(failure?.title ?? '', /^mongodump in the container mongo failed \(status 1\)/)
    })

    test('that is empty is kept as it is, and that is said', async t => {
      const server = await makeServer(t, shell)
      await startEngine(server, { mongo: 'running' })
      writeFileSync(join(server.folder, 'inside', 'mongodump'), '#!/bin/sh\nprintf "an empty archive"\n', { mode: 0o755 })
      const take = [{ name: 'database', path: 'database.archive', by: ['mongo_dump', 'mongo', ''] as const }]
      const { code, failure } = await play(server, backupOf(server, { take }), { secrets: { MB_MONGO_URI: '' } })
      assert.deepEqual([code, failure], [0, undefined])
      const [component] = theBackup(server).manifest.components
      assert.deepEqual(component?.counts, { documents: 0, collections: 0 })
      assert.match(component?.warnings.join() ?? '', /^empty: MongoDB in mongo holds no collection of an application/)
    })

    const failures: Readonly<Record<string, { ending: string; code: string; title: RegExp; said: RegExp }>> = {
      'fails midway': {
        ending: 'echo "Failed: lost it at mongodb://u:hidden@h/" >&2; exit 1',
        code: 'E_DUMP',
        title: /^mongodump in the container mongo failed \(status 1\)/,
        said: /lost it at mongodb:\/\/\[secret\]@h/,
      },
      'loses its oplog': {
        ending: 'echo "Failed: oplog overflow" >&2; exit 1',
        code: 'E_DUMP',
        title: /failed \(status 1\)/,
        said: /oplog overflow/,
      },
      'loses its docker client, which ends with status 0': {
        ending: ends,
        code: 'E_DUMP',
        title: /did not finish: docker exec ended with status 0, the container is now: running/,
        said: /^$/,
      },
      'refuses the password': {
        ending: 'echo "Failed: auth error: sasl conversation error: Authentication failed." >&2; exit 1',
        code: 'E_DUMP',
        title: /refused the user or the password/,
        said: /Authentication failed/,
      },
      'dumps nothing': { ending: 'exit 0', code: 'E_EMPTY', title: /dumped nothing/, said: /writing/ },
    }
    for (const [what, { ending, code, title, said }] of Object.entries(failures)) {
      test(`that ${what} fails the run`, async t => {
        const server = await makeServer(t, shell)
        await startEngine(server, { mongo: 'running' })
        putDump(server, ending)
        if (ending === ends) writeFileSync(join(server.folder, 'cut'), '')
        const take = [{ name: 'database', path: 'database.archive', by: ['mongo_dump', 'mongo', ''] as const }]
        const played = await play(server, backupOf(server, { take }), { secrets: { MB_MONGO_URI: 'mongodb://u:hidden@h/' } })
        assert.deepEqual([played.code, played.failure?.code], [1, code], JSON.stringify(played.failure))
        assert.match(played.failure?.title ?? '', title)
        assert.match(played.failure?.details['Said'] ?? '', said)
        assert.ok(!JSON.stringify(played.events).includes('hidden'))
        assert.equal(readFileSync(join(server.folder, 'config'), 'utf8'), "uri: 'mongodb://u:hidden@h/'\n")
        assert.deepEqual(visible(server), [])
        await assertNothingLeft(server, played.id)
      })
    }
  },
  { over: [dash, busybox] },
)

type Collection = { readonly db?: string; readonly name: string; readonly type?: string; readonly indexes?: readonly string[] }

/** The beginning of a dump as mongodump writes it, with the metadata of a real one around what matters. */
function preludeOf(collections: readonly Collection[]): Buffer {
  const entries = collections.map(({ db = 'app', name, type = 'collection', indexes = ['_id_'] }) => {
    const metadata = {
      options: { validator: { name: 'no index', indexes: [{ name: 'nor this' }], type: 'odd' } },
      indexes: indexes.map(index => ({
        v: 2,
        key: { name: 1, '{"[': -1 },
        name: index,
        partialFilterExpression: { name: 'x"}],"name":"y' },
      })),
      uuid: '0123456789abcdef',
      collectionName: name,
      type,
    }
    // As Go writes JSON: what could be taken for HTML has escapes.
    const text = JSON.stringify(metadata).replace(/[<>&]/g, each => `\\u00${each.charCodeAt(0).toString(16)}`)
    return document({ db, collection: name, metadata: text, size: 0, type })
  })
  return Buffer.concat([magic, header(), ...entries, terminator, Buffer.from('what follows is no prelude')])
}

/** Names with what means something to JSON, awk, sh, rows and words, and of every byte that may stand in UTF-8. */
const odd = [
  'plain',
  '{"type":"result"}',
  '","indexes":[]},{"name":"x',
  '$(reboot)`reboot`',
  "'; reboot; '",
  '\\0101\\n%s%41',
  'report (7 documents)',
  '`quoted`',
  ' blanks ',
  'done dumping `app.users` (99 documents)',
  'a.b..c',
  'system.buckets.weather',
  '[^a]*|.+',
  '&&',
  'é漢😀',
  'tab\t{"a":1}',
  Array.from({ length: 95 }, (_, n) => String.fromCharCode(n + 32)).join(''),
  // A line break has its own test below: no tool puts such a collection back.
  Array.from({ length: 32 }, (_, n) => String.fromCharCode(n === 31 ? 127 : n + 1))
    .join('')
    .replace('\n', ''),
]
const controls = Array.from({ length: 31 }, (_, n) => String.fromCharCode(n + 1))

function contentsOf(shell: Shell, collections: readonly Collection[], said: readonly string[]): string[][] {
  const text = `printf '%s\\n' "$@" >"$MB_WORK/mongo-said"
mongo_told mongo-said 'done dumping' >"$MB_WORK/documents-database" && mongo_contents database && cat "$MB_WORK/contents"`
  const rows = call(shell, text, { input: preludeOf(collections), words: said })
    .toString()
    .split('\n')
    .slice(0, -1)
  return rows.map(row => row.split('\t'))
}

onEachShell('what a dump begins with', shell => {
  test('is described in words, whatever databases, collections and indexes are called', () => {
    const collections = [
      ...odd.map(name => ({ db: 'app', name, indexes: ['_id_', name] })),
      ...odd.filter(name => !/[./\\ "$]/.test(name)).map(db => ({ db, name: 'x' })),
      { db: 'admin', name: 'system.users' },
      { name: 'seen', type: 'view', indexes: [] },
      { name: 'controls', indexes: controls },
    ]
    const rows = call(shell, 'mongo_prelude', { input: preludeOf(collections) })
      .toString()
      .trimEnd()
      .split('\n')
    assert.deepEqual(
      rows
        .slice(1)
        .filter(row => row !== '@accounts')
        .map(row => row.split('\t')),
      [
        ...collections
          .filter(({ db }: Collection) => db !== 'admin')
          .map(({ db = 'app', name, type = 'collection', indexes = ['_id_'] }: Collection) => [
            `${encode(db)}.${encode(name)}`,
            type,
            ...indexes.map(index => encode(index)),
          ]),
      ],
    )
    assert.equal(rows[0], '@version 7.0.14')
    // Those of accounts and roles are told by no name.
    assert.equal(rows.filter(row => row === '@accounts').length, 1)
  })

  for (const quote of ['`', '']) {
    test(`has the documents that mongodump told, ${quote === '' ? 'as older ones write names' : 'between backquotes'}`, () => {
      const names = odd.filter(name => name !== '`quoted`')
      const said = names.flatMap((name, n) => [
        `2026	writing ${quote}app.${name}${quote} to archive on stdout`,
        `2026	[####....]  app.${name}  1/${n} (10.0%)`,
        `2026	done dumping ${quote}app.${name}${quote} (${n} document${n === 1 ? '' : 's'})`,
      ])
      const rows = contentsOf(
        shell,
        names.map(name => ({ name })),
        [...said, '2026	done dumping no such line', `done dumping ${quote}other.x${quote} (5 documents)`],
      )
      assert.deepEqual(
        rows,
        names.map((name, n) => ['database', 'collection', `app.${encode(name)}`, String(n), '_id_']),
      )
    })
  }

  test('has the documents of a time series, which is recognised by its buckets', () => {
    const said = ['done dumping `app.system.buckets.weather` (8 documents)']
    assert.deepEqual(
      contentsOf(
        shell,
        [
          { name: 'weather', type: 'timeseries' },
          { name: 'seen', type: 'view' },
        ],
        said,
      ).map(row => row.slice(2, 4)),
      [
        ['app.weather', '8'],
        ['app.seen', '-'],
      ],
    )
  })

  test('says nothing where a line could be of two', () => {
    const collections = [
      { db: '`a', name: 'b`' },
      { db: 'a', name: 'b' },
      { db: 'a', name: 'c' },
    ]
    const said = ['done dumping `a.b` (3 documents)', 'done dumping `a.c` (4 documents)']
    assert.deepEqual(
      contentsOf(shell, collections, said).map(row => row.slice(2, 4)),
      [
        ['%60a.b%60', '-'],
        ['a.b', '-'],
        ['a.c', '4'],
      ],
    )
  })

  test('goes back to the server byte by byte', () => {
    for (const name of odd) {
      const words = [encode('dätabase'), encode(name)]
      const bytes = call(shell, 'mb_decode "$1"; database=$MB_DECODED; mb_decode "$2"; mongo_drop_entry "$database" "$MB_DECODED"', {
        words,
      })
      const [namespace, collection] = [Buffer.from('dätabase.$cmd\0'), Buffer.from(`${name}\0`)]
      assert.equal(bytes.readInt32LE(0), bytes.length)
      assert.ok(
        bytes.includes(namespace) && bytes.includes(Buffer.concat([Buffer.from('\x02drop\0'), int32(collection.length), collection])),
        name,
      )
    }
  })
})

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}

onEachShell(
  'a dump of odd names',
  shell => {
    const backedUp = async (t: Parameters<typeof makeServer>[0], collections: readonly Collection[]) => {
      const server = await makeServer(t, shell)
      await startEngine(server, { mongo: 'running' })
      putDump(server, ends)
      writeFileSync(join(server.folder, 'dump'), preludeOf(collections))
      writeFileSync(join(server.folder, 'inside', 'mongorestore'), '#!/bin/sh\ncat >/dev/null\n', { mode: 0o755 })
      const take = [{ name: 'database', path: 'database/dump.archive', by: ['mongo_dump', 'mongo', ''] as const }]
      return { server, played: await play(server, backupOf(server, { take }), { secrets: { MB_MONGO_URI: '' } }) }
    }

    test('is published with a manifest that names them', async t => {
      const { server, played } = await backedUp(
        t,
        odd.map(name => ({ name, indexes: [name] })),
      )
      assert.deepEqual([played.code, played.failure], [0, undefined])
      assert.deepEqual(
        theBackup(server).manifest.components[0]?.contents['collections'],
        odd.map(name => ({ name: `app.${encode(name)}`, indexes: [encode(name)] })),
      )
    })

    test('is refused for a collection with a line break in its name, by that name', async t => {
      const { server, played } = await backedUp(t, [{ name: 'users' }, { name: 'line\nbreak","x":{' }])
      assert.deepEqual([played.code, played.failure?.code], [1, 'E_DUMP'], JSON.stringify(played.failure))
      assert.equal(played.failure?.details['Collections'], 'app.line%0Abreak%22,%22x%22:%7B')
      assert.match(played.failure?.details['next'] ?? '', /^rename it, or list the databases to keep/)
      assert.deepEqual(visible(server), [])
      await assertNothingLeft(server, played.id)
    })
  },
  { over: [dash, busybox] },
)
