// The configuration of the bed's SSH server: its sshd_config, the variables of its sessions, its keys.
import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { command } from './command.ts'
import { composePlugin } from './docker.ts'
import type { Lease } from './lease.ts'

export type SshdOptions = {
  /** Who logs in: this process's user, or an account made by createAccount. */
  readonly user?: string
  /** A folder whose programs come before the machine's in every session. */
  readonly shims?: string
  /** Variables of every session. */
  readonly env?: Readonly<Record<string, string>>
  /** More public keys that may log in, as any user. */
  readonly authorizedKeys?: readonly string[]
  /** Host keys by type, the first is the one `fingerprint` names; ed25519 alone by default. */
  readonly hostKeyTypes?: readonly ('ed25519' | 'ecdsa' | 'rsa')[]
  /** More lines for sshd_config; of a repeated keyword sshd takes the first. */
  readonly config?: readonly string[]
  /** The words of a program that starts it, for example in another network. */
  readonly under?: readonly string[]
  /** The bed this server is part of; without one it has a scratch folder of its own. */
  readonly lease?: Lease
}

/** Paths of private keys; each has its `.pub` beside it. */
export type Keys = { readonly client: string; readonly hostKeys: readonly string[] }

/** Makes the client's key, which may log in as anyone, and the host keys. */
export async function makeKeys(configDir: string, options: SshdOptions): Promise<Keys> {
  const make = async (name: string, type: string) => {
    const file = join(configDir, name)
    await command(['ssh-keygen', '-q', '-t', type, '-N', '', '-C', 'meeshy-bed', '-f', file])
    return file
  }
  const client = await make('client', 'ed25519')
  const hostKeys = await Promise.all((options.hostKeyTypes ?? ['ed25519']).map(type => make(`host_${type}`, type)))
  writeFileSync(join(configDir, 'authorized_keys'), [publicKey(client), ...(options.authorizedKeys ?? []), ''].join('\n'))
  return { client, hostKeys }
}

/** Type and key, without the comment. */
export function publicKey(file: string): string {
  return readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ').trim()
}

/** The text of sshd_config. */
export function sshdConfig(configDir: string, port: number, options: SshdOptions, hostKeys: readonly string[]): string {
  const env = Object.entries(sessionEnv(configDir, options)).map(([name, value]) => `"${name}=${value}"`)
  return [
    ...(options.config ?? []),
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...hostKeys.map(key => `HostKey ${key}`),
    `AuthorizedKeysFile ${configDir}/authorized_keys`,
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    // Without PAM nothing of the machine's own login policy takes part.
    'UsePAM no',
    'StrictModes no',
    'LogLevel VERBOSE',
    `PidFile ${configDir}/sshd.pid`,
    'Subsystem sftp internal-sftp',
    // sshd takes only one SetEnv line, so it holds all variables of sessions.
    `SetEnv ${env.join(' ')}`,
    '',
  ].join('\n')
}

function sessionEnv(configDir: string, options: SshdOptions): Readonly<Record<string, string>> {
  const shims = options.shims === undefined ? [] : [options.shims]
  const home = join(configDir, 'home')
  mkdirSync(home, { recursive: true })
  return {
    PATH: [...shims, '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':'),
    // Start-up files in the home of this user may change PATH or print; an empty home has none.
    ...(options.user === undefined ? { HOME: home } : {}),
    ...dockerConfig(configDir),
    ...options.env,
  }
}

/** Puts the Compose plugin where every account may read it: the cache may be in a home that is closed to others. */
function dockerConfig(configDir: string): Readonly<Record<string, string>> {
  if (!existsSync(composePlugin())) return {}
  const config = join(configDir, 'docker-config')
  mkdirSync(join(config, 'cli-plugins'), { recursive: true })
  const plugin = join(config, 'cli-plugins', 'docker-compose')
  try {
    linkSync(composePlugin(), plugin)
  } catch {
    // The scratch folder may be on another file system than the cache.
    copyFileSync(composePlugin(), plugin)
  }
  return { DOCKER_CONFIG: config }
}
