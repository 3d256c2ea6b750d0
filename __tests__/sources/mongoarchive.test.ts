import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { BackupError } from '../../src/messages/errors.ts'
import { type MongoArchive, readMongoArchive } from '../../src/sources/mongo/archive.ts'
import { block, blocks, type Dumped, document, end, header, magic, opaque, prelude, terminator } from './mongoarchivewriter.ts'

// Made by mongodump 100.11.0 with --archive --oplog: 40 users, 120 messages, one time series, a view, an empty and a capped collection.
const real = readFileSync(new URL('../fixtures/mongodump-100.11.0.archive', import.meta.url))

/** Hands the bytes over in chunks of these sizes, over and over, each in the same memory, as a stream may. */
async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const memory = new Uint8Array(bytes.length)
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const chunk = bytes.subarray(at, at + (sizes[turn % sizes.length] as number))
    memory.fill(0xee)
    memory.set(chunk)
    yield memory.subarray(0, chunk.length)
    at += chunk.length
  }
}

const read = (bytes: Uint8Array, sizes: readonly number[] = [bytes.length]): Promise<MongoArchive> =>
  readMongoArchive(chunked(bytes, sizes))

/** Asserts that the archive is refused with E_VERIFY and a title of this kind. */
async function refused(bytes: Uint8Array, title = /^The database dump is not whole: /): Promise<void> {
  await assert.rejects(read(bytes), (error: unknown) => {
    assert.ok(error instanceof BackupError, `not one of ours: ${error}`)
    assert.equal(error.code, 'E_VERIFY')
    assert.match(error.message, title)
    return true
  })
}

const users: Dumped = {
  db: 'meeshy',
  collection: 'users',
  documents: [document({ _id: 1, name: 'ann' }), document({ _id: 2, name: 'bob' })],
}
const none: Dumped = { db: 'meeshy', collection: 'empty', documents: [] }
const whole = Buffer.concat([prelude([users, none]), ...blocks([users, none], 1)])

const anySizes = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1 }).filter(sizes => sizes.some(size => size > 0))
const anyDump = fc
  .uniqueArray(
    fc.record({
      db: fc.constantFrom('meeshy', 'é', ''),
      collection: fc.constantFrom('users', 'a.b', 'x'.repeat(100)),
      documents: fc.array(fc.uint8Array({ maxLength: 40 }).map(opaque), { maxLength: 6 }),
      type: fc.constantFrom('collection', 'view', 'timeseries'),
    }),
    { selector: ({ db, collection }) => `${db}.${collection}`, minLength: 1, maxLength: 4 },
  )
  .chain(dumped =>
    fc.record({ dumped: fc.constant(dumped), parts: fc.integer({ min: 1, max: 3 }).map(perBlock => blocks(dumped, perBlock)) }),
  )
  .map(({ dumped, parts }) => ({ dumped, parts, start: prelude(dumped), bytes: Buffer.concat([prelude(dumped), ...parts]) }))

