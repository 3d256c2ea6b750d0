// The transports there are, each started on a scratch directory with real processes behind it.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ssh2 from 'ssh2'
import { hostKeysFor } from '../../src/keys/knownhosts.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { localTransport } from '../../src/transports/local.ts'
import { type Server, sshTransport, type Timing } from '../../src/transports/ssh.ts'
import type { Transport } from '../../src/transports/transport.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { startSshServer } from '../../testbed/ssh/sshserver.ts'
import { type Sshd, startSshd } from '../../testbed/sshd.ts'

export type HostKeyType = 'ed25519' | 'ecdsa' | 'rsa'
export type PlaceOptions = {
  readonly programs?: Programs
  readonly hostKeyTypes?: readonly HostKeyType[]
  /** More keys that may log in. */
  readonly authorizedKeys?: readonly string[]
}
/** Programs that come first in PATH: a real one under another name, or the text of a script. */
export type Programs = Readonly<Record<string, { readonly is: string } | { readonly script: string }>>

export type Started = {
  /** Not open yet. */
  readonly transport: Transport
  readonly directory: string
  close(): Promise<void>
}
export type Remote = Started & {
  readonly port: number
  readonly knownHosts: string
  readonly fingerprint: string
  /** Another transport to the same server, with something else about it. */
  to(changes?: Partial<Server>, timing?: Timing): Transport
  /** How often clients connected, and how often they tried to log in. */
  attempts(): Promise<Attempts>
  /** The server dies: without a word, with all its sessions. */
  die(): Promise<void>
}
export type Attempts = { readonly connections: number; readonly authentications: number }
export type Place<S extends Started = Started> = {
  readonly name: string
  readonly skip: string | false
  start(options?: PlaceOptions): Promise<S>
}

/** Short waits, so that a test of a retry takes no seconds. */
export const quick: Timing = { keepalive: { milliseconds: 15_000, count: 4 }, delays: [20, 40] }

export const thisMachine: Place = {
  name: 'this machine',
  skip: false,
  async start({ programs = {} } = {}) {
    const directory = scratch(programs)
    const environment = { ...process.env, PATH: pathWith(directory) }
    return { transport: localTransport({ sudo: false, environment }), directory, close: async () => rmSync(directory, { recursive: true }) }
  },
}

export const inProcessServer: Place<Remote> = {
  name: 'the SSH server in this process',
  skip: false,
  async start({ programs = {}, hostKeyTypes = ['ed25519'], authorizedKeys = [] }: PlaceOptions = {}) {
    const directory = scratch(programs)
    const key = keyPair()
    const hostKeys = hostKeyTypes.map(type => generate(type))
    const env = { PATH: pathWith(directory), HOME: directory }
    const server = await startSshServer({ user: 'deploy', authorizedKey: [key.public, ...authorizedKeys].join('\n'), hostKeys, env })
    const count = (word: string) => server.log.filter(line => line.startsWith(word)).length
    return remote({
      ...server,
      directory,
      privateKey: key.private,
      attempts: async () => ({ connections: count('connection'), authentications: count('authentication') }),
      die: async () => server.drop(),
    })
  },
}

export const realSshd: Place<Remote> = {
  name: 'sshd',
  skip: isInstalled('sshd') ? false : 'sshd (openssh-server) is not installed',
  async start({ programs = {}, hostKeyTypes, authorizedKeys = [] } = {}) {
    const directory = scratch(programs)
    const server = await startSshd({ shims: join(directory, 'bin'), authorizedKeys, ...(hostKeyTypes && { hostKeyTypes }) })
    return remote({
      ...server,
      directory,
      attempts: attemptsIn(server),
      die: server.close,
    })
  },
}

type Parts = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly privateKey: string
  readonly knownHosts: string
  readonly fingerprint: string
  readonly directory: string
  attempts(): Promise<Attempts>
  die(): Promise<void>
  close(): Promise<void>
}

function remote(server: Parts): Remote {
  const { host, port, user, knownHosts, fingerprint, directory } = server
  const hostKeys = hostKeysFor({ knownHosts, hostFingerprints: [] }, host, port)
  const usual: Server = { host, port, user, privateKey: new Sensitive(server.privateKey), hostKeys, sudo: false, connectTimeoutSeconds: 10 }
  const opened: Transport[] = []
  const to = (changes: Partial<Server> = {}, timing = quick) => {
    const transport = sshTransport({ ...usual, ...changes }, timing)
    opened.push(transport)
    return transport
  }
  const close = async () => {
    await Promise.all(opened.map(transport => transport.close()))
    await server.close()
    rmSync(directory, { recursive: true })
  }
  return { transport: to(), to, directory, port, knownHosts, fingerprint, attempts: server.attempts, die: server.die, close }
}

function scratch(programs: Programs): string {
  const directory = mkdtempSync(join(tmpdir(), 'transport-'))
  // sshd's sessions may run as another user than the tests.
  chmodSync(directory, 0o755)
  mkdirSync(join(directory, 'bin'))
  for (const [name, program] of Object.entries(programs)) {
    const file = join(directory, 'bin', name)
    if ('is' in program) symlinkSync(program.is, file)
    else writeFileSync(file, `#!/bin/sh\n${program.script}\n`, { mode: 0o755 })
  }
  return directory
}

function pathWith(directory: string): string {
  return `${join(directory, 'bin')}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`
}

/**
 * sshd's log comes to its file a little later. So each count first makes a connection of its own and waits for it to appear
 * there: what happened before it has appeared then, too.
 */
function attemptsIn({ host, port, logFile }: Sshd): () => Promise<Attempts> {
  const markers: number[] = []
  return async () => {
    const marker = connect(port, host)
    await once(marker, 'data')
    markers.push(marker.localPort ?? 0)
    marker.destroy()
    const lines = () => readFileSync(logFile, 'utf8').split('\n')
    const isMarker = (line: string) => markers.some(port => line.includes(`port ${port} `))
    const connections = () => lines().filter(line => line.startsWith('Connection from '))
    await eventually(() => connections().filter(isMarker).length === markers.length)
    const authentications = lines().filter(line => /^(Failed|Accepted) publickey /.test(line)).length
    return { connections: connections().length - markers.length, authentications }
  }
}

function generate(type: HostKeyType): string {
  if (type === 'rsa') return ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private
  if (type === 'ecdsa') return ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }).private
  return keyPair().private
}

/** Where a program is, or undefined. */
export function pathOf(program: string): string | undefined {
  try {
    const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' }
    return execFileSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', program], { encoding: 'utf8', env }).trim()
  } catch {
    return undefined
  }
}

function isInstalled(program: string): boolean {
  return pathOf(program) !== undefined
}
