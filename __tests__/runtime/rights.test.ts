// What a restore asks for before its mark, function by function: what is missing fails there, with what to do.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { encode } from '../../src/protocol/encoding.ts'
import { onEachShell, type Shell, unlessRoot } from '../../testbed/shell/shells.ts'
import { block, document, end, header, magic, terminator } from '../sources/mongoarchivewriter.ts'
import { call } from './functions.ts'

/** What shell text says, and how it fails. */
function say(shell: Shell, text: string, words: readonly string[] = []): string {
  return call(shell, `MB_DIR=$MB_WORK MB_OPERATION=restore MB_CHOSEN=database MB_SECRETS=\n(${text}) 4>&1 || :`, { words }).toString()
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'rights-'))
  t.after(() => rmSync(folder, { recursive: true }))
  chmodSync(folder, 0o755)
  return folder
}

onEachShell('a place that a restore replaces', shell => {
  const asked = 'mb_may_swap "$@" && echo allowed'
  test('may be a file, a directory, a link, or missing', t => {
    const folder = folderOf(t)
    writeFileSync(join(folder, 'file'), '')
    symlinkSync('/nowhere', join(folder, 'link'))
    mkdirSync(join(folder, 'odd \\040\n"name'))
    const names = ['file', 'link', 'odd \\040\n"name', 'missing', 'missing/deep/down']
    assert.equal(
      say(
        shell,
        asked,
        names.map(name => join(folder, name)),
      ),
      'allowed\n',
    )
  })

  for (const name of ['plain', ' blank \\040\t\n"odd', 'é漢'])
    test(`may be no mount point, whatever it is called: ${JSON.stringify(name)}`, { skip: unlessRoot }, t => {
      const folder = folderOf(t)
      const at = join(folder, name)
      mkdirSync(at)
      symlinkSync(folder, join(folder, 'way'))
      // Of one and the same file system: its device tells nothing.
      execFileSync('mount', ['--bind', folder, at])
      try {
        for (const path of [at, join(folder, 'way', name)])
          assert.match(
            say(shell, asked, [path]),
            /E_PERM[\s\S]*cannot be replaced: a file system is mounted there or below[\s\S]*nothing was stopped/,
          )
        // What is mounted below a place would go with it.
        assert.match(say(shell, asked, [folder]), /E_PERM/)
        assert.equal(say(shell, asked, [join(folder, 'other')]), 'allowed\n')
      } finally {
        execFileSync('umount', [at])
      }
    })

  test('lies where this user may write, and rename what is there', { skip: unlessRoot }, t => {
    const folder = folderOf(t)
    const [shared, own] = [join(folder, 'shared'), join(folder, 'own')]
    mkdirSync(join(shared, 'theirs'), { recursive: true })
    chmodSync(shared, 0o1777)
    mkdirSync(own)
    const file = join(folder, 'asks.sh')
    const runtime = call(shell, 'cat "$0"')
      .toString()
      .replaceAll(/^MB_WORK=.*$/gm, `MB_WORK=${folder}/work MB_RUN=alone MB_CLIENT=0 MB_TAR=gnu`)
    const script = runtime.slice(0, runtime.lastIndexOf('cat "$0"'))
    writeFileSync(file, `${script}\nMB_DIR=/tmp MB_OPERATION=restore MB_SECRETS=\n(${asked}) 4>&1 || :\n`)
    const sh = join(shell.path[0] ?? '', 'sh')
    const asNobody = (path: string) =>
      execFileSync('/usr/bin/setpriv', ['--reuid=65534', '--clear-groups', sh, file, path], {
        env: { PATH: shell.path.join(':') },
      }).toString()
    assert.match(asNobody(join(own, 'x', 'y')), /E_PERM[\s\S]*may not write in \S*own[\s\S]*set sudo: true/)
    assert.match(asNobody(join(shared, 'theirs')), /E_PERM[\s\S]*belongs to another user, and \S*shared is sticky/)
    assert.equal(asNobody(join(shared, 'new')), 'allowed\n')
    assert.match(say(shell, asked, ['/proc/x']), /may not write in \/proc|allowed/)
  })
})

onEachShell('containers that are gone', shell => {
  test('need docker compose', () => {
    const docker = (status: number) => `docker() { [ "$1 $2" = 'compose version' ] && echo "is not a docker command" && return ${status}; }
timeout() { shift; "$@"; }
mb_may_create && echo allowed`
    assert.equal(say(shell, docker(0)), 'allowed\n')
    assert.match(
      say(shell, docker(1)),
      /E_PREREQ[\s\S]*no docker compose here[\s\S]*is not a docker command[\s\S]*nothing was stopped[\s\S]*Compose v2/,
    )
  })
})

