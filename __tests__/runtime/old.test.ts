// Archives of the old scripts: judged by their listing, read to their end, and every damaged or hostile one refused by name before anything is unpacked.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { quote } from '../../src/protocol/quote.ts'
import { onEachShell, type Shell } from '../../testbed/shell/shells.ts'
import { bsonOf, type Entry, oldArchiveOf, oldEntries, snapshot, tarOf, uploads } from '../oldarchive.ts'
import { call } from './functions.ts'

const name = 'pre-update-20241019_143022'
const dump = 'database/mongodb_20241019_143022'
const folder = mkdtempSync(join(tmpdir(), 'old-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0

const head = 'mb_reader_of() { return 1; }; MB_DIR="$MB_WORK"; exec 3>/dev/null'

/** What the survey says of an archive: its manifest, or why it is not sound. */
function survey(shell: Shell, archive: Buffer, before = 'true'): Manifest | string {
  const file = join(folder, `${files++}-${name}.tar.gz`)
  writeFileSync(file, archive)
  const say = `if old_survey ${quote(file)}; then old_manifest ${name} ${quote(file)}; else printf 'refused %s: %s' "$(cat "$MB_WORK/old-where" 2>/dev/null)" "$(cat "$MB_WORK/why")"; fi`
  const said = call(shell, `${head}; ${before}; ${say}`).toString()
  rmSync(file)
  if (!said.startsWith('{')) return said
  const manifest = parseManifest(said.replace(/"file":"\d+-/, '"file":"'))
  return 'problem' in manifest ? manifest.problem : manifest
}

const withEntry = (...entries: readonly Entry[]) => gzipSync(tarOf([...oldEntries(name), ...entries]))
const withUploads = (...entries: readonly Entry[]) =>
  oldArchiveOf(name, { 'volumes/gateway_uploads.tar.gz': gzipSync(tarOf([...uploads, ...entries])) })

onEachShell('an old archive', shell => {
  test('is read to its end, and told as components', () => {
    const manifest = survey(shell, oldArchiveOf(name, { 'notes.txt': 'x' }))
    if (typeof manifest === 'string') assert.fail(manifest)
    assert.deepEqual(manifest.components.map(({ name, kind, path, counts, paths }) => [name, kind, path, { ...counts }, paths]).sort(), [
      ['config', 'config', 'config', {}, ['docker-compose.yml', '.env', 'env.production']],
      ['database', 'database', dump, { documents: 301, collections: 3, accounts: 1 }, []],
      ['redis', 'redis', 'redis/redis_dump_20241019_143022.rdb', {}, []],
      ['secrets', 'secrets', 'secrets', {}, ['secrets']],
      ['volumes/gateway_uploads', 'volume', 'volumes/gateway_uploads.tar.gz', shell.tar === 'gnu' ? { entries: uploads.length } : {}, []],
    ])
    const raw = Object.fromEntries(manifest.components.map(each => [each.name, each.rawBytes]))
    assert.equal(raw['volumes/gateway_uploads'], tarOf(uploads).length)
    assert.equal(raw['redis'], snapshot.length)
    assert.deepEqual(
      manifest.leftOut.map(({ what }) => what),
      ['notes.txt'],
    )
  })

  test('of some parts, of a compressed dump, and of one with an oplog, is sound too', () => {
    const parts = Object.fromEntries(oldEntries(name).map(({ path }) => [path.slice(name.length + 1), undefined]))
    const few = survey(shell, oldArchiveOf(name, { ...parts, 'config/.env': 'A=1\n' }))
    assert.deepEqual(typeof few === 'string' ? few : few.components.map(each => each.name), ['config'])
    const packed = survey(
      shell,
      oldArchiveOf(name, {
        ...parts,
        [`${dump}/meeshy/users.bson.gz`]: gzipSync(bsonOf(77)),
        [`${dump}/meeshy/users.metadata.json.gz`]: gzipSync('{"indexes":[]}'),
        [`${dump}/oplog.bson`]: bsonOf(5),
      }),
    )
    if (typeof packed === 'string') assert.fail(packed)
    assert.deepEqual(
      packed.components.map(({ counts, consistency }) => [{ ...counts }, consistency]),
      [[{ documents: 77, collections: 1 }, 'point-in-time']],
    )
  })

  const whole = oldArchiveOf(name)
  const flipped = (bytes: Buffer, at: number) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from([(bytes[at] ?? 0) ^ 0xff]), bytes.subarray(at + 1)])
  const nested = gzipSync(tarOf(uploads))
  for (const [what, archive, words] of [
    ['is empty', Buffer.alloc(0), /^refused : does not read to its end$/],
    ['is cut', whole.subarray(0, -20), /^refused : does not read to its end$/],
    ['is cut by its last byte', whole.subarray(0, -1), /^refused : does not read to its end$/],
    ['has a flipped byte', flipped(whole, Math.floor(whole.length / 2)), /^refused : /],
    // BusyBox's gzip takes no notice of it.
    [
      'has garbage behind it',
      Buffer.concat([whole, Buffer.from('garbage')]),
      shell.tar === 'gnu' ? /^refused : does not read to its end$/ : /^sound$/,
    ],
    [
      'has a volume that is cut',
      oldArchiveOf(name, { 'volumes/gateway_uploads.tar.gz': nested.subarray(0, -9) }),
      /^refused volumes\/gateway_uploads: /,
    ],
    [
      'has a volume with a flipped byte',
      oldArchiveOf(name, { 'volumes/gateway_uploads.tar.gz': flipped(nested, 40) }),
      /^refused volumes\/gateway_uploads: /,
    ],
    ['has an empty volume', oldArchiveOf(name, { 'volumes/gateway_uploads.tar.gz': '' }), /^refused volumes\/gateway_uploads: /],
    [
      'has a cut volume in a whole gzip',
      oldArchiveOf(name, { 'volumes/gateway_uploads.tar.gz': gzipSync(tarOf(uploads).subarray(0, 2000)) }),
      /^refused volumes\/gateway_uploads: does not read to its end/,
    ],
    [
      'has a dump that is cut',
      oldArchiveOf(name, { [`${dump}/meeshy/users.bson`]: bsonOf(300).subarray(0, -1) }),
      /^refused database: meeshy\/users\.bson: it ends within a document$/,
    ],
    [
      'has a dump with a wrong length',
      oldArchiveOf(name, { [`${dump}/meeshy/users.bson`]: flipped(bsonOf(300), 1) }),
      /^refused database: meeshy\/users\.bson: /,
    ],
    [
      'has a dump of no documents',
      oldArchiveOf(name, { [`${dump}/meeshy/users.bson`]: 'this is no BSON, as everybody can see' }),
      /^refused database: meeshy\/users\.bson: it holds no document/,
    ],
    [
      'has a snapshot that is cut',
      oldArchiveOf(name, { [`redis/redis_dump_20241019_143022.rdb`]: snapshot.subarray(0, -3) }),
      /^refused redis: is no snapshot/,
    ],
    [
      'has a snapshot of something else',
      oldArchiveOf(name, { [`redis/redis_dump_20241019_143022.rdb`]: 'REDIS' }),
      /^refused redis: is no snapshot/,
    ],
    ['has two snapshots', oldArchiveOf(name, { 'redis/other.rdb': snapshot }), /^refused : holds two files where only one can be: redis\//],
  ] as const) {
    test(`that ${what} is refused`, () => {
      const said = survey(shell, archive)
      assert.match(typeof said === 'string' ? said : 'sound', words)
    })
  }

  for (const [what, archive, words] of [
    ['a name that climbs', withEntry({ path: `${name}/../../etc/cron.d/x` }), /etc\/cron\.d\/x/],
    ['an absolute name', withEntry({ path: '/etc/cron.d/x' }), /outside of its directory: \/?etc\/cron\.d\/x/],
    ['a name outside of its directory', withEntry({ path: 'etc/cron.d/x' }), /outside of its directory: etc\/cron\.d\/x/],
    [
      'a link and a member that is written through it',
      withEntry({ path: `${name}/config/nginx`, type: 'SymbolicLink', linkpath: '/etc' }, { path: `${name}/config/nginx/cron.d/x` }),
      /written through a link: .*config\/nginx\/cron\.d\/x/,
    ],
    [
      'a link in the place of a volume',
      withEntry({ path: `${name}/volumes/x.tar.gz`, type: 'SymbolicLink', linkpath: '/etc/shadow' }),
      /a link.*volumes\/x\.tar\.gz/,
    ],
    ['a hard link outside', withEntry({ path: `${name}/config/x`, type: 'Link', linkpath: '/etc/shadow' }), /hard link: .*config\/x/],
    [
      'a hard link inside',
      withEntry({ path: `${name}/config/x`, type: 'Link', linkpath: `${name}/config/.env` }),
      /hard link: .*config\/x/,
    ],
    ['a device', withEntry({ path: `${name}/config/x`, type: 'CharacterDevice' }), /device.*config\/x/],
    ['a block device', withEntry({ path: `${name}/config/x`, type: 'BlockDevice' }), /device.*config\/x/],
    ['a pipe', withEntry({ path: `${name}/config/x`, type: 'FIFO' }), /pipe.*config\/x/],
    ['a setuid file', withEntry({ path: `${name}/config/x`, mode: 0o4755 }), /setuid.*config\/x/],
    ['a name like an option', withEntry({ path: `${name}/config/-rf` }), /option: .*config\/-rf/],
    ['a name like a command', withEntry({ path: `${name}/config/$(touch x)` }), /characters.*config\/\$\(touch x\)/],
    ['a name over two lines', withEntry({ path: `${name}/config/a\nb` }), /: .*config\/a/],
    ['a member twice', withEntry({ path: `${name}/config/.env` }), /twice: .*config\/\.env/],
  ] as const) {
    test(`with ${what} is refused by its listing, which names it`, () => {
      const said = survey(shell, archive)
      assert.match(typeof said === 'string' ? said : 'sound', /^refused : holds /)
      assert.match(String(said), words)
    })
  }

  for (const [what, archive, words] of [
    ['a name that climbs', withUploads({ path: '../../etc/cron.d/x' }), /outside of its place/],
    ['an absolute name', withUploads({ path: '/etc/cron.d/x' }), /outside of its place/],
    [
      'a link and a member written through it',
      withUploads({ path: './l', type: 'SymbolicLink', linkpath: '/etc' }, { path: './l/cron.d/x' }),
      /through a link.*l\/cron\.d\/x/,
    ],
    ['a hard link outside', withUploads({ path: './h', type: 'Link', linkpath: '/etc/shadow' }), /outside of its place/],
    ['a device', withUploads({ path: './d', type: 'BlockDevice' }), /device.*\.\/d/],
    ['a block device', withUploads({ path: './c', type: 'CharacterDevice' }), /device.*\.\/c/],
  ] as const) {
    test(`with ${what} in a volume is refused`, () => {
      const said = survey(shell, archive)
      assert.match(typeof said === 'string' ? said : 'sound', /^refused volumes\/gateway_uploads: /)
      assert.match(String(said), words)
    })
  }

  test('that unpacks to more than its whole disk holds is refused', () => {
    const zeros = Buffer.alloc(30_000_000)
    const small = 'old_limit() { echo 8192000; }'
    const nested = oldArchiveOf(name, { 'volumes/bomb.tar.gz': gzipSync(tarOf([{ path: './zeros', content: zeros }])) })
    assert.ok(nested.length < 100_000)
    assert.match(
      String(survey(shell, nested, small)),
      /^refused volumes\/bomb: unpacks to more than 8\.2 MB, which its whole disk does not hold$/,
    )
    const outer = withEntry({ path: `${name}/config/zeros`, content: zeros })
    assert.match(String(survey(shell, outer, small)), /^refused : unpacks to more than 8\.2 MB/)
  })

  test('tells namespaces as a dump of one file does, and compares documents by collection', () => {
    const file = join(folder, `${files++}.tar.gz`)
    const changes = {
      [`${dump}/meeshy/odd%2Fname.bson`]: bsonOf(2),
      [`${dump}/meeshy/odd%2Fname.metadata.json`]: '{"indexes":[{"name":"_id_"}]}',
      [`${dump}/meeshy/${'l'.repeat(50)}%24hash.bson`]: bsonOf(3),
      [`${dump}/meeshy/${'l'.repeat(50)}%24hash.metadata.json`]: `{"indexes":[],"collectionName":"${'l'.repeat(90)}","type":"collection"}`,
      [`${dump}/meeshy/recent.metadata.json`]: '{"options":{"viewOn":"users","pipeline":[]},"indexes":[]}',
      [`${dump}/meeshy/bare.bson`]: bsonOf(4),
      [`${dump}/prelude.json`]: '{"ServerVersion":"8.0.4","ToolVersion":"100.11.0"}\n',
    }
    writeFileSync(file, oldArchiveOf(name, changes))
    const dumped = (users: number) =>
      [
        `\`meeshy.users\` (${users} documents)`,
        'meeshy.odd/name (2 documents)',
        `meeshy.${'l'.repeat(90)} (3 documents)`,
        'meeshy.bare (4 documents)',
      ]
        .map(text => `2024-10-19T14:30:22.000+0000\tdone dumping ${text}\n`)
        .join('')
    const text = [
      head,
      `MB_SOURCE_KIND=old-format; old_survey ${quote(file)} && old_mongo_prove database`,
      'cat "$MB_WORK/database.version"; mongo_shapes <"$MB_WORK/database.wanted" | sort; echo --; sort "$MB_WORK/database.documents"; echo --',
      `printf %s ${quote(dumped(300))} >"$MB_WORK/mongo-said"; old_mongo_compare database fuzzy && echo same`,
      `printf %s ${quote(dumped(299))} >"$MB_WORK/mongo-said"; (old_mongo_compare database fuzzy) 4>&1 || :`,
    ].join('\n')
    const [shapes, documents, compared] = call(shell, text).toString().split('--\n')
    assert.deepEqual(shapes?.trim().split('\n'), [
      '@version 8.0.4',
      'meeshy.bare collection',
      'meeshy.bare index _id_',
      'meeshy.empty collection',
      `meeshy.${'l'.repeat(90)} collection`,
      'meeshy.odd/name collection',
      'meeshy.odd/name index _id_',
      'meeshy.recent view',
      'meeshy.users collection',
      'meeshy.users index _id_',
    ])
    assert.deepEqual(documents?.trim().split('\n'), [
      'meeshy.bare\t4',
      'meeshy.empty\t0',
      `meeshy.${'l'.repeat(90)}\t3`,
      'meeshy.odd/name\t2',
      'meeshy.users\t300',
    ])
    assert.match(compared ?? '', /^same\nError: E_RESTORE .*\n {2}They differ: meeshy\.users: 299 documents now, 300 in the backup\n/)
  })
})
