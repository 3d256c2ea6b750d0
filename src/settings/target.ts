// Where to work: a server over SSH or this machine, and whether the given key and host key can be used for it.

import { checkKnownHosts } from '../keys/knownhosts.ts'
import { readPrivateKey } from '../keys/privatekey.ts'
import { Sensitive } from '../text/sensitive.ts'
import { type Given, textOf } from './given.ts'
import { type OptionName, optionOf } from './options.ts'
import { counted, invalid } from './problem.ts'
import type { SshTarget, Target } from './settings.ts'
import type { Values } from './values.ts'

export type TargetReading = { readonly target?: Target; readonly problems: readonly string[]; readonly warnings: readonly string[] }

/** Options that say something about a connection only. */
const aboutHost = ['port', 'user', 'private-key', 'passphrase', 'known-hosts', 'host-fingerprint', 'connect-timeout'] as const

/** Reads the group "where" together. It passes over values that could not be read alone: their problems are already reported. */
export function readTarget(values: Partial<Values>, given: Given): TargetReading {
  if (given.surface === 'cli' && textOf(given, 'host') === undefined) return thisMachine(values, given)
  const withFallback = { ...values, ...fallbackKey(values, given) }
  const missing = (['host', 'user', 'private-key'] as const)
    .filter(name => withFallback[name] === undefined && textOf(given, name) === undefined)
    .map(name => invalid(name, missingBecause(name, given), optionOf(name).secret ? counted('') : undefined))
  const key = checkKey(withFallback, values['private-key'] === undefined ? '~/.ssh/id_ed25519 ' : '')
  const problems = [...missing, ...key.problems, ...checkHostKey(values)]
  return { ...complete(withFallback, given), problems, warnings: key.warnings }
}

function thisMachine(values: Partial<Values>, given: Given): TargetReading {
  const problems = aboutHost
    .filter(name => textOf(given, name) !== undefined)
    .map(name => invalid(name, 'only with host: without host, the command works on this machine'))
  return { target: { kind: 'local', sudo: values.sudo ?? false }, problems, warnings: [] }
}

function complete(values: Partial<Values>, given: Given): { target?: SshTarget } {
  const { host, port, user, 'private-key': privateKey, passphrase, sudo, 'connect-timeout': connectTimeout } = values
  if (host === undefined || port === undefined || user === undefined) return {}
  if (privateKey === undefined || sudo === undefined || connectTimeout === undefined) return {}
  const knownHosts = values['known-hosts'] ?? fallbackHostKeys(values, given, host, port)
  const hostFingerprints = values['host-fingerprint'] ?? []
  const optional = { ...(passphrase && { passphrase }), ...(knownHosts !== undefined && { knownHosts }) }
  return { target: { kind: 'ssh', host, port, user, privateKey, ...optional, hostFingerprints, sudo, connectTimeout } }
}

function missingBecause(name: OptionName, given: Given): string {
  if (given.surface === 'cli') {
    const how =
      name === 'user' ? '--host USER@HOST, or --user' : '--private-key-file PATH, or MEESHY_PRIVATE_KEY; there is no ~/.ssh/id_ed25519'
    return `${name} is needed with host: ${how}`
  }
  const because = optionOf(name).secret ? 'secrets are not passed to forks' : 'a variable or secret that does not exist is empty'
  return `${name} is empty (${because})`
}

function checkKey(values: Partial<Values>, origin: string): { problems: string[]; warnings: readonly string[] } {
  const { 'private-key': key, passphrase } = values
  if (key === undefined) return { problems: [], warnings: [] }
  const reading = readPrivateKey(key, passphrase)
  if (!('problem' in reading)) return { problems: [], warnings: reading.warnings }
  const { input, problem, counted: isCounted } = reading
  const got = (input === 'passphrase' ? passphrase : key)?.reveal() ?? ''
  const sentence = input === 'private-key' ? `${origin}${problem}` : problem
  return { problems: [invalid(input, sentence, isCounted ? undefined : counted(got))], warnings: [] }
}

function checkHostKey({ 'known-hosts': text, host, port }: Partial<Values>): string[] {
  if (text === undefined || host === undefined || port === undefined) return []
  const problem = checkKnownHosts(text, host, port)
  return problem === null ? [] : [invalid('known-hosts', problem, counted(text))]
}

function fallbackKey(values: Partial<Values>, given: Given): { 'private-key'?: Sensitive } {
  const key = given.fallback?.privateKey
  return key === undefined || values['private-key'] !== undefined || textOf(given, 'private-key') !== undefined
    ? {}
    : { 'private-key': new Sensitive(key) }
}

/**
 * The lines about this host in the user's own known_hosts. Other programs wrote that file: a line that is not usable here
 * is no error. All revocations stay. Undefined where no line pins the host: the connection then says what to store.
 */
function fallbackHostKeys(values: Partial<Values>, given: Given, host: string, port: number): string | undefined {
  if ((values['host-fingerprint'] ?? []).length > 0) return undefined
  const lines = given.fallback?.knownHosts?.split(/\r?\n/) ?? []
  const ours = lines.filter(line => line.startsWith('@revoked') || checkKnownHosts(line, host, port) === null).join('\n')
  return checkKnownHosts(ours, host, port) === null ? ours : undefined
}
