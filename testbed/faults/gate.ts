// A place where a program of the server stops until the test lets it go on. A fault in the meantime hits exactly that place.
import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import type { Ran } from './host.ts'

export type Gate = {
  /** Shell text that says the words (shell words, expanded there) and stops; once, unless the gate was opened for good. */
  stop(words: string): string
  /** The words of the first program that stopped. */
  readonly reached: Promise<readonly string[]>
  /** Lets it go on. */
  open(): void
  /** Ends the test: opens the gate, and waits for no program. */
  close(): void
}

export function makeGate(folder: string): Gate {
  const at = mkdtempSync(join(folder, 'gate-'))
  const [said, on] = [join(at, 'said'), join(at, 'on')]
  execFileSync('mkfifo', [said, on])
  // Opens both ends of both: a program that opens one does not wait for this process, nor sees its end when another program closes it (fifo(7)).
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

/** The words of the program at the gate; fails if the run ends before one stops there. */
export async function reached(gate: Gate, running: Promise<Ran>): Promise<readonly string[]> {
  const ended = running.then(ran => {
    throw new Error(`the run ended before it reached the gate: ${ran.log}`)
  })
  return Promise.race([gate.reached, ended])
}
