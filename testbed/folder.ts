// Removes a scratch folder with everything that an interrupted test has left in it: mounts, immutable files.
import { readFileSync } from 'node:fs'
import { attempt, command } from './command.ts'
import { asRoot } from './machine.ts'

/** Removes `folder` and all below it. It unmounts what is mounted there, and never empties it. */
export async function removeFolder(folder: string): Promise<void> {
  for (const mount of mountsBelow(folder)) await command([...asRoot(), 'umount', '--lazy', mount])
  await attempt([...asRoot(), 'chattr', '-R', '-f', '-i', folder])
  await command([...asRoot(), 'rm', '-rf', '--one-file-system', folder])
}

/** Mount points below `folder`, the innermost first. */
function mountsBelow(folder: string): readonly string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map(line => line.split(' ')[4] ?? '')
    .map(point => point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))))
    .filter(point => point.startsWith(`${folder}/`))
    .reverse()
}
