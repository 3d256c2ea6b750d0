// The manifest beside an archive is data from a stranger; the table in the archive is what the archive says of itself. Whatever of it a restore acts on,
// and somebody edits, is found out, by the proof of a restore and by both readers of a verification, and named.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Damage } from '../../src/backups/damage.ts'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { differenceOf, tableOf } from '../../src/backups/table.ts'
import { storedVariables } from '../../src/plan/stored.ts'
import { planVerify } from '../../src/plan/verify.ts'
import { readArchive } from '../../src/reading/archive.ts'
import { readOldArchive } from '../../src/reading/oldarchive.ts'
import { extracted, type Kept, sha256, theBackup } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { dash, onEachShell, without } from '../../testbed/shell/shells.ts'
import type { Written } from '../backups/manifestexample.ts'
import { settings } from '../sources/meeshy.ts'
import { edits } from './edits.ts'
import { call } from './functions.ts'
import { backupOf, stepsOf, tree } from './plans.ts'
import { type Played, play } from './run.ts'

/** Texts that a manifest may hold, and that a builder of JSON must quote. */
const odd = '/srv/it"s a \\ pläce\u2028, {"name":"x","path":'

/** Configuration, and two directories. `upload` is a file in the first. */
async function backUp(server: Server, { compress = 'gzip' as 'gzip' | 'zstd', upload = Buffer.from('words\n') } = {}): Promise<Kept> {
  writeFileSync(join(server.app, '.env'), 'TOKEN=1\n')
  const [one, other] = ['one', 'other'].map(name => join(server.folder, name))
  for (const at of [one, other]) mkdirSync(at ?? '')
  writeFileSync(join(one ?? '', 'upload'), upload)
  const plan = backupOf(server, {
    take: [
      { name: 'config', by: ['files_take', 'config', '=.env'], known: { kind: 'config', details: {}, paths: ['.env'] } },
      { ...tree('one', one ?? ''), known: { kind: 'path', details: { path: odd, consistency: 'live' }, paths: [] } },
      { ...tree('other', other ?? ''), known: { kind: 'path', details: { path: '/srv/other', consistency: 'live' }, paths: [] } },
    ],
    compress,
    verify: 'checksum',
  })
  const images = [{ container: 'meeshy-database', service: 'database', image: 'mongo:7.0', id: 'sha256:0123' }]
  const table = { scope: 'full', project: { name: 'meeshy', appDir: '/opt/meeshy' }, images }
  const { code, failure, noise } = await play(server, { ...plan, known: { ...plan.known, table } })
  assert.equal(code, 0, `${JSON.stringify(failure)} ${noise.join('\n')}`)
  return theBackup(server)
}

const textOf = (server: Server, { manifest }: Kept) => readFileSync(join(server.backups, '.meta', `${manifest.name}.json`), 'utf8')

function read(text: string): Manifest {
  const manifest = parseManifest(text)
  if ('problem' in manifest) throw new Error(manifest.problem)
  return manifest
}

function edited(text: string, edit: (manifest: Written) => void): Manifest {
  const manifest = JSON.parse(text) as Written
  edit(manifest)
  return read(JSON.stringify(manifest))
}

/** The beginning of a restore by this manifest, up to the proof. */
function proof(server: Server, manifest: Manifest): Promise<Played> {
  const steps = [['mb_lock'], ['mb_recover'], ['mb_restore_open'], ['mb_prove_table']] as const
  return play(server, stepsOf(server, steps, { operation: 'restore', variables: storedVariables(manifest, manifest.components, settings) }))
}

/** What a verification on the server tells of each manifest, all of the same archive. */
async function verified(server: Server, { file, bytes }: Kept, manifests: readonly Manifest[]): Promise<Damage[][]> {
  const asked = { ...settings, appDir: server.app, backupDir: server.backups }
  const subjects = manifests.map(manifest => ({ name: manifest.name, file, bytes: bytes.length, manifest }))
  const { events, failure } = await play(server, planVerify(asked, subjects), { timeout: 300, heartbeat: 300 })
  assert.equal(failure, undefined)
  const told: Damage[][] = []
  for (const event of events) {
    if (event.type === 'verifying') told.push([])
    if (event.type === 'damage') told.at(-1)?.push(event as unknown as Damage)
  }
  return told
}

