// The transport of a target.
import type { Target } from '../settings/settings.ts'
import { hostKeysFor } from './knownhosts.ts'
import { type Environment, localTransport } from './local.ts'
import { sshTransport } from './ssh.ts'
import type { Transport } from './transport.ts'

/** `environment` is what a shell on this machine may see; `debug` takes what the SSH library has to say, unclean. */
export function transportTo(target: Target, environment: Environment, debug: (line: string) => void): Transport {
  if (target.kind === 'local') return localTransport({ sudo: target.sudo, environment })
  const { host, port, connectTimeout, knownHosts = '', hostFingerprints, ...rest } = target
  const hostKeys = hostKeysFor({ knownHosts, hostFingerprints }, host, port)
  return sshTransport({ ...rest, host, port, hostKeys, connectTimeoutSeconds: connectTimeout, debug })
}
