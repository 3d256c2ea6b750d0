// Bring a backup to this machine: its archive, as it is stored, and the manifest beside it, in a directory of their own.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import { planSend } from '../plan/verify.ts'
import { ConnectionLost } from '../script/conversation.ts'
import { run, type Session } from './session.ts'

export type Fetched = { readonly directory: string; remove(): Promise<void> }

/** Fetches it. Throws E_VERIFY if what arrives is not what the manifest says, E_INTERRUPTED, E_TIMEOUT, E_CANCELLED. */
export async function fetchBackup(session: Session, manifest: Manifest): Promise<Fetched> {
  const directory = await mkdtemp(join(tmpdir(), 'meeshy-drill-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  try {
    await mkdir(join(directory, '.meta'), { mode: 0o700 })
    await writeFile(join(directory, '.meta', `${manifest.name}.json`), `${JSON.stringify(manifest)}\n`, { mode: 0o600 })
    const arrived = await receive(session, manifest, join(directory, manifest.archive.file))
    requireWhole(arrived, manifest, session.transport.name)
    return { directory, remove }
  } catch (thrown) {
    await remove()
    throw thrown
  }
}

type Arrived = { readonly bytes: number; readonly sha256: string }

/** Writes what the server sends, if it is as long as the manifest says. */
async function receive(session: Session, { name, archive }: Manifest, to: string): Promise<Arrived> {
  const hash = createHash('sha256')
  let announced = 0
  let writing: Promise<void> | undefined
  const onRaw = (backup: string, bytes: number) => {
    const chunks = new PassThrough()
    if (backup !== name || writing !== undefined) return chunks.destroy()
    announced = bytes
    if (bytes !== archive.bytes) return chunks.destroy()
    chunks.on('data', chunk => hash.update(chunk))
    writing = pipeline(chunks, createWriteStream(to, { mode: 0o600 }))
    writing.catch(() => {})
    return chunks
  }
  try {
    await run(session, planSend(session.settings, [{ name, file: archive.file, bytes: archive.bytes }]), { onRaw })
    await writing
  } catch (thrown) {
    throw failed(thrown, archive.file, session)
  }
  return { bytes: announced, sha256: hash.digest('hex') }
}

/** The server's own failure stays as it is; a failure of the transfer names this archive. */
function failed(thrown: unknown, file: string, { transport, cancel }: Session): unknown {
  if (cancel?.aborted)
    return new BackupError({
      code: 'E_CANCELLED',
      title: 'The run was cancelled while it fetched the backup.',
      safe: 'nothing was changed',
    })
  if (thrown instanceof BackupError && !(thrown instanceof ConnectionLost)) return thrown
  const why = thrown instanceof Error ? thrown.message : String(thrown)
  return new BackupError(
    {
      code: 'E_INTERRUPTED',
      title: `The archive ${file} did not arrive whole from ${transport.name}: ${why}`,
      safe: 'nothing was changed',
      next: 'run it again; raise timeout if it is large, or drill on the server',
    },
    { cause: thrown },
  )
}

function requireWhole({ bytes, sha256 }: Arrived, { archive }: Manifest, where: string): void {
  if (bytes === archive.bytes && sha256 === archive.sha256) return
  throw new BackupError({
    code: 'E_VERIFY',
    title: `The archive ${archive.file} that ${where} sent does not match its manifest: ${bytes} bytes${bytes === archive.bytes ? ' with another sha256' : `, not ${archive.bytes}`}.`,
    safe: 'nothing was changed',
    next: 'verify it on the server: it may be damaged, or gone',
  })
}