async function readHere({ bytes }: Pick<Kept, 'bytes'>, manifest: Manifest): Promise<Damage[]> {
  const damages: Damage[] = []
  const chunks = (async function* () {
    yield bytes
  })()
  const findings = { damage: (damage: Damage) => damages.push(damage), sound: () => {} }
  await readArchive(chunks, { manifest, bytes: bytes.length, level: 'checksum' }, findings)
  return damages
}

/** Those of the manifest alone, each as its component and what is said of it. */
const ofManifest = (damages: readonly Damage[]) => damages.filter(({ part }) => part === 'manifest').map(each => [each.component, each.why])

onEachShell('the table of an archive', shell => {
  test('says what its manifest says, to the byte, whatever texts are in it', async t => {
    const server = await makeServer(t, shell)
    const kept = await backUp(server)
    assert.equal(kept.manifest.components[1]?.details['path'], odd)
    assert.equal(extracted(kept, 'MANIFEST.json').toString(), `${tableOf(kept.manifest)}\n`)
    const { failure } = await proof(server, kept.manifest)
    assert.equal(failure, undefined)
    assert.deepEqual([await verified(server, kept, [kept.manifest]), await readHere(kept, kept.manifest)], [[[]], []])
  })

  test('tells a verification of each edit of the manifest, and where it is', async t => {
    const server = await makeServer(t, shell)
    const kept = await backUp(server)
    const text = textOf(server, kept)
    const all = Object.entries(edits)
    const told = await verified(
      server,
      kept,
      all.map(([, { edit }]) => edited(text, edit)),
    )
    for (const [n, [what, { edit, at }]] of all.entries()) {
      const manifest = edited(text, edit)
      const here = await readHere(kept, manifest)
      assert.ok((told[n] ?? []).length > 0 && here.length > 0, what)
      const component = at[1] === undefined ? '' : (manifest.components[at[1]]?.name ?? '')
      const expected = [component, `the manifest beside the archive says something else than the archive itself (${at[0]})`]
      // Where the last component is another one, the entries behind it are not found: that is told in its place.
      const ends = told[n]?.some(({ part }) => part === 'end') === true
      if (!ends) assert.deepEqual([ofManifest(told[n] ?? []), ofManifest(here)], [[expected], [expected]], what)
      else assert.match(what, /^a component (more|less)|^the time$/)
    }
  })

  test('stops a restore by an edited manifest before anything else is done', async t => {
    const server = await makeServer(t, shell)
    const kept = await backUp(server)
    const text = textOf(server, kept)
    // It is the edit that differs, not the shell.
    const some = shell === dash ? Object.keys(edits) : ['two components, exchanged', 'the time', 'a component less']
    for (const what of some) {
      const { edit, at } = edits[what] ?? assert.fail(what)
      const { failure, code } = await proof(server, edited(text, edit))
      assert.deepEqual([code, failure?.code], [1, 'E_VERIFY'], what)
      assert.match(failure?.title ?? '', /^The manifest beside \S+ says something else than the archive itself\.$/, what)
      const differs = failure?.details['Differs'] ?? ''
      if (!/does not end with the table/.test(differs)) assert.equal(differs.split(' ').at(-1), at[0], what)
      else assert.match(what, /^a component (more|less)|^the time$/)
    }
  })
})

