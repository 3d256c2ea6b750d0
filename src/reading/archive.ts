// An archive read here, from its first byte to its last, as it comes: a second reader, which shares neither tools nor code with the server that wrote it.
// It says what the verification on the server says (script/runtime/verify.sh), of the same parts.
import type { Damage, Part } from '../backups/damage.ts'
import { formats, storedLength } from '../backups/formats.ts'
import type { Component, Manifest } from '../backups/manifest.ts'
import { differenceInWords } from '../backups/table.ts'
import { Cursor } from '../bytes/cursor.ts'
import { chunksOf, gather, NotWhole, unpack } from '../bytes/unpack.ts'
import { BackupError } from '../messages/errors.ts'
import type { VerifyLevel } from '../settings/settings.ts'
import { sourceOf } from '../sources/registry.ts'
import { inert } from '../text/inert.ts'
import { isLong, wrongEnd, wrongHeader, wrongLongName, wrongPadding } from './frame.ts'

export type Findings = {
  sound(component: string): void
  damage(damage: Damage): void
}

/** The last entries are a few kilobytes; more is not from a backup. */
const longestEnd = 4 * 1024 * 1024

/** Reads it to its end, and reports all that is wrong. `bytes` is how long the file is. Memory: a few chunks, whatever its size. */
export async function readArchive(
  chunks: AsyncIterable<Uint8Array>,
  { manifest, bytes, level }: { readonly manifest: Manifest; readonly bytes: number; readonly level: VerifyLevel },
  findings: Findings,
): Promise<void> {
  let told = 0
  const tell = (component: string, part: Part, from: number, to: number, why: string) => {
    told += 1
    findings.damage({ backup: manifest.name, component, part, from, to, why: inert(why) })
  }
  const cursor = new Cursor(chunks)
  tellSize(manifest, bytes, tell)
  let before: Component | undefined
  for (const component of manifest.components) {
    await between(cursor, before, component, manifest, tell)
    const why = await within(cursor, component, manifest, level)
    if (why === undefined) findings.sound(component.name)
    else tell(component.name, 'data', component.offset, component.offset + component.length, why)
    before = component
  }
  const from = cursor.position
  cursor.begin(Math.max(0, bytes - from))
  const why = await reason(async () => {
    const stored = await gather(limited(cursor.bytes(), longestEnd))
    const found = await gather(limited(unpack(chunksOf(stored), formats[manifest.archive.compression].unpacker), longestEnd))
    return wrongEnd({ stored, found, fill: fillOf(before) }, manifest)
  })
  await cursor.finish()
  if (typeof why === 'string') tell('', 'end', endOf(before), bytes, why)
  else if (why !== undefined) tell(why.component, 'manifest', 0, 0, differenceInWords(why))
  const sha256 = await cursor.end()
  if (cursor.position < bytes) tell('', 'archive', cursor.position, bytes, `only ${cursor.position} of its ${bytes} bytes arrived`)
  else if (sha256 !== manifest.archive.sha256 && told === 0)
    tell(
      '',
      'archive',
      0,
      bytes,
      'its sha256 is not the recorded one, although every part of it reads as it was written: bytes that nothing else vouches for, in the compressed padding',
    )
}

type Tell = (component: string, part: Part, from: number, to: number, why: string) => void

function tellSize({ archive }: Manifest, bytes: number, tell: Tell): void {
  if (bytes < archive.bytes)
    tell('', 'archive', bytes, archive.bytes, `it ends early: it has ${bytes} bytes, and ${archive.bytes} were written`)
  if (bytes > archive.bytes)
    tell('', 'archive', archive.bytes, bytes, `something follows its end: it has ${bytes} bytes, and ${archive.bytes} were written`)
}

