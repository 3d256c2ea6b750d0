// Host, port and user: where to connect, and as whom.
import { isIPv4, isIPv6 } from 'node:net'
import { checkFingerprint } from '../../keys/knownhosts.ts'
import { accept, type Kind, refuse, wordThat } from './kind.ts'

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
// A last label like these makes some resolvers read the whole name as an address: `1.2.3`, `0x7f.1`.
const numeric = /^(?:\d+|0x[0-9a-f]*)$/i

/** A DNS name (RFC 1123), an IPv4 address, or an IPv6 address. It drops the brackets of an IPv6 address. */
export const host: Kind<string> = {
  form: 'word',
  symbol: '[USER@]HOST[:PORT]',
  rule: 'a host name or IP address',
  read: text => {
    const bare = /^\[(.*)\]$/.exec(text)?.[1]
    if (bare !== undefined) return isAddress6(bare) ? accept(bare) : refuse(host.rule, text)
    return isIPv4(text) || isAddress6(text) || isDnsName(text) ? accept(text) : refuse(host.rule, text)
  },
}

/** A TCP port. */
export const port: Kind<number> = {
  form: 'word',
  symbol: 'PORT',
  rule: 'an integer from 1 to 65535',
  read: text => (/^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65535 ? accept(Number(text)) : refuse(port.rule, text)),
}

/** A login name, as useradd(8) recommends them. */
export const user: Kind<string> = wordThat('USER', 'a Unix user name', text => /^[a-z_][a-z0-9_-]{0,31}\$?$/.test(text))

// No zone (`fe80::1%eth0`): it names an interface of one machine, and its text is free.
function isAddress6(text: string): boolean {
  return isIPv6(text) && !text.includes('%')
}

function isDnsName(text: string): boolean {
  const labels = text.split('.')
  return text.length <= 253 && labels.every(part => label.test(part)) && !numeric.test(labels.at(-1) ?? '')
}

/** A host key's fingerprint as `ssh-keygen -lf` prints it. */
export const fingerprint: Kind<string> = {
  form: 'word',
  symbol: 'SHA256:…',
  rule: 'SHA256: and 43 base64 characters',
  read: text => {
    const complaint = checkFingerprint(text)
    return complaint === null ? accept(text) : refuse(complaint, text)
  },
}
