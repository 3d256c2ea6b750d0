// MongoDB in a container, with a mongodump of the test's own: what it is told, what it may say, and how it may fail.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, decompress, storedOf, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell } from '../../testbed/shell/shells.ts'
import { startEngine } from './engine.ts'
import { backupOf, bytesOf } from './plans.ts'
import { play } from './run.ts'

/** A mongodump that says what it was told, and dumps what the test has put there. */
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
        title: /did not come to its end: docker exec ended with status 0, the container is now: running/,
        said: /^$/,
      },
      'refuses the password': {
        ending: 'echo "Failed: auth error: sasl conversation error: Authentication failed." >&2; exit 1',
        code: 'E_DUMP',
        title: /refused the user or the password/,
        said: /Authentication failed/,
      },
      'dumps nothing': { ending: 'exit 0', code: 'E_EMPTY', title: /dumped nothing at all/, said: /writing/ },
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
