// One process behind one channel of the in-process SSH server, as sshd runs it: pipes, exit code or signal, all output before the end.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { ServerChannel } from 'ssh2'

export type RunningSession = {
  readonly ended: Promise<void>
  signal(name: string): void
  /** The connection is gone: the process sees the end of its stdin, and a closed pipe where it writes. */
  disconnected(): void
  kill(): void
}

export function runSession(channel: ServerChannel, command: readonly string[], env: NodeJS.ProcessEnv): RunningSession {
  const [program = 'sh', ...words] = command
  const child = spawn(program, words, { env, detached: true, stdio: 'pipe' })
  channel.on('error', () => {})
  child.stdin.on('error', () => {})
  channel.pipe(child.stdin)
  const turns = takeTurns(channel)
  const output = Promise.allSettled([relay(child.stdout, channel, turns), relay(child.stderr, channel.stderr, turns)])
  const ended = once(child, 'close')
    .catch(() => [127, null]) // there is no such program
    .then(async ([code, signal]: (number | string | null)[]) => {
      await output
      channel.exit((signal ?? code) as number)
      channel.end()
    })
  const endGroup = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name)
    } catch {
      // It has ended.
    }
  }
  return {
    ended,
    signal: name => endGroup(name as NodeJS.Signals),
    disconnected: () => {
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    },
    kill: () => endGroup('SIGKILL'),
  }
}

type Turns = (write: () => Promise<void>) => Promise<void>

async function relay(source: Readable, target: Writable, turns: Turns) {
  for await (const chunk of source) await turns(() => new Promise(resolve => target.write(chunk, () => resolve())))
}

/**
 * Both outputs of a channel share its window, and ssh2 1.17 remembers only one waiting write: when the window opens after
 * stdout waited, ssh2 writes that again although stderr waits (lib/server.js, CHANNEL_WINDOW_ADJUST). So here only one output
 * waits at a time, and no earlier write is remembered.
 */
function takeTurns(channel: ServerChannel): Turns {
  let last = Promise.resolve()
  return write => {
    last = last.then(write).then(() => {
      Object.assign(channel, { _chunk: undefined, _chunkcb: undefined, _chunkErr: undefined, _chunkcbErr: undefined })
    })
    return last
  }
}
