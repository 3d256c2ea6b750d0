// The secrets of a bed, in every form in which they could leak, and the search for them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../../testbed/bed.ts'
import { command } from '../../testbed/command.ts'
import { asRoot } from '../../testbed/machine.ts'

/** Every form of every secret, with what it is. None is shorter than 8 characters, so that none is found by chance. */
export type Canaries = ReadonlyMap<string, string>

export async function canariesOf(bed: Bed): Promise<Canaries> {
  const { appDir, mongo, redis } = bed.project
  const read = async (path: string) => (await command([...asRoot(), 'cat', join(appDir, path)])).toString()
  const env = await read('.env')
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(env)?.[1] ?? ''
  const secrets: Readonly<Record<string, readonly string[]>> = {
    'the password of MongoDB': [mongo.password],
    'the password of Redis': [redis?.password ?? ''],
    'DATABASE_URL of .env': [value('DATABASE_URL')],
    'MONGO_KEYFILE of .env': [value('MONGO_KEYFILE')],
    'secrets/jwt.key': [await read('secrets/jwt.key')],
    'secrets/api keys.json': (await read('secrets/api keys.json')).match(/[0-9a-f]{32}/g) ?? [],
    'secrets/tls.key': bodyOf(await read('secrets/tls.key')),
    'the private key of the client': bodyOf(readFileSync(bed.sshd.privateKeyPath, 'utf8')),
  }
  return new Map(Object.entries(secrets).flatMap(([what, texts]) => texts.flatMap(text => forms(text).map(form => [form, what] as const))))
}

/** What of the canaries stands in a text. */
export function found(canaries: Canaries, text: string): string[] {
  return [...canaries].filter(([form]) => text.includes(form)).map(([form, what]) => `${what}: ${form.slice(0, 12)}…`)
}

function bodyOf(pem: string): string[] {
  return pem.split('\n').filter(line => line.length >= 8 && !line.startsWith('-----'))
}

/** As it is, in a URL, in JSON, in a shell word, in base64 however it is aligned. */
function forms(text: string): string[] {
  const shell = text.replaceAll("'", `'\\''`)
  const base64 = [0, 1, 2].map(shift =>
    Buffer.from(text)
      .subarray(shift)
      .toString('base64')
      .replace(/.{0,4}$/, ''),
  )
  return [...new Set([text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1), shell, ...base64])].filter(
    form => form.length >= 8,
  )
}
