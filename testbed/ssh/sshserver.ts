// A small SSH server inside this process, for tests and the demo where there is no sshd: real processes behind real channels.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import ssh2, { type AuthContext, type Connection, type ParsedKey } from 'ssh2'
import { type PublicKey, readPublicKey } from '../../src/keys/publickey.ts'
import { keyPair } from './keypair.ts'
import { type RunningSession, runSession } from './sshsession.ts'

export type SshServerOptions = {
  readonly user: string
  /** The keys that may log in: lines as in authorized_keys, without options. */
  readonly authorizedKey: string
  /** The environment of sessions; that of this process by default. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The login shell, which gets `-c` and the command; `sh` by default. */
  readonly loginShell?: string
  /** The host keys as ssh-keygen writes them; one of type Ed25519 is made by default. */
  readonly hostKeys?: readonly string[]
}

export type SshServer = {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly user: string
  /** The lines for known_hosts, one for each host key. */
  readonly knownHosts: string
  /** `SHA256:…` of the first host key. */
  readonly fingerprint: string
  /** What clients did, in order: `connection`, `authentication: publickey`, `command: exec sh -c …`. */
  readonly log: readonly string[]
  /** Silently ends every connection, as a dying server does; processes in it see the end of their stdin. New connections work. */
  drop(): void
  /** Ends the connections, the processes in them, and the server. */
  close(): Promise<void>
}

export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const hostKeys = options.hostKeys ?? [keyPair().private]
  const publicKeys = hostKeys.map(key => publicHalf(parse(key)))
  const log: string[] = []
  const sockets = new Set<Socket>()
  const sessions = new Set<RunningSession>()
  const protocol = new ssh2.Server({ hostKeys: [...hostKeys] }, connection => welcome(connection, options, log, sessions))
  const server = createServer({ noDelay: true }, socket => {
    log.push('connection')
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    protocol.injectSocket(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    host: '127.0.0.1',
    port,
    user: options.user,
    knownHosts: publicKeys.map(key => `[127.0.0.1]:${port} ${key.line}\n`).join(''),
    fingerprint: publicKeys[0]?.fingerprint ?? '',
    log,
    drop,
    async close() {
      drop()
      for (const session of sessions) session.kill()
      server.close()
      await once(server, 'close')
    },
  }
}

function welcome(connection: Connection, options: SshServerOptions, log: string[], sessions: Set<RunningSession>) {
  const own = new Set<RunningSession>()
  // A client that goes away is no error of this server.
  connection.on('error', () => {})
  connection.once('close', () => {
    for (const session of own) session.disconnected()
  })
  connection.on('authentication', attempt => {
    // A client first asks whether a key would do, then proves that it has it: that is one attempt.
    if (attempt.method !== 'publickey' || attempt.signature === undefined || !mayLogIn(attempt, options))
      log.push(`authentication: ${attempt.method}`)
    if (mayLogIn(attempt, options)) attempt.accept()
    else attempt.reject(['publickey'])
  })
  connection.on('session', accept => {
    let session: RunningSession | undefined
    accept()
      .on('exec', (acceptExec, _reject, { command }) => {
        log.push(`command: ${command}`)
        const running = runSession(acceptExec(), [options.loginShell ?? 'sh', '-c', command], options.env ?? process.env)
        session = running
        for (const set of [own, sessions]) set.add(running)
        void running.ended.then(() => [own, sessions].map(set => set.delete(running)))
      })
      .on('signal', (acceptSignal, _reject, { name }) => {
        session?.signal(`SIG${name}`)
        acceptSignal?.()
      })
  })
}

/** The client first asks whether the key would do, then proves that it has it. */
function mayLogIn(attempt: AuthContext, { user, authorizedKey }: SshServerOptions): boolean {
  if (attempt.method !== 'publickey' || attempt.username !== user) return false
  const keys = authorizedKey.trim().split('\n').map(parse)
  const authorized = keys.find(key => attempt.key.data.equals(key.getPublicSSH()))
  if (authorized === undefined) return false
  if (attempt.signature === undefined || attempt.blob === undefined) return true
  return authorized.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true
}

function parse(key: string): ParsedKey {
  const parsed = ssh2.utils.parseKey(key)
  if (parsed instanceof Error) throw parsed
  return parsed
}

function publicHalf(key: ParsedKey): PublicKey {
  const publicKey = readPublicKey(key.getPublicSSH())
  if (publicKey === undefined) throw new Error('the host key is of a type that cannot be pinned')
  return publicKey
}
