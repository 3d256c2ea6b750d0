// This machine: the same shell, without a connection in between.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { BackupError } from '../messages/errors.ts'
import { bootstrap, type Exit, type Peer, type Process, type Transport } from './transport.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The variables that a login over SSH would have, and those by which Docker's CLI finds its engine. The shell gets no
 * others: a runner keeps inputs and tokens in them, and other processes can read the environment of a running process.
 */
const ofLogin = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'XDG_RUNTIME_DIR']
const ofDocker = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY']

export function localTransport({ sudo, environment }: { sudo: boolean; environment: Environment }): Transport {
  const name = 'this machine'
  const env = Object.fromEntries([...ofLogin, ...ofDocker].map(key => [key, environment[key]]))
  return {
    name,
    open: async (): Promise<Peer> => ({ name, seconds: 0 }),
    shell: () => start(sudo ? ['sudo', '-n', 'sh'] : ['sh'], env),
    close: async () => {},
  }
}

async function start([program = 'sh', ...words]: readonly string[], env: NodeJS.ProcessEnv): Promise<Process> {
  // A session of its own: Ctrl-C in the terminal does not reach the script, which this client ends in order; and `destroy` ends all its processes.
  const child = spawn(program, [...words, '-c', bootstrap], { detached: true, env, stdio: 'pipe' })
  // A write to a shell that has ended fails; `exit` says how it ended.
  child.stdin.on('error', () => {})
  try {
    await once(child, 'spawn')
  } catch (error) {
    throw new BackupError(
      {
        code: 'E_PREREQ',
        title: `Cannot start ${program} on this machine: ${(error as Error).message}.`,
        next: `install ${program}, or set PATH`,
      },
      { cause: error },
    )
  }
  const { stdin, stdout, stderr } = child
  let dropped: (exit: Exit) => void = () => {}
  const exit = new Promise<Exit>(resolve => {
    dropped = resolve
    child.once('close', (code, signal) => resolve({ code, signal, lost: false }))
  })
  const destroy = () => {
    dropped({ code: null, signal: null, lost: true })
    for (const stream of [stdin, stdout, stderr]) stream.destroy()
    endGroup(child)
  }
  return { stdin, stdout, stderr, exit, destroy }
}

/** TERM, not KILL: the script still puts back what it stopped. */
function endGroup(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGTERM')
  } catch {
    // It has ended meanwhile, or belongs to another user (sudo) and sees the end of its stdin.
  }
}
