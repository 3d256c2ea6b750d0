// Unpacks members with Node's own decompressors. Every member must be whole, and nothing may be between them.
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import zlib from 'node:zlib'
import { BackupError } from '../messages/errors.ts'

/** What is wrong with bytes that were read; a clause without a capital. */
export class NotWhole extends Error {
  override readonly name = 'NotWhole'
}

/** Decompresses all members of a stream. Throws NotWhole. */
export type Unpacker = (stored: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

/** Unpacks to exactly `size` bytes, where that is known. Throws NotWhole. */
export async function* unpack(stored: AsyncIterable<Uint8Array>, unpacker: Unpacker, size?: number): AsyncGenerator<Uint8Array> {
  let count = 0
  for await (const chunk of unpacker(stored)) {
    count += chunk.length
    if (size !== undefined && count > size) throw new NotWhole(`it unpacks to more than the ${size} bytes that were taken`)
    yield chunk
  }
  if (size !== undefined && count < size) throw new NotWhole(`it does not unpack to the ${size} bytes that were taken`)
}

/** Members of gzip, decompressed. */
export function gunzip(stored: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return through(zlib.createGunzip(), stored)
}

/** What a decompressor of Node's makes of a stream. Throws NotWhole where it cannot come to its end. */
export async function* through(transform: Transform, stored: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const piped = pipeline(stored, transform)
  piped.catch(() => {})
  try {
    yield* transform as AsyncIterable<Uint8Array>
    await piped
  } catch (thrown) {
    if (thrown instanceof NotWhole || thrown instanceof BackupError) throw thrown
    throw new NotWhole('it cannot be decompressed to its end')
  } finally {
    transform.destroy()
  }
}

/** All of it, where it is known to be little. */
export async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/** Bytes as a stream. */
export async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
