// A neighbour on the server: another user who owns the application directory, and tries something again and again while a run is at work.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync } from 'node:fs'
import type { Server } from '../../testbed/shell/server.ts'

export const neighbour = 1234

/** The server, with an application directory that belongs to the neighbour, who can get there. */
export function owned(server: Server): Server {
  chmodSync(server.folder, 0o755)
  chownSync(server.app, neighbour, neighbour)
  return server
}

export type Attack = { stop(): Promise<void> }

/** Runs shell text again and again as the user, at most a minute. `$1…` are the words. */
export function attack(text: string, words: readonly string[], user = neighbour): Attack {
  const loop = `n=0; while [ $n -lt 60000 ]; do n=$((n + 1)); ${text}; done`
  const child: ChildProcess = spawn('timeout', ['60', 'sh', '-c', `{ ${loop}; } 2>/dev/null`, 'neighbour', ...words], {
    uid: user,
    gid: user,
    stdio: 'ignore',
  })
  const over = once(child, 'exit')
  return {
    async stop() {
      child.kill('SIGTERM')
      await over
    },
  }
}
