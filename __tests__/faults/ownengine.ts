// A Docker engine of a test's own, which can be stopped and started again: with its own data, socket and pid, no network, and one small image.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fullPath } from '../../testbed/command.ts'
import { pathOf } from '../../testbed/shell/shells.ts'

export type OwnEngine = {
  /** Runs this machine's `docker` on it and returns what it printed. */
  docker(...words: readonly string[]): string
  readonly socket: string
  /** As a machine that goes down does it: containers get their TERM. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Removes its containers and ends it. */
  close(): Promise<void>
}

/** The name of its one image: a shell and the tools of BusyBox. */
export const image = 'bed:1'

/** Every Docker client of this machine, by its version: two may be installed. */
export function dockerClients(): ReadonlyMap<string, string> {
  const files = fullPath()
    .split(':')
    .map(folder => join(folder, 'docker'))
    .filter(file => existsSync(file))
  return new Map(files.map(file => [versionOf(file), file]))
}

/** `Docker version 28.2.2, build …`, which no engine is asked for. */
function versionOf(file: string): string {
  return /version ([^,]+)/.exec(execFileSync(file, ['--version']).toString())?.[1] ?? file
}

/** One in this folder, running. */
export async function ownEngine(folder: string): Promise<OwnEngine> {
  mkdirSync(folder)
  const [socket, pidFile] = [join(folder, 'd.sock'), join(folder, 'pid')]
  const docker = (...words: readonly string[]) =>
    execFileSync('docker', words, {
      env: { ...process.env, DOCKER_HOST: `unix://${socket}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).toString()
  const pid = () => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0)
  const start = async () => {
    const log = openSync(join(folder, 'log'), 'a')
    const places = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '-H', `unix://${socket}`, '-p', pidFile]
    const small = ['--bridge=none', '--iptables=false', '--ip6tables=false', '--storage-driver', 'vfs']
    // In a network namespace of its own: an engine without a bridge removes docker0, also that of the engine all beds share.
    const alone = ['--net', 'sh', '-c', 'ip link set lo up; exec dockerd "$@"', 'dockerd', ...places, ...small]
    const child = spawn('unshare', alone, { stdio: ['ignore', log, log], env: { ...process.env, PATH: fullPath() } })
    let ended = false
    child.once('exit', () => {
      ended = true
    })
    child.unref()
    await until(() => ended || answers(docker), 'the engine does not come up')
    if (ended) throw new Error(`dockerd ended: ${readFileSync(join(folder, 'log'), 'utf8').slice(-1500)}`)
  }
  const stop = async () => {
    const running = pid()
    if (running === 0) return
    process.kill(running, 'SIGTERM')
    await until(() => !existsSync(`/proc/${running}`), 'the engine does not end')
  }
  await start()
  importImage(folder, docker)
  const close = async () => {
    if (pid() === 0 || !existsSync(`/proc/${pid()}`)) await start()
    for (const id of docker('ps', '-aq').split('\n')) if (id !== '') docker('rm', '-f', id)
    await stop()
  }
  return { docker, socket, stop, start, close }
}

function answers(docker: OwnEngine['docker']): boolean {
  try {
    docker('version')
    return true
  } catch {
    return false
  }
}

/** BusyBox, what it is linked to, and its names. */
function importImage(folder: string, docker: OwnEngine['docker']): void {
  const [root, busybox] = [join(folder, 'root'), realpathSync(pathOf('busybox') ?? 'busybox')]
  const libraries = [
    ...execFileSync('ldd', [busybox], { stdio: 'pipe' })
      .toString()
      .matchAll(/(\/\S+) \(0x/g),
  ].map(([, file = '']) => file)
  for (const file of libraries) {
    mkdirSync(join(root, dirname(file)), { recursive: true })
    cpSync(realpathSync(file), join(root, file))
  }
  mkdirSync(join(root, 'bin'), { recursive: true })
  cpSync(busybox, join(root, 'bin/busybox'))
  for (const name of ['sh', 'sleep']) symlinkSync('busybox', join(root, 'bin', name))
  const tar = join(folder, 'root.tar')
  execFileSync('tar', ['-cf', tar, '-C', root, '.'])
  docker('import', tar, image)
}

async function until(condition: () => boolean, otherwise: string): Promise<void> {
  for (const limit = performance.now() + 90_000; !condition(); await sleep(100)) if (performance.now() > limit) throw new Error(otherwise)
}
