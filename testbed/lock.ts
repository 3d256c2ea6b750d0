// Locks between processes that end with their holder, however it ends: the kernel's own, held by a child whose standard
// input is a pipe from this process. When this process dies, the pipe closes, the child ends and the lock is free.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type Lock = { release(): Promise<void> }

const busy = 75

/** Waits until `path` is locked; many processes may hold a `shared` lock at once. */
export async function lock(path: string, mode: 'exclusive' | 'shared' = 'exclusive'): Promise<Lock> {
  const held = await take([`--${mode}`], path)
  if (held === null) throw new Error(`flock gave up on ${path}`)
  return held
}

/** Locks `path` exclusively, or returns null at once if another process holds it. */
export function tryLock(path: string): Promise<Lock | null> {
  return take(['--exclusive', '--nonblock', '--conflict-exit-code', String(busy)], path)
}

async function take(how: readonly string[], path: string): Promise<Lock | null> {
  // A session of its own: Ctrl-C on a terminal reaches the whole group, and the lock must last until this process releases it.
  const child = spawn('flock', [...how, '--no-fork', path, 'sh', '-c', 'echo held; read -r _'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const ended = once(child, 'exit')
  const outcome = await Promise.race([once(child.stdout, 'data').then(() => 'held' as const), ended])
  if (outcome !== 'held') {
    if (outcome[0] === busy) return null
    throw new Error(`flock on ${path} ended with status ${outcome[0]}`)
  }
  child.unref()
  for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref(): void }).unref()
  return {
    async release() {
      child.ref()
      child.stdin.end()
      await ended
    },
  }
}
