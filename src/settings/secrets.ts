// Everything that a log must never show, found before its first line: all given secrets, valid or not.

import { readPrivateKey } from '../keys/privatekey.ts'
import { Sensitive } from '../text/sensitive.ts'
import { type Given, secretNames, textOf } from './given.ts'
import { optionOf } from './options.ts'

// A runner replaces every occurrence of a mask: shorter masks would make the log unreadable, and protect almost nothing.
const shortest = 4

/**
 * The given secrets, and what is derived from them: the forms of a repaired key, the password in a connection
 * string, and what each looks like in a URL, in base64 and in JSON. GitHub's runner knows the last three by itself; others do not.
 */
export function secretsOf(given: Given): Sensitive[] {
  const texts = rawSecrets(given)
  const derived = [...secretNames.flatMap(name => optionOf(name).kind.secretsIn?.(textOf(given, name) ?? '') ?? []), ...formsOfKey(given)]
  const whole = [...texts, ...derived].flatMap(text => [text, text.trim()]).filter(text => text.length >= shortest)
  return [...new Set(whole.flatMap(text => [text, ...encoded(text)]))].map(text => new Sensitive(text))
}

/** The secrets as they were given, short ones too: the runner masks every stored secret, however short. */
export function givenSecrets(given: Given): Sensitive[] {
  return rawSecrets(given)
    .filter(text => text !== '')
    .map(text => new Sensitive(text))
}

function rawSecrets(given: Given): string[] {
  return secretNames.map(name => textOf(given, name) ?? '')
}

/** The text in each encoding: the text itself where an encoding changes nothing. */
function encoded(text: string): string[] {
  const bytes = Buffer.from(text)
  return [bytes.toString('base64'), bytes.toString('base64url'), inUrl(text), JSON.stringify(text).slice(1, -1)]
}

function inUrl(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    // Half a surrogate pair has no form in a URL.
    return text
  }
}

function formsOfKey(given: Given): string[] {
  const key = textOf(given, 'private-key') ?? given.fallback?.privateKey
  if (key === undefined) return []
  const passphrase = textOf(given, 'passphrase')
  const reading = readPrivateKey(new Sensitive(key), passphrase === undefined ? undefined : new Sensitive(passphrase))
  return 'masks' in reading ? reading.masks.map(mask => mask.reveal()) : [key]
}
