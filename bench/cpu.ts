// CPU time of all that a way uses: this process and its children, the bed's sshd and what it starts, the containers of the project, and helper
// containers. It does not count dockerd itself, which favours ways that send bytes through it. Without such accounting it counts nothing.
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from '../testbed/command.ts'

export type Cpu = {
  /** For `docker run`: with these options the container counts too. */
  readonly helperOptions: string
  /** Seconds used so far. */
  used(): number | undefined
  close(): void
}

const controller = '/sys/fs/cgroup/cpuacct'

/** Counts from here on what this process and the server of that pid start. It does not count containers made later. */
export async function countCpu(containers: readonly string[], server: number): Promise<Cpu> {
  const none: Cpu = { helperOptions: '', used: () => undefined, close: () => {} }
  if (process.getuid?.() !== 0 || !existsSync(join(controller, 'docker'))) return none
  const name = `meeshy-bench-${process.pid}`
  const own = join(controller, name)
  const ids = (await text(['docker', 'inspect', '--format', '{{.Id}}', ...containers])).split('\n')
  const groups = [own, ...ids.map(id => join(controller, 'docker', id))]
  try {
    mkdirSync(own)
    for (const pid of [process.pid, server]) writeFileSync(join(own, 'cgroup.procs'), String(pid))
    groups.map(usageOf)
  } catch {
    return none
  }
  return {
    helperOptions: `--cgroup-parent ${name}`,
    used: () => groups.reduce((sum, group) => sum + usageOf(group), 0),
    close() {
      for (const pid of [process.pid, server]) writeFileSync(join(controller, 'cgroup.procs'), String(pid))
      try {
        rmdirSync(own)
      } catch {
        // A process of it is still ending; an empty group does no harm.
      }
    },
  }
}

function usageOf(group: string): number {
  return Number(readFileSync(join(group, 'cpuacct.usage'), 'utf8')) / 1e9
}
