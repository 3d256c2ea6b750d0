// Names of every byte, and names that somebody could take for JSON, awk or sh: what bears one is backed up, proven, and put back as it was, or the
// backup is refused by that name. No name is ever run.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { encode } from '../../src/protocol/encoding.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { text } from '../../testbed/command.ts'
import { differences, type MongoState, mongoState, redisState, treeState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { asRoot, whyNot } from '../../testbed/machine.ts'
import { redisCli } from '../../testbed/redis.ts'
import { encode as command } from '../../testbed/seed/redis.ts'
import * as names from './hostilenames.ts'
import { list, meeshy, table } from './invoke.ts'
import { assertTidy, destroy, restoreOf } from './putback.ts'
import { backUp, type Kept, overSsh, run } from './stack.ts'

const listed = [`-rf/${names.paths.slice(0, 12).join('/')}`, names.paths.slice(12).join('/')]
const environments = names.words.filter(word => !/[/\p{Cc}]/u.test(word) && word.trim() === word).map(word => `${word}.env`)
const unkept = ['line\nbreak.env', 'tab\there.env', 'escape\x1b[2J.env']
  .map(name => Buffer.from(name))
  .concat(Buffer.from('bytes\xff.env', 'latin1'))
/** What a volume and a service may be called by their labels, which Docker does not look at. */
const label = `$(touch pwned)'; touch pwned; '"`

describe(`names of every byte (MEESHY_NAMES_SEED=${names.seed})`, { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let flags: string[]
  let there: string[]
  let kept: Kept
  let good: Awaited<ReturnType<typeof state>>
  let odd: { readonly volume: string; readonly container: string }
  before(async () => {
    bed = await openBed({ seed: 'small', name: 'm--rf_-' })
    there = ['--app-dir', bed.project.appDir]
    flags = [...overSsh(bed.sshd), '--min-free', '0', '--keep', '1']
    odd = { volume: `${bed.project.name}_x..--rf_.`, container: `${bed.project.name}..--rf_.` }
    await fill()
    good = await state()
  })
  after(() => bed?.close())

  /** Everything with a name, and what those names are of. */
  async function state() {
    const { appDir, mongo, redis, volumes } = bed.project
    const [database, keys, uploads, volume, application] = await Promise.all([
      mongoState(mongo),
      redisState(redis ?? { container: '' }),
      treeState(volumes['gateway_uploads'] ?? ''),
      treeState(odd.volume),
      treeState(appDir),
    ])
    const below = [...listed, ...environments, 'nginx']
    const files = Object.entries(application).filter(([path]) => below.some(each => path === each || path.startsWith(`${each}/`)))
    return { database, keys, uploads, volume, files: Object.fromEntries(files) }
  }

  async function fill(): Promise<void> {
    const { project } = bed
    const own = ['--label', `com.docker.compose.project=${project.name}`]
    await docker([
      'volume',
      'create',
      ...own,
      '--label',
      `com.docker.compose.volume=${label}`,
      '--label',
      `meeshy-bed=${bed.lease.id}`,
      odd.volume,
    ])
    await seed({
      databases: {
        names: Object.fromEntries(names.collections.map((name, n) => [name, [`${n}`, name]])),
        indexes: { some: names.indexes.slice(0, 30), others: names.indexes.slice(30) },
        ...Object.fromEntries(names.databases.map(name => [name, { [name.replace(/^system\./, 'x')]: [name] }])),
      },
      files: names.files.map(name => name.toString('base64')),
      root: '/app/uploads/names',
    })
    await keysAre(names.keys)
    const volume = await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', odd.volume])
    for (const path of listed) mkdirSync(join(project.appDir, path), { recursive: true })
    for (const directory of [volume, ...listed.map(path => join(project.appDir, path)), join(project.appDir, 'nginx')])
      for (const name of names.files) writeFileSync(Buffer.concat([Buffer.from(`${directory}/`), name]), name)
    for (const name of [...environments.map(each => Buffer.from(each)), ...unkept])
      writeFileSync(Buffer.concat([Buffer.from(`${project.appDir}/`), name]), name)
  }

  async function seed(what: object): Promise<void> {
    const script = readFileSync(join(import.meta.dirname, '../../testbed/seed/hostile.py'), 'utf8')
    const { gateway = '' } = bed.project.containers
    await docker(['exec', '--interactive', gateway, 'python3', '-c', script], { input: Buffer.from(JSON.stringify(what)) })
  }

  async function keysAre(keys: readonly Buffer[]): Promise<void> {
    const { container = '', password = '' } = bed.project.redis ?? {}
    const said = await redisCli(container, password, ['--pipe'], Buffer.concat(keys.map(key => command(['SET', key, key]))))
    assert.match(said, /errors: 0,/)
  }

  async function inMongo(script: string): Promise<void> {
    const { gateway = '' } = bed.project.containers
    const start = 'import os, pymongo\nclient = pymongo.MongoClient(os.environ["DATABASE_URL"])\n'
    await docker(['exec', '--interactive', gateway, 'python3', '-'], { input: Buffer.from(start + script) })
  }

  /** A part of everything is changed, and more of it comes, under names like theirs. */
  async function change(): Promise<void> {
    const { appDir } = bed.project
    await inMongo(`
for name in client.names.list_collection_names():
    client.names[name].delete_many({"_id": 2})
    client.names[name].drop_indexes()
for name in client.indexes.list_collection_names():
    client.indexes[name].drop()
`)
    const later = (name: string) => `later ${name}`
    await seed({
      databases: { names: Object.fromEntries(names.collections.map(name => [later(name), [later(name)]])), données: { [later('é')]: [] } },
      files: names.files.map(name => Buffer.concat([Buffer.from('later/'), name]).toString('base64')),
      root: '/app/uploads/names',
    })
    const { container = '', password = '' } = bed.project.redis ?? {}
    await redisCli(container, password, ['FLUSHALL'])
    await keysAre(names.keys.map(key => Buffer.concat([Buffer.from('later '), key])))
    const volume = await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', odd.volume])
    for (const directory of [volume, ...[...listed, 'nginx'].map(path => join(appDir, path))])
      for (const [n, name] of names.files.entries()) {
        const at = Buffer.concat([Buffer.from(`${directory}/`), name])
        if (n % 2 === 0) rmSync(at, { recursive: true })
        else writeFileSync(at, 'changed')
      }
    for (const name of environments) writeFileSync(join(appDir, name), 'changed')
  }

  async function assertNothingRan(): Promise<void> {
    const look = `find / \\( -path /proc -o -path /sys -o -name merged \\) -prune -o -name pwned -print`
    assert.equal(await text([...asRoot(), 'sh', '-c', `${look} 2>/dev/null || :`]), '')
    const started = readdirSync('/proc')
      .filter(each => /^\d+$/.test(each))
      .map(each => {
        try {
          return readFileSync(`/proc/${each}/cmdline`, 'utf8').split('\0')
        } catch {
          return []
        }
      })
    assert.deepEqual(
      started.filter(([program = '', first]) => /(^|\/)sleep$/.test(program) && first === names.sleeping),
      [],
    )
  }

  function manifestOf(name: string): Manifest {
    const read = parseManifest(readFileSync(join(bed.project.appDir, 'backups/.meta', `${name}.json`), 'utf8'))
    if ('problem' in read) assert.fail(read.problem)
    return read
  }

  test('have every byte that may stand in them', () => {
    const any = Array.from({ length: 255 }, (_, n) => n + 1)
    assert.deepEqual(names.bytesOf(names.collections), names.bytesOfText(/[\0\n$]/))
    assert.deepEqual(names.bytesOf(names.indexes), names.bytesOfText(/\0/))
    assert.deepEqual(
      names.bytesOf(names.databases).filter(byte => byte < 0x80),
      names.bytesOfText(/[\0-\x20\x7f/\\."$*<>:|?]/).filter(byte => byte < 0x80),
    )
    assert.deepEqual(
      names.bytesOf(names.files),
      any.filter(byte => byte !== 0x2f),
    )
    assert.deepEqual(names.bytesOf(names.keys), [0, ...any])
  })

  test('are backed up, drilled, and told in the manifest and in the list as they are', async () => {
    kept = await backUp(bed, [...flags, '--verify', 'drill', ...listed.map(path => `--paths=${path}`)])
    const { name } = kept.manifest
    const manifest = manifestOf(name)
    assert.equal(manifest.verified, 'drill')
    const database = manifest.components.find(each => each.kind === 'database')
    const told = database?.contents['collections'] as { name: string; documents: number; indexes: string[] }[]
    const wanted = Object.entries(good.database).flatMap(([db, collections]) =>
      Object.entries(collections).map(([collection, { type, count, indexes = [] }]) => [
        `${encode(db).replaceAll('.', '%2E')}.${encode(collection)}`,
        // A view has none of its own, and the tools count them as they like.
        type === 'view' ? 'any' : count,
        indexes.map(index => encode((JSON.parse(index) as { name: string }).name)).sort(),
      ]),
    )
    assert.deepEqual(
      told.map(each => [each.name, each.name === 'meeshy.latest' ? 'any' : each.documents, each.indexes.toSorted()]).sort(),
      wanted.sort(),
    )
    assert.deepEqual(
      unkept.map(each => encode(each)).filter(each => !manifest.leftOut.some(({ what }) => what === each)),
      [],
      'it names what it did not keep',
    )
    const kind = (kind: string) => manifest.components.filter(each => each.kind === kind)
    assert.deepEqual(
      kind('path').map(each => each.details['path']),
      listed.map(path => join(bed.project.appDir, path)),
    )
    assert.deepEqual(
      environments.filter(each => !kind('config')[0]?.paths.includes(each)),
      [],
    )
    assert.ok(kind('volume').some(each => each.name === `volumes/${odd.volume}`))
    const { backups, damaged, strangers } = await list([...overSsh(bed.sshd), ...there])
    assert.deepEqual([backups.map(each => each.name), damaged, strangers], [[name], [], []])
    assert.doesNotMatch(await table([...overSsh(bed.sshd), ...there]), /[^\n\P{Cc}]/u)
    assert.doesNotMatch(kept.log, /[^\n\P{Cc}]/u)
    await assertNothingRan()
  })

  for (const [where, level] of [
    ['server', 'read'],
    ['runner', 'read'],
    ['runner', 'drill'],
  ] as const)
    test(`are verified by the ${where}: ${level}`, async () => {
      const words = ['verify', ...there, ...overSsh(bed.sshd), '--min-free', '0', '--where', where, '--level', level]
      const { code, stderr } = await meeshy(words)
      assert.equal(code, 0, stderr.toString())
      assert.match(stderr.toString(), /Verified 1 backup .*: all sound/)
    })

  test('come back in the place of what changed', async () => {
    await change()
    assert.notDeepEqual(differences(await state(), good), [])
    const ran = await restoreOf(bed, [...overSsh(bed.sshd), '--confirm', kept.manifest.name])
    assert.equal(ran.outcome.status, 'success', ran.log)
    assert.deepEqual(differences(await state(), good), [])
    manifestOf(ran.outcome.safetyBackup ?? '')
    assertTidy(bed)
    await assertNothingRan()
  })

  test('come back where nothing is left', async () => {
    await destroy(bed)
    const ran = await restoreOf(bed, [...overSsh(bed.sshd), '--confirm', 'OUI', '--backup', kept.manifest.name])
    assert.equal(ran.outcome.status, 'success', ran.log)
    assert.deepEqual(differences(await state(), good), [])
    assertTidy(bed)
    await assertNothingRan()
  })

  test('that no restore could bring back are refused one by one, and nothing is published or changed', async () => {
    const archives = async () => (await list([...overSsh(bed.sshd), ...there])).backups.map(each => each.name)
    const before = await archives()
    await seed({ databases: { unrestorable: Object.fromEntries(names.unrestorable.map(name => [name, []])) } })
    const now = await state()
    const wanted = names.unrestorable.map(name => `unrestorable.${encode(name)}`).sort()
    for (const { code, outcome, log } of [
      await run(bed, [...flags, '--scope', 'database']),
      await restoreOf(bed, ['--confirm', 'OUI', '--backup', kept.manifest.name, '--components', 'database']),
    ]) {
      assert.notEqual(code, 0)
      assert.equal(outcome.failure?.code, 'E_DUMP', log)
      assert.deepEqual(outcome.failure.details?.['Collections']?.split('\n').sort(), wanted)
    }
    assert.deepEqual(differences(await state(), now), [])
    await inMongo('client.drop_database("unrestorable")\nclient["line\\nbreak"].c.insert_one({"_id": 1})\n')
    const { outcome, log } = await run(bed, [...flags, '--scope', 'database'])
    assert.equal(outcome.failure?.code, 'E_DUMP', log)
    assert.equal(outcome.failure.details?.['Collections'], 'line%0Abreak.c')
    await inMongo('client.drop_database("line\\nbreak")\n')
    assert.deepEqual(await archives(), before)
    assertTidy(bed)
    await assertNothingRan()
  })

  test('that are no names at Docker are refused before the server is asked', async () => {
    for (const [flag, name] of [
      ['--volumes', label],
      ['--mongo-container', "x'; touch pwned"],
      ['--mongo-databases', '$(touch pwned)'],
    ] as const) {
      const { code, stderr } = await meeshy(['backup', ...there, ...overSsh(bed.sshd), flag, name])
      assert.equal(code, 2, stderr.toString())
      assert.ok(stderr.includes(flag.slice(2)), stderr.toString())
    }
  })

  test('of listed databases are components of their own, which a person names as they are or as they are listed', async () => {
    const asked = ['données', "';touch+pwned;'", '%41']
    const one = await backUp(bed, [...flags, '--scope', 'database', ...asked.map(name => `--mongo-databases=${name}`)])
    assert.deepEqual(
      one.manifest.components.filter(each => each.kind === 'database').map(each => [each.name, each.details['database']]),
      asked.map(name => [`database/${encode(name)}`, name]),
    )
    const spoil = () =>
      inMongo(
        asked
          .map(name => `for c in client[${JSON.stringify(name)}].list_collection_names(): client[${JSON.stringify(name)}][c].drop()\n`)
          .join(''),
      )
    await spoil()
    const gone: Record<string, MongoState[string]> = { ...(await mongoState(bed.project.mongo)) }
    const back = async (component: string, name: string) => {
      const ran = await restoreOf(bed, ['--components', component, '--confirm', 'OUI', '--backup', one.manifest.name])
      assert.equal(ran.outcome.status, 'success', ran.log)
      gone[name] = good.database[name] ?? {}
      assert.deepEqual(differences(await mongoState(bed.project.mongo), gone), [])
    }
    await back('database/données', 'données')
    await back(`database/${encode("';touch+pwned;'")}`, "';touch+pwned;'")
    await back('database/%2541', '%41')
    await assertNothingRan()
  })

  test('leave rotation what it was: the newest are kept, and the others go', async () => {
    const last = await backUp(bed, [...flags, '--scope', 'database'])
    const { backups, damaged, strangers } = await list([...overSsh(bed.sshd), ...there])
    assert.deepEqual(
      [backups.filter(each => each.prefix === 'pre-update').map(each => each.name), damaged, strangers],
      [[last.manifest.name], [], []],
    )
    for (const { name } of backups) manifestOf(name)
    assertTidy(bed)
    await assertNothingRan()
  })
})
