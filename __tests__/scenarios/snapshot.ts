// A directory as text: to say that nothing in it has changed.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** One line for each entry below `folder`: mode, owner, size, time of change, and what is in it. */
export function snapshot(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return ['.', ...names].sort().map(name => {
    const path = join(folder, name)
    const { mode, uid, gid, size, mtimeMs } = lstatSync(path)
    return `${name} ${mode.toString(8)} ${uid}:${gid} ${size} ${mtimeMs} ${contentOf(path)}`
  })
}

function contentOf(path: string): string {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return readlinkSync(path)
  return stat.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : ''
}
