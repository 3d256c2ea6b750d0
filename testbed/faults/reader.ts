// Someone who lists and reads the backups all the time, in a thread of its own: what he sees must be good at every instant (INV1), and his
// own to see and nobody else's (INV7).
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

/** Reads in a loop from now on, with so many milliseconds from one look to the next: two cores are shared with the run that is watched. */
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

/** What is wrong with an archive that can be seen. One that is new is read by plain tools too; then its sum tells. */
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

/** None when the test is over, and its folder gone, before anybody stopped us. */
function filesIn(backups: string): string[] {
  return isThere(backups) ? readdirSync(backups).filter(file => !file.startsWith('.')) : []
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
