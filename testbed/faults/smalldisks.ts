// Disks that a test can fill without harm: a tmpfs of 24 MB over a directory, in a mount namespace of this process if the machine allows one.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Surroundings } from '../shell/server.ts'

const isolated = 'FAULTS_NAMESPACE'

/** Mounts one over each directory, with the directory's content; false if that is not allowed. They end with the namespace, however this process ends. */
export function smallDisksAt(directories: readonly string[], atEnd: Surroundings): boolean {
  if (process.env[isolated] !== '1') return false
  for (const directory of directories) {
    const aside = mkdtempSync(join(tmpdir(), 'disk-'))
    const copy = (from: string, to: string) => cpSync(from, to, { recursive: true, preserveTimestamps: true })
    copy(directory, aside)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=0700', 'tmpfs', directory])
    // Lazily: a killed process may still be writing there.
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
    // Another process has taken some of the space meanwhile: the disk is full anyway.
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown
  }
}

export function makeRoom(directory: string): void {
  rmSync(join(directory, filler), { force: true })
}

export type Again = { readonly status: number; readonly output: string }

/** Runs a program again in a mount namespace of its own, to its end; undefined if this process runs in it, or the machine allows none. */
export function inOwnNamespace(words: readonly string[], stdio: 'inherit' | 'pipe'): Again | undefined {
  if (process.env[isolated] === '1' || !namespaces()) return undefined
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env
  const again = spawnSync('unshare', [...unshared, process.execPath, ...words], { stdio, env: { ...environment, [isolated]: '1' } })
  const output = stdio === 'pipe' ? `${again.stdout}${again.stderr}` : ''
  return { status: again.status ?? 1, output: again.signal === null ? output : `${output}It was ended by ${again.signal}.\n` }
}

const unshared = ['--mount', '--propagation', 'private']

/** Whether this process may create one. */
export function namespaces(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', [...unshared, 'true']).status === 0
}
