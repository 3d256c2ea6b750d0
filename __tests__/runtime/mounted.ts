// A run whose backup directory is a filesystem of its own, seen by nobody else: it goes with the run, and a copy tells what was in it.
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Server } from '../../testbed/shell/server.ts'
import { without } from '../../testbed/shell/shells.ts'

export const noMounts: string | false = (process.getuid?.() !== 0 && 'only root may mount') || without('unshare', 'mount')

export type Mount = {
  /** As mount(8) takes them: `size=2m`, `nr_inodes=30`, `ro`. */
  readonly options: string
  /** Below the backup directory; the directory itself if not given. */
  readonly on?: string
}

/**
 * The words to run a shell under. What lies in the backup directory is on the mounted filesystem too (less what is below
 * `on`), and when the shell has ended the directory is copied to `copy`.
 */
export async function mounted(
  { folder, backups }: Server,
  { options, on = '' }: Mount,
): Promise<{ under: readonly string[]; copy: string }> {
  const [before, copy] = [join(folder, 'before'), join(folder, 'copy')]
  await cp(backups, before, { recursive: true, preserveTimestamps: true })
  const script = `before=$1 copy=$2 on=$3 options=$4 backups=$5; shift 5
mount -t tmpfs -o "mode=700,\${options%ro}" tmpfs "$on" || exit 99
[ "$on" != "$backups" ] || cp -a "$before/." "$backups" || exit 99
case $options in *ro) mount -o remount,ro "$on" || exit 99 ;; esac
"$@"
status=$?
rm -rf "$copy" && cp -a "$backups" "$copy"
exit $status`
  return { under: ['unshare', '-m', 'sh', '-c', script, 'sh', before, copy, join(backups, on), options, backups], copy }
}
