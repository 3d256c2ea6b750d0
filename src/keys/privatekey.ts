// Turns the private key that a user gives, in any common form, into one that ssh2 reads. Pure: no file, no network.
//
// It finds every problem that shows without ssh2, so that one report names it together with every other bad input. One
// problem needs ssh2, which is loaded only to connect: whether the passphrase opens an encrypted key of OpenSSH's own
// format (bcrypt_pbkdf). `open` of the SSH transport finds that, before it connects.
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { Sensitive } from '../text/sensitive.ts'
import { refuseKind } from './keykind.ts'
import { countKeys, type KeyText, keyText, straighten, unfold } from './keytext.ts'
import { readContainer, writeEd25519 } from './opensshkey.ts'
import { isUsable, type PublicKey, readPublicKey } from './publickey.ts'
import { wireInteger, wireString } from './wire.ts'

export type PrivateKey = {
  /** As ssh2 reads it. */
  readonly key: Sensitive
  /** What `key` is still encrypted with. */
  readonly passphrase?: Sensitive
  readonly publicKey: PublicKey
  /** What was repaired in the text, in words. */
  readonly repaired: readonly string[]
  readonly warnings: readonly string[]
  /** Every form of the secret; a log masks all of them. */
  readonly masks: readonly Sensitive[]
}
/** Why there is no key: a sentence about that input, after its name, without any part of the key. `counted`: it says how many characters the input has. */
export type KeyProblem = { readonly input: 'private-key' | 'passphrase'; readonly problem: string; readonly counted?: true }

type Opened = { readonly text: string; readonly publicKey: PublicKey; readonly encrypted: boolean }

/** The curves of RFC 5656, by OpenSSL's names. */
const curves: Readonly<Record<string, string>> = { prime256v1: 'nistp256', secp384r1: 'nistp384', secp521r1: 'nistp521' }

const damaged = 'is damaged or cut off: give the whole file, unchanged, its BEGIN and END lines included'

/** Reads the inputs `private-key` and `passphrase` (none, or empty: no passphrase). */
export function readPrivateKey(given: Sensitive, passphrase?: Sensitive): PrivateKey | KeyProblem {
  const unfolded = unfold(given.reveal())
  const keys = countKeys(unfolded.text)
  if (keys === 0) return { input: 'private-key', ...refuseKind(unfolded.text, given.length) }
  if (keys > 1) return refuse(`holds ${keys} private keys: give one`)
  const straight = straighten(unfolded.text)
  if (straight === undefined) return { ...refuse(`${damaged} (got ${given.length} characters)`), counted: true }
  const words = passphrase?.reveal() ?? ''
  if (/[\r\n]$/.test(words)) return { input: 'passphrase', problem: 'ends with a line break: store it without one (printf, not echo)' }
  const opened = straight.label === 'OPENSSH' ? openContainer(straight, words) : openPem(straight, words)
  if ('problem' in opened) return opened
  return {
    key: new Sensitive(opened.text),
    ...(passphrase !== undefined && opened.encrypted && straight.label === 'OPENSSH' && { passphrase }),
    publicKey: opened.publicKey,
    repaired: [...unfolded.repaired, ...straight.repaired],
    warnings: words !== '' && !opened.encrypted ? ['passphrase is not needed: the private key is not encrypted'] : [],
    masks: masksOf([given.reveal(), unfolded.text, straight.text, straight.body, opened.text, words]),
  }
}

/** Problems that only opening the key shows; ssh.ts reports them in the same words. */
export const wrongPassphrase: KeyProblem = {
  input: 'passphrase',
  problem:
    'does not open the private key. If it is right, the key is damaged, or its encryption is too old to be read: ssh-keygen -p -f key encrypts it anew',
}
export const damagedKey: KeyProblem = refuse(damaged)

function refuse(problem: string): KeyProblem {
  return { input: 'private-key', problem }
}

function missingPassphrase(): KeyProblem {
  return refuse('is encrypted, and there is no passphrase: give it, or a key without one')
}

/** ssh2 reads OpenSSH's own format itself, encrypted too. */
function openContainer(key: KeyText, words: string): Opened | KeyProblem {
  const container = readContainer(Buffer.from(key.body, 'base64'))
  if (typeof container === 'string') return refuse(container)
  if (!isUsable(container.publicKey.type)) return refuse(unusable(container.publicKey.type))
  if (container.encrypted && words === '') return missingPassphrase()
  return { ...container, text: key.text }
}

/** ssh2 reads PKCS#1 and SEC1 only: this opens every PEM key and writes it in the form that ssh2 reads. */
function openPem(key: KeyText, words: string): Opened | KeyProblem {
  const encrypted = key.label === 'ENCRYPTED' || key.dekInfo !== ''
  if (encrypted && words === '') return missingPassphrase()
  try {
    const opened = createPrivateKey({ key: key.text, format: 'pem', passphrase: words })
    const written = writeForSsh2(opened)
    return written === undefined ? refuse(unusable(opened.asymmetricKeyType ?? 'unknown')) : { ...written, encrypted }
  } catch {
    // OpenSSL cannot tell a wrong passphrase from damage, nor always from a cipher it does not know.
    return encrypted ? wrongPassphrase : damagedKey
  }
}

/** Undefined for kinds of keys that servers do not accept, or that ssh2 cannot sign with. */
function writeForSsh2(key: KeyObject): { text: string; publicKey: PublicKey } | undefined {
  const field = (name: 'e' | 'n' | 'x' | 'y' | 'd') => Buffer.from(key.export({ format: 'jwk' })[name] ?? '', 'base64url')
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return both(pem(key, 'pkcs1'), [wireString('ssh-rsa'), wireInteger(field('e')), wireInteger(field('n'))])
    case 'ec': {
      const curve = curves[key.asymmetricKeyDetails?.namedCurve ?? '']
      if (curve === undefined) return undefined
      const point = Buffer.concat([Buffer.of(4), field('x'), field('y')])
      return both(pem(key, 'sec1'), [wireString(`ecdsa-sha2-${curve}`), wireString(curve), wireString(point)])
    }
    case 'ed25519': {
      const text = keyText('OPENSSH', writeEd25519(field('x'), field('d')).toString('base64'))
      return both(text, [wireString('ssh-ed25519'), wireString(field('x'))])
    }
    default:
      return undefined
  }
}

function both(text: string, wire: readonly Buffer[]): { text: string; publicKey: PublicKey } | undefined {
  const publicKey = readPublicKey(Buffer.concat(wire))
  return publicKey && { text, publicKey }
}

function pem(key: KeyObject, type: 'pkcs1' | 'sec1'): string {
  return key.export({ format: 'pem', type }).toString()
}

function unusable(type: string): string {
  return `is of type ${type}, which current servers or this client do not accept. Make another: ssh-keygen -t ed25519 -f key`
}

function masksOf(forms: readonly string[]): Sensitive[] {
  return [...new Set(forms)].filter(form => form.trim() !== '').map(form => new Sensitive(form))
}
