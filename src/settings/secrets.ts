// Everything a log must never show, found before the first line of it is written: whatever was given, valid or not.
import { Sensitive } from '../sensitive.ts'
import { readPrivateKey } from '../transports/privatekey.ts'
import { type Given, secretNames, textOf } from './given.ts'
import { passwordsIn } from './kinds/mongouri.ts'

// A runner replaces every occurrence of a mask: shorter ones would shred the log, and guard next to nothing.
const shortest = 4

/** The secrets among what was given, and what is derived from them: the forms of a repaired key, the password in a connection string. */
export function secretsOf(given: Given): Sensitive[] {
  const texts = secretNames.map(name => textOf(given, name) ?? '')
  const derived = [...passwordsIn(textOf(given, 'mongo-uri') ?? ''), ...formsOfKey(given)]
  const masks = [...texts, ...derived].flatMap(text => [text, text.trim()]).filter(text => text.length >= shortest)
  return [...new Set(masks)].map(text => new Sensitive(text))
}

function formsOfKey(given: Given): string[] {
  const key = textOf(given, 'private-key') ?? given.fallback?.privateKey
  if (key === undefined) return []
  const passphrase = textOf(given, 'passphrase')
  const reading = readPrivateKey(new Sensitive(key), passphrase === undefined ? undefined : new Sensitive(passphrase))
  return 'masks' in reading ? reading.masks.map(mask => mask.reveal()) : [key]
}