describe('an archive of mongodump', () => {
  test('a real one: every collection, its documents and bytes, and the oplog', async () => {
    assert.deepEqual(await read(real), {
      serverVersion: '8.2.11',
      toolVersion: 'built-without-version-string',
      hasOplog: true,
      namespaces: [
        { db: 'meeshy', collection: 'empty', documents: 0, bytes: 0 },
        { db: 'meeshy', collection: 'messages', documents: 120, bytes: 5160 },
        { db: 'meeshy', collection: 'names', documents: 0, bytes: 0 },
        { db: 'meeshy', collection: 'recent', documents: 1, bytes: 14 },
        { db: 'meeshy', collection: 'series', documents: 1, bytes: 40 },
        { db: 'meeshy', collection: 'users', documents: 40, bytes: 1870 },
        { db: 'other', collection: 'things', documents: 1, bytes: 25 },
      ],
    })
  })

  test('the real one cut anywhere is refused', async () => {
    for (let length = 0; length < real.length; length += 1) await refused(real.subarray(0, length))
  })

  test('the real one with any byte after the prelude flipped is refused', async () => {
    const from = real.indexOf(terminator) + 4
    for (let at = from; at < real.length; at += 1) {
      const flipped = Buffer.from(real)
      flipped[at] = (real[at] as number) ^ (1 << (at % 8))
      await refused(flipped)
    }
  })

  test('an empty one, as mongodump writes it for a database that does not exist, is whole and says so', async () => {
    const empty = { serverVersion: '7.0.14', toolVersion: '100.10.0', hasOplog: false, namespaces: [] }
    assert.deepEqual(await read(prelude([])), empty)
  })

  test('documents are counted, whatever is in them and however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyDump, anySizes, async ({ dumped, bytes }, sizes) => {
        const { namespaces, hasOplog } = await read(bytes, sizes)
        assert.equal(hasOplog, false)
        assert.deepEqual(
          namespaces,
          dumped.map(({ db, collection, documents }) => ({
            db,
            collection,
            documents: documents.length,
            bytes: Buffer.concat(documents).length,
          })),
        )
      }),
    )
  })

  test('cut anywhere it is refused', async () => {
    await fc.assert(fc.asyncProperty(anyDump, fc.nat(), async ({ bytes }, where) => refused(bytes.subarray(0, where % bytes.length))))
  })

  test('with a flipped bit after the prelude it is refused', async () => {
    await fc.assert(
      fc.asyncProperty(anyDump, fc.nat(), fc.nat(7), async ({ bytes, start }, where, bit) => {
        const at = start.length + (where % (bytes.length - start.length))
        bytes[at] = (bytes[at] as number) ^ (1 << bit)
        await refused(bytes)
      }),
    )
  })

  test('with a block missing, doubled or added it is refused', async () => {
    await fc.assert(
      fc.asyncProperty(anyDump, fc.nat(), fc.constantFrom(0, 2), async ({ parts, start, dumped }, where, times) => {
        const index = where % parts.length
        const part = parts[index] as Buffer
        // A block without documents changes nothing, wherever it stands.
        fc.pre(
          dumped.every(
            ({ db, collection }) => !part.equals(block(db, collection, [])) && !part.equals(block(db, `system.buckets.${collection}`, [])),
          ),
        )
        await refused(Buffer.concat([start, ...parts.slice(0, index), ...Array(times).fill(part), ...parts.slice(index + 1)]))
      }),
    )
  })

  test('bytes that are no archive are refused, and nothing else happens', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => refused(Buffer.concat([magic, bytes]))))
    await refused(Buffer.from('not an archive at all'), /it is not an archive of mongodump/)
    await refused(Buffer.from([0x1f, 0x8b, 8, 0]), /it is not an archive of mongodump/)
  })
})

