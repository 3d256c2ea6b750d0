// What comes out: events and announced bytes of the script, and the noise around them.
import type { Failure } from '../messages/errors.ts'
import { EventReader, type Told } from '../protocol/events.ts'
import { FrameReader } from '../protocol/frames.ts'
import type { Process } from '../transports/transport.ts'
import type { Listener } from './conversation.ts'
import { Demultiplexer } from './demultiplexer.ts'

/** All that was heard of a run, as its end is judged by it. */
export type Heard = {
  /** The first one: of several members of a pipeline it is the cause. */
  readonly failure?: Failure
  readonly events: number
  /** The first lines of it. */
  readonly noise: readonly string[]
  /** What the listener threw, if it did: nothing more was heard after that. */
  readonly thrown?: unknown
}

const keptNoise = 5

/** Listens to both outputs of a shell. `end`, once the shell has ended, hears the last of it and says what was heard. */
export function listen(shell: Process, nonce: string, listener: Listener): { end(): Heard } {
  const heard: { failure?: Failure; events: number; noise: string[]; thrown?: unknown } = { events: 0, noise: [] }
  const reader = new EventReader(
    nonce,
    event => {
      heard.events += 1
      if (event.type === 'error') heard.failure ??= failureIn(event)
      else if (event.type === 'raw') takeRaw(event)
      else listener.onEvent(event)
    },
    line => {
      if (heard.noise.length < keptNoise) heard.noise.push(line)
      listener.onNoise(line)
    },
  )
  const channel = new Demultiplexer(reader)
  const takeRaw = ({ backup, bytes }: Told<'raw'>) => {
    if (listener.onRaw !== undefined) channel.expect(bytes, listener.onRaw(backup, bytes))
  }
  const errors = linesOf(line => listener.onNoise(line))
  /** A listener that has enough, or a defect in it, must not end the process: the server is left, and sees that. */
  const guarded = (hear: () => void) => {
    if ('thrown' in heard) return
    try {
      hear()
    } catch (thrown) {
      heard.thrown = thrown
      shell.destroy()
    }
  }
  shell.stdout.on('data', (chunk: Uint8Array) => guarded(() => take(shell, channel, chunk)))
  shell.stderr.on('data', (chunk: Uint8Array) => guarded(() => errors.write(chunk)))
  return {
    end() {
      guarded(() => channel.end())
      guarded(() => errors.end())
      return heard
    },
  }
}

function take({ stdout }: Process, channel: Demultiplexer, chunk: Uint8Array): void {
  const full = channel.write(chunk)
  if (full === undefined) return
  // The server waits for a reader that is slower than it: nothing piles up here.
  stdout.pause()
  const goOn = () => {
    full.off('drain', goOn).off('close', goOn)
    stdout.resume()
  }
  full.on('drain', goOn).on('close', goOn)
}

/** Every line, none of which is an event. */
function linesOf(onLine: (line: string) => void): FrameReader<never> {
  return new FrameReader<never>(
    '',
    () => undefined,
    () => {},
    onLine,
  )
}

function failureIn({ code, title, details }: Told<'error'>): Failure {
  const { safe, next, ...rest } = details
  return { code, title, details: rest, ...(safe ? { safe } : {}), ...(next ? { next } : {}) }
}
