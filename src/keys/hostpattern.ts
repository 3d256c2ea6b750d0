// Which hosts a line of known_hosts is about: the patterns of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT", and ssh_config(5), "PATTERNS".
import { createHmac } from 'node:crypto'

/** The name a host has in known_hosts: `host` on port 22, `[host]:port` on any other. Names are compared in lower case. */
export function knownHostsName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`
}

/** Whether the first field of a line (a comma list of patterns, some negated by `!`, or one hashed name) is about the host of that name. */
export function speaksOf(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return matchesHash(hosts, name)
  const patterns = hosts.toLowerCase().split(',')
  if (patterns.some(pattern => pattern.startsWith('!') && matchesPattern(pattern.slice(1), name))) return false
  return patterns.some(pattern => !pattern.startsWith('!') && matchesPattern(pattern, name))
}

/** Whether a pattern of the field stands for any host at all (`*`, `[*]:*`): such a line pins nothing. */
export function speaksOfAnyHost(hosts: string): boolean {
  return hosts.split(',').some(pattern => /^[[\]:*?]*\*[[\]:*?]*$/.test(pattern))
}

/** `|1|salt|hash`: the base64 of a salt, and of the HMAC-SHA1 of the name with that salt as key. */
function matchesHash(hashed: string, name: string): boolean {
  const [, version, salt = '', hash] = hashed.split('|')
  return version === '1' && createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash
}

/** `*` stands for any characters, `?` for one. Goes back to the last `*` only, so no pattern takes more than quadratic time. */
function matchesPattern(pattern: string, name: string): boolean {
  let at = 0
  let star = -1
  let resume = 0
  let i = 0
  while (at < name.length) {
    if (pattern[i] === '*') {
      star = i++
      resume = at
    } else if (i < pattern.length && (pattern[i] === '?' || pattern[i] === name[at])) {
      i += 1
      at += 1
    } else if (star >= 0) {
      i = star + 1
      at = ++resume
    } else return false
  }
  while (pattern[i] === '*') i += 1
  return i === pattern.length
}
