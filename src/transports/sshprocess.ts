// A channel of ssh2 as a Process: streams that end and fail like those of a local process, and exactly one exit.
import { PassThrough, type Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ClientChannel } from 'ssh2'
import type { Exit, Process } from './transport.ts'

const lost: Exit = { code: null, signal: null, lost: true }

export function sshProcess(channel: ClientChannel): Process {
  // ssh2 reports a write to a remote process that has ended as an error of the channel; `exit` says how it ended.
  channel.on('error', () => {})
  const stdout = outputOf(channel)
  const stderr = outputOf(channel.stderr)
  const stdin = stdinOf(channel)
  let dropped: (exit: Exit) => void = () => {}
  const exit = new Promise<Exit>(resolve => {
    dropped = resolve
    void ended(channel).then(async end => {
      stdin.destroy()
      await Promise.allSettled([finished(stdout), finished(stderr)])
      resolve(end)
    })
  })
  const destroy = () => {
    dropped(lost)
    channel.close()
    for (const stream of [stdin, stdout, stderr]) stream.destroy()
  }
  return { stdin, stdout, stderr, exit, destroy }
}

/** Settles when the channel is closed, after its output; a channel that closes without an exit was lost. */
function ended(channel: ClientChannel): Promise<Exit> {
  return new Promise(resolve => {
    let exit = lost
    channel.on('exit', (code: number | null, signal?: string) => {
      exit = { code, signal: signal ?? null, lost: false }
    })
    channel.on('close', () => resolve(exit))
  })
}

/** A stream that can be destroyed, unlike ssh2's own. It then drops further data, which would keep the channel open if unread. */
function outputOf(source: Readable): Readable {
  return source.pipe(new PassThrough()).on('close', () => source.resume())
}

/** ssh2 never answers a write to a closed channel. This stream answers when it is destroyed, so that no writer waits for ever. */
function stdinOf(channel: ClientChannel): Writable {
  let answer: (error?: Error | null) => void = () => {}
  const stdin = new Writable({
    write(chunk, _encoding, done) {
      answer = error => {
        answer = () => {}
        done(error)
      }
      channel.write(chunk, error => answer(error))
    },
    final: done => channel.end(done),
    destroy(error, done) {
      answer(error ?? new Error('the shell has ended'))
      done(error)
    },
  })
  return stdin.on('error', () => {})
}
