// A server of the bed on which programs can be made to do something else, before the real ones do what was asked.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../../testbed/bed.ts'
import { type Sshd, startSshd } from '../../testbed/sshd.ts'

export type Shims = {
  readonly sshd: Sshd
  /** Shell text that runs before the real program, in which `$real` is that one; what it leaves in "$@" is asked of it. Null: only the real one. */
  program(name: string, before: string | null): Promise<void>
  docker(before: string | null): Promise<void>
}

export async function shimmedServer(bed: Bed): Promise<Shims> {
  const shims = join(bed.lease.folder, 'shims')
  mkdirSync(shims, { recursive: true })
  const program = async (name: string, before: string | null) => {
    const file = join(shims, name)
    if (before === null) return rmSync(file, { force: true })
    const real = `real=$(PATH=$(printf %s "$PATH" | sed 's,${shims}:,,g'); command -v ${name})`
    writeFileSync(file, `#!/bin/sh\n${real}\n${before}\nexec "$real" "$@"\n`, { mode: 0o755 })
  }
  return { sshd: await startSshd({ lease: bed.lease, shims }), program, docker: before => program('docker', before) }
}
