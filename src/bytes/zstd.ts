// Zstandard, by Node's own decompressor.
import type { Transform } from 'node:stream'
import zlib from 'node:zlib'
import { BackupError } from '../messages/errors.ts'
import { NotWhole, through } from './unpack.ts'
import { Window } from './window.ts'

/**
 * Frames of zstd, decompressed. Node stops silently where a frame ends, wherever it is cut: so frames are separated here, and each is unpacked by
 * itself. Throws NotWhole, and E_PREREQ where this Node.js has no zstd.
 */
export async function* unzstd(stored: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = new Window(stored)
  try {
    while (await input.ensure(1)) yield* through(decompressor(), frame(input))
  } finally {
    await input.close()
  }
}

function decompressor(): Transform {
  if (zlib.createZstdDecompress !== undefined)
    return zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: largestWindow } })
  throw new BackupError({
    code: 'E_PREREQ',
    title: `Node.js ${process.versions.node} cannot read zstd.`,
    safe: 'nothing was changed',
    next: 'run this with Node.js 22.15 or newer, or verify on the server (where: server)',
  })
}

/** Its power of two: what a frame may make its reader remember. The levels that backups are written with need 2 MB at most. */
const largestWindow = 23

const magic = 0xfd2fb528

/** The bytes of one frame (RFC 8878, 3.1.1): its header, its blocks, its checksum. */
async function* frame(input: Window): AsyncGenerator<Uint8Array> {
  await need(input, 6)
  if (input.bytes.readUInt32LE(0) !== magic) throw new NotWhole('it cannot be decompressed: there is something that is no zstd frame')
  const descriptor = input.bytes[4] ?? 0
  const single = (descriptor & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const size = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  const header = 5 + (single ? 0 : 1) + dictionary + size
  yield* take(input, header)
  for (let last = false; !last; ) {
    await need(input, 3)
    const block = input.bytes.readUIntLE(0, 3)
    last = (block & 1) === 1
    // A run of one byte is stored as that byte.
    yield* take(input, 3 + (((block >> 1) & 3) === 1 ? 1 : block >> 3))
  }
  if ((descriptor & 4) !== 0) yield* take(input, 4)
}

async function need(input: Window, bytes: number): Promise<void> {
  if (!(await input.ensure(bytes))) throw new NotWhole('it cannot be decompressed to its end')
}

async function* take(input: Window, bytes: number): AsyncGenerator<Uint8Array> {
  for (let left = bytes; left > 0; ) {
    await need(input, 1)
    const piece = Buffer.from(input.bytes.subarray(0, left))
    input.skip(piece.length)
    left -= piece.length
    yield piece
  }
}
