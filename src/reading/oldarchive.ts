// An archive of the old scripts read here: one gzip stream, a tar, and the nested archives of its volumes.

import type { Subject } from '../backups/subjects.ts'
import { differenceInWords, tableFile } from '../backups/table.ts'
import { Cursor } from '../bytes/cursor.ts'
import { listTar } from '../bytes/tarlist.ts'
import { gunzip, NotWhole, unpack } from '../bytes/unpack.ts'
import { inert } from '../text/inert.ts'
import type { Findings } from './archive.ts'

/** Reads it to its end, and tells what is wrong with it. What its manifest knows of it, if it has one, is its size and its sha256. */
export async function readOldArchive(
  chunks: AsyncIterable<Uint8Array>,
  { subject, bytes }: { readonly subject: Subject; readonly bytes: number },
  { damage }: Pick<Findings, 'damage'>,
): Promise<void> {
  const { name, manifest } = subject
  const tell = (why: string) => damage({ backup: name, component: '', part: 'archive', from: 0, to: bytes, why: inert(why) })
  const cursor = new Cursor(chunks)
  cursor.begin(bytes)
  let why: string | undefined
  let isOurs = false
  try {
    await listTar(unpack(cursor.bytes(), gunzip), {
      only: 'any',
      nested: true,
      onEntry: ({ path }) => {
        isOurs ||= path === `${name}/${tableFile}`
      },
    })
  } catch (thrown) {
    if (!(thrown instanceof NotWhole)) throw thrown
    why = thrown.message
  }
  const { whole } = await cursor.finish()
  const sha256 = await cursor.end()
  if (!whole) tell(`only ${cursor.position} of its ${bytes} bytes arrived`)
  else if (isOurs)
    damage({ backup: name, component: '', part: 'manifest', from: 0, to: 0, why: differenceInWords({ component: '', field: 'kind' }) })
  else if (manifest !== undefined && sha256 !== manifest.archive.sha256) tell('its sha256 is not the one it had when it was first read')
  else if (why !== undefined) tell(why)
}
