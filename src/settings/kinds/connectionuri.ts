// Connection strings of database servers with several hosts (their manual, "Connection String Format"): checked by form, because a driver's error would quote the password.
import { isIPv6 } from 'node:net'
import { Sensitive } from '../../text/sensitive.ts'
import { accept, type Kind, refuse, unprintable } from './kind.ts'

const form = /^(?<scheme>[a-z]+)(?<srv>\+srv)?:\/\/(?:(?<account>[^/?#@]*)@)?(?<hosts>[^/?#@]+)(?:\/(?<database>[^/?#@]*)(?:\?[^#]*)?)?$/
const member = /^(?<name>\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9_](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?)(?::(?<port>[1-9][0-9]{0,4}))?$/
// What may stand for itself in user and password; everything else comes as %XX.
const account = /^(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9a-fA-F]{2})*$/

/** A connection string of this scheme, alone or as `scheme+srv`, kept as it is. */
export function connectionUri(scheme: string): Kind<Sensitive> {
  const rule = `a connection string, ${scheme}://… or ${scheme}+srv://…, with reserved characters in the password as %XX`
  return {
    form: 'text',
    symbol: 'PATH',
    rule,
    read: text => (isUri(text, scheme) ? accept(new Sensitive(text)) : refuse(rule, text)),
    secretsIn: passwordsIn,
  }
}

/** The password in a connection string, as written and decoded; also that of one that is not valid, since it is masked before it is judged. */
export function passwordsIn(uri: string): string[] {
  const written = /^[^/]*\/\/[^:]*:(.*)@/s.exec(uri)?.[1]
  if (written === undefined || written === '') return []
  const decoded = decode(written)
  return decoded === undefined || decoded === written ? [written] : [written, decoded]
}

function isUri(text: string, scheme: string): boolean {
  const parts = form.exec(text)?.groups
  if (parts?.['scheme'] !== scheme || unprintable.test(text) || text.includes(' ') || text.length > 4096) return false
  const hosts = (parts['hosts'] ?? '').split(',')
  return isAccount(parts['account']) && hosts.every(isMember) && (parts['srv'] === undefined || isService(hosts))
}

function isAccount(text: string | undefined): boolean {
  if (text === undefined) return true
  const [name = '', password = '', ...more] = text.split(':')
  return name !== '' && more.length === 0 && [name, password].every(part => account.test(part) && decode(part) !== undefined)
}

/** A host, or a container's or service's name, which may have an underscore; perhaps with a port. */
function isMember(text: string): boolean {
  const { name = '', port = '1' } = member.exec(text)?.groups ?? {}
  return name !== '' && Number(port) <= 65535 && (!name.startsWith('[') || isIPv6(name.slice(1, -1)))
}

/** `scheme+srv` takes one name, and its ports come from DNS. */
function isService(hosts: readonly string[]): boolean {
  return hosts.length === 1 && !(hosts[0] ?? '').includes(':')
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
