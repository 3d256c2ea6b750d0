// The archive's own tar around its components: headers, padding, long names, and the entries after the last one. Each says what is wrong, or nothing.
import { type Compression, formats, storedLength } from '../backups/formats.ts'
import type { Manifest } from '../backups/manifest.ts'
import { type Difference, differenceOf, tableFile, tableOf } from '../backups/table.ts'
import { listTar } from '../bytes/tarlist.ts'
import { chunksOf } from '../bytes/unpack.ts'

const blank = 32
const sumAt = 148

/** A header's 512 bytes: an ordinary file of this path and size, with a checksum that is right. */
export function wrongHeader(block: Buffer, path: string, size: number): string | undefined {
  if (block.length !== 512 || !isSummed(block)) return 'its checksum is wrong'
  if (textAt(block, 0, 100) !== Buffer.from(path).subarray(0, 100).toString() || block[156] !== 0x30)
    return 'it is the header of something else'
  return sizeAt(block) === size ? undefined : 'it says another size'
}

/** Is this path too long for a header, so that its name goes before it? */
export function isLong(path: string): boolean {
  return Buffer.byteLength(path) > 100
}

/** The zeros that fill the entry before; nothing follows them, but where a long name does. */
export function wrongPadding(found: Buffer, fill: number, nameFollows: boolean): string | undefined {
  const zeros = found.subarray(0, fill)
  if (zeros.length !== fill || zeros.some(byte => byte !== 0)) return 'what follows its data is not what was written'
  return nameFollows || found.length === fill ? undefined : 'what follows its data is more than was written'
}

/** A path that is too long for a header: the entry before that header which holds it. */
export function wrongLongName(found: Buffer, path: string): string | undefined {
  const [head, name] = [found.subarray(0, 512), found.subarray(512)]
  const long = head.length === 512 && isSummed(head) && head[156] === 0x4c && sizeAt(head) === Buffer.byteLength(path) + 1
  const padded = name.length % 512 === 0 && name.length > 0 && textAt(name, 0, name.length) === path
  return long && padded ? undefined : 'its long name is not the one that was written'
}

/** What follows the last component: as it is stored, unpacked, and how many zeros of it fill that component. */
type End = { readonly stored: Buffer; readonly found: Buffer; readonly fill: number }

/**
 * What is wrong with it: it is padding, backup-metadata.txt, MANIFEST.sha256, and MANIFEST.json with the end of a tar, to the byte. If what the last of
 * them says is not what the manifest says, where they differ.
 */
export async function wrongEnd({ stored, found, fill }: End, manifest: Manifest): Promise<string | Difference | undefined> {
  const { name, components } = manifest
  if (found.length < fill || found.subarray(0, fill).some(byte => byte !== 0))
    return 'the entries after its last component are not those that were written'
  const tar = found.subarray(fill)
  const texts = new Map<string, Buffer[]>()
  await listTar(chunksOf(tar), {
    only: 'files',
    onEntry: entry => {
      const parts: Buffer[] = []
      texts.set(entry.path, parts)
      entry.on('data', chunk => parts.push(Buffer.from(chunk)))
    },
  })
  if ([...texts.keys()].join() !== ['backup-metadata.txt', 'MANIFEST.sha256', tableFile].map(entry => `${name}/${entry}`).join())
    return 'the entries after its last component are not those that were written'
  const table = Buffer.concat(texts.get(`${name}/${tableFile}`) ?? [])
  if (!endsWithTable(stored, tar, table, manifest)) return 'it does not end with the table of its contents'
  const text = table.toString()
  const expected = `${tableOf(manifest)}\n`
  if (text !== expected) return differenceOf(expected, text)
  const lines = Buffer.concat(texts.get(`${name}/MANIFEST.sha256`) ?? [])
    .toString()
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
  const written = components.map(
    ({ sha256, offset, length, rawBytes, path }) => `${sha256} ${offset} ${length} ${rawBytes} ${name}/${path}`,
  )
  if (lines.join('\n') !== written.join('\n')) return 'its own MANIFEST.sha256 says something else than its manifest'
  return undefined
}

/**
 * Does the archive end with this table, stored as it is: header, table, what fills its last block, and the end of a tar? It is looked for nowhere else:
 * what merely unpacks to a table may be a part of somebody's upload.
 */
function endsWithTable(stored: Buffer, tar: Buffer, table: Buffer, { name, archive }: Manifest): boolean {
  const filled = Math.ceil(table.length / 512) * 512
  const end = tar.subarray(-(512 + filled + 1024))
  const isOfTable = wrongHeader(end.subarray(0, 512), `${name}/${tableFile}`, table.length) === undefined
  const holdsTable = end.subarray(512, 512 + table.length).equals(table) && end.subarray(512 + table.length).every(byte => byte === 0)
  return isOfTable && holdsTable && endsWith(stored, end, archive.compression)
}

/** Bytes of one member at the end of an archive; as `mb_table_end` cuts them. */
const piece = 32_768

/** Do these stored bytes end with this, in members that hold their bytes as they are? Whether their checksums are right is known: they were unpacked. */
function endsWith(stored: Buffer, end: Buffer, compression: Compression): boolean {
  const sizes = Array.from({ length: Math.ceil(end.length / piece) }, (_, n) => Math.min(piece, end.length - n * piece))
  let at = stored.length - sizes.reduce((sum, size) => sum + storedLength(compression, size), 0)
  return sizes.every((size, n) => {
    const { before } = formats[compression].stored
    const member = Buffer.concat([before(size), end.subarray(n * piece, n * piece + size)])
    const same = at >= 0 && stored.subarray(at, at + member.length).equals(member)
    at += storedLength(compression, size)
    return same
  })
}

/** The sum of all bytes, those of its own field counted as blanks. */
function isSummed(block: Buffer): boolean {
  const sum = block.reduce((total, byte, at) => total + (at >= sumAt && at < sumAt + 8 ? blank : byte), 0)
  return Number.parseInt(textAt(block, sumAt, 8).trim(), 8) === sum
}

/** Octal digits, or GNU's base-256 form for 8 GiB and more. */
function sizeAt(block: Buffer): number {
  if (((block[124] ?? 0) & 0x80) !== 0) return Number(block.readBigUInt64BE(128))
  return Number.parseInt(textAt(block, 124, 12).trim(), 8)
}

function textAt(bytes: Buffer, at: number, length: number): string {
  const field = bytes.subarray(at, at + length)
  const end = field.indexOf(0)
  return field.subarray(0, end < 0 ? field.length : end).toString()
}
