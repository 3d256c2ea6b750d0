// What a run may have changed on a server, as lines of text: equal before and after means that nothing was touched and nothing is left.
import { attempt, command, text } from '../../testbed/command.ts'
import { docker, dockerLines } from '../../testbed/docker.ts'
import { asRoot } from '../../testbed/machine.ts'
import type { Project } from '../../testbed/project.ts'

/**
 * Every file of the backup directory with its sha256, every entry of its `.work`, every container of the project with its state and the moment
 * since when it has it, every volume and network of the project. `.lock` is left out: it names the last holder.
 */
export async function traces(project: Project, directories: readonly string[]): Promise<string[]> {
  const containers = Object.values(project.containers)
  const state = '{{.Name}} {{.State.Status}} since {{.State.StartedAt}}'
  const [found, states, volumes, networks] = await Promise.all([
    Promise.all(directories.map(filesIn)),
    docker(['inspect', '--type', 'container', '--format', state, ...containers]),
    dockerLines(['volume', 'ls', '--quiet', '--filter', `name=${project.id}`]),
    dockerLines(['network', 'ls', '--quiet', '--filter', `name=${project.id}`]),
  ])
  return [...found.flat(), ...states.split('\n'), ...volumes, ...networks]
}

/** Files with their sha256, and what is in `.work`; nothing if there is no such directory. */
async function filesIn(directory: string): Promise<string[]> {
  const list = `[ -d "$1" ] || exit 0; cd "$1" && find . -xdev -type f ! -path ./.lock -exec sha256sum {} + && { [ ! -d .work ] || find .work -mindepth 1; }`
  const said = await text([...asRoot(), 'sh', '-c', list, 'sh', directory])
  return said
    .split('\n')
    .filter(line => line !== '')
    .sort()
    .map(line => `${directory}: ${line}`)
}

/** What still belongs to a run that has ended: its processes, on the machine or in a container, its containers, and a lock that is held. */
export async function leftOf(runId: string, directories: readonly string[]): Promise<string[]> {
  const [processes, containers, locks] = await Promise.all([
    attempt([...asRoot(), 'sh', '-c', `grep -lsz "^MB_RUN=$1\\$" /proc/[0-9]*/environ`, 'sh', runId]),
    dockerLines(['ps', '--all', '--quiet', '--filter', `label=meeshy-backup=${runId}`]),
    Promise.all(directories.map(heldLock)),
  ])
  const ours = processes.stdout.toString().split('\n').filter(Boolean)
  return [...ours, ...containers.map(id => `container ${id}`), ...locks.flat()]
}

async function heldLock(directory: string): Promise<string[]> {
  const free = await attempt([...asRoot(), 'sh', '-c', '[ ! -d "$1" ] || flock -n "$1" true', 'sh', directory])
  return free.code === 0 ? [] : [`the lock of ${directory}`]
}

/** Modes of the backup directory and all that is in it that let anyone but its owner do anything. */
export async function openTo(directory: string): Promise<string> {
  return (await command([...asRoot(), 'find', directory, '-perm', '/077', '-printf', '%m %p\n'])).toString()
}
