// A real OpenSSH server on a port of its own on loopback, with its own configuration, host keys and pid file.
import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { command, fullPath, text } from './command.ts'
import { type Lease, takeLease } from './lease.ts'
import { asRoot, find } from './machine.ts'
import { endTree } from './processes.ts'
import { makeKeys, publicKey, type SshdOptions, sshdConfig } from './sshdconfig.ts'

export type Sshd = {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly user: string
  /** The client's key, authorised for every user. */
  readonly privateKey: string
  readonly privateKeyPath: string
  readonly publicKey: string
  /** The lines for known_hosts, one for each host key. */
  readonly knownHosts: string
  /** The same as a file. */
  readonly knownHostsPath: string
  /** `SHA256:…` of the first host key. */
  readonly fingerprint: string
  readonly pid: number
  readonly logFile: string
  readonly configDir: string
  /** Ends the server and its sessions, by pid. */
  close(): Promise<void>
}

/** Starts a server; it listens when this returns, and ends with this process, however that ends. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  if (options.lease !== undefined) return start(options.lease, options)
  const lease = await takeLease()
  try {
    const sshd = await start(lease, options)
    return { ...sshd, close: () => sshd.close().then(() => lease.release()) }
  } catch (error) {
    await lease.release()
    throw error
  }
}

async function start(lease: Lease, options: SshdOptions): Promise<Sshd> {
  const configDir = mkdtempSync(join(lease.folder, 'sshd-'))
  // Sessions of any account read from here; secret files have modes of their own.
  await command(['chmod', '0755', configDir])
  const { client, hostKeys } = await makeKeys(configDir, options)
  const server = await onFreePort(port => {
    writeFileSync(join(configDir, 'sshd_config'), sshdConfig(configDir, port, options, hostKeys))
    return listen(configDir, options.under)
  })
  const knownHosts = hostKeys.map(key => `[127.0.0.1]:${server.port} ${publicKey(key)}\n`).join('')
  const knownHostsPath = join(configDir, 'known_hosts')
  writeFileSync(knownHostsPath, knownHosts)
  return {
    host: '127.0.0.1',
    port: server.port,
    user: options.user ?? userInfo().username,
    privateKey: readFileSync(client, 'utf8'),
    privateKeyPath: client,
    publicKey: publicKey(client),
    knownHosts,
    knownHostsPath,
    fingerprint: (await text(['ssh-keygen', '-lf', `${hostKeys[0]}.pub`])).split(' ')[1] ?? '',
    pid: server.pid,
    logFile: join(configDir, 'sshd.log'),
    configDir,
    close: () => endTree(server.pid),
  }
}

/** Between finding a free port and listening on it, another process may take it: then this tries another port. */
async function onFreePort(listenOn: (port: number) => Promise<number>): Promise<{ port: number; pid: number }> {
  for (let tries = 3; ; tries--) {
    const port = await freePort()
    try {
      return { port, pid: await listenOn(port) }
    } catch (error) {
      if (tries === 1 || !String(error).includes('Address already in use')) throw error
    }
  }
}

/** Starts a server and returns its pid when it listens. `--pdeathsig`: it does not outlive a killed test. */
async function listen(configDir: string, under: readonly string[] = []): Promise<number> {
  await command([...asRoot(), 'mkdir', '-p', '/run/sshd'])
  const sshd = [find('sshd') ?? 'sshd', '-D', '-e', '-f', join(configDir, 'sshd_config')]
  const [program = '', ...args] = [...asRoot(), ...under, 'setpriv', '--pdeathsig', 'TERM', ...sshd]
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: fullPath() } })
  child.stderr.pipe(createWriteStream(join(configDir, 'sshd.log')))
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes('Server listening on')) resolve()
    })
    child.on('error', reject)
    child.on('exit', code => reject(new Error(`sshd ended with status ${code}: ${said}`)))
  })
  child.unref()
  ;(child.stderr as unknown as { unref(): void }).unref()
  return child.pid ?? 0
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
