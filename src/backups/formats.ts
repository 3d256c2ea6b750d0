// The archive formats, and the compressors that write them: a row for each. Its twin on the server is script/runtime/formats.sh.
import { gunzip, type Unpacker } from '../bytes/unpack.ts'
import { unzstd } from '../bytes/zstd.ts'

type Format = {
  /** Of the file, behind `.tar.`. */
  readonly extension: string
  /** The program that decompresses it on a server. */
  readonly tool: string
  /** The member of constant length that holds a tar header: its first bytes, in hex, and its length in bytes (docs/format.md). */
  readonly member: { readonly begins: string; readonly length: number }
  /** How it is decompressed here. */
  readonly unpacker: Unpacker
}

/** By the name that manifests have. */
export const formats = {
  zstd: { extension: 'zst', tool: 'zstd', member: { begins: '28b52ffd640001011000', length: 526 }, unpacker: unzstd },
  gzip: { extension: 'gz', tool: 'gzip', member: { begins: '1f8b0800000000000003010002fffd', length: 535 }, unpacker: gunzip },
} as const satisfies Readonly<Record<string, Format>>
export type Compression = keyof typeof formats
export const compressions = Object.keys(formats) as Compression[]

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
