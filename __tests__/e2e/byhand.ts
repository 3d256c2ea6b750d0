// A person on the server at 3 a.m.: a shell over SSH, docker, tar and the decompressor; no Node, no interpreter of any kind, no network.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bed } from '../../testbed/bed.ts'
import { attempt, type Finished } from '../../testbed/command.ts'
import { overSsh } from './stack.ts'
import { serverWithout } from './withouttools.ts'

/** What servers have and a runbook must not need. */
export const luxuries = ['node', 'nodejs', 'npm', 'npx', 'python3', 'perl', 'curl', 'wget', 'git', 'jq', 'openssl', 'pigz', 'ssh', 'scp']

export type Console = {
  /** Runs a line of shell; `input` is what is typed. */
  type(line: string, input?: string): Promise<Finished>
  /** The command that does so, for a test that watches it or cuts it off. */
  command(line: string, ...options: readonly string[]): string[]
}

/** Opens it. Programs in `without` are missing too. */
export async function consoleOf(bed: Bed, without: readonly string[] = []): Promise<Console> {
  const sshd = await serverWithout(bed, [...luxuries, ...without])
  const [, login = '', , key = '', , knownHosts = ''] = overSsh(sshd)
  const common = ['-i', key, '-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'BatchMode=yes', '-p', String(sshd.port)]
  // A network of its own has none: the engine is reached by its socket.
  const command = (line: string, ...options: readonly string[]) => [
    'ssh',
    ...options,
    ...common,
    login.replace(/:\d+$/, ''),
    `exec unshare --net sh -c ${quoted(line)}`,
  ]
  return { command, type: (line, input = '') => attempt(command(line), { input }) }
}

/** The runbook of an archive; it must be there. */
export function runbookOf({ archive, manifest }: { readonly archive: string; readonly manifest: { readonly name: string } }): string {
  const path = join(dirname(archive), '.meta', `${manifest.name}.restore.sh`)
  if (!existsSync(path)) throw new Error(`there is no ${path}`)
  return path
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** Waits until it is so: for what a person would wait for, minutes if need be. */
export async function until(isSo: () => boolean | Promise<boolean>, seconds = 180): Promise<void> {
  for (const limit = performance.now() + seconds * 1000; !(await isSo()); await sleep(50)) {
    if (performance.now() > limit) throw new Error(`it did not become so within ${seconds} s`)
  }
}
