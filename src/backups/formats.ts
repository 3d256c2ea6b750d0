// The archive formats, and the compressors that write them: a row for each. Its twin on the server is script/runtime/formats.sh.
import { gunzip, type Unpacker } from '../bytes/unpack.ts'
import { unzstd } from '../bytes/zstd.ts'

type Format = {
  /** Of the file, behind `.tar.`. */
  readonly extension: string
  /** The program that decompresses it on a server. */
  readonly tool: string
  /** A member that holds a block as it is, not compressed (docs/format.md): the bytes before a block of this size, and how many follow it. */
  readonly stored: { readonly before: (size: number) => Buffer; readonly after: number }
  /** How it is decompressed here. */
  readonly unpacker: Unpacker
}

/** Bytes in hex, and numbers behind them, each in so many bytes with the lowest first. */
function bytesOf(hex: string, ...numbers: readonly (readonly [value: number, width: number])[]): Buffer {
  const parts = numbers.map(([value, width]) => {
    const bytes = Buffer.alloc(width)
    bytes.writeUIntLE(value, 0, width)
    return bytes
  })
  return Buffer.concat([Buffer.from(hex, 'hex'), ...parts])
}

/** By the name that manifests have. */
export const formats = {
  zstd: {
    extension: 'zst',
    tool: 'zstd',
    stored: { before: size => bytesOf('28b52ffd64', [size - 256, 2], [size * 8 + 1, 3]), after: 4 },
    unpacker: unzstd,
  },
  gzip: {
    extension: 'gz',
    tool: 'gzip',
    stored: { before: size => bytesOf('1f8b080000000000000301', [size, 2], [65_535 - size, 2]), after: 8 },
    unpacker: gunzip,
  },
} as const satisfies Readonly<Record<string, Format>>
export type Compression = keyof typeof formats
export const compressions = Object.keys(formats) as Compression[]

/** The length of a member that holds a block of this size as it is; 512, if it holds a tar header alone. */
export function storedLength(compression: Compression, size = 512): number {
  const { before, after } = formats[compression].stored
  return before(size).length + size + after
}

/** By the program that each is, the fastest first: `auto` takes the first that a server has. */
const writers = {
  zstd: { writes: 'zstd' },
  pigz: { writes: 'gzip' },
  gzip: { writes: 'gzip' },
} as const satisfies Readonly<Record<string, { readonly writes: Compression }>>
export type Compressor = keyof typeof writers
export const compressors = Object.keys(writers) as Compressor[]

/** The compressor that every server has: archives of the old scripts are read with its program. */
export const everywhere: Compressor = 'gzip'

/** The format that a compressor writes. Throws a RangeError for one that is not in the table. */
export function formatBy(compressor: string): Compression {
  if (!Object.hasOwn(writers, compressor)) throw new RangeError(`there is no compressor ${compressor}`)
  return writers[compressor as Compressor].writes
}
