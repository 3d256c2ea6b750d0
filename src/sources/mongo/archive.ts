// Reads mongodump's archive format to its end, as the proof that a dump is whole. Independent of mongorestore, whose
// `--dryRun` returns before the documents. The format: mongo-tools, common/archive/spec.md.

import { Crc64 } from '../../bytes/crc64.ts'
import { Window } from '../../bytes/window.ts'
import { BackupError } from '../../messages/errors.ts'
import { inert } from '../../text/inert.ts'
import { largestDocument, readFields, type Scalar, smallestDocument } from './bson.ts'

/** One collection of a dump. `bytes` are those of its documents as BSON; views have none. Names are the server's: not for printing as they are. */
export type Namespace = { readonly db: string; readonly collection: string; readonly documents: number; readonly bytes: number }

/** What a whole archive holds. The oplog (`mongodump --oplog`) is not among the namespaces: its entries are no documents of a collection. */
export type MongoArchive = {
  readonly serverVersion: string
  readonly toolVersion: string
  readonly namespaces: readonly Namespace[]
  readonly hasOplog: boolean
}

/**
 * Reads an archive to its end and says what it holds. Whole means: every collection that the prelude names was ended,
 * the checksum of each one's documents is right, the last block is terminated, and nothing follows.
 * Throws E_VERIFY that names the collection and the place. Holds one chunk and one header at a time.
 */
export async function readMongoArchive(chunks: AsyncIterable<Uint8Array>): Promise<MongoArchive> {
  const input = new Window(chunks)
  try {
    if (!(await input.ensure(4)) || input.bytes.readUInt32LE(0) !== magic) throw damaged(input, 'it is not an archive of mongodump')
    input.skip(4)
    const header = await nextDocument(input)
    if (text(header, 'version') !== formatVersion) throw damaged(input, 'its header is not one of the known format')
    const collections = await readPrelude(input)
    while (await input.ensure(1)) await readBlock(input, collections)
    requireEnds(input, collections)
    return {
      serverVersion: text(header, 'server_version') ?? '',
      toolVersion: text(header, 'tool_version') ?? '',
      hasOplog: collections.delete(oplog),
      namespaces: [...new Set(collections.values())].map(({ db, name, documents, bytes }) => ({ db, collection: name, documents, bytes })),
    }
  } finally {
    await input.close()
  }
}

type Collection = { readonly db: string; readonly name: string; readonly crc: Crc64; documents: number; bytes: number; ended: boolean }
type Fields = ReadonlyMap<string, Scalar>

const magic = 0x8199e26d
const terminator = -1
const formatVersion = '0.1'
const oplog = '.oplog'
/** A header holds the options and indexes of one collection. */
const largestHeader = 8 * 1024 * 1024
/** The names of collections are kept, as far as so much memory: more than any server can serve. */
const mostOfNames = 32 * 1024 * 1024
/** What a collection costs in memory besides its name. */
const aroundName = 400

/** The collections that the prelude announces, by the `db.collection` of their blocks. */
async function readPrelude(input: Window): Promise<Map<string, Collection>> {
  const collections = new Map<string, Collection>()
  let kept = 0
  for (let fields = await nextDocument(input); fields !== undefined; fields = await nextDocument(input)) {
    const db = text(fields, 'db')
    const name = text(fields, 'collection')
    if (db === undefined || name === undefined) throw damaged(input, 'an entry of its prelude names no collection')
    kept += 4 * (db.length + name.length) + aroundName
    if (kept > mostOfNames) throw damaged(input, 'its prelude names more collections than a server can have')
    if (collections.has(`${db}.${name}`)) throw damaged(input, 'its prelude names it twice', `${db}.${name}`)
    const collection = { db, name, crc: new Crc64(), documents: 0, bytes: 0, ended: false }
    collections.set(`${db}.${name}`, collection)
    // Before server 8.3 the documents of a time series lie under the name of its buckets, which the prelude does not list.
    if (text(fields, 'type') === 'timeseries') collections.set(`${db}.system.buckets.${name}`, collection)
  }
  return collections
}

