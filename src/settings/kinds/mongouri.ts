// MongoDB connection strings (MongoDB manual, "Connection String Format"): checked by form, because a driver's error would quote the password.
import { isIPv6 } from 'node:net'
import { Sensitive } from '../../text/sensitive.ts'
import { accept, type Kind, refuse, unprintable } from './kind.ts'

const form = /^mongodb(?<srv>\+srv)?:\/\/(?:(?<account>[^/?#@]*)@)?(?<hosts>[^/?#@]+)(?:\/(?<database>[^/?#@]*)(?:\?[^#]*)?)?$/
const member = /^(?<name>\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9_](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?)(?::(?<port>[1-9][0-9]{0,4}))?$/
// What may stand for itself in user and password; everything else comes as %XX.
const account = /^(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9a-fA-F]{2})*$/

/** `mongodb://` or `mongodb+srv://`, kept as it is. */
export const mongoUri: Kind<Sensitive> = {
  form: 'text',
  symbol: 'PATH',
  rule: 'a connection string, mongodb://… or mongodb+srv://…, with reserved characters in the password as %XX',
  read: text => (isUri(text) ? accept(new Sensitive(text)) : refuse(mongoUri.rule, text)),
}

/** The password in a connection string, as written and decoded; also that of one that is not valid, since it is masked before it is judged. */
export function passwordsIn(uri: string): string[] {
  const written = /^[^/]*\/\/[^:]*:(.*)@/s.exec(uri)?.[1]
  if (written === undefined || written === '') return []
  const decoded = decode(written)
  return decoded === undefined || decoded === written ? [written] : [written, decoded]
}

function isUri(text: string): boolean {
  const parts = form.exec(text)?.groups
  if (parts === undefined || unprintable.test(text) || text.includes(' ') || text.length > 4096) return false
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
  const { name = '', port = '27017' } = member.exec(text)?.groups ?? {}
  return name !== '' && Number(port) <= 65535 && (!name.startsWith('[') || isIPv6(name.slice(1, -1)))
}

/** `mongodb+srv` takes one name, and its ports come from DNS. */
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