const databases = ['plain', 'dätabase', 'odd&<>"name']
const trial = 'meeshy-backup-asks-alone'

onEachShell('the trial in MongoDB', shell => {
  test('loads a dump as mongodump writes it: a document and an index for each database', () => {
    const bytes = call(shell, `printf '%s\\n' "$@" >"$MB_WORK/list"; mongo_trial_archive "$MB_WORK/list" ${trial}`, {
      words: databases.map(encode),
    })
    const metadata =
      '{"options":{},"indexes":[{"v":2,"key":{"_id":1},"name":"_id_"},{"v":2,"key":{"asks":1},"name":"asks"}],"type":"collection"}'
    const one = [document({ _id: 1 })]
    const versions = { concurrent_collections: 1, version: '0.1', server_version: '0.0.0', tool_version: '0.0.0' }
    const expected = [
      ...[magic, header(versions)],
      ...databases.map(db => document({ db, collection: trial, metadata, size: 1, type: 'collection' })),
      terminator,
      ...databases.flatMap(db => [block(db, trial, one), end(db, trial, one)]),
    ]
    assert.deepEqual(bytes, Buffer.concat(expected))
    assert.equal(JSON.parse(metadata).indexes.length, 2)
  })

  test('writes a document and removes it, as the entries of an oplog do', () => {
    const bytes = call(shell, `mongo_document_entries "$1" ${trial}`, { words: ['dätabase'] })
    const entry = (op: string) => {
      const body = Buffer.concat([
        Buffer.from('\x11ts\0\x01\0\0\0\x01\0\0\0\x10v\0\x02\0\0\0'),
        // The fields of a document without its length and its end.
        document({ op, ns: `dätabase.${trial}` }).subarray(4, -1),
        Buffer.from('\x03o\0'),
        document({ _id: 2 }),
        Buffer.from([0]),
      ])
      const length = Buffer.alloc(4)
      length.writeInt32LE(body.length + 4)
      return Buffer.concat([length, body])
    }
    assert.deepEqual(bytes, Buffer.concat([entry('i'), entry('d')]))
  })

  test('merges no account: a dump that has none', () => {
    const names = ['system.users', 'system.roles', 'system.version']
    const schema = [document({ _id: 'authSchema', currentVersion: 5 })]
    const versions = { concurrent_collections: 1, version: '0.1', server_version: '0.0.0', tool_version: '0.0.0' }
    const expected = [
      ...[magic, header(versions)],
      ...names.map(collection => document({ db: 'admin', collection, metadata: '{"indexes":[]}', size: 1, type: 'collection' })),
      terminator,
      ...[block('admin', 'system.version', schema), end('admin', 'system.version', schema)],
      ...[end('admin', 'system.users', []), end('admin', 'system.roles', [])],
    ]
    assert.deepEqual(call(shell, 'mongo_no_accounts'), Buffer.concat(expected))
  })

  /** A MongoDB of the test's own: each tool says what the test wants, and what was asked of it is told. */
  function tried(tools: { apply?: string; load?: string; import?: string; accounts?: string }, consistency = 'live') {
    const loaded = '1 document(s) restored successfully. 0 document(s) failed to restore.'
    const text = `
mb_sync() { :; }
mongo_tool() {
  shift
  case "$*" in
    *tempUsersColl*) what=accounts said='${tools.accounts ?? ''}' ;;
    mongoimport*) what=import said='${tools.import ?? ''}' ;;
    *oplogReplay*) what=apply said='${tools.apply ?? ''}' ;;
    *) what=load said='${tools.load ?? ''}' ;;
  esac
  ! tr -c a-z ' ' | grep -q ' op *d ' || what=$what+documents
  printf '%s, ' "$what" >&5
  [ "$what" != load ] || [ -n "$said" ] || echo '${loaded}' >&2
  [ -z "$said" ] || echo "$said" >&2
  if [ -z "$said" ]; then echo '@status 0'; else echo '@status 1'; fi >&2
}
docker() { case $1 in inspect) echo true ;; esac; }
exec 5>&1
mkdir -p "$MB_WORK/journal"
true >"$MB_WORK/contents"
printf 'app.users\\tcollection\\t_id_\\nother.x\\tcollection\\n' >"$MB_WORK/database.wanted"
printf '@version 7.0.1\\n@accounts\\n' >"$MB_WORK/database.version"
MB_MONGO_URI= MB_ROWS=$(printf 'database\\tdatabase/x\\t1\\t1\\t1\\tx\\t${consistency}\\tdocuments=1')
(mongo_rights database mongo && echo tried); echo "owes $(ls "$MB_WORK/journal" | wc -l)"`
    return say(shell, text).replaceAll('\n', ' ')
  }
  const unknown = 'Failed: restore error: error applying oplog: applyOps: (CommandNotFound) no such command: applyOps'
  const unauthorized = '(Unauthorized) not authorized on app to execute command'

  test('asks, makes and drops', () => {
    assert.equal(tried({}), 'accounts, apply, load, apply, tried owes 0 ')
    assert.equal(tried({}, 'point-in-time'), 'accounts, apply, load, apply+documents, tried owes 0 ')
  })

  test('makes nothing where it could not drop it', () => {
    assert.equal(tried({ apply: unknown, import: '@missing mongoimport' }), 'accounts, apply, import, tried owes 0 ')
    assert.equal(tried({ apply: unauthorized, import: unauthorized }), 'accounts, apply, import, tried owes 0 ')
  })

  test('drops by mongoimport where applyOps is refused', () => {
    assert.equal(tried({ apply: unknown }), 'accounts, apply, import, import, load, import, import, tried owes 0 ')
    assert.match(
      tried({ apply: unauthorized, load: unauthorized }),
      /^accounts, apply, import, import, load, Error: E_PERM {2}The account of this restore may not write .*owes 1 $/,
    )
  })

  test('fails where an account may not put accounts back, and not where a server knows none', () => {
    const said = tried({ accounts: 'Failed: restore error: error running merge command: (Unauthorized) not authorized on admin' })
    assert.match(said, /^accounts, Error: E_PERM {2}The account of this restore may not put back the accounts and roles .*role restore/)
    assert.equal(tried({ accounts: 'error running merge command: no such command' }), 'accounts, apply, load, apply, tried owes 0 ')
  })

  test('fails for another reason with what MongoDB says', () => {
    assert.match(tried({ load: 'Failed: not primary' }), /load, Error: E_RESTORE {2}A trial showed .*Failed: not primary.*owes 1 $/)
  })

  test('fails at once without applyOps where an oplog is replayed', () => {
    assert.match(
      tried({ apply: unknown }, 'point-in-time'),
      /^accounts, apply, Error: E_PREREQ {2}MongoDB in the container mongo has no applyOps.*owes 0 $/,
    )
    assert.match(tried({ apply: unauthorized }, 'point-in-time'), /^accounts, apply, Error: E_PERM {2}.* may not use applyOps .*owes 0 $/)
  })

  for (const [what, { there, exact = 'no', refused = 'E_PREREQ\nno such command' }, said] of [
    ['the same collections', { there: ['app.a', 'app.b'] }, /^fine\n$/],
    ['a collection more in its database', { there: ['app.a', 'app.b', 'app.%0Ac'] }, /E_PREREQ[\s\S]*the backup lacks: app\.%0Ac\.\n/],
    ['a collection more in another database', { there: ['app.a', 'app.b', 'apps.c'] }, /^fine\n$/],
    ['a collection more in another database, with exact', { there: ['app.a', 'app.b', 'apps.c'], exact: 'yes' }, /lacks: apps\.c\.\n/],
    ['a collection less', { there: ['app.a'] }, /E_PREREQ[\s\S]*its way back drops[\s\S]*only in the backup: app\.b\.\n/],
    [
      'a collection more, for an account',
      { there: ['app.a', 'app.b', 'app.c'], refused: 'E_PERM\nno' },
      /E_PERM[\s\S]*may not use applyOps/,
    ],
    ['anything, with applyOps', { there: ['x.y'], refused: '' }, /^fine\n$/],
  ] as const satisfies readonly (readonly [string, { there: readonly string[]; exact?: string; refused?: string }, RegExp])[]) {
    test(`without applyOps judges a server that has ${what}`, () => {
      const text = `printf '%s' "$1" >"$MB_WORK/database.refused"; exact=$2; shift 2
printf 'app.a\\tcollection\\napp.b\\tview\\n' >"$MB_WORK/database.wanted"
{ printf 'database/other\\tcollection\\tapp.z\\t1\\n'; for each; do printf 'database\\tcollection\\t%s\\t1\\t_id_\\n' "$each"; done; } >"$MB_WORK/contents"
mongo_may_drop database mongo "$exact" && echo fine`
      assert.match(say(shell, text, [refused, exact, ...there]), said)
    })
  }
})
