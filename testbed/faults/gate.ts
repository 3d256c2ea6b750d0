// A place where a program of the server stops until the test lets it go on. What happens meanwhile happens at exactly that place.
import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import type { Ran } from './host.ts'

export type Gate = {
  /** Shell text that says the words (shell words, expanded there) and stops; once, unless the gate was opened for good. */
  stop(words: string): string
  /** The words of whoever came first. */
  readonly reached: Promise<readonly string[]>
  /** Lets it go on. */
  open(): void
  /** The test is over: nobody is waited for, and nobody waits. */
  close(): void
}

export function makeGate(folder: string): Gate {
  const at = mkdtempSync(join(folder, 'gate-'))
  const [said, on] = [join(at, 'said'), join(at, 'on')]
  execFileSync('mkfifo', [said, on])
  // Both ends of both: whoever opens one does not wait for us, and does not see its end when another one closes it (fifo(7)).
  const goOn = openSync(on, constants.O_RDWR)
  const listener = new Socket({ fd: openSync(said, constants.O_RDWR | constants.O_NONBLOCK), readable: true, writable: false })
  const reached = new Promise<readonly string[]>(resolve => {
    let heard = ''
    listener.on('data', (bytes: Buffer) => {
      heard += bytes
      if (heard.includes('\n')) resolve(heard.split('\n')[0]?.split(' ') ?? [])
    })
  })
  listener.unref()
  return {
    stop: words => `mkdir '${at}/once' 2>/dev/null && { echo ${words} >'${said}'; read -r _ <'${on}'; } || :`,
    reached,
    open: () => void writeSync(goOn, '\n'),
    close: () => {
      listener.destroy()
      closeSync(goOn)
    },
  }
}

/** The words of whoever came to the gate; fails if the run ends without anybody coming there. */
export async function reached(gate: Gate, running: Promise<Ran>): Promise<readonly string[]> {
  const ended = running.then(ran => {
    throw new Error(`the run ended before anybody came to the gate: ${ran.log}`)
  })
  return Promise.race([gate.reached, ended])
}
