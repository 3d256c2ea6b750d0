// Bring a backup to this machine: its archive, as it is stored, and the manifest beside it, in a directory of their own.
import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import { quote } from '../protocol/quote.ts'
import { handedOver } from '../transports/transport.ts'
import type { Session } from './session.ts'

export type Fetched = { readonly directory: string; remove(): Promise<void> }

/** Bytes that a login shell may say before our script speaks. */
const mostNoise = 64 * 1024

/** Fetches it. Throws E_VERIFY if what arrives is not what the manifest says, E_TIMEOUT, E_CANCELLED. */
export async function fetchBackup(session: Session, manifest: Manifest): Promise<Fetched> {
  const directory = await mkdtemp(join(tmpdir(), 'meeshy-drill-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  try {
    await mkdir(join(directory, '.meta'), { mode: 0o700 })
    await writeFile(join(directory, '.meta', `${manifest.name}.json`), `${JSON.stringify(manifest)}\n`, { mode: 0o600 })
    await receive(session, manifest, join(directory, manifest.archive.file))
    return { directory, remove }
  } catch (thrown) {
    await remove()
    throw thrown
  }
}

async function receive({ transport, settings, cancel }: Session, { archive }: Manifest, to: string): Promise<void> {
  const mark = `@${randomBytes(16).toString('hex')}\n`
  const file = quote(`${settings.backupDir}/${archive.file}`)
  const script = `[ -f ${file} ] && [ ! -L ${file} ] && printf '%s\\n' ${quote(mark.trim())} && exec cat <${file}`
  const shell = await transport.shell()
  const stop = () => shell.destroy()
  const bound = setTimeout(stop, settings.timeout * 1000)
  cancel?.addEventListener('abort', stop, { once: true })
  shell.stderr.resume()
  shell.stdin.on('error', () => {})
  shell.stdin.end(handedOver(script))
  const hash = createHash('sha256')
  let size = 0
  try {
    await pipeline(
      shell.stdout,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of afterMark(chunks, mark)) {
          size += chunk.length
          if (size > archive.bytes) break
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(to, { mode: 0o600 }),
    )
    await shell.exit
  } catch (thrown) {
    if (cancel?.aborted)
      throw new BackupError({ code: 'E_CANCELLED', title: 'Cancelled while the backup was brought here.', safe: 'nothing was changed' })
    throw new BackupError(
      {
        code: 'E_INTERRUPTED',
        title: `The archive ${archive.file} did not arrive whole from ${transport.name}: ${(thrown as Error).message}`,
        safe: 'nothing was changed',
        next: 'run it again; raise timeout if it is large, or drill on the server',
      },
      { cause: thrown },
    )
  } finally {
    clearTimeout(bound)
    cancel?.removeEventListener('abort', stop)
    shell.destroy()
  }
  if (size === archive.bytes && hash.digest('hex') === archive.sha256) return
  throw new BackupError({
    code: 'E_VERIFY',
    title: `What ${transport.name} sent is not the archive ${archive.file} of its manifest: ${size} bytes${size === archive.bytes ? ' with another sha256' : `, not ${archive.bytes}`}.`,
    safe: 'nothing was changed',
    next: 'verify it on the server: it may be damaged, or gone',
  })
}

/** What follows the mark; a banner before it is nobody's. */
async function* afterMark(chunks: AsyncIterable<Buffer>, mark: string): AsyncIterable<Buffer> {
  let before: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (before === undefined) {
      yield chunk
      continue
    }
    before = Buffer.concat([before, chunk])
    const at = before.indexOf(mark)
    if (at >= 0) {
      const rest = before.subarray(at + mark.length)
      before = undefined
      if (rest.length > 0) yield rest
    } else if (before.length > mostNoise) return
  }
}
