// As much of BSON (bsonspec.org) as the headers of a database dump need: the scalar fields of one flat document.

export type Scalar = string | boolean | number | bigint
const type = { double: 0x01, string: 0x02, document: 0x03, array: 0x04, boolean: 0x08, int32: 0x10, int64: 0x12 } as const
/** Types that are stepped over, with their size in bytes: object id, date, null, timestamp. */
const skipped: Readonly<Record<number, number>> = { 7: 12, 9: 8, 10: 0, 17: 8 }

/** The smallest document: its length and its final zero. */
export const smallestDocument = 5
/** The largest document mongodump and mongorestore handle (their `MaxBSONSize`). */
export const largestDocument = 48 * 1024 * 1024
/** Of the header of a collection or of a block. */
const mostFields = 1000

/**
 * Reads the scalar fields of one document, whose length is known to be right; nested documents are stepped over. Throws a
 * RangeError with the reason when a field leaves the document, or has a type that no header of a dump has.
 */
export function readFields(document: Buffer): Map<string, Scalar> {
  const end = document.length - 1
  if (document[end] !== 0) throw new RangeError('it does not end where it should')
  const fields = new Map<string, Scalar>()
  let at = 4
  while (at < end) {
    const nameEnd = document.indexOf(0, at + 1)
    const name = document.toString('utf8', at + 1, nameEnd)
    const [value, next] = readValue(document, document[at] as number, nameEnd + 1)
    if (next > end) throw new RangeError(`its field ${JSON.stringify(name)} is longer than it`)
    if (value !== undefined) fields.set(name, value)
    if (fields.size > mostFields) throw new RangeError('it holds too many fields')
    at = next
  }
  return fields
}

/** The value of one field, undefined when it is stepped over, and where the next field begins. Node's own bounds checks throw RangeErrors. */
function readValue(document: Buffer, kind: number, at: number): [Scalar | undefined, number] {
  const size = skipped[kind]
  if (size !== undefined) return [undefined, at + size]
  switch (kind) {
    case type.string:
      return readString(document, at)
    case type.boolean:
      if (document.readUInt8(at) > 1) throw new RangeError('it holds a boolean that is neither true nor false')
      return [document[at] === 1, at + 1]
    case type.int32:
      return [document.readInt32LE(at), at + 4]
    case type.int64:
      return [document.readBigInt64LE(at), at + 8]
    case type.double:
      return [document.readDoubleLE(at), at + 8]
    case type.document:
    case type.array:
      return [undefined, at + Math.max(smallestDocument, document.readInt32LE(at))]
    default:
      throw new RangeError(`it holds a field of the unknown type ${kind}`)
  }
}

function readString(document: Buffer, at: number): [string, number] {
  const end = at + 4 + document.readInt32LE(at)
  if (end < at + 5 || document[end - 1] !== 0) throw new RangeError('it holds a string of a wrong length')
  return [document.toString('utf8', at + 4, end - 1), end]
}
