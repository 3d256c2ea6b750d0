// The host keys the user trusts: from the text of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT") and from fingerprints.
import { knownHostsName, speaksOf, speaksOfAnyHost } from './hostpattern.ts'
import { isUsable, type PublicKey, readPublicKey, type UsableType } from './publickey.ts'

/** One trusted key. A bare fingerprint does not tell its type. */
export type Pin = { readonly fingerprint: string; readonly type?: UsableType }
export type PinnedHost = {
  /** What a line of known_hosts for it begins with: `host`, or `[host]:port`. */
  readonly name: string
  readonly pins: readonly Pin[]
  /** Fingerprints of keys marked `@revoked` for this host: the connection refuses them even if another line pins them. */
  readonly revoked: readonly string[]
}

type Line = { readonly marker: '' | '@revoked' | '@cert-authority'; readonly hosts: string; readonly key: PublicKey }
type BadLine = { readonly problem: string }

/** The keys pinned for one host. Lines about other hosts, and lines that pin nothing (`*`), do not count; call `checkKnownHosts` first. */
export function hostKeysFor(
  trusted: { readonly knownHosts?: string; readonly hostFingerprints: readonly string[] },
  host: string,
  port: number,
): PinnedHost {
  const name = knownHostsName(host, port)
  const lines = readLines(trusted.knownHosts ?? '').filter(line => 'hosts' in line && speaksOf(line.hosts, name)) as Line[]
  const revoked = lines.filter(line => line.marker === '@revoked').map(line => line.key.fingerprint)
  const listed = lines.flatMap(line => pinOf(line))
  const given = trusted.hostFingerprints.map(fingerprint => ({ fingerprint }))
  return { name, revoked, pins: [...listed, ...given].filter(pin => !revoked.includes(pin.fingerprint)) }
}

/** The problem of the text of `known-hosts` for this host, or null. It repeats no part of a text that may be secret. */
export function checkKnownHosts(text: string, host: string, port: number): string | null {
  const lines = readLines(text)
  const name = knownHostsName(host, port)
  if (text.includes('PRIVATE KEY')) return 'holds a private key, which belongs in private-key and nowhere else: treat that key as leaked'
  if (/^SHA256:\S+$/.test(text.trim())) return 'is a fingerprint: give it as host-fingerprint'
  if (lines.length === 0) return `has no line. ${howToGet(host, port)}`
  const bad = lines.find(line => 'problem' in line)
  if (bad !== undefined) return `${bad.problem}: a line is the host (here ${name}), the key type and the key. ${howToGet(host, port)}`
  const good = lines as Line[]
  if (good.some(line => line.marker === '' && speaksOfAnyHost(line.hosts))) {
    return `has a line for any host ('*'), which would trust one key everywhere: name the host, ${name}`
  }
  if (good.some(line => speaksOf(line.hosts, name) && pinOf(line).length > 0)) return revokedOnly(good, name)
  return `has no usable line for ${name}${closest(good, name, host)}. ${howToGet(host, port)}`
}

/** The problem of a `host-fingerprint`, or null. */
export function checkFingerprint(text: string): string | null {
  const [, digest = ''] = /^SHA256:([A-Za-z0-9+/]{43})$/.exec(text) ?? []
  // The last of 43 characters has two bits to spare: a text that sets them is no digest, so a letter is wrong.
  if (digest !== '' && Buffer.from(digest, 'base64').toString('base64') === `${digest}=`) return null
  return 'must be SHA256: and 43 base64 characters, as printed on the server by: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub'
}

function pinOf(line: Line): Pin[] {
  const { type, fingerprint } = line.key
  return line.marker === '' && isUsable(type) && !speaksOfAnyHost(line.hosts) ? [{ type, fingerprint }] : []
}

function revokedOnly(lines: readonly Line[], name: string): string | null {
  const speaking = lines.filter(line => speaksOf(line.hosts, name))
  const revoked = new Set(speaking.filter(line => line.marker === '@revoked').map(line => line.key.fingerprint))
  return speaking.flatMap(pinOf).some(pin => !revoked.has(pin.fingerprint)) ? null : `marks every key of ${name} as @revoked`
}

/** Why the lines that come closest do not count. */
function closest(lines: readonly Line[], name: string, host: string): string {
  const speaking = lines.filter(line => speaksOf(line.hosts, name))
  if (speaking.some(line => line.marker === '@cert-authority'))
    return ': host certificates (@cert-authority) are not supported, pin the host key itself'
  const [other] = speaking.filter(line => line.marker === '')
  if (other !== undefined) return `: keys of type ${other.key.type} are not supported`
  const otherPort = lines.some(line => speaksOf(line.hosts, host.toLowerCase()) || line.hosts.startsWith(`[${host.toLowerCase()}]:`))
  return otherPort ? `: it has the host, but for this port the line must begin with ${name}` : ''
}

function howToGet(host: string, port: number): string {
  const scan = port === 22 ? `ssh-keyscan ${host}` : `ssh-keyscan -p ${port} ${host}`
  return `Get it with '${scan}' and compare it on the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`
}

function readLines(text: string): (Line | BadLine)[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, index) => [line.trim(), index + 1] as const)
    .filter(([line]) => line !== '' && !line.startsWith('#'))
    .map(([line, number]) => readLine(line, number))
}

/** `[marker] hosts type key [comment]`, separated by blanks. */
function readLine(line: string, number: number): Line | BadLine {
  const fields = line.split(/[ \t]+/)
  const marker = fields[0]?.startsWith('@') ? (fields.shift() ?? '') : ''
  const [hosts = '', type = '', base64 = ''] = fields
  if (marker !== '' && marker !== '@revoked' && marker !== '@cert-authority') return { problem: `has an unknown marker in line ${number}` }
  if (isUsable(hosts)) return { problem: `has no host in line ${number}` }
  const key = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? readPublicKey(Buffer.from(base64, 'base64')) : undefined
  return key?.type === type ? { marker, hosts, key } : { problem: `has a damaged or unknown entry in line ${number}` }
}