/** A block: a header that says whose documents follow, the documents, a terminator. The last block of a collection has its checksum instead of documents. */
async function readBlock(input: Window, collections: ReadonlyMap<string, Collection>): Promise<void> {
  const header = await nextDocument(input)
  if (header === undefined) throw damaged(input, 'a block has no header')
  const name = `${text(header, 'db')}.${text(header, 'collection')}`
  const collection = collections.get(name)
  if (collection === undefined) throw damaged(input, 'a block belongs to no collection of its prelude', name)
  if (collection.ended) throw damaged(input, 'something follows the end of a collection', name)
  const crc = header.get('CRC')
  if (header.get('EOF') === false && crc === 0n) return readDocuments(input, collection, name)
  if (header.get('EOF') !== true) throw damaged(input, 'a block is neither documents nor the end of them', name)
  if (crc !== collection.crc.digest()) throw damaged(input, 'the checksum of a collection does not match its documents', name)
  collection.ended = true
  if ((await nextDocument(input)) !== undefined) throw damaged(input, 'something follows the end of a collection', name)
}

/** Reads documents up to the terminator, without copying or parsing them: their sizes lead from one to the next. */
async function readDocuments(input: Window, collection: Collection, name: string): Promise<void> {
  let unread = 0
  for (;;) {
    if (!(await input.ensure(unread === 0 ? 4 : 1))) throw damaged(input, 'it ends early, within', name)
    if (unread === 0 && input.bytes.readInt32LE(0) === terminator) return input.skip(4)
    const walk = walkDocuments(input.bytes, unread)
    if (walk.problem !== undefined) throw damaged(input, walk.problem, name)
    collection.crc.update(input.bytes, 0, walk.bytes)
    collection.bytes += walk.bytes
    collection.documents += walk.documents
    unread = walk.unread
    input.skip(walk.bytes)
  }
}

type Walk = { bytes: number; documents: number; unread: number; problem?: string }

/** How far the documents in `bytes` reach. The first `unread` bytes finish one begun before; `unread` of the result is what the last one lacks. */
function walkDocuments(bytes: Buffer, unread: number): Walk {
  let documents = 0
  let at = 0
  let missing = unread
  for (;;) {
    const end = at + missing
    if (end > bytes.length) return { bytes: bytes.length, documents, unread: end - bytes.length }
    if (missing > 0 && bytes[end - 1] !== 0) return { bytes: at, documents, unread: 0, problem: 'a document does not end where it should' }
    at = end
    if (bytes.length - at < 4) return { bytes: at, documents, unread: 0 }
    missing = bytes.readInt32LE(at)
    if (missing === terminator) return { bytes: at, documents, unread: 0 }
    if (!possible(missing)) return { bytes: at, documents, unread: 0, problem: 'a document has an impossible size' }
    documents += 1
  }
}

/** The next document as its fields, or undefined for a terminator. */
async function nextDocument(input: Window): Promise<Fields | undefined> {
  if (!(await input.ensure(4))) throw damaged(input, 'it ends early')
  const size = input.bytes.readInt32LE(0)
  if (size === terminator) {
    input.skip(4)
    return undefined
  }
  if (!possible(size) || size > largestHeader) throw damaged(input, 'a header has an impossible size')
  if (!(await input.ensure(size))) throw damaged(input, 'it ends early, within a header')
  try {
    return readFields(input.bytes.subarray(0, size))
  } catch (cause) {
    throw damaged(input, 'a header cannot be read', undefined, cause)
  } finally {
    input.skip(size)
  }
}

function requireEnds(input: Window, collections: ReadonlyMap<string, Collection>): void {
  const all = [...new Set(collections.values())]
  const open = all.filter(collection => !collection.ended).map(({ db, name }) => `${db}.${name}`)
  if (open.length === 0) return
  const named = open.slice(0, 5).join(', ') + (open.length > 5 ? `, and ${open.length - 5} more` : '')
  throw damaged(input, `it ends early, ${open.length} of its ${all.length} collections are not complete`, named)
}

function possible(size: number): boolean {
  return size >= smallestDocument && size <= largestDocument
}

function text(fields: Fields | undefined, key: string): string | undefined {
  const value = fields?.get(key)
  return typeof value === 'string' ? value : undefined
}

function damaged(input: Window, what: string, name?: string, cause?: unknown): BackupError {
  const failure = {
    code: 'E_VERIFY',
    title: `The database dump is not whole: ${what}${name === undefined ? '' : ` (${inert(name)})`}`,
    details: { 'Read up to': `byte ${input.position}` },
    safe: 'reading it changed nothing',
    next: 'do not restore this dump: use another backup, or take a new one',
  } as const
  return new BackupError(failure, { cause })
}
