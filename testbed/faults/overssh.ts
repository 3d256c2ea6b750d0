// Connects to a host over a real sshd.
import { delimiter } from 'node:path'
import { hostKeysFor } from '../../src/keys/knownhosts.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { sshTransport, type Timing } from '../../src/transports/ssh.ts'
import type { Transport } from '../../src/transports/transport.ts'
import { type Sshd, startSshd } from '../sshd.ts'
import type { Host } from './host.ts'

/** The parts of a server that a client needs; data, so that a test can pass it to a client in a process of its own. */
export type Target = Pick<Sshd, 'host' | 'port' | 'user' | 'privateKey' | 'knownHosts'>

/** Short waits: a connection that answers nothing for three seconds is lost. */
const impatient: Timing = { keepalive: { milliseconds: 1000, count: 3 }, delays: [100, 200] }

/** `patient`: with the waits of the product. */
export function overSsh({ host, port, user, privateKey, knownHosts }: Target, { patient = false } = {}): Transport {
  const hostKeys = hostKeysFor({ knownHosts, hostFingerprints: [] }, host, port)
  const server = { host, port, user, privateKey: new Sensitive(privateKey), hostKeys, sudo: false, connectTimeoutSeconds: 5 }
  return sshTransport(server, patient ? undefined : impatient)
}

/** An sshd whose sessions see the host's programs first, and whose processes can be told from others by their HOME. */
export function sshdOf({ path, folder }: Host, under: readonly string[] = []): Promise<Sshd> {
  return startSshd({ shims: path.split(delimiter)[0] ?? '', env: { HOME: folder }, under })
}
