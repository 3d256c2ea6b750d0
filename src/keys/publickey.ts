// A public key of SSH, of a server or of a user: what its wire form (RFC 4253, section 6.6; RFC 5656; RFC 8709) says about it.
import { createHash } from 'node:crypto'
import { WireReader } from './wire.ts'

export type PublicKey = {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, … */
  readonly type: string
  readonly bits: number
  /** `SHA256:…`, as `ssh-keygen -lf` prints it. */
  readonly fingerprint: string
  /** Type and key as files hold them, without a comment. */
  readonly line: string
}

/** The usable types, the preferred one first. DSA, host certificates and hardware keys are not usable. */
export const usableTypes = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa'] as const
export type UsableType = (typeof usableTypes)[number]

export function isUsable(type: string): type is UsableType {
  return (usableTypes as readonly string[]).includes(type)
}

/** Reads a key's wire form. Undefined where the bytes are not one; a key of another type has its type and fingerprint, and 0 bits. */
export function readPublicKey(blob: Buffer): PublicKey | undefined {
  try {
    const type = new WireReader(blob).string().toString('latin1')
    if (!/^[a-z0-9][a-z0-9@.-]+$/.test(type)) return undefined
    const bits = isUsable(type) ? bitsOf(type, blob) : 0
    return bits === undefined ? undefined : { type, bits, fingerprint: fingerprintOf(blob), line: `${type} ${blob.toString('base64')}` }
  } catch {
    return undefined
  }
}

function bitsOf(type: UsableType, blob: Buffer): number | undefined {
  const fields = new WireReader(blob)
  fields.string()
  // RSA has its exponent before the modulus, ECDSA the curve's name before the point, Ed25519 nothing.
  if (type !== 'ssh-ed25519') fields.string()
  const key = fields.string()
  if (fields.left > 0 || key.length === 0) return undefined
  switch (type) {
    case 'ssh-rsa':
      return BigInt(`0x${key.toString('hex')}`).toString(2).length
    case 'ssh-ed25519':
      return key.length === 32 ? 256 : undefined
    default:
      return Number(type.slice(-3))
  }
}

function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace('=', '')}`
}
