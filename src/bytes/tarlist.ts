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

/** How many entries it has. Throws NotWhole if it cannot be read to its end, or would write outside of where it is unpacked. */
export async function listTar(chunks: AsyncIterable<Uint8Array>, { only, nested, onEntry }: TarOptions): Promise<number> {
  const { Parser } = await import('tar')
  let entries = 0
  let ended = false
  let problem: string | undefined
  const links = new Set<string>()
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
    if (nested === true && entry.path.endsWith('.tar.gz'))
      inner.push(nestedIn(entry).catch(cause => (problem ??= `${inert(entry.path)}: ${cause.message}`)))
    else entry.resume()
  })
  let first = true
  for await (const chunk of chunks) {
    // The parser would unpack a gzip member; no tar begins as one.
    if (first && chunk[0] === 0x1f && chunk[1] === 0x8b) throw new NotWhole('it is no tar')
    first = false
    const goesOn = parser.write(Buffer.from(chunk))
    if (problem !== undefined) throw new NotWhole(problem)
    if (!goesOn) await new Promise<void>(resolve => parser.once('drain', resolve))
  }
  parser.end()
  await Promise.all(inner)
  if (problem !== undefined) throw new NotWhole(problem)
  if (!ended) throw new NotWhole('tar does not read it to its end: the marks of its end are missing')
  return entries
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
function harmIn(entry: ReadEntry, only: TarOptions['only'], links: Set<string>): string | undefined {
  const path = entry.path
  const target = entry.type === 'Link' ? (entry.linkpath ?? '') : ''
  const named = (why: string) => `${why}: ${inert(path, { limit: 200 })}`
  if (outside(path) || (target !== '' && outside(target))) return named('it holds a file that would be written outside of its place')
  if (through(path, links) || (target !== '' && through(target, links)))
    return named('it holds a file that would be written through a link, outside of its place')
  if (only === 'files' && !plainTypes.has(entry.type)) return named('it holds what is neither a file nor a directory nor a link')
  if (only === 'files' && files.has(entry.type) && ((entry.mode ?? 0) & 0o6000) !== 0)
    return named('it holds a program that would run as another user')
  if (entry.type === 'SymbolicLink') links.add(partsOf(path).join('/'))
  return undefined
}

function partsOf(path: string): string[] {
  return path.split('/').filter(part => part !== '' && part !== '.')
}

function outside(path: string): boolean {
  return path.startsWith('/') || path.split('/').includes('..')
}

function through(path: string, links: ReadonlySet<string>): boolean {
  if (links.size === 0) return false
  const parts = partsOf(path)
  return parts.some((_, n) => n > 0 && links.has(parts.slice(0, n).join('/')))
}
