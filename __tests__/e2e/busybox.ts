// A userland of BusyBox, as small servers and images have it, and what its tar keeps of a tree.
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { attempt, command, text } from '../../testbed/command.ts'
import type { TreeState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import type { Lease } from '../../testbed/lease.ts'
import { find } from '../../testbed/machine.ts'

/** A folder with every program that BusyBox is. It has no docker, zstd and openssl, and in Debian no flock. */
export async function busyBoxFolder({ folder }: Lease): Promise<string> {
  const into = mkdtempSync(join(folder, 'busybox-'))
  await link(into, find('busybox') ?? '')
  await command(['chmod', '0755', into])
  return into
}

/** An image of BusyBox and the libraries it needs (ldd names none for a static one), for the caller to remove; its name. */
export async function busyBoxImage({ folder, id }: Lease): Promise<string> {
  const root = mkdtempSync(join(folder, 'image-'))
  const busybox = find('busybox') ?? ''
  const libraries = [...(await attempt(['ldd', busybox])).stdout.toString().matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path)
  if (libraries.length > 0) await command(['cp', '--dereference', '--parents', ...libraries, root])
  mkdirSync(join(root, 'bin'))
  await command(['cp', busybox, join(root, 'bin/.busybox')])
  await link(join(root, 'bin'), '.busybox')
  const name = `meeshy-bed/busybox:${id}`
  await docker(['import', '-', name], { input: await command(['tar', '-cC', root, '.']) })
  return name
}

/** A tree as BusyBox's tar keeps it: times in whole seconds and none before 1970, no extended attributes, no holes. */
export function plainly(tree: TreeState): TreeState {
  return Object.fromEntries(
    Object.entries(tree).map(([path, { xattrs: _xattrs, ...entry }]) => [
      path,
      { ...entry, mtimeNs: wholeSeconds(entry.mtimeNs), ...(entry.type === 'file' && { sparse: false }) },
    ]),
  )
}

function wholeSeconds(nanoseconds: string): string {
  const time = BigInt(nanoseconds)
  return String(time > 0n ? time - (time % 1_000_000_000n) : 0n)
}

async function link(into: string, target: string): Promise<void> {
  for (const applet of (await text([find('busybox') ?? '', '--list'])).split('\n')) symlinkSync(target, join(into, applet))
}
