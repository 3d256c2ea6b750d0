// What the user gave, before any check: texts by option, from an action's inputs or from a command line.
import type { Operation } from './option.ts'
import { type OptionName, optionNames, options } from './options.ts'

export type Given = {
  readonly surface: 'action' | 'cli'
  /** The requested operation, if known. */
  readonly operation?: Operation
  /** Options that are missing here take their defaults. Several texts are the lines of a list. */
  readonly values: Readonly<Partial<Record<OptionName, string | readonly string[]>>>
  /** Problems found before any value was checked (an unknown name, a flag without a value), one line each. */
  readonly problems: readonly string[]
  /** What ssh itself would use for this user: the run uses it if a host and nothing else is given. */
  readonly fallback?: { readonly privateKey?: string; readonly knownHosts?: string }
}

/** The text given for an option, or undefined. */
export function textOf(given: Given, name: OptionName): string | undefined {
  const value = given.values[name]
  return value === undefined || typeof value === 'string' ? value : value.join('\n')
}

/** The options whose values are secret. */
export const secretNames = optionNames.filter(name => 'secret' in options[name])
