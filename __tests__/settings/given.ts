// What the tests of the settings give, and how they read the answer.
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { wireString } from '../../src/keys/wire.ts'
import { BackupError } from '../../src/messages/errors.ts'
import type { Given } from '../../src/settings/given.ts'
import { type Parsed, parseSettings } from '../../src/settings/parse.ts'

const pair = generateKeyPairSync('ed25519')
const point = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')

export const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
export const publicKey = `ssh-ed25519 ${Buffer.concat([wireString('ssh-ed25519'), wireString(point)]).toString('base64')}`

/** The key again, behind a passphrase. */
export function encryptedKey(passphrase: string): string {
  return pair.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }).toString()
}

export const enough = { host: 'deploy.example.org', user: 'deploy', 'private-key': privateKey } as const

/** An action's settings: what is enough, and `values`. */
export function given(values: Given['values'], surface: Given['surface'] = 'action'): Given {
  return { surface, values: surface === 'action' ? { ...enough, ...values } : values, problems: [] }
}

export function accepted(values: Given['values']): Parsed {
  return parseSettings(given(values))
}

/** Every problem of what was given, one line each; fails if there is none. */
export function problemsOf(what: Given): string[] {
  try {
    parseSettings(what)
  } catch (error) {
    assert.ok(error instanceof BackupError, `threw ${error}`)
    assert.equal(error.code, 'E_INPUT')
    return error.failure.details?.['Problems']?.split('\n') ?? [error.failure.title]
  }
  return assert.fail('was accepted')
}
