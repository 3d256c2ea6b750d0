// Everything that reads bytes of a stranger: tars, dumps, snapshots, compressed streams, whole archives. It ends with what it found, or says what is
// wrong, in time; what it says does nothing in a log.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { Manifest } from '../../src/backups/manifest.ts'
import { parseManifest } from '../../src/backups/manifest.ts'
import { listTar } from '../../src/bytes/tarlist.ts'
import { gunzip, NotWhole, unpack } from '../../src/bytes/unpack.ts'
import { unzstd } from '../../src/bytes/zstd.ts'
import { BackupError } from '../../src/messages/errors.ts'
import { readArchive } from '../../src/reading/archive.ts'
import { readOldArchive } from '../../src/reading/oldarchive.ts'
import { readMongoArchive } from '../../src/sources/mongo/archive.ts'
import { readFields } from '../../src/sources/mongo/bson.ts'
import { readRdb } from '../../src/sources/redis/rdb.ts'
import { manifestExample } from '../backups/manifestexample.ts'
import { oldEntries, tarOf as oldTarOf, snapshot, uploads } from '../oldarchive.ts'
import { file, tarOf } from '../runtime/tarwriter.ts'
import { block, document, end, opaque, prelude } from '../sources/mongoarchivewriter.ts'
import { assertInert, cut, fuzz, mangled } from './fuzzing.ts'
import { entriesOf } from './hostiletar.ts'

/** What it comes to: nothing but a result, or that something is not whole. */
async function judged(read: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await read()
    return undefined
  } catch (thrown) {
    const isOurs = thrown instanceof NotWhole || (thrown instanceof BackupError && thrown.code === 'E_VERIFY')
    assert.ok(isOurs, `threw ${thrown instanceof Error ? thrown.stack : thrown}`)
    const why = thrown instanceof BackupError ? thrown.failure.title : thrown.message
    assert.ok(why.length < 1000, why)
    assertInert(why)
    return why
  }
}

const drain = async (chunks: AsyncIterable<Uint8Array>, most: number) => {
  let bytes = 0
  for await (const chunk of chunks) bytes += chunk.length
  assert.ok(bytes <= most, `${bytes} bytes`)
}

describe('a reader of bytes', () => {
  test('lists a tar, or says why not', async () => {
    await fuzz('tars here', 3000, async random => {
      const tar = tarOf(entriesOf(random))
      await judged(() => listTar(cut(random, random.chance(2) ? mangled(random, tar) : tar), { only: random.pick(['any', 'files']) }))
    })
  })

  test('reads a dump of MongoDB to its end, or says where it breaks', async () => {
    const documents = [document({ _id: 1, name: 'a' }), opaque(Buffer.alloc(40, 7))]
    const dump = Buffer.concat([
      prelude([
        { db: 'app', collection: 'users', documents },
        { db: 'app', collection: '::error::x', documents: [] },
      ]),
      block('app', 'users', documents),
      end('app', 'users', documents),
      end('app', '::error::x', []),
    ])
    await fuzz('dumps', 15_000, random => judged(() => readMongoArchive(cut(random, mangled(random, dump)))))
  })

  test('reads the header of a dump, or says that it cannot', async () => {
    const header = document({ db: 'app', collection: 'users', EOF: true, CRC: 7n, size: 3 })
    await fuzz('headers', 40_000, random => {
      const bytes = mangled(random, header)
      if (bytes.length < 5) return
      try {
        readFields(bytes)
      } catch (thrown) {
        assert.ok(thrown instanceof RangeError, String(thrown))
      }
    })
  })

  test('reads a snapshot of Redis to its end, or says why not', async () => {
    await fuzz('snapshots', 20_000, random => judged(() => readRdb(cut(random, mangled(random, snapshot)))))
  })

  test('decompresses a stream to the size that is known, and not a byte more', async () => {
    const raw = Buffer.concat([Buffer.alloc(20_000), Buffer.from('text '.repeat(300))])
    const packed = { gzip: gzipSync(raw), zstd: zstdCompressSync(raw) }
    await fuzz('decompressors', 3000, async random => {
      const [bytes, unpacker] = random.pick([
        [packed.gzip, gunzip],
        [packed.zstd, unzstd],
      ] as const)
      const twice = random.chance(3) ? Buffer.concat([bytes, bytes]) : bytes
      await judged(() => drain(unpack(cut(random, mangled(random, twice)), unpacker, raw.length), raw.length))
    })
  })

  test('reads an archive by its manifest, and names each damage', async () => {
    const whole = parseManifest(JSON.stringify(manifestExample()))
    if ('problem' in whole) assert.fail(whole.problem)
    await fuzz('archives', 1200, async random => {
      const bytes = Buffer.concat(
        random.some(4, () =>
          random.pick([
            gzipSync(tarOf(entriesOf(random))),
            gzipSync(random.bytes(600)),
            random.bytes(60),
            zstdCompressSync(random.bytes(500)),
          ]),
        ),
      )
      const compression = random.pick(['gzip', 'zstd'] as const)
      let at = random.below(600)
      const components = whole.components.map(component => {
        const offset = at
        const length = 1 + random.below(1500)
        at += length + random.below(700)
        return {
          ...component,
          offset,
          length,
          kind: random.pick(['volume', 'database', 'redis', 'config', 'unknown']),
          rawBytes: random.below(3000),
        }
      })
      const manifest: Manifest = { ...whole, components, archive: { ...whole.archive, compression, bytes: Math.max(at, bytes.length) } }
      const damages: string[] = []
      const findings = { sound: () => {}, damage: ({ why }: { readonly why: string }) => damages.push(why) }
      await readArchive(cut(random, bytes), { manifest, bytes: bytes.length, level: random.pick(['read', 'checksum']) }, findings)
      assert.ok(damages.length > 0 && damages.length < 20)
      for (const why of damages) assertInert(why)
    })
  })

  test('reads an archive of the old scripts to its end, and says why it is not sound', async () => {
    const name = 'pre-update-20241019_143022'
    const good = oldEntries(name)
    await fuzz('old archives', 1000, async random => {
      const nested = gzipSync(random.chance(2) ? mangled(random, oldTarOf(uploads)) : tarOf(entriesOf(random)))
      const tar = Buffer.concat([
        oldTarOf(good).subarray(0, -1024),
        tarOf([...(random.chance(2) ? entriesOf(random) : []), file(`${name}/volumes/x.tar.gz`, { content: nested })]),
      ])
      const packed = gzipSync(tar)
      const bytes = random.chance(2) ? mangled(random, packed) : packed
      const found: string[] = []
      const subject = { name, file: `${name}.tar.gz`, bytes: bytes.length }
      await readOldArchive(cut(random, bytes), { subject, bytes: bytes.length }, { damage: ({ why }) => found.push(why) })
      assert.ok(found.length <= 1)
      for (const why of found) assertInert(why)
    })
  })
})
