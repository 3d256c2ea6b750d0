// The order in which a run makes its writes durable and visible, as the kernel sees it (strace).
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localTransport } from '../../src/transports/local.ts'
import { backUp, type Host, type Ran, type RunOptions } from '../../testbed/faults/host.ts'
import { pathOf } from '../../testbed/shell/shells.ts'
import { callsIn } from '../runtime/strace.ts'

export type Traced = { readonly ran: Ran; readonly writes: readonly string[] }

/** A backup whose shell runs under strace: the calls that sync, rename or link something in the backup directory, and what became of it. */
export async function traced(host: Host, options: RunOptions = {}): Promise<Traced> {
  // A shell of each script writes its own part.
  const trace = join(mkdtempSync(join(host.folder, 'traced-')), 'trace')
  const calls = 'fsync,fdatasync,rename,renameat,renameat2,link,linkat'
  await host.program('sudo', `shift\nexec '${pathOf('strace')}' -f -qq -y -s 500 --seccomp-bpf -A -o '${trace}' -e trace=${calls} "$@"`)
  const transport = localTransport({ sudo: true, environment: { PATH: host.path, HOME: host.folder } })
  const ran = await backUp(host, { ...options, transport })
  const writes = callsIn(readFileSync(trace, 'utf8'), host.backups).flatMap(line => writeIn(line, host.backups))
  return { ran, writes }
}

/** The last path of a call that succeeded: what was synced, or the new name. */
function writeIn(line: string, backups: string): string[] {
  const [, call = '', words = ''] = /^\d+ +(\w+)\((.*)\) += 0$/.exec(line) ?? []
  const at = words.lastIndexOf(backups)
  if (call === '' || at < 0) return []
  const path = words.slice(at + backups.length).replace(/[>"].*$/, '')
  return [`${call.replace(/(at|at2)$/, '')} ${path.replace(/\.work\/[^/]+/, '.work/RUN').replace(/[a-z-]+-\d{8}_\d{6}/, 'NAME') || '/'}`]
}
