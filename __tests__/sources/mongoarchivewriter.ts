// Writes mongodump's archive format, so that the reader is held against something it does not share a line with.
// Sources: mongo-tools common/archive/spec.md and bsonspec.org; the checksum is the definition of CRC-64/XZ, bit by bit.

/** A BSON field: a string, int32 (number), int64 (bigint) or boolean. */
type Value = string | number | bigint | boolean
export type Dumped = { readonly db: string; readonly collection: string; readonly type?: string; readonly documents: readonly Buffer[] }

export const magic = Buffer.from([0x6d, 0xe2, 0x99, 0x81])
export const terminator = Buffer.from([0xff, 0xff, 0xff, 0xff])

export function document(fields: Readonly<Record<string, Value>>): Buffer {
  const body = Buffer.concat(Object.entries(fields).map(([name, value]) => field(name, value)))
  return Buffer.concat([int32(body.length + 5), body, Buffer.from([0])])
}

/** Anything of a document's shape: its length, these bytes, its final zero. The reader must not look inside. */
export function opaque(bytes: Uint8Array): Buffer {
  return Buffer.concat([int32(bytes.length + 5), bytes, Buffer.from([0])])
}

export function header(fields: Readonly<Record<string, Value>> = {}): Buffer {
  return document({ concurrent_collections: 4, version: '0.1', server_version: '7.0.14', tool_version: '100.10.0', ...fields })
}

export function prelude(dumped: readonly Dumped[]): Buffer {
  const entries = dumped.map(({ db, collection, type = 'collection' }) =>
    document({ db, collection, metadata: '{"indexes":[]}', size: 0, type }),
  )
  return Buffer.concat([magic, header(), ...entries, terminator])
}

export function block(db: string, collection: string, documents: readonly Buffer[]): Buffer {
  return Buffer.concat([document({ db, collection, EOF: false, CRC: 0n }), ...documents, terminator])
}

export function end(db: string, collection: string, documents: readonly Buffer[]): Buffer {
  return Buffer.concat([document({ db, collection, EOF: true, CRC: BigInt.asIntN(64, crc64(Buffer.concat(documents))) }), terminator])
}

/** The parts of an archive after its prelude, each collection in blocks of `perBlock` documents; collections take turns. */
export function blocks(dumped: readonly Dumped[], perBlock: number): Buffer[] {
  const queues = dumped.map(({ db, collection, type, documents }) => {
    const name = type === 'timeseries' ? `system.buckets.${collection}` : collection
    const starts = Array.from({ length: Math.max(1, Math.ceil(documents.length / perBlock)) }, (_, index) => index * perBlock)
    return [...starts.map(start => block(db, name, documents.slice(start, start + perBlock))), end(db, name, documents)]
  })
  const longest = Math.max(0, ...queues.map(queue => queue.length))
  return Array.from({ length: longest }, (_, turn) => queues.flatMap(queue => queue.slice(turn, turn + 1))).flat()
}

export function crc64(bytes: Uint8Array): bigint {
  let crc = 0xffffffffffffffffn
  for (const byte of bytes) {
    crc ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1n) === 1n ? (crc >> 1n) ^ 0xc96c5795d7870f42n : crc >> 1n
  }
  return crc ^ 0xffffffffffffffffn
}

function field(name: string, value: Value): Buffer {
  const key = Buffer.from(`${name}\0`)
  if (typeof value === 'string') {
    const text = Buffer.from(`${value}\0`)
    return Buffer.concat([Buffer.from([0x02]), key, int32(text.length), text])
  }
  if (typeof value === 'boolean') return Buffer.concat([Buffer.from([0x08]), key, Buffer.from([value ? 1 : 0])])
  if (typeof value === 'number') return Buffer.concat([Buffer.from([0x10]), key, int32(value)])
  const long = Buffer.alloc(8)
  long.writeBigInt64LE(value)
  return Buffer.concat([Buffer.from([0x12]), key, long])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(value)
  return bytes
}
