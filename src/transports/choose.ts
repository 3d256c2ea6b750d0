// The transport of a target.

import { hostKeysFor } from '../keys/knownhosts.ts'
import type { Target } from '../settings/settings.ts'
import { type Environment, localTransport } from './local.ts'
import { sshTransport } from './ssh.ts'
import type { Transport } from './transport.ts'

/** `environment`: the variables for a shell on this machine. `debug`: takes lines of the SSH library, which may contain text of the server. */
export function transportTo(target: Target, environment: Environment, debug: (line: string) => void): Transport {
  if (target.kind === 'local') return localTransport({ sudo: target.sudo, environment })
  const { host, port, connectTimeout, knownHosts = '', hostFingerprints, ...rest } = target
  const hostKeys = hostKeysFor({ knownHosts, hostFingerprints }, host, port)
  return sshTransport({ ...rest, host, port, hostKeys, connectTimeoutSeconds: connectTimeout, debug })
}
