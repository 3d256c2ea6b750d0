// What a restore will need of MongoDB, tried before its mark: a right or a command that is missing costs nobody anything, and a trial leaves no trace.
import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences, mongoState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { whyNot } from '../../testbed/machine.ts'
import { at, cutOffAt, restoreWith } from './cutoff.ts'
import { happenings } from './happenings.ts'
import { assertTidy, changes, restoreOf } from './putback.ts'
import { backUp } from './stack.ts'
import { type StandIn, standIn } from './standin.ts'

const broken = "mb_fail E_RESTORE 'broken by a test'"
/** What a mongorestore says whose server, or account, knows no applyOps. */
const says = (
  words: string,
) => `case "$*" in *--oplogReplay*) echo 'Failed: restore error: error applying oplog: ${words}' >&2; exit 1 ;; esac
exec $real "$@"`
const unknown = says('applyOps: (CommandNotFound) no such command: applyOps')
const unauthorized = says('applyOps: (Unauthorized) not authorized on admin to execute command { applyOps: [ ] }')

describe('before the mark of a restore, MongoDB', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  /** Of the whole server, to one moment; and of one database alone, without an oplog. */
  let whole: string
  let alone: string
  let mongorestore: StandIn
  before(async () => {
    bed = await openBed({ seed: 'small' })
    whole = (await backUp(bed, [])).manifest.name
    alone = (await backUp(bed, ['--scope', 'database', '--mongo-databases', 'meeshy'])).manifest.name
    mongorestore = await standIn(bed.project.mongo.container, 'mongorestore')
  })
  after(() => bed?.close())

  /** Shell of the administrator of the server. */
  const administrator = (script: string) => {
    const { user = '', password = '' } = bed.project.mongo
    const login = `import json, pymongo
client = pymongo.MongoClient("database", username=${JSON.stringify(user)}, password=${JSON.stringify(password)}, authSource="admin", directConnection=True)
`
    return docker(['exec', '--interactive', bed.project.containers['gateway'] ?? '', 'python3', '-'], {
      input: Buffer.from(login + script),
    })
  }
  const databases = () => administrator('print(json.dumps(sorted(client.list_database_names())))')
  const collections = () =>
    administrator('print(json.dumps(sorted(f"{d}.{c}" for d in client.list_database_names() for c in client[d].list_collection_names())))')
  const account = async (roles: string) => {
    await administrator(`client.admin.command("createUser", "weak", pwd="weak", roles=${roles})`)
    const file = join(bed.lease.folder, 'weak')
    writeFileSync(file, 'mongodb://weak:weak@localhost:27017/?authSource=admin', { mode: 0o600 })
    return file
  }
  const restore = (backup: string, flags: readonly string[] = []) =>
    restoreOf(bed, ['--confirm', 'OUI', '--backup', backup, '--components', 'database', ...flags])

  /** The restore is refused by this, before any container was touched and anything was changed. */
  async function assertRefused(backup: string, flags: readonly string[], expected: { code: string; title: RegExp; next: RegExp }) {
    const [now, there] = [await mongoState(bed.project.mongo), await databases()]
    const { result, changes } = await happenings(bed.project.name, () => restore(backup, flags))
    const { failure } = result.outcome
    assert.equal(failure?.code, expected.code, result.log)
    assert.match(failure.title, expected.title)
    assert.match(failure.next ?? '', expected.next)
    assert.match(failure.safe ?? '', /^nothing was stopped, nothing was changed/)
    assert.deepEqual(changes, [])
    assert.deepEqual(differences(await mongoState(bed.project.mongo), now), [])
    assert.equal(await databases(), there)
    assertTidy(bed)
  }

  test('makes and drops a collection in each database of the backup, of which nothing stays', async () => {
    const [now, there] = [await mongoState(bed.project.mongo), await databases()]
    const seen = join(bed.lease.folder, 'seen')
    const words = { backup: whole, components: 'database' }
    const { outcome, log } = await restoreWith(bed, words, [
      at('trying-database', `docker exec ${bed.project.mongo.container} mongodump --help >/dev/null; echo tried >${seen}`),
      { operation: 'restore', replace: [['\nmb_mark() {', `\nmb_mark() {\n${broken}`]] },
    ])
    assert.match(outcome.failure?.title ?? '', /broken by a test/, log)
    assert.ok(readdirSync(bed.lease.folder).includes('seen'), 'it was tried')
    assert.deepEqual(differences(await mongoState(bed.project.mongo), now), [])
    assert.equal(await databases(), there)
    assertTidy(bed)
  })

  test('has no database more afterwards, although one of the backup is gone', async () => {
    await administrator('client.drop_database("otherdb")')
    const there = await databases()
    const { outcome, log } = await restoreWith(bed, { backup: whole, components: 'database' }, [at('tried-database', broken)])
    assert.match(outcome.failure?.title ?? '', /broken by a test/, log)
    assert.equal(await databases(), there)
    assert.ok(!there.includes('otherdb'), there)
    const ran = await restore(whole)
    assert.equal(ran.outcome.status, 'success', ran.log)
  })

  test('is as it was after a kill in the middle, once the next run has come', async () => {
    const there = [await databases(), await collections()]
    const run = await cutOffAt(bed, 'trying-database', { backup: whole, components: 'database' })
    assert.match(await collections(), new RegExp(`"meeshy\\.meeshy-backup-asks-${run}"`))
    await backUp(bed, ['--scope', 'database'])
    assert.deepEqual([await databases(), await collections()], there)
    assertTidy(bed)
  })

  test('refuses an account that may only read', async t => {
    t.after(() => administrator('client.admin.command("dropUser", "weak")'))
    const uri = await account('["backup", "readAnyDatabase"]')
    await assertRefused(whole, ['--mongo-uri-file', uri], {
      code: 'E_PERM',
      title: /may not write what this backup puts back/,
      next: /role restore/,
    })
  })

  test('refuses an account that may write one database of two', async t => {
    t.after(() => administrator('client.admin.command("dropUser", "weak")'))
    const uri = await account('["backup", {"role": "readWrite", "db": "meeshy"}]')
    await assertRefused(whole, ['--mongo-uri-file', uri], {
      code: 'E_PERM',
      title: /may not write what this backup puts back/,
      next: /role restore/,
    })
  })

  test('without applyOps takes no oplog: the dump of one moment is refused', async () => {
    await mongorestore.does(unknown)
    await assertRefused(whole, [], { code: 'E_PREREQ', title: /has no applyOps, .*replays the oplog/, next: /a mongod, not a mongos/ })
    await mongorestore.does(unauthorized)
    await assertRefused(whole, [], { code: 'E_PERM', title: /may not use applyOps .*replays the oplog/, next: /anyAction on anyResource/ })
    await mongorestore.does(null)
  })

  test('without applyOps is restored from a dump of listed databases, if no collection is to be dropped', async () => {
    await mongorestore.does(unknown)
    const ran = await restore(alone)
    assert.equal(ran.outcome.status, 'success', ran.log)
    await mongorestore.does(null)
  })

  test('without applyOps is refused where collections are to be dropped, on the way or on the way back', async () => {
    await changes.database(bed)
    await mongorestore.does(unknown)
    await assertRefused(alone, [], {
      code: 'E_PREREQ',
      title: /drops collections that the backup lacks: meeshy\.newcoll\.$/,
      next: /mongod/,
    })
    await administrator('client.meeshy.newcoll.drop()')
    await assertRefused(alone, [], { code: 'E_PREREQ', title: /way back drops collections .*: meeshy\.sessions\.$/, next: /mongod/ })
    await mongorestore.does(null)
    const ran = await restore(alone)
    assert.equal(ran.outcome.status, 'success', ran.log)
  })
})
