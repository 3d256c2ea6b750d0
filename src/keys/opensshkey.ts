// OpenSSH's own container of private keys ("openssh-key-v1", PROTOCOL.key in OpenSSH's sources), read as far as possible without the passphrase.
import { inert } from '../text/inert.ts'
import { type PublicKey, readPublicKey } from './publickey.ts'
import { WireReader, wireString, wireUint32 } from './wire.ts'

const magic = Buffer.from('openssh-key-v1\0')

/** The ciphers ssh2 opens, with the length of the tag that follows the encrypted part. */
const tagLengths: Readonly<Record<string, number>> = {
  none: 0,
  'aes128-ctr': 0,
  'aes192-ctr': 0,
  'aes256-ctr': 0,
  'aes128-cbc': 0,
  'aes192-cbc': 0,
  'aes256-cbc': 0,
  '3des-cbc': 0,
  'aes128-gcm@openssh.com': 16,
  'aes256-gcm@openssh.com': 16,
}

export type Container = { readonly encrypted: boolean; readonly publicKey: PublicKey }

/** Reads the unencrypted part of the container, which holds the public half. A returned text says what is wrong with the container. */
export function readContainer(bytes: Buffer): Container | string {
  try {
    const fields = new WireReader(bytes)
    if (!fields.bytes(magic.length).equals(magic)) return damaged
    const cipher = fields.string().toString('latin1')
    fields.string() // key derivation
    fields.string() // its options
    if (fields.uint32() !== 1) return 'holds several keys: give one'
    const publicKey = readPublicKey(fields.string())
    const secret = fields.string()
    const tagLength = tagLengths[cipher]
    if (publicKey === undefined) return damaged
    if (publicKey.type.startsWith('sk-')) return 'is a hardware key, whose hardware a workflow cannot touch: make another key'
    if (tagLength === undefined)
      return `is encrypted with ${inert(cipher, { limit: 40 })}, which cannot be read here: run ssh-keygen -p -Z aes256-ctr -f key`
    fields.bytes(tagLength)
    if (fields.left > 0) return damaged
    const encrypted = cipher !== 'none'
    return encrypted || isWhole(secret, publicKey) ? { encrypted, publicKey } : damaged
  } catch {
    return damaged
  }
}

/** An unencrypted container of an Ed25519 key: the public half and the seed, 32 bytes each. */
export function writeEd25519(publicHalf: Buffer, seed: Buffer): Buffer {
  const type = wireString('ssh-ed25519')
  const check = wireUint32(0) // two equal numbers show that decryption worked; nothing is encrypted here
  const key = [check, check, type, wireString(publicHalf), wireString(Buffer.concat([seed, publicHalf])), wireString('')]
  const length = Buffer.concat(key).length
  const padding = Buffer.from(Array.from({ length: (8 - (length % 8)) % 8 }, (_, i) => i + 1))
  const none = [wireString('none'), wireString('none'), wireString(''), wireUint32(1)]
  const blob = wireString(Buffer.concat([type, wireString(publicHalf)]))
  return Buffer.concat([magic, ...none, blob, wireString(Buffer.concat([...key, padding]))])
}

const damaged = 'is damaged or cut off: give the whole file, unchanged'

function isWhole(secret: Buffer, publicKey: PublicKey): boolean {
  const fields = new WireReader(secret)
  const check = fields.uint32()
  return check === fields.uint32() && fields.string().toString('latin1') === publicKey.type
}
