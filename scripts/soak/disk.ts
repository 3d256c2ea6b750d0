// A disk that can be filled without harm: a tmpfs of 24 MB over a directory, in a mount namespace of this process where that can be had.
import { execFileSync, spawnSync } from 'node:child_process'
import type { Surroundings } from '../../__tests__/runtime/server.ts'

/** Mounts it; false where that is not allowed. It is gone with the namespace, whatever happens to this process. */
export function smallDiskAt(directory: string, atEnd: Surroundings): boolean {
  if (process.env['SOAK_NAMESPACE'] !== '1') return false
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=0700', 'tmpfs', directory])
  atEnd.after(async () => void execFileSync('umount', [directory]))
  return true
}

/** Runs this very program again in a mount namespace of its own, and ends as it did; goes on here where none can be had. */
export function inOwnNamespace(): void {
  if (process.env['SOAK_NAMESPACE'] === '1') return
  const words = ['--mount', '--propagation', 'private']
  if (process.getuid?.() !== 0 || spawnSync('unshare', [...words, 'true']).status !== 0) return
  const again = spawnSync('unshare', [...words, process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, SOAK_NAMESPACE: '1' },
  })
  if (again.signal !== null) process.stderr.write(`The soak was ended by ${again.signal}.\n`)
  process.exit(again.status ?? 1)
}
