// How ssh2 connects: no default of ssh2 decides which host to trust or what to offer it.
import type { Socket } from 'node:net'
import type { ConnectConfig, ParsedKey, ServerHostKeyAlgorithm } from 'ssh2'
import type { UsableType } from '../keys/publickey.ts'

/** What one attempt needs. */
export type Attempt = {
  readonly socket: Socket
  readonly user: string
  readonly key: ParsedKey
  /** The types of host keys that may be negotiated. */
  readonly types: readonly UsableType[]
  /** For name lookup, TCP, handshake and authentication together. */
  readonly milliseconds: number
  readonly keepalive: Keepalive
  /** Judges the host's key (wire form). Until then the client has sent only its version and the key exchange. */
  readonly accepts: (hostKey: Buffer) => boolean
  /** Gets the methods that the server would accept, after it refused the key. */
  readonly onRefused: (methods: readonly string[]) => void
  readonly debug?: (line: string) => void
}

/** ssh2 sends a question after `milliseconds` of silence; after `count` unanswered questions the connection is lost. */
export type Keepalive = { readonly milliseconds: number; readonly count: number }

export function sshOptions(attempt: Attempt): ConnectConfig {
  let offered = false
  return {
    sock: attempt.socket,
    username: attempt.user,
    readyTimeout: attempt.milliseconds,
    keepaliveInterval: attempt.keepalive.milliseconds,
    keepaliveCountMax: attempt.keepalive.count,
    hostVerifier: attempt.accepts,
    // ssh2's own order has AES-GCM first, which is the fastest here by far.
    algorithms: {
      serverHostKey: attempt.types.flatMap(type => signaturesOf(type)),
      hmac: { append: [], prepend: [], remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'] },
      compress: ['none'],
    },
    // One key, one attempt: no "none", agent or keyboard before it, and no second try after it, because fail2ban counts tries.
    authHandler: (methods, _partial, next) => {
      if (offered) {
        attempt.onRefused(methods)
        // ssh2 takes false for "give up"; its types know only the methods.
        return next(false as never)
      }
      offered = true
      next({ type: 'publickey', username: attempt.user, key: attempt.key })
    },
    tryKeyboard: false,
    agentForward: false,
    ...(attempt.debug !== undefined && { debug: attempt.debug }),
  }
}

/** RSA keys sign with SHA-2 (RFC 8332): "ssh-rsa" as a signature is SHA-1. */
function signaturesOf(type: UsableType): ServerHostKeyAlgorithm[] {
  return type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type]
}
