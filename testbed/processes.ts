// Ends a process and its descendants, by pid.
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { attempt } from './command.ts'
import { asRoot } from './machine.ts'

/** Ends `pid` and its descendants, and returns when all of them have ended. */
export async function endTree(pid: number): Promise<void> {
  const pids = [pid, ...descendants(pid)].filter(runs)
  await attempt([...asRoot(), 'kill', '-TERM', ...pids.map(String)])
  const deadline = Date.now() + 5000
  while (pids.some(runs)) {
    if (Date.now() > deadline) await attempt([...asRoot(), 'kill', '-KILL', ...pids.filter(runs).map(String)])
    await delay(20)
  }
}

function descendants(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? read(`/proc/${entry}/stat`) : null
    // proc(5): the name in brackets may hold anything, so fields are counted from the last bracket.
    if (stat !== null) parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const found = [pid]
  for (const parent of found) for (const [child, of] of parents) if (of === parent) found.push(child)
  return found.slice(1)
}

/** Whether the process still does anything: one that only waits to be reaped does not. */
function runs(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`)
  return stat !== null && stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z'
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
