// Small disks to fill: mounted in a namespace of their own, which ends with this process, so that a killed test leaves no mount behind.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../../testbed/bed.ts'
import { command } from '../../testbed/command.ts'
import { asRoot } from '../../testbed/machine.ts'
import { type Sshd, startSshd } from '../../testbed/sshd.ts'

export type SmallDisks = {
  /** A server whose sessions see the disks. */
  readonly sshd: Sshd
  /** The folder of a disk, as those sessions name it. */
  path(disk: Disk): string
  /** The same folder, as this process reaches it. */
  outside(disk: Disk): string
  /** Runs shell text as root, with the disk's folder as its working directory. */
  on(disk: Disk, script: string): Promise<void>
  close(): Promise<void>
}

/** `small`: 3 MB. `roomy`: 24 MB. `crowded`: 40 MB with 200 inodes. */
export type Disk = 'small' | 'roomy' | 'crowded'

const mounts = `
mount -t tmpfs -o size=3m,mode=700 tmpfs small
mount -t tmpfs -o size=24m,mode=700 tmpfs roomy
truncate -s 40M crowded.img && mkfs.ext4 -qN 200 crowded.img && mount -o loop crowded.img crowded && chmod 700 crowded
`

/** Makes and mounts the disks, empty. */
export async function openDisks(bed: Bed): Promise<SmallDisks> {
  const folder = join(bed.lease.folder, 'disks')
  for (const disk of ['small', 'roomy', 'crowded']) mkdirSync(join(folder, disk), { recursive: true })
  const [program = '', ...words] = [
    ...asRoot(),
    'unshare',
    '--mount',
    '--propagation',
    'private',
    'sh',
    '-euc',
    `${mounts}echo $$; read -r _`,
  ]
  const holder = spawn(program, words, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const ended = once(holder, 'exit')
  const pid = await Promise.race([once(holder.stdout, 'data').then(([said]) => String(said).trim()), ended.then(() => '')])
  if (pid === '') throw new Error('the small disks could not be mounted')
  const enter = [...asRoot(), 'nsenter', `--mount=/proc/${pid}/ns/mnt`]
  const config = [`ForceCommand ${enter.join(' ')} sh -c "$SSH_ORIGINAL_COMMAND"`]
  const sshd = await startSshd({ lease: bed.lease, config })
  return {
    sshd,
    path: disk => join(folder, disk),
    outside: disk => `/proc/${pid}/root${folder}/${disk}`,
    on: async (disk, script) => {
      await command([...enter, 'sh', '-euc', `cd "$1"; ${script}`, 'sh', join(folder, disk)])
    },
    async close() {
      await sshd.close()
      holder.stdin.end()
      await ended
    },
  }
}

/** Shell text that fills a disk so that so many kilobytes are left. */
export function fillBut(kilobytes: number): string {
  return `free=$(df -P -k . | awk 'NR == 2 { print $4 }'); head -c $(((free - ${kilobytes}) * 1024)) /dev/zero >filler || [ ${kilobytes} = 0 ]`
}

/** Shell text that uses up a disk's inodes but for so many. */
export function fillInodesBut(inodes: number): string {
  return `mkdir -p many; n=0; while [ "$(df -P -i . | awk 'NR == 2 { print $4 }')" -gt ${inodes} ]; do echo >many/$n; n=$((n + 1)); done`
}