for (const compress of ['gzip', 'zstd'] as const)
  test(`what merely unpacks to a table is none, wherever a manifest points: ${compress}`, {
    skip: dash.skip || without(compress),
  }, async t => {
    const server = await makeServer(t, dash)
    // A table for another manifest, as the end of an archive has it, in a file that somebody uploads. What cannot be compressed lies in the archive as it is.
    const end = (table: string) =>
      call(dash, `MB_NAME=$1 MB_TIME=$2 MB_COMPRESS=${compress}; cat >"$MB_WORK/t"; mb_table_end "$MB_WORK/t"`, {
        input: `${table}\n`,
        words: [kept.manifest.name, String(kept.manifest.time)],
      })
    const mark = randomBytes(64)
    const hidden = Buffer.concat([randomBytes(50_000), mark, randomBytes(40_000)])
    const kept = await backUp(server, { compress, upload: hidden })
    const [config, one] = kept.manifest.components
    assert.ok(config && one)
    const evil = (from: number): Manifest => ({
      ...kept.manifest,
      components: [
        config,
        { ...one, name: 'paths/evil', length: from - one.offset, sha256: sha256(kept.bytes.subarray(one.offset, from)) },
      ],
    })
    const at = kept.bytes.indexOf(mark)
    assert.ok(at > one.offset, 'it lies in the archive as it was uploaded')
    // As lucky as can be: the entries behind the last component, with the sums and the table that the manifest makes, and a frame that takes in all that
    // follows up to the end of the file, or to what the archive ends with: one that decompressors skip, or one that tar does not read any more.
    const others = ({ name, components }: Manifest) => {
      const sums = components.map(each => `${each.sha256} ${each.offset} ${each.length} ${each.rawBytes} ${name}/${each.path}\n`).join('')
      const text = `MB_NAME=$1 MB_TIME=$2 MB_COMPRESS=${compress}
{ mb_tar_header 0 "$1/backup-metadata.txt" 0; mb_tar_header 0 "$1/MANIFEST.sha256" $3; cat; mb_zeros $3; } | mb_compress`
      return call(dash, text, { input: sums, words: [name, String(kept.manifest.time), String(sums.length)] })
    }
    const genuine = end(tableOf(kept.manifest)).length
    for (const [upTo, rest] of [
      [0, skipped],
      [genuine, skipped],
      [0, taken],
      [genuine, taken],
    ] as const) {
      const fake = Buffer.concat([others(evil(at)), end(tableOf(evil(at)))])
      const lie = Buffer.concat([fake, compress === 'zstd' ? rest(kept.bytes.length - upTo - at - fake.length) : Buffer.alloc(0)])
      const bytes = Buffer.concat([kept.bytes.subarray(0, at), lie, kept.bytes.subarray(at + lie.length)])
      writeFileSync(join(server.backups, kept.file), bytes)
      const manifest = { ...evil(at), archive: { ...kept.manifest.archive, sha256: sha256(bytes) } }
      const { failure } = await proof(server, manifest)
      assert.match(
        `${failure?.title} ${failure?.details['Differs']}`,
        /something else than the archive itself\. the archive does not end with the table/,
      )
      const [told = []] = await verified(server, kept, [manifest])
      for (const damages of [told, await readHere({ bytes }, manifest)])
        assert.ok(
          damages.some(({ part }) => part === 'end'),
          JSON.stringify(damages),
        )
    }
  })

/** The beginning of a zstd frame of this length that decompressors skip (RFC 8878, 3.1.2). */
function skipped(length: number): Buffer {
  const frame = Buffer.alloc(8)
  frame.writeUInt32LE(0x184d2a50)
  frame.writeUInt32LE(length - 8, 4)
  return frame
}

/** The beginning of a zstd frame of this length that holds one block as it is, and no checksum (3.1.1). */
function taken(length: number): Buffer {
  const frame = Buffer.from('28b52ffda000000000000000', 'hex')
  frame.writeUInt32LE(length - 12, 5)
  frame.writeUIntLE((length - 12) * 8 + 1, 9, 3)
  return frame
}

test('a table that was exchanged for that of an edited manifest makes another archive', { skip: dash.skip }, async t => {
  const server = await makeServer(t, dash)
  const kept = await backUp(server)
  const manifest = edited(textOf(server, kept), ({ components }) => {
    const details = components[1]?.['details'] as Record<string, string>
    details['path'] = '/srv/zzz'
  })
  const end = (table: string) =>
    call(dash, 'MB_NAME=$1 MB_TIME=$2 MB_COMPRESS=gzip; cat >"$MB_WORK/t"; mb_table_end "$MB_WORK/t"', {
      input: `${table}\n`,
      words: [manifest.name, String(manifest.time)],
    })
  const bytes = Buffer.concat([kept.bytes.subarray(0, -end(tableOf(kept.manifest)).length), end(tableOf(manifest))])
  writeFileSync(join(server.backups, kept.file), bytes)
  const longer = { ...manifest, archive: { ...manifest.archive, bytes: bytes.length } }
  // Its own end is right: it is the sha256 of the whole that nobody can keep.
  assert.equal((await proof(server, longer)).failure, undefined)
  const [told = []] = await verified(server, { ...kept, bytes }, [longer])
  for (const damages of [told, await readHere({ bytes }, longer)])
    assert.match(damages.map(({ why }) => why).join(), /its sha256 is not the recorded one/)
})

