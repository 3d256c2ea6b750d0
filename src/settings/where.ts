// Where a run works, as texts to store for the post stage of its job, whose own inputs may have changed by then.
import { type Given, textOf } from './given.ts'
import { isOptionName, type OptionName } from './options.ts'

/** Stored: nothing secret and nothing long. */
const kept = ['host', 'port', 'user', 'sudo', 'connect-timeout', 'app-dir', 'backup-dir'] as const satisfies readonly OptionName[]
/** Read again from the inputs: how to log in, and whom to trust. */
const again = ['private-key', 'passphrase', 'known-hosts', 'host-fingerprint'] as const satisfies readonly OptionName[]

export function whereOf(given: Given): Record<string, string> {
  const texts = kept.map(name => [name, textOf(given, name)] as const)
  return Object.fromEntries(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])))
}

/** The options that reach the same place again: its address from the stored texts, the login from the inputs of now. */
export function backTo(where: Readonly<Record<string, string>>, given: Given): Given {
  const access = again.flatMap(name => (given.values[name] === undefined ? [] : [[name, given.values[name]] as const]))
  const place = Object.entries(where).filter(([name]) => isOptionName(name))
  return { surface: given.surface, values: Object.fromEntries([...place, ...access]), problems: [] }
}
