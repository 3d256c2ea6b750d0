// A channel of ssh2 as a Process: streams that end and fail like those of a local process, and one exit, whatever happens.
import { PassThrough, type Readable, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ClientChannel } from 'ssh2'
import type { Exit, Process } from './transport.ts'

const lost: Exit = { code: null, signal: null, lost: true }

export function sshProcess(channel: ClientChannel): Process {
  // ssh2 reports writes to a remote that has ended as errors of the channel; how it ended is told by `exit`.
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

/** Settles when the channel is closed, after its output; a closed channel that told no exit was lost. */
function ended(channel: ClientChannel): Promise<Exit> {
  return new Promise(resolve => {
    let exit = lost
    channel.on('exit', (code: number | null, signal?: string) => {
      exit = { code, signal: signal ?? null, lost: false }
    })
    channel.on('close', () => resolve(exit))
  })
}

/** ssh2's own streams cannot be destroyed: this one can. What then still arrives is thrown away; unread, it would keep the channel open. */
function outputOf(source: Readable): Readable {
  return source.pipe(new PassThrough()).on('close', () => source.resume())
}

/** ssh2 never answers a write to a channel that has closed. This stream is destroyed then, and answers in its place: no writer waits for ever. */
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
