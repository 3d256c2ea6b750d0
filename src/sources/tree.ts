// Trees of files read to their end by a parser of its own: a tar by itself, or a piece of the archive's tar.
import type { Component as Kept } from '../backups/manifest.ts'
import { listTar } from '../bytes/tarlist.ts'
import { lenient, object, whole } from '../text/untrusted.ts'
import { wrongCount } from './counts.ts'

/** A tar: read to its end, and as many entries as were taken. */
export async function readTree(raw: AsyncIterable<Uint8Array>, { counts }: Kept): Promise<string | undefined> {
  return wrongCount(counts, 'entries', await listTar(raw, { only: 'any' }))
}

/** A piece of tar, which has no end marks of its own. */
export async function readFragment(raw: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  await listTar(withEnd(raw), { only: 'files' })
  return undefined
}

/** Of a manifest: how many files, and their bytes; as the row that a drill compares with. */
export function treeContents({ name, contents }: Kept): string[][] {
  const tree = treeIn(contents['tree'], 'tree')
  return tree === undefined ? [] : [[name, 'tree', String(tree.files), String(tree.bytes)]]
}

const treeIn = lenient<{ readonly files: number; readonly bytes: number } | undefined>(
  object({ files: whole(), bytes: whole() }),
  undefined,
)

async function* withEnd(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* raw
  yield Buffer.alloc(1024)
}
