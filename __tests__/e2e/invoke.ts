// The other commands of the product against a bed, and a backup that can be listened to while it runs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Catalogue } from '../../src/backups/catalogue.ts'
import type { Bed } from '../../testbed/bed.ts'
import { attempt, type Finished, text } from '../../testbed/command.ts'
import type { Ran } from './stack.ts'

const program = join(import.meta.dirname, '../../src/entries/cli.ts')

/** Runs the command line with these words, to its end. */
export function meeshy(words: readonly string[]): Promise<Finished> {
  return attempt([process.execPath, program, ...words])
}

/** What `list` prints: the table. */
export function table(flags: readonly string[]): Promise<string> {
  return text([process.execPath, program, 'list', ...flags])
}

/** What `list --json` prints, less what no test asks for. */
export type Listed = Pick<Catalogue, 'backups' | 'damaged' | 'strangers'> & {
  /** What the next rotation does, by file. */
  readonly verdicts: Readonly<Record<string, string>>
}

export async function list(flags: readonly string[]): Promise<Listed> {
  return JSON.parse(await text([process.execPath, program, 'list', '--json', ...flags])) as Listed
}

export type Running = {
  /** Waits until the log says it; rejects if the run ends before. */
  said(words: RegExp): Promise<void>
  readonly ended: Promise<Ran>
}

/** Starts `backup`. */
export function startBackup(bed: Bed, flags: readonly string[]): Running {
  const child = spawn(process.execPath, [program, 'backup', '--app-dir', bed.project.appDir, '--json', ...flags])
  let [log, printed] = ['', '']
  child.stderr.on('data', (bytes: Buffer) => {
    log += bytes.toString()
  })
  child.stdout.on('data', (bytes: Buffer) => {
    printed += bytes.toString()
  })
  const closed = once(child, 'close')
  const said = async (words: RegExp): Promise<void> => {
    while (!words.test(log)) {
      const over = await Promise.race([once(child.stderr, 'data').then(() => false), closed.then(() => true)])
      if (over && !words.test(log)) throw new Error(`it ended without saying ${words}:\n${log}`)
    }
  }
  return { said, ended: closed.then(([code]) => ({ code, log, outcome: JSON.parse(printed) })) }
}
