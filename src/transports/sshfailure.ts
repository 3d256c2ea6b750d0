// Turns a failed connection into a failure for people. Pure.

import type { PinnedHost } from '../keys/knownhosts.ts'
import type { PublicKey } from '../keys/publickey.ts'
import { BackupError, type Failure } from '../messages/errors.ts'
import { inert } from '../text/inert.ts'
import type { Failed, Phase } from './sshattempt.ts'

/** The server, the user, the key, and the trusted host keys. */
export type Place = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly publicKey: PublicKey
  readonly hostKeys: PinnedHost
}

const nothingSent = 'nothing was sent to it: no key, no secret, no command'

export function connectFailure(place: Place, { phase, error }: Failed, tries: number, seconds: number): BackupError {
  const timedOut = 'level' in error && error.level === 'client-timeout'
  const what = timedOut ? `no answer within ${seconds} s` : saidBy(error)
  return new BackupError(
    {
      code: 'E_CONNECT',
      title: `${titles[phase](place)}: ${what}.`,
      details: { Phase: phase, ...(tries > 1 && { Tries: String(tries) }) },
      safe: phase === 'authentication' ? 'no command was run' : nothingSent,
      next: advice[phase],
    },
    { cause: error },
  )
}

/** The failure for a server that showed no trusted key (`shown` is empty if it has no key of a usable type). */
export function hostKeyFailure(place: Place, shown: readonly PublicKey[]): BackupError {
  const { pins, revoked } = place.hostKeys
  const [first] = shown
  const isRevoked = shown.some(key => revoked.includes(key.fingerprint))
  const about = first === undefined ? noUsableKey : isRevoked ? revokedKey : pins.length === 0 ? unknownKey : otherKey
  return new BackupError({ code: 'E_HOSTKEY', safe: nothingSent, ...about(place, shown) })
}

/** The failure for a refused key. It is final: another attempt would bring fail2ban closer and end the same. */
export function authenticationFailure(place: Place, methods: readonly string[]): BackupError {
  const { user, publicKey } = place
  const keysAreTaken = methods.includes('publickey')
  return new BackupError({
    code: 'E_AUTH',
    title: `${where(place)} refused this key for user ${user}.`,
    details: {
      Key: `${publicKey.type}, ${publicKey.bits} bits, ${publicKey.fingerprint}`,
      'Public key': publicKey.line,
      ...(methods.length > 0 && { 'It takes': inert(methods.join(', '), { limit: 200 }) }),
    },
    safe: 'one login attempt was made, and no command was run',
    next: keysAreTaken
      ? `check on the server that the public key is a line of ~${user}/.ssh/authorized_keys, that only ${user} can write that file and the directories above it, and that sshd allows the user to log in (AllowUsers, AllowGroups); the server's log says which of these it was`
      : 'the server accepts no keys: set PubkeyAuthentication yes in its sshd_config',
  })
}

/** The failure for a connection that opens no shell, or that was lost before it did. */
export function shellFailure(place: Place, error: Error, connected: boolean): BackupError {
  const title = connected ? `${where(place)} opened no shell` : `The connection to ${where(place)} is lost`
  return new BackupError(
    {
      code: connected ? 'E_PROTOCOL' : 'E_CONNECT',
      title: `${title}: ${saidBy(error)}.`,
      next: connected ? 'check MaxSessions and ForceCommand in sshd_config, and the login shell of the account' : 'run it again',
    },
    { cause: error },
  )
}

const titles: Readonly<Record<Phase, (place: Place) => string>> = {
  DNS: place => `Cannot resolve ${place.host}, so ${where(place)} was not reached`,
  TCP: place => `Cannot connect to ${where(place)}`,
  handshake: place => `${where(place)} was reached, but the SSH handshake failed`,
  authentication: place => `${where(place)} ended the connection during authentication`,
}

const advice: Readonly<Record<Phase, string>> = {
  DNS: 'check host, and that its name resolves on the machine that runs this',
  TCP: 'check host and port, that sshd runs there, and that its firewall admits the machine that runs this (hosted runners: the addresses in https://api.github.com/meta)',
  handshake:
    'check that an SSH server listens on this port, that it is not overloaded (MaxStartups) or blocking this address, and that its KexAlgorithms include a current one (curve25519-sha256)',
  authentication: "look in the server's log: there sshd says why it ended the connection",
}

type About = Pick<Failure, 'title' | 'details' | 'next'>

function unknownKey(place: Place, shown: readonly PublicKey[]): About {
  return {
    title: `The host key of ${where(place)} is not known, so nothing was sent to it.`,
    details: { 'It offers': described(shown), 'Compare it': howToCompare(shown) },
    next: `if the key is the same, store this line as known-hosts:\n${lineToStore(place, shown)}`,
  }
}

function otherKey(place: Place, shown: readonly PublicKey[]): About {
  return {
    title: `The host key of ${where(place)} is not the one that is pinned, so nothing was sent to it.`,
    details: { Expected: expected(place.hostKeys.pins), Got: described(shown), 'Compare it': howToCompare(shown) },
    next: `if this is not the server's own key, someone may be intercepting the connection; if the server was set up again and this is its key, store this line as known-hosts in place of the old one:\n${lineToStore(place, shown)}`,
  }
}

function revokedKey(place: Place, shown: readonly PublicKey[]): About {
  return {
    title: `${where(place)} shows a host key that known-hosts marks @revoked, so nothing was sent to it.`,
    details: { 'It offers': described(shown) },
    next: 'give the server a new host key (remove the old one, then ssh-keygen -A), and store its line as known-hosts',
  }
}

function noUsableKey(place: Place): About {
  return {
    title: `${where(place)} has no host key of a type that can be trusted today, so nothing was sent to it.`,
    details: { Expected: expected(place.hostKeys.pins) || 'ssh-ed25519, ecdsa-sha2-nistp256, or ssh-rsa with SHA-2 signatures' },
    next: 'make host keys on the server: ssh-keygen -A',
  }
}

function howToCompare([first]: readonly PublicKey[]): string {
  const kind = first?.type.startsWith('ecdsa') ? 'ecdsa' : first?.type.replace('ssh-', '')
  return `on the server: ssh-keygen -lf /etc/ssh/ssh_host_${kind}_key.pub`
}

function lineToStore(place: Place, [first]: readonly PublicKey[]): string {
  return `${place.hostKeys.name} ${first?.line}`
}

function described(keys: readonly PublicKey[]): string {
  return keys.map(key => `${key.type} ${key.fingerprint}`).join('\n')
}

function expected(pins: PinnedHost['pins']): string {
  return pins.map(pin => (pin.type === undefined ? pin.fingerprint : `${pin.type} ${pin.fingerprint}`)).join('\n')
}

/** The words of an error, made inert: a server can choose the words with which it ends a connection. */
function saidBy(error: Error): string {
  return inert(error.message, { limit: 300 }).replace(/\.$/, '')
}

function where({ host, port }: Place): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
