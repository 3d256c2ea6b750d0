// A reader that lists and reads the backups all the time, in a thread of its own: every archive that it sees must be good (INV1), and closed to
// other users (INV7).
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { parseName } from '../../src/backups/names.ts'
import { assertGood, manifestOf, sha256 } from '../shell/backups.ts'
import { openToOthers } from './modes.ts'

export type Seen = {
  /** How many archives were read, from their first byte to their last. */
  readonly reads: number
  readonly violations: readonly string[]
}
export type Reader = { stop(): Promise<Seen> }

type Work = { readonly backups: string; readonly pause: number }

/** Reads in a loop from now on, with a pause of so many milliseconds: it shares two cores with the run that it watches. */
export async function startReader(backups: string, pause = 3): Promise<Reader> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { backups, pause } satisfies Work })
  await new Promise(resolve => worker.once('message', resolve))
  worker.unref()
  return {
    stop: async () => {
      const seen = new Promise<Seen>((resolve, reject) => worker.once('message', resolve).once('error', reject))
      worker.ref()
      worker.postMessage('stop')
      return seen
    },
  }
}

if (!isMainThread) await loop(workerData as Work)

async function loop({ backups, pause }: Work): Promise<void> {
  const found = new Set<string>()
  const known = new Set<string>()
  let [reads, going] = [0, true]
  parentPort?.once('message', () => {
    going = false
  })
  parentPort?.postMessage('reading')
  while (going) {
    for (const file of filesIn(backups)) {
      const problem = look(backups, file, known)
      if (problem !== undefined) found.add(problem)
      reads++
    }
    for (const open of openToOthers(backups)) found.add(`INV7 ${open} is open to others`)
    await sleep(pause)
  }
  parentPort?.postMessage({ reads, violations: [...found] } satisfies Seen)
}

/** The problems of a visible archive. It reads a new one with plain tools too, and later compares only its sum. */
function look(backups: string, file: string, known: Set<string>): string | undefined {
  const at = join(backups, file)
  try {
    const { ino, mtimeMs } = lstatSync(at)
    const id = `${file} ${ino} ${mtimeMs}`
    if (known.has(id)) {
      const { archive } = manifestOf({ backups }, file.replace(/\.tar\..*$/, ''))
      if (sha256(readFileSync(at)) !== archive.sha256) throw new Error('its sha256 is another')
    } else assertGood({ backups }, [file])
    known.add(id)
    return undefined
  } catch (error) {
    // A rotation may have removed it meanwhile: the archive first, so that it never stands there alone.
    return isThere(at) && parseName(file.replace(/\.tar\..*$/, ''))
      ? `INV1 ${file} can be seen and is not good: ${(error as Error).message}`
      : undefined
  }
}

/** The visible archives; none if the test has ended and removed its folder before it stopped this thread. */
function filesIn(backups: string): string[] {
  return isThere(backups) ? readdirSync(backups).filter(file => !file.startsWith('.')) : []
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
