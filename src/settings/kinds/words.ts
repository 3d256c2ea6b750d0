// One word out of a few, and yes or no.
import { nearest } from '../nearest.ts'
import { accept, type Kind, refuse } from './kind.ts'

/** Exactly one of `words`; another gets the nearest of them suggested. */
export function oneOf<const W extends string>(symbol: string, words: readonly W[]): Kind<W> {
  const rule = `one of: ${words.join(', ')}`
  return {
    form: 'word',
    symbol,
    rule,
    read: text => {
      const word = words.find(each => each === text)
      if (word !== undefined) return accept(word)
      const near = nearest(text, words)
      return refuse(near === undefined ? rule : `${rule} (did you mean ${near}?)`, text)
    },
  }
}

/** The booleans of YAML's core schema, as `core.getBooleanInput` takes them. */
export const boolean: Kind<boolean> = {
  form: 'switch',
  symbol: '',
  rule: 'true or false',
  read: text => {
    if (/^(?:true|True|TRUE)$/.test(text)) return accept(true)
    return /^(?:false|False|FALSE)$/.test(text) ? accept(false) : refuse(boolean.rule, text)
  },
}
