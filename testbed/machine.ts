// Checks whether this machine can run the bed, and installs the Debian packages that the bed needs.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cached } from './cache.ts'
import { attempt, command, fullPath } from './command.ts'
import { lock } from './lock.ts'

export const socket = '/var/run/docker.sock'

/** Programs the bed and the tests on it use, and the Debian package each comes in. */
const packages: Readonly<Record<string, string>> = {
  acl: 'setfacl',
  attr: 'setfattr',
  busybox: 'busybox',
  csh: 'csh',
  dash: 'dash',
  debootstrap: 'debootstrap',
  'docker.io': 'docker',
  faketime: 'faketime',
  fish: 'fish',
  'golang-go': 'go',
  iptables: 'iptables',
  openssl: 'openssl',
  'openssh-client': 'ssh-keygen',
  'openssh-server': 'sshd',
  passwd: 'useradd',
  pigz: 'pigz',
  procps: 'ps',
  'python3-pip': 'pip3',
  shellcheck: 'shellcheck',
  strace: 'strace',
  sudo: 'sudo',
  'util-linux': 'flock',
  zsh: 'zsh',
  zstd: 'zstd',
}

/** Why this machine cannot have the bed, in words for a skipped test; null if it can. */
export function whyNot(): string | null {
  if (process.platform !== 'linux')
    return `the bed needs Linux: a Docker engine and an sshd on this very machine (this is ${process.platform})`
  if (process.arch !== 'x64' && !usesOfficialImages())
    return `the bed's own images are built for x64 only (this is ${process.arch}): set MEESHY_BED_IMAGES=official`
  const root = process.getuid?.() === 0
  if (!root && spawnSync('sudo', ['-n', 'true']).status !== 0) return 'the bed needs root, or sudo that asks for no password'
  if (!root && !canUse(socket)) return `the bed needs root, or a Docker engine whose socket (${socket}) this user may use`
  if (!existsSync(socket) && !mayMount())
    return 'no Docker engine answers here, and this machine does not allow the bed to start one (no CAP_SYS_ADMIN)'
  const missing = missingPackages()
  if (missing.length > 0 && find('apt-get') === null) return `missing here, and there is no apt-get to install them: ${missing.join(', ')}`
  return null
}

/** True if the bed uses the official images of a registry instead of building its own. */
export function usesOfficialImages(): boolean {
  const value = process.env['MEESHY_BED_IMAGES'] ?? ''
  if (value !== '' && value !== 'official') throw new Error(`MEESHY_BED_IMAGES is '${value}': only 'official' means something`)
  return value === 'official'
}

/** The words that run a program as root: none for root itself. */
export function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? [] : ['sudo', '-n']
}

/** Installs the Debian packages that are missing; returns their names. It starts no service, and contacts the mirrors only if one is missing. */
export async function installMissing(): Promise<readonly string[]> {
  if (missingPackages().length === 0) return []
  const gate = await lock(cached('apt.lock'))
  try {
    const missing = missingPackages()
    if (missing.length > 0) await withoutServices(() => install(missing))
    return missing
  } finally {
    await gate.release()
  }
}

/** Installs the Debian package of `program` if the program is missing. */
export async function installPackage(name: string, program: string): Promise<void> {
  if (find(program) !== null) return
  const gate = await lock(cached('apt.lock'))
  try {
    await withoutServices(() => install([name]))
  } finally {
    await gate.release()
  }
}

/** The path of `program`, also in the directories of a server's programs; null if it is missing. */
export function find(program: string): string | null {
  for (const directory of fullPath().split(':')) {
    if (directory !== '' && existsSync(join(directory, program))) return join(directory, program)
  }
  return null
}

function missingPackages(): string[] {
  return Object.entries(packages)
    .filter(([name, program]) => find(program) === null || (name === 'docker.io' && find('dockerd') === null && !existsSync(socket)))
    .map(([name]) => name)
}

async function install(names: readonly string[]): Promise<void> {
  const apt = [...asRoot(), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq']
  // A third-party list that does not answer is no failure: what matters is whether the packages install.
  await attempt([...apt, 'update'])
  await command([...apt, 'install', '-y', '--no-install-recommends', ...names])
}

/** Debian's packages start their daemons when installed; this is Debian's own way to prevent it. */
async function withoutServices(work: () => Promise<void>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy) || process.getuid?.() !== 0) return work()
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    await work()
  } finally {
    rmSync(policy, { force: true })
  }
}

function canUse(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Bit 21 of the effective capabilities is CAP_SYS_ADMIN (capabilities(7)): without it no container can be made. */
function mayMount(): boolean {
  const bits = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return (BigInt(`0x${bits}`) & (1n << 21n)) !== 0n
}
