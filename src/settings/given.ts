// What somebody gave, before anything of it is judged: texts by option, from an action's inputs or from a command line.
import type { Operation } from './option.ts'
import { type OptionName, optionNames, options } from './options.ts'

export type Given = {
  readonly surface: 'action' | 'cli'
  /** What was asked for, where that is known. */
  readonly operation?: Operation
  /** Options that are not here take their defaults. Several texts are the lines of a list. */
  readonly values: Readonly<Partial<Record<OptionName, string | readonly string[]>>>
  /** What was wrong before any value was looked at (a name that does not exist, a flag without a value), one line each. */
  readonly problems: readonly string[]
  /** What ssh itself would use for this person: taken where there is a host, and nothing else was given. */
  readonly fallback?: { readonly privateKey?: string; readonly knownHosts?: string }
}

/** The text given for an option, or undefined. */
export function textOf(given: Given, name: OptionName): string | undefined {
  const value = given.values[name]
  return value === undefined || typeof value === 'string' ? value : value.join('\n')
}

/** The options whose values nobody may see. */
export const secretNames = optionNames.filter(name => 'secret' in options[name])
