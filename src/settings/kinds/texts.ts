// Texts that pass through unchanged: secrets, keys, and a reason in plain words.
import { Sensitive } from '../../text/sensitive.ts'
import { accept, byteLength, type Kind, refuse, unprintable, wordThat } from './kind.ts'

/** A text of at most `most` bytes that is not empty; a later check reads it together with other settings. */
export function document(most: number): Kind<string> {
  return {
    form: 'text',
    symbol: 'PATH',
    rule: `a text of at most ${most} bytes`,
    read: text => {
      if (text.trim() === '') return refuse('is empty', text)
      return byteLength(text) <= most ? accept(text) : refuse(`is longer than ${most} bytes`, text)
    },
  }
}

/** The same for a secret. */
export function secretDocument(most: number): Kind<Sensitive> {
  const plain = document(most)
  return {
    ...plain,
    read: text => {
      const reading = plain.read(text)
      return reading.ok ? accept(new Sensitive(reading.value)) : reading
    },
  }
}

/** A password on one line: in the protocols that carry it, a line break ends it. */
export const password: Kind<Sensitive> = {
  form: 'text',
  symbol: 'PATH',
  rule: 'one line without control characters, at most 1024 characters',
  read: text => {
    const fits = text !== '' && text.length <= 1024 && !unprintable.test(text)
    return fits ? accept(new Sensitive(text)) : refuse(password.rule, text)
  },
}

/** The passphrase of a key: any text without a line break at its end, which comes from pasting and is no part of it. */
export const passphrase: Kind<Sensitive> = {
  form: 'text',
  symbol: 'PATH',
  rule: 'a passphrase without a line break at its end',
  read: text => (text === '' || /[\r\n]$/.test(text) ? refuse(passphrase.rule, text) : accept(new Sensitive(text))),
}

/** A few plain words for people: one line. */
export const sentence: Kind<string> = wordThat('TEXT', 'one line of at most 200 characters', text => {
  return text.trim() !== '' && text.length <= 200 && !unprintable.test(text)
})