test('an archive whose manifest says that it is of the old scripts is not read as one', { skip: dash.skip }, async t => {
  const server = await makeServer(t, dash)
  const kept = await backUp(server)
  const { archive } = kept.manifest
  const whole = { offset: 0, length: archive.bytes, sha256: archive.sha256 }
  const components = kept.manifest.components.filter(({ kind }) => kind === 'config').map(each => ({ ...each, ...whole }))
  const manifest = read(JSON.stringify({ ...kept.manifest, kind: 'old-format', components }))
  const is = 'the manifest beside the archive says something else than the archive itself (kind)'
  assert.deepEqual((await verified(server, kept, [manifest])).map(ofManifest), [[['', is]]])
  const damages: Damage[] = []
  const chunks = (async function* () {
    yield kept.bytes
  })()
  await readOldArchive(
    chunks,
    { subject: { ...kept, name: manifest.name, bytes: 0, manifest }, bytes: kept.bytes.length },
    { damage: each => damages.push(each) },
  )
  assert.deepEqual(ofManifest(damages), [['', is]])
  // A restore reads an old archive before it plans, and again when it opens it; neither asks a manifest.
  const looked = await play(server, stepsOf(server, [['old_look', manifest.name]], { writes: false, operation: 'read', scratch: true }))
  for (const { failure } of [looked, await proof(server, manifest)])
    assert.match(
      `${failure?.code} ${failure?.title}`,
      /^E_VERIFY .*it is no archive of the old scripts: it carries a table of its contents/,
    )
})

test('an archive without a table is not taken for one of ours', { skip: dash.skip }, async t => {
  const server = await makeServer(t, dash)
  const kept = await backUp(server)
  const table = call(dash, 'MB_NAME=$1 MB_TIME=$2 MB_COMPRESS=gzip; cat >"$MB_WORK/t"; mb_table_end "$MB_WORK/t"', {
    input: `${tableOf(kept.manifest)}\n`,
    words: [kept.manifest.name, String(kept.manifest.time)],
  })
  const zeros = call(dash, 'MB_COMPRESS=gzip; mb_nulls 1024 | mb_stored_member 1024')
  for (const [end, why] of [
    [zeros, 'the entries after its last component are not those that were written'],
    // The same content, and not as it must be stored: no reader looks for it.
    [gzipSync(gunzipSync(table)), 'it does not end with the table of its contents'],
  ] as const) {
    const bytes = Buffer.concat([kept.bytes.subarray(0, -table.length), end])
    writeFileSync(join(server.backups, kept.file), bytes)
    const manifest = { ...kept.manifest, archive: { ...kept.manifest.archive, bytes: bytes.length, sha256: sha256(bytes) } }
    const { failure } = await proof(server, manifest)
    assert.match(failure?.details['Differs'] ?? '', /does not end with the table/)
    const [told = []] = await verified(server, { ...kept, bytes }, [manifest])
    for (const damages of [told, await readHere({ bytes }, manifest)])
      assert.deepEqual(
        damages.map(each => each.why),
        [why],
      )
  }
})

test('the general script takes no counts that are not numbers: a shell would compute with them', { skip: dash.skip }, () => {
  const counts = (found: object) => {
    const row = {
      name: 'redis',
      path: 'redis/x.rdb',
      rawBytes: 1,
      offset: 1,
      length: 1,
      sha256: '0',
      consistency: 'snapshot',
      counts: found,
    }
    const text = JSON.stringify({ schema: 1, components: [row] })
    return (
      call(dash, 'mb_general_rows', { input: `${text}\n` })
        .toString()
        .trimEnd()
        .split('\t')[7] ?? ''
    )
  }
  assert.equal(counts({ documents: 7, collections: 2 }), 'documents=7 collections=2')
  for (const hostile of ['x[$(id)]', '1 x[`id`]', '$(id)', '-1', "'"]) assert.equal(counts({ keys: hostile }), '', hostile)
})

test('differences are told alike by server and client', { skip: dash.skip }, async t => {
  const kept = await backUp(await makeServer(t, dash))
  const text = JSON.stringify(kept.manifest)
  for (const [what, { edit }] of Object.entries(edits)) {
    const [manifests, archives] = [tableOf(edited(text, edit)), tableOf(kept.manifest)]
    const said = call(
      dash,
      'printf "%s\\n" "$1" >"$MB_WORK/1"; printf "%s\\n" "$2" >"$MB_WORK/2"; mb_table_difference "$MB_WORK/1" "$MB_WORK/2"',
      {
        words: [manifests, archives],
      },
    )
    const { component, field } = differenceOf(manifests, archives)
    assert.equal(said.toString().trim(), `${component} ${field}`.trim(), what)
  }
})
