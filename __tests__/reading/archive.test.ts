// The reader of its own on archives that the runtime wrote: it finds what the server finds, and calls it by the same names.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import zlib from 'node:zlib'
import type { Damage } from '../../src/backups/damage.ts'
import { formats } from '../../src/backups/formats.ts'
import type { Component, Manifest } from '../../src/backups/manifest.ts'
import { Crc64 } from '../../src/bytes/crc64.ts'
import { listTar } from '../../src/bytes/tarlist.ts'
import { gather, unpack } from '../../src/bytes/unpack.ts'
import { readArchive } from '../../src/reading/archive.ts'
import { readOldArchive } from '../../src/reading/oldarchive.ts'
import type { VerifyLevel } from '../../src/settings/settings.ts'
import { readRdb } from '../../src/sources/redis/rdb.ts'
import type { Kept } from '../../testbed/shell/backups.ts'
import { makeServer } from '../../testbed/shell/server.ts'
import { dash, without } from '../../testbed/shell/shells.ts'
import { backUp, backUpTar, casesOf, flipped, hostile } from '../runtime/damaged.ts'
import { directory, file, hard, link, special, tarOf } from '../runtime/tarwriter.ts'

async function* chunked(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

type Told = { readonly damages: readonly Damage[]; readonly sound: readonly string[] }

async function read(
  kept: Pick<Kept, 'bytes'> & { manifest: Manifest },
  { level = 'read', size = 1000, length = kept.bytes.length }: { level?: VerifyLevel; size?: number; length?: number } = {},
): Promise<Told> {
  const damages: Damage[] = []
  const sound: string[] = []
  const findings = { damage: (damage: Damage) => damages.push(damage), sound: (component: string) => sound.push(component) }
  await readArchive(chunked(kept.bytes, size), { manifest: kept.manifest, bytes: length, level }, findings)
  return { damages, sound }
}

for (const compress of ['gzip', 'zstd'] as const) {
  describe(`an archive of ${compress}`, { skip: dash.skip || without(compress) }, () => {
    let good: Kept
    const ends: (() => Promise<void>)[] = []
    before(async () => {
      good = await backUp(await makeServer({ after: end => ends.push(end) }, dash), compress)
    })
    after(() => Promise.all(ends.map(end => end())))
    const names = () => good.manifest.components.map(({ name }) => name)

    test('that is whole is sound, however it is cut into chunks', async () => {
      for (const size of [1, 7, 512, 100_000]) assert.deepEqual(await read(good, { size }), { damages: [], sound: names() })
    })

    test('with a flipped byte: it is named, wherever it is, and nothing else is blamed', async () => {
      for (const { what, at, is } of casesOf(good)) {
        for (const level of ['checksum', 'read'] as const) {
          const { damages, sound } = await read({ ...good, bytes: flipped(good.bytes, at) }, { level })
          assert.deepEqual(
            damages.map(({ component, part }) => `${part} ${component}`.trim()),
            [is],
            `${what}, by ${level}: ${JSON.stringify(damages)}`,
          )
          const [damage] = damages
          assert.ok(damage && damage.from <= at && at < damage.to, `${what} at ${at} is within ${damage?.from} to ${damage?.to}`)
          assert.deepEqual(
            sound,
            names().filter(name => is !== `data ${name}`),
          )
        }
      }
    })

    test('no flipped byte at all goes unnoticed', async () => {
      for (let at = 0; at < good.bytes.length; at += 53) {
        const { damages } = await read({ ...good, bytes: flipped(good.bytes, at) }, { size: 4096 })
        assert.ok(damages.length > 0, `byte ${at}`)
      }
    })

    test('that is cut, or arrives cut, is named; what is whole before the cut is sound', async () => {
      for (const [n, { offset, length }] of good.manifest.components.entries()) {
        const at = offset + length
        const { damages, sound } = await read({ ...good, bytes: good.bytes.subarray(0, at) })
        assert.deepEqual([damages[0]?.part, damages[0]?.from, sound], ['archive', at, names().slice(0, n + 1)])
        const lost = await read({ ...good, bytes: good.bytes.subarray(0, at) }, { length: good.bytes.length })
        assert.match(lost.damages.map(({ why }) => why).join('\n'), /bytes arrived/)
      }
      assert.match(
        (await read({ ...good, bytes: Buffer.concat([good.bytes, Buffer.from('x')]) })).damages[0]?.why ?? '',
        /^something follows its end/,
      )
    })

    test('whose manifest was changed is found out', async () => {
      const [config, first, ...others] = good.manifest.components
      assert.ok(config && first)
      for (const [change, why] of [
        [{ rawBytes: first.rawBytes - 1 }, /unpacks to more than/],
        [{ rawBytes: first.rawBytes + 1 }, /does not unpack to/],
        [{ sha256: '0'.repeat(64) }, /another sha256/],
        [{ path: 'other.bin' }, /header is not the one/],
        [{ offset: config.offset + config.length + 1 }, /no room for its tar header/],
        [{ kind: 'path' }, /tar does not read it/],
        [{ kind: 'redis' }, /not a snapshot of Redis/],
        [{ kind: 'database' }, /not an archive of mongodump/],
      ] as const satisfies readonly (readonly [Partial<Component>, RegExp])[]) {
        const { damages } = await read({
          ...good,
          manifest: { ...good.manifest, components: [config, { ...first, ...change }, ...others] },
        })
        assert.match(
          damages
            .filter(({ component }) => component === 'first')
            .map(each => each.why)
            .join('\n'),
          why,
        )
      }
      const entries = { ...good.manifest, components: good.manifest.components.map(each => ({ ...each, counts: { entries: 99 } })) }
      assert.match(
        (await read({ ...good, manifest: entries })).damages.map(({ why }) => why).join(),
        /it holds 3 entries, and the manifest says 99/,
      )
    })
  })
}

test('an archive of right sums that would harm a server is not sound', { skip: dash.skip }, async t => {
  for (const [what, { path, content, why }] of Object.entries(hostile)) {
    const kept = await backUpTar(await makeServer(t, dash), path, content)
    assert.deepEqual((await read(kept, { level: 'checksum' })).damages, [], what)
    const { damages } = await read(kept)
    assert.deepEqual(
      damages.map(({ part }) => part),
      ['data'],
      what,
    )
    assert.match(damages[0]?.why ?? '', why, what)
  }
})

test('a bomb is given up after the bytes that were taken, and one', async () => {
  const member = zlib.gzipSync(Buffer.alloc(20_000_000))
  const bomb = Buffer.concat(Array.from({ length: 100 }, () => member))
  let unpacked = 0
  const reading = (async () => {
    for await (const chunk of unpack(chunked(bomb, 4096), formats.gzip.unpacker, 1_000_000)) unpacked += chunk.length
  })()
  await assert.rejects(reading, /unpacks to more than the 1000000 bytes/)
  assert.ok(unpacked <= 1_000_000)
})

test('members of both kinds are recognised wherever the stream is cut, and garbage between them is not passed over', async () => {
  const parts = [randomBytes(70_000), Buffer.alloc(0), Buffer.alloc(300_000, 'a'), Buffer.from('end')]
  for (const [compression, pack] of [
    ['gzip', zlib.gzipSync],
    ['zstd', (bytes: Buffer) => zlib.zstdCompressSync(bytes)],
  ] as const) {
    const stored = Buffer.concat(parts.map(part => pack(part)))
    for (const size of [11, 1000, 65_536, stored.length]) {
      assert.ok(
        Buffer.concat(parts).equals(await gather(unpack(chunked(stored, size), formats[compression].unpacker))),
        `${compression} in chunks of ${size}`,
      )
    }
    for (const bad of [
      stored.subarray(0, -1),
      Buffer.concat([stored, Buffer.from('garbage')]),
      Buffer.concat([stored.subarray(0, -10), stored.subarray(-9)]),
    ])
      await assert.rejects(gather(unpack(chunked(bad), formats[compression].unpacker)), /cannot be decompressed/, compression)
  }
})

test('a tar that would harm is refused, one with odd names is not', async () => {
  const judge = (entries: Parameters<typeof tarOf>[0], only: 'any' | 'files' = 'any') => listTar(chunked(tarOf(entries)), { only })
  assert.equal(
    await judge([directory('.'), file('-rf'), file('$(x)'), file('two\nlines'), link('l', '/etc'), hard('h', '-rf'), special('6')]),
    7,
  )
  for (const entries of [
    [file('/etc/cron.d/x')],
    [file('../x')],
    [file('a/../../x')],
    [hard('h', '/etc/passwd')],
    [hard('h', '../x')],
    [link('a', '/etc'), file('a/x')],
    [link('./a/', '..'), directory('a'), file('a//./x')],
    [link('a', '/etc'), hard('h', 'a/passwd')],
  ])
    await assert.rejects(judge(entries), /outside of its place/)
  for (const entry of [special('3'), special('4'), special('6'), file('x', { mode: 0o4755 }), file('x', { mode: 0o2711 })]) {
    await assert.rejects(judge([entry], 'files'), /neither a file|another user/)
    assert.equal(await judge([entry]), 1)
  }
  await assert.rejects(listTar(chunked(zlib.gzipSync(tarOf([file('x')]))), { only: 'any' }), /it is no tar/)
  await assert.rejects(listTar(chunked(tarOf([file('x')]).subarray(0, -1024)), { only: 'any' }), /marks of its end are missing/)
  await assert.rejects(listTar(chunked(flipped(tarOf([file('x')]), 5)), { only: 'any' }), /does not read it to its end/)
})

test('a snapshot of Redis is read to its end mark, and by its checksum', async () => {
  const sumOf = (bytes: Buffer) => {
    const crc = new Crc64('jones')
    crc.update(bytes, 0, bytes.length)
    const sum = Buffer.alloc(8)
    sum.writeBigInt64LE(crc.digest())
    return Buffer.concat([bytes, sum])
  }
  const body = Buffer.concat([Buffer.from('REDIS0011'), randomBytes(5000), Buffer.from([0xff])])
  for (const size of [1, 8, 9, 10, 6000]) await readRdb(chunked(sumOf(body), size))
  await readRdb(chunked(Buffer.concat([body, Buffer.alloc(8)])))
  for (const [bad, why] of [
    [flipped(sumOf(body), 100), /checksum/],
    [sumOf(body).subarray(0, -1), /ends early|checksum/],
    [sumOf(body.subarray(0, -1)), /ends early/],
    [sumOf(Buffer.from('RADIS0011\xff', 'latin1')), /not a snapshot/],
    [Buffer.alloc(0), /ends early/],
  ] as const)
    await assert.rejects(readRdb(chunked(bad)), why)
})

test('an archive of the old scripts is read with what is nested in it', async () => {
  const nested = zlib.gzipSync(tarOf([file('upload', { content: randomBytes(50_000) })]))
  const outer = (volume: Buffer) =>
    zlib.gzipSync(tarOf([file('pre-update-20241019_143022/volumes/uploads.tar.gz', { content: volume }), file('x')]))
  const damagesOf = async (bytes: Buffer) => {
    const damages: Damage[] = []
    const subject = { name: 'pre-update-20241019_143022', file: 'x', bytes: bytes.length }
    await readOldArchive(chunked(bytes, 10_000), { subject, bytes: bytes.length }, { damage: damage => damages.push(damage) })
    return damages.map(({ why }) => why).join()
  }
  assert.equal(await damagesOf(outer(nested)), '')
  assert.match(await damagesOf(outer(nested.subarray(0, 20_000))), /volumes\/uploads\.tar\.gz/)
  assert.match(await damagesOf(outer(flipped(nested, 30_000))), /volumes\/uploads\.tar\.gz/)
  assert.match(await damagesOf(outer(nested).subarray(0, 30_000)), /cannot be decompressed|does not read/)
})
