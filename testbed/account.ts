// Plain Unix accounts for tests: who may log in, use Docker, or become root without a password.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { command } from './command.ts'
import { accountsFolder, changeAccounts, type Lease, removeAccount } from './lease.ts'
import { asRoot } from './machine.ts'

export type AccountOptions = {
  readonly lease: Lease
  /** Member of the group that may use the Docker socket. */
  readonly docker?: boolean
  /** May run anything as root by sudo, without a password. */
  readonly sudo?: boolean
  /** The login shell; /bin/sh by default. */
  readonly shell?: string
}

export type Account = { readonly name: string; readonly home: string; close(): Promise<void> }

/**
 * Makes an account with an empty home. Every server of startSshd lets it in with its client key. `close` ends its processes
 * and removes it; the bed's own close does so too.
 */
export async function createAccount(options: AccountOptions): Promise<Account> {
  const name = `mb${options.lease.id}${Math.random().toString(36).slice(2, 6)}`
  const skeleton = join(options.lease.folder, 'empty')
  for (const folder of [skeleton, accountsFolder(options.lease)]) mkdirSync(folder, { recursive: true })
  writeFileSync(join(accountsFolder(options.lease), name), '')
  // `*` is no password; `!`, the default, would lock the account for sshd without PAM (sshd(8)).
  const groups = options.docker ? ['--groups=docker'] : []
  const words = ['--create-home', `--skel=${skeleton}`, '--password=*', `--shell=${options.shell ?? '/bin/sh'}`, ...groups]
  await changeAccounts(['useradd', ...words, name])
  if (options.sudo) await allowSudo(name, options.lease.folder)
  return { name, home: join('/home', name), close: () => removeAccount(name) }
}

async function allowSudo(name: string, folder: string): Promise<void> {
  const rule = join(folder, `sudo-${name}`)
  writeFileSync(rule, `${name} ALL=(ALL:ALL) NOPASSWD: ALL\n`)
  chmodSync(rule, 0o440)
  await command([...asRoot(), 'install', '-m', '0440', '-o', 'root', '-g', 'root', rule, `/etc/sudoers.d/${name}`])
}