describe('the reason of a refusal', () => {
  const cases: readonly (readonly [string, Buffer, RegExp])[] = [
    ['nothing', Buffer.alloc(0), /it is not an archive of mongodump/],
    ['a prelude only', prelude([users, none]), /it ends early, 2 of its 2 collections are not complete \(meeshy\.users, meeshy\.empty\)$/],
    [
      'cut at a block boundary',
      Buffer.concat([prelude([users]), block('meeshy', 'users', users.documents)]),
      /1 of its 1 .* \(meeshy\.users\)$/,
    ],
    ['a collection missing whole', Buffer.concat([prelude([users, none]), ...blocks([users], 9)]), /1 of its 2 .* \(meeshy\.empty\)$/],
    [
      'many collections missing',
      prelude([...'abcdefg'].map(collection => ({ ...none, collection }))),
      /7 of its 7 .* \(meeshy\.a, meeshy\.b, meeshy\.c, meeshy\.d, meeshy\.e, and 2 more\)$/,
    ],
    [
      'cut within a document of exactly 48 MiB',
      Buffer.concat([prelude([users]), document({ db: 'meeshy', collection: 'users', EOF: false, CRC: 0n }), Buffer.from([0, 0, 0, 3])]),
      /it ends early, within \(meeshy\.users\)$/,
    ],
    ['cut within documents', whole.subarray(0, whole.indexOf('ann')), /it ends early, within \(meeshy\.users\)$/],
    ['cut within a header', whole.subarray(0, 20), /it ends early, within a header$/],
    [
      'a document missing',
      Buffer.concat([prelude([users]), block('meeshy', 'users', users.documents.slice(1)), end('meeshy', 'users', users.documents)]),
      /the checksum of a collection does not match its documents \(meeshy\.users\)$/,
    ],
    [
      'something after the end',
      Buffer.concat([whole, block('meeshy', 'users', [])]),
      /something follows the end of a collection \(meeshy\.users\)$/,
    ],
    [
      'a second end',
      Buffer.concat([whole, end('meeshy', 'users', users.documents)]),
      /something follows the end of a collection \(meeshy\.users\)$/,
    ],
    ['trailing zeros', Buffer.concat([whole, Buffer.alloc(512)]), /a header has an impossible size$/],
    ['a trailing byte', Buffer.concat([whole, Buffer.from([1])]), /it ends early$/],
    ['a terminator too many', Buffer.concat([whole, terminator]), /a block has no header$/],
    [
      'a stranger',
      Buffer.concat([prelude([users]), block('other', 'x\n::error::y', [])]),
      /a block belongs to no collection of its prelude \(other\.x ::error::y\)$/,
    ],
    ['a collection announced twice', prelude([users, users]), /its prelude names it twice \(meeshy\.users\)$/],
    ['a later format', Buffer.concat([magic, header({ version: '0.2' }), terminator]), /its header is not one of the known format$/],
    ['no header', Buffer.concat([magic, terminator]), /its header is not one of the known format$/],
    ['a prelude entry without a name', Buffer.concat([magic, header(), document({ db: 'x' }), terminator]), /names no collection$/],
    [
      'a checksum before the end',
      Buffer.concat([prelude([none]), document({ db: 'meeshy', collection: 'empty', EOF: false, CRC: 1n }), terminator]),
      /neither documents nor the end of them/,
    ],
    [
      'a header that is no document',
      Buffer.concat([magic, opaque(Buffer.from([2, 97, 0, 255, 255, 255, 127]))]),
      /a header cannot be read$/,
    ],
    [
      'a document of 48 MiB and a byte',
      Buffer.concat([prelude([users]), document({ db: 'meeshy', collection: 'users', EOF: false, CRC: 0n }), Buffer.from([1, 0, 0, 3])]),
      /a document has an impossible size \(meeshy\.users\)$/,
    ],
    [
      'a document without its final zero',
      Buffer.concat([prelude([users]), block('meeshy', 'users', [Buffer.from([6, 0, 0, 0, 0, 7])])]),
      /a document does not end where it should/,
    ],
  ]
  for (const [name, bytes, title] of cases) test(name, () => refused(bytes, title))

  test('it says how far it read, and what is still safe', async () => {
    await assert.rejects(read(Buffer.concat([whole, terminator])), (error: BackupError) => {
      assert.equal(error.failure.details?.['Read up to'], `byte ${whole.length + 4}`)
      assert.equal(error.failure.safe, 'reading it changed nothing')
      return true
    })
  })

  test('the stream is let go when the rest does not matter', async () => {
    let closed = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.alloc(1000)
      } finally {
        closed = true
      }
    }
    await assert.rejects(readMongoArchive(endless()), BackupError)
    assert.equal(closed, true)
  })

  test('a failing stream is not an archive that ends early', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield whole.subarray(0, 100)
      throw new Error('connection lost')
    }
    await assert.rejects(readMongoArchive(failing()), /connection lost/)
  })
})
