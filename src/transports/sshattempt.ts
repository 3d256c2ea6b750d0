// One attempt to connect: from the name lookup to the end of authentication, with exactly one outcome.
import { connect, isIP, type Socket } from 'node:net'
import type { Client } from 'ssh2'
import { type PublicKey, readPublicKey } from '../keys/publickey.ts'
import { type Attempt, sshOptions } from './sshoptions.ts'

export type Phase = 'DNS' | 'TCP' | 'handshake' | 'authentication'
export type Outcome =
  | { readonly is: 'ready'; readonly client: Client; readonly socket: Socket; readonly hostKey: PublicKey }
  /** The server's key is none of those that are pinned. */
  | { readonly is: 'host key refused'; readonly hostKey: PublicKey }
  /** The server has no host key of the types asked for. */
  | { readonly is: 'no host key in common' }
  | { readonly is: 'user key refused'; readonly methods: readonly string[] }
  | Failed
/** `closed`: the connection ended without an error of the system. */
export type Failed = { readonly is: 'failed'; readonly phase: Phase; readonly error: NodeJS.ErrnoException; readonly closed: boolean }

/** Where to connect, and what the host must prove. */
export type Wanted = Omit<Attempt, 'socket' | 'accepts' | 'onRefused'> & {
  readonly host: string
  readonly port: number
  /** The fingerprints; one match is enough. */
  readonly fingerprints: readonly string[]
}

export function attempt(client: Client, wanted: Wanted): Promise<Outcome> {
  let phase: Phase = isIP(wanted.host) === 0 ? 'DNS' : 'TCP'
  let hostKey: PublicKey | undefined
  let methods: readonly string[] = []
  // Small writes (heartbeats, the script's last bytes) go out at once.
  const socket = connect({ host: wanted.host, port: wanted.port, noDelay: true })
  socket.once('lookup', error => {
    if (!error) phase = 'TCP'
  })
  socket.once('connect', () => {
    phase = 'handshake'
  })
  client.once('handshake', () => {
    phase = 'authentication'
  })
  const accepts = (blob: Buffer) => {
    hostKey = readPublicKey(blob)
    return hostKey !== undefined && wanted.fingerprints.includes(hostKey.fingerprint)
  }
  const outcomeOf = (error: Error & { level?: string }): Outcome => {
    if (error.message === 'Handshake failed: no matching host key format') return { is: 'no host key in common' }
    if (hostKey !== undefined && phase === 'handshake' && !wanted.fingerprints.includes(hostKey.fingerprint))
      return { is: 'host key refused', hostKey }
    if (error.level === 'client-authentication') return { is: 'user key refused', methods }
    return { is: 'failed', phase, error, closed: error.message === 'Connection lost before handshake' }
  }
  return new Promise(resolve => {
    const fail = (outcome: Outcome) => {
      socket.destroySoon()
      resolve(outcome)
    }
    client.once('ready', () => hostKey && resolve({ is: 'ready', client, socket, hostKey }))
    // Stays after the outcome: an "error" without a listener would end the process.
    client.on('error', error => fail(outcomeOf(error)))
    client.once('close', () => fail({ is: 'failed', phase, error: new Error('the connection was closed'), closed: true }))
    client.connect(sshOptions({ ...wanted, socket, accepts, onRefused: left => (methods = left) }))
  })
}
