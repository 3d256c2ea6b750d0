// A server over SSH. ssh2 is loaded when the first connection is made, so that nothing else waits for it.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, ParsedKey } from 'ssh2'
import type { PinnedHost } from '../keys/knownhosts.ts'
import { damagedKey, type KeyProblem, type PrivateKey, readPrivateKey, wrongPassphrase } from '../keys/privatekey.ts'
import { BackupError } from '../messages/errors.ts'
import type { Sensitive } from '../text/sensitive.ts'
import { attempt } from './sshattempt.ts'
import { type Place, shellFailure } from './sshfailure.ts'
import type { Keepalive } from './sshoptions.ts'
import { sshProcess } from './sshprocess.ts'
import { type Reached, reach } from './sshreach.ts'
import { bootstrap, type Peer, type Process, type Transport } from './transport.ts'

export type Server = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly privateKey: Sensitive
  readonly passphrase?: Sensitive
  readonly hostKeys: PinnedHost
  readonly sudo: boolean
  /** For all of `open`, tries and waits included, and for each `shell`. */
  readonly connectTimeoutSeconds: number
  /** Takes lines of ssh2. They hold no secret, but text of the server: make them inert before you print them. */
  readonly debug?: (line: string) => void
}

export type Timing = {
  readonly keepalive: Keepalive
  /** Milliseconds to wait before each further try. */
  readonly delays: readonly number[]
}

/** A connection that answers nothing for a minute is lost; a server that refuses connections has a second and a half to come back. */
const usual: Timing = { keepalive: { milliseconds: 15_000, count: 4 }, delays: [500, 1_000] }

/** How long `close` waits for the server to close its side; milliseconds. */
const goodbye = 1_000

/** `open` may be called again after the connection was lost: it makes a new one. */
export function sshTransport(server: Server, timing: Timing = usual): Transport {
  let reached: Reached | undefined
  let place: Place | undefined

  async function open(): Promise<Peer> {
    const started = performance.now()
    await close()
    const { ssh2, key, publicKey } = await load(server)
    const to: Place = { ...server, publicKey }
    place = to
    const fingerprints = server.hostKeys.pins.map(pin => pin.fingerprint)
    const tryOnce: Parameters<typeof reach>[1] = (types, milliseconds) =>
      attempt(new ssh2.Client(), { ...server, key, types, milliseconds, keepalive: timing.keepalive, fingerprints })
    reached = await reach(to, tryOnce, server.connectTimeoutSeconds * 1000, timing.delays)
    const { type, fingerprint } = reached.hostKey
    return { name: transport.name, hostKey: `${type} ${fingerprint}`, seconds: (performance.now() - started) / 1000 }
  }

  async function shell(): Promise<Process> {
    if (reached === undefined || place === undefined) throw new Error('open the transport first')
    try {
      return await start(reached.client, commandFor(server.sudo), server.connectTimeoutSeconds)
    } catch (error) {
      throw shellFailure(place, error as Error, !reached.socket.destroyed)
    }
  }

  async function close(): Promise<void> {
    if (reached === undefined) return
    const { client, socket } = reached
    reached = undefined
    if (socket.destroyed) return
    const closed = new Promise(resolve => socket.once('close', resolve))
    client.end()
    // A dead peer never answers, and an open socket would keep this process alive.
    await Promise.race([closed, sleep(goodbye, undefined, { ref: false })])
    socket.destroy()
  }

  const transport: Transport = { name: nameOf(server), open, shell, close }
  return transport
}

/** Replaces the login shell, whichever it is, by `sh`. Every shell reads the quoted word alike, because `bootstrap` holds no single quote. */
function commandFor(sudo: boolean): string {
  return `exec ${sudo ? 'sudo -n ' : ''}sh -c '${bootstrap}'`
}

/** Loads ssh2 and opens the key with it. Throws E_INPUT for a bad key or passphrase, before it sends anything. */
async function load(server: Server): Promise<{ ssh2: typeof import('ssh2'); key: ParsedKey; publicKey: PrivateKey['publicKey'] }> {
  const read = readPrivateKey(server.privateKey, server.passphrase)
  if ('problem' in read) throw inputError(read)
  const { default: ssh2 } = await import('ssh2')
  const key = ssh2.utils.parseKey(read.key.reveal(), read.passphrase?.reveal())
  if (key instanceof Error) throw inputError(read.passphrase === undefined ? damagedKey : wrongPassphrase)
  return { ssh2, key, publicKey: read.publicKey }
}

function inputError({ input, problem }: KeyProblem): BackupError {
  return new BackupError({ code: 'E_INPUT', title: `Invalid input '${input}': ${problem}`, safe: 'nothing was sent anywhere' })
}

/** Two messages and their answers: the channel, the command. It closes a channel that opens too late. */
async function start(client: Client, command: string, seconds: number): Promise<Process> {
  let late = false
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000)
      client.exec(command, (error, channel) => {
        if (error !== undefined) reject(error)
        else if (late) channel.close()
        // At once: the exit may be in the same packet as the answer, and ssh2 reports it only once.
        else resolve(sshProcess(channel))
      })
    })
  } finally {
    late = true
    clearTimeout(timer)
  }
}

function nameOf({ user, host, port }: Server): string {
  if (port === 22) return `${user}@${host}`
  return host.includes(':') ? `${user}@[${host}]:${port}` : `${user}@${host}:${port}`
}
