// A backup directory with a thousand backups: a real one, and copies of it, each with its manifest and an archive of its size.
import { closeSync, ftruncateSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ground } from '../ground.ts'

type Written = { name: string; prefix: string; sequence: number; time: number; timeText: string; archive: { file: string; bytes: number } }

/** The newest `own` backups are pre-update ones; the others are nightly ones from before. */
export async function thousandBackups(ground: Ground, count: number, own: number): Promise<void> {
  await ground.action({ compression: 'zstd' })
  const meta = join(ground.directory, '.meta')
  const [made = ''] = readdirSync(meta).filter(file => file.endsWith('.json'))
  const manifest = JSON.parse(readFileSync(join(meta, made), 'utf8')) as Written
  for (let n = 1; n < count; n++) {
    const prefix = n < own ? 'pre-update' : 'nightly'
    const time = manifest.time - n * 86_400
    const timeText = new Date(time * 1000).toISOString().replace('.000Z', 'Z')
    const name = `${prefix}-${timeText.replaceAll(/[-:Z]/g, '').replace('T', '_')}`
    const archive = { ...manifest.archive, file: `${name}.tar.zst` }
    // Keys in this order: the server finds some of them by their place.
    const text = JSON.stringify({ ...manifest, name, prefix, time, timeText, sequence: count - n, archive })
    writeFileSync(join(meta, `${name}.json`), `${text}\n`, { mode: 0o600 })
    sparse(join(ground.directory, archive.file), archive.bytes)
  }
  // The real one is the newest, so its number is the highest.
  writeFileSync(join(meta, made), `${JSON.stringify({ ...manifest, sequence: count })}\n`, { mode: 0o600 })
}

function sparse(file: string, bytes: number): void {
  const opened = openSync(file, 'wx', 0o600)
  ftruncateSync(opened, bytes)
  closeSync(opened)
}
