// Every program that runs while a test watches, with its arguments and its environment: seen by strace at execve(2), so that none is missed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../../testbed/bed.ts'
import { text } from '../../testbed/command.ts'
import { docker } from '../../testbed/docker.ts'
import { asRoot } from '../../testbed/machine.ts'
import { type Sshd, startSshd } from '../../testbed/sshd.ts'

export type Execution = { readonly args: string; readonly environment: string }

const strace = ['strace', '-f', '-qq', '-e', 'trace=execve', '-e', 'signal=none', '-v', '-s', '100000']

/** A server whose sessions are watched; `executions` are those of all sessions that have ended. */
export async function watchedServer(bed: Bed): Promise<{ readonly sshd: Sshd; executions(): Execution[] }> {
  const folder = bed.lease.folder
  const session = [...strace, '--seccomp-bpf', '-o', join(folder, 'programs.$$')].join(' ')
  const sshd = await startSshd({ lease: bed.lease, config: [`ForceCommand exec ${session} sh -c "$SSH_ORIGINAL_COMMAND"`] })
  const files = () => readdirSync(folder).filter(name => name.startsWith('programs.'))
  return { sshd, executions: () => files().flatMap(name => executionsIn(join(folder, name))) }
}

/** Watches what is started in a container until `stop`, which returns it. What it was started with before is not seen. */
export async function watchContainer(bed: Bed, container: string): Promise<{ stop(): Promise<Execution[]> }> {
  const first = await docker(['inspect', '--format', '{{.State.Pid}}', container])
  const shim = (await text(['ps', '-o', 'ppid=', '-p', first])).trim()
  const file = join(bed.lease.folder, `programs-of-${container}`)
  const [program = '', ...words] = [...asRoot(), ...strace.filter(word => word !== '-qq'), '-o', file, '-p', shim]
  const watcher = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  // It says so when it has attached, and only then is everything seen.
  await once(watcher.stderr, 'data')
  watcher.stderr.resume()
  return {
    async stop() {
      watcher.kill('SIGINT')
      await once(watcher, 'exit')
      return executionsIn(file)
    },
  }
}

/** Lines of strace: `PID execve("PROGRAM", [ARGUMENTS], [ENVIRONMENT]) = 0`. */
function executionsIn(file: string): Execution[] {
  const lines = readFileSync(file, 'latin1').matchAll(/^\d+ +execve\("[^"]*", (\[.*\]), (\[.*?\])(?:\)| <unfinished)/gm)
  return [...lines].map(([, args = '', environment = '']) => ({ args: unescaped(args), environment: unescaped(environment) }))
}

/** What strace quotes as C does: \n, \", \\, octal numbers. */
function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' }
  const bytes = text.replace(/\\([0-7]{1,3}|.)/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (named[code] ?? code),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
