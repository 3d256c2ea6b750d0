// Disks that can be filled without harm: a tmpfs of 24 MB over a directory, in a mount namespace of this process where that can be had.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Surroundings } from '../shell/server.ts'

const isolated = 'FAULTS_NAMESPACE'

/** Mounts one over each directory, with what is in it; false where that is not allowed. They are gone with the namespace, whatever happens to this process. */
export function smallDisksAt(directories: readonly string[], atEnd: Surroundings): boolean {
  if (process.env[isolated] !== '1') return false
  for (const directory of directories) {
    const aside = mkdtempSync(join(tmpdir(), 'disk-'))
    const copy = (from: string, to: string) => cpSync(from, to, { recursive: true, preserveTimestamps: true })
    copy(directory, aside)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=0700', 'tmpfs', directory])
    // Lazily: whoever still writes there was killed, and is on his way out.
    atEnd.after(async () => void execFileSync('umount', ['--lazy', directory]))
    copy(aside, directory)
    rmSync(aside, { recursive: true })
  }
  return true
}

const filler = '.filler'

/** Fills the disk of a directory but for so many bytes. */
export function fill(directory: string, left: number): void {
  const { bavail, bsize } = statfsSync(directory)
  try {
    writeFileSync(join(directory, filler), Buffer.alloc(Math.max(0, bavail * bsize - left)), { mode: 0o600 })
  } catch (thrown) {
    // Whoever writes there meanwhile has taken some of it: it is full all the same.
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown
  }
}

export function makeRoom(directory: string): void {
  rmSync(join(directory, filler), { force: true })
}

export type Again = { readonly status: number; readonly output: string }

/** Runs a program again in a mount namespace of its own, to its end; undefined if this is that one, or where none can be had. */
export function inOwnNamespace(words: readonly string[], stdio: 'inherit' | 'pipe'): Again | undefined {
  if (process.env[isolated] === '1' || !namespaces()) return undefined
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  const again = spawnSync('unshare', [...unshared, process.execPath, ...words], { stdio, env: { ...environment, [isolated]: '1' } })
  const output = stdio === 'pipe' ? `${again.stdout}${again.stderr}` : ''
  return { status: again.status ?? 1, output: again.signal === null ? output : `${output}It was ended by ${again.signal}.\n` }
}

const unshared = ['--mount', '--propagation', 'private']

/** Can this process have one? */
export function namespaces(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', [...unshared, 'true']).status === 0
}
