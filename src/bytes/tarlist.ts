// Reads a tar to its end with an independent parser (npm tar), which unpacks nothing: how many entries it has, and whether one would do harm. The parser is
// loaded when it is needed.

import zlib from 'node:zlib'
import type { ReadEntry } from 'tar'
import { inert } from '../text/inert.ts'
import { NotWhole } from './unpack.ts'

/** `files`: configuration and secrets of the host, which hold no devices, pipes or setuid programs. `nested`: read the archives in it too. */
export type TarOptions = { readonly only: 'any' | 'files'; readonly nested?: true; readonly onEntry?: (entry: ReadEntry) => void }

const plainTypes = new Set(['File', 'OldFile', 'ContiguousFile', 'Directory', 'GNUDumpDir', 'Link', 'SymbolicLink'])
const files = new Set(['File', 'OldFile', 'ContiguousFile'])

/** Names of symbolic links are kept, as far as so much memory: a hundred thousand. */
const mostOfLinks = 16 * 1024 * 1024
/** What a name costs in memory besides its letters. */
const aroundName = 64
/** What a kernel takes. */
const longestPath = 4096
/** An archive of the old scripts has one for each volume. */
const mostNested = 1000

/** How many entries it has. Throws NotWhole if it cannot be read to its end, or would write outside of where it is unpacked. */
export async function listTar(chunks: AsyncIterable<Uint8Array>, { only, nested, onEntry }: TarOptions): Promise<number> {
  const { Parser } = await import('tar')
  let entries = 0
  let ended = false
  let problem: string | undefined
  const links = new Links()
  const inner: Promise<unknown>[] = []
  const parser = new Parser({
    brotli: false,
    zstd: false,
    onwarn: (code, message) => {
      if (code !== 'TAR_ENTRY_INFO') problem ??= `tar does not read it to its end: ${inert(String(message), { limit: 200 })}`
    },
  })
  parser.on('error', (cause: Error) => {
    problem ??= `tar does not read it to its end: ${inert(cause.message, { limit: 200 })}`
  })
  parser.on('eof', () => {
    ended = true
  })
  parser.on('ignoredEntry', () => {
    entries += 1
    problem ??= 'it holds an entry of an unknown kind'
  })
  parser.on('entry', (entry: ReadEntry) => {
    entries += 1
    problem ??= harmIn(entry, only, links)
    onEntry?.(entry)
    if (inner.length > mostNested) problem ??= `it holds more than ${mostNested} archives`
    if (nested === true && problem === undefined && entry.path.endsWith('.tar.gz'))
      inner.push(nestedIn(entry).catch(cause => (problem ??= `${inert(entry.path)}: ${cause.message}`)))
    else entry.resume()
  })
  let first = true
  for await (const chunk of chunks) {
    // The parser would unpack a gzip member; no tar begins as one.
    if (first && chunk[0] === 0x1f && chunk[1] === 0x8b) throw new NotWhole('it is no tar')
    first = false
    // Behind the end marks stands nothing but zeros; the parser would take its time with each of them.
    if (ended) {
      if (!isZeros(chunk)) throw new NotWhole('something follows the marks of its end')
      continue
    }
    const goesOn = whole(() => parser.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)))
    if (problem !== undefined) throw new NotWhole(problem)
    if (!goesOn) await new Promise<void>(resolve => parser.once('drain', resolve))
  }
  whole(() => parser.end())
  await Promise.all(inner)
  if (problem !== undefined) throw new NotWhole(problem)
  if (!ended) throw new NotWhole('tar does not read it to its end: the marks of its end are missing')
  return entries
}

/** What the parser throws about a tar that lies about its lengths is what is wrong with that tar. */
function whole<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    throw new NotWhole(`tar does not read it to its end: ${inert(cause instanceof Error ? cause.message : String(cause), { limit: 200 })}`)
  }
}

const zeros = Buffer.alloc(64 * 1024)

function isZeros(chunk: Uint8Array): boolean {
  for (let at = 0; at < chunk.length; at += zeros.length) {
    const piece = chunk.subarray(at, at + zeros.length)
    if (!zeros.subarray(0, piece.length).equals(piece)) return false
  }
  return true
}

function nestedIn(entry: ReadEntry): Promise<number> {
  const gunzip = zlib.createGunzip()
  entry.on('data', (chunk: Uint8Array) => {
    if (!gunzip.write(chunk)) {
      entry.pause()
      gunzip.once('drain', () => entry.resume())
    }
  })
  entry.on('end', () => gunzip.end())
  gunzip.once('error', () => entry.resume())
  return listTar(gunzip, { only: 'any' })
}

/** Why an entry would do harm, or undefined. `links` are the symbolic links before it. */
function harmIn(entry: ReadEntry, only: TarOptions['only'], links: Links): string | undefined {
  const target = entry.type === 'Link' ? (entry.linkpath ?? '') : ''
  const why = misplaced(entry.path, links) ?? misplaced(target, links) ?? (only === 'files' ? strange(entry) : undefined)
  if (why !== undefined) return `${why}: ${inert(entry.path, { limit: 200 })}`
  if (entry.type === 'SymbolicLink' && !links.add(entry.path)) return 'it holds more symbolic links than can be kept in mind'
  return undefined
}

/** Why a name would lead out of the place where it is unpacked. */
function misplaced(path: string, links: Links): string | undefined {
  if (path.length > longestPath) return 'it holds a name that is longer than a path may be'
  if (outside(path)) return 'it holds a file that would be written outside of its place'
  return links.lead(path) ? 'it holds a file that would be written through a link, outside of its place' : undefined
}

/** Why an entry is none of configuration. */
function strange({ type, mode = 0 }: ReadEntry): string | undefined {
  if (!plainTypes.has(type)) return 'it holds what is neither a file nor a directory nor a link'
  return files.has(type) && (mode & 0o6000) !== 0 ? 'it holds a program that would run as another user' : undefined
}

function partsOf(path: string): string[] {
  return path.split('/').filter(part => part !== '' && part !== '.')
}

function outside(path: string): boolean {
  return path.startsWith('/') || path.split('/').includes('..')
}

/** The symbolic links so far. */
class Links {
  readonly #names = new Set<string>()
  #bytes = 0

  /** False where it is one too many. */
  add(path: string): boolean {
    const name = partsOf(path).join('/')
    this.#bytes += name.length + aroundName
    this.#names.add(name)
    return this.#bytes <= mostOfLinks
  }

  /** Does a path go through one of them? */
  lead(path: string): boolean {
    if (this.#names.size === 0) return false
    const parts = partsOf(path)
    return parts.some((_, n) => n > 0 && this.#names.has(parts.slice(0, n).join('/')))
  }
}
