// The processes of a run on this machine, from proc(5).
import { readdirSync, readFileSync } from 'node:fs'

/** The three shells of a run. */
export type Shells = { readonly main: number; readonly worker: number; readonly watchdog: number }

/** The words with which a worker tells its pid and its parent's, for `Gate.stop`. */
export const itself = `"$$" "$(exec sh -c 'echo "$PPID"')"`

/** The shells, from a worker's words: the main shell has two children, and the other one is the watchdog. */
export function shellsOf([main = '', worker = '']: readonly string[]): Shells {
  const watchdog = childrenOf(Number(main)).find(pid => pid !== Number(worker))
  if (watchdog === undefined) throw new Error(`the shell ${main} has no watchdog`)
  return { main: Number(main), worker: Number(worker), watchdog }
}

/** The children of a process, in the order of their numbers: the oldest first unless numbers wrapped. */
export function childrenOf(parent: number): number[] {
  return [...parents()].flatMap(([pid, of]) => (of === parent ? [pid] : [])).sort((one, other) => one - other)
}

export function parentOf(pid: number): number {
  return parents().get(pid) ?? 0
}

/** Live processes with this line in their environment, by pid and command line. */
export function processesWith(variable: string): { readonly pid: number; readonly command: string }[] {
  return pids().flatMap(pid => {
    if (!read(pid, 'environ').split('\0').includes(variable)) return []
    const command = read(pid, 'cmdline').replaceAll('\0', ' ').trim()
    return command === '' ? [] : [{ pid, command }]
  })
}

/** All processes of a host, to kill as a dying machine does: first the watchdog, which would clean up. */
export function everything(folder: string, { main, worker, watchdog }: Shells): number[] {
  return [watchdog, main, worker, ...processesWith(`HOME=${folder}`).map(({ pid }) => pid)]
}

/** Sends KILL to all of them that still live, in their order. */
export function kill(...targets: readonly number[]): void {
  for (const pid of targets) {
    // 0 is this very process group (kill(2)): a process that was not found must not be killed.
    if (pid <= 1) continue
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
  }
}

/** The parent of each process. */
function parents(): Map<number, number> {
  // The name in brackets may hold anything, so fields are counted from the last bracket.
  const parentIn = (stat: string) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  return new Map(
    pids().flatMap(pid => {
      const stat = read(pid, 'stat')
      return stat === '' ? [] : [[pid, parentIn(stat)] as const]
    }),
  )
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .map(Number)
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}
