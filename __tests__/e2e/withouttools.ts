// A server that lacks programs: each of its sessions has /dev/null mounted over them, which no shell takes for a program.
import { existsSync } from 'node:fs'
import type { Bed } from '../../testbed/bed.ts'
import { asRoot } from '../../testbed/machine.ts'
import { type Sshd, startSshd } from '../../testbed/sshd.ts'

const directories = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** Starts it. The mounts are in a namespace of each session's own: nobody else sees them, and they end with it. */
export function serverWithout(bed: Bed, programs: readonly string[]): Promise<Sshd> {
  const files = directories.flatMap(directory => programs.map(program => `${directory}/${program}`)).filter(file => existsSync(file))
  const hide = files.map(file => `mount --bind /dev/null ${file}`).join('; ')
  const session = [...asRoot(), 'unshare', '--mount', '--propagation', 'private', 'sh', '-c'].join(' ')
  return startSshd({ lease: bed.lease, config: [`ForceCommand ${session} '${hide}; exec sh -c "$0"' "$SSH_ORIGINAL_COMMAND"`] })
}