/** What lies before a component: padding of the one before, a long name, its own header. */
async function between(cursor: Cursor, before: Component | undefined, component: Component, manifest: Manifest, tell: Tell): Promise<void> {
  const from = endOf(before)
  const { stored: form, unpacker } = formats[manifest.archive.compression]
  const length = storedLength(manifest.archive.compression)
  const fragment = isFragment(component)
  const header = fragment ? component.offset : component.offset - length
  if (header < from) {
    tell(component.name, 'header', from, component.offset, 'there is no room for its tar header')
    cursor.begin(component.offset - from)
    await cursor.finish()
    return
  }
  cursor.begin(header - from)
  const fill = fillOf(before)
  const path = fragment ? '' : `${manifest.name}/${component.path}`
  let ofName = isLong(path)
  const wrong = await reason(async () => {
    const found = header === from ? Buffer.alloc(0) : await gather(limited(unpackAny(cursor, manifest), 65_536))
    const padding = wrongPadding(found, fill, isLong(path))
    if (padding !== undefined) ofName = false
    return padding ?? (isLong(path) ? wrongLongName(found.subarray(fill), path) : undefined)
  })
  await cursor.finish()
  if (wrong !== undefined && ofName) tell(component.name, 'header', from, header, wrong)
  else if (wrong !== undefined) tell(before?.name ?? component.name, before === undefined ? 'header' : 'padding', from, header, wrong)
  if (fragment) return
  cursor.begin(length)
  const begins = form.before(512)
  const why = await reason(async () => {
    const stored = await gather(cursor.bytes())
    // No checksum reaches these bytes: a member that holds one block as it is begins in one way only.
    if (!stored.subarray(0, begins.length).equals(begins)) return 'its member begins in another way'
    return wrongHeader(await gather(unpack(chunksOf(stored), unpacker, 512)), `${manifest.name}/${component.path}`, component.rawBytes)
  })
  await cursor.finish()
  if (why !== undefined) tell(component.name, 'header', header, component.offset, 'its tar header is not the one that was written')
}

/** Reads one component; why it is not whole, if so. */
async function within(cursor: Cursor, component: Component, manifest: Manifest, level: VerifyLevel): Promise<string | undefined> {
  cursor.begin(component.length)
  const read =
    level === 'read'
      ? await reason(() => readKind(component, unpack(cursor.bytes(), formats[manifest.archive.compression].unpacker, component.rawBytes)))
      : undefined
  const { sha256, whole } = await cursor.finish()
  if (!whole) return 'it would lie beyond the end of the archive'
  if (sha256 !== component.sha256) return 'its stored bytes have another sha256'
  return read
}

/** By the reader of its kind; of a kind that this version does not know, its bytes alone. */
async function readKind(component: Component, raw: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const source = sourceOf(component.kind)
  if (source !== undefined) return source.read(raw, component)
  for await (const _ of raw);
  return undefined
}

/** What unpacks to a size that is not known before. */
function unpackAny(cursor: Cursor, { archive }: Manifest): AsyncIterable<Uint8Array> {
  return unpack(cursor.bytes(), formats[archive.compression].unpacker)
}

async function* limited(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let count = 0
  for await (const chunk of chunks) {
    count += chunk.length
    if (count > most) throw new NotWhole('it unpacks to more than was written')
    yield chunk
  }
}

/** What a check says, or why it could not come to its end. Only what is no damage is thrown. */
async function reason<Said>(check: () => Promise<Said>): Promise<Said | string> {
  try {
    return await check()
  } catch (thrown) {
    if (thrown instanceof NotWhole) return thrown.message
    if (thrown instanceof BackupError && thrown.code === 'E_VERIFY')
      return `${thrown.failure.title}${thrown.failure.details ? ` (${Object.values(thrown.failure.details).join(', ')})` : ''}`
    throw thrown
  }
}

/** Pieces of the archive's own tar: entries already, headers and padding included. */
function isFragment({ kind }: Component): boolean {
  return sourceOf(kind)?.form === 'fragment'
}

function endOf(component: Component | undefined): number {
  return component === undefined ? 0 : component.offset + component.length
}

/** How many zeros fill an entry up to the next 512 bytes. */
function fillOf(component: Component | undefined): number {
  return component === undefined || isFragment(component) ? 0 : (512 - (component.rawBytes % 512)) % 512
}
