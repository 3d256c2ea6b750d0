// Where a run works, as texts that can be kept: for the stage of a job that comes after it, whose own inputs may say something else by then.
import { type Given, textOf } from './given.ts'
import { isOptionName, type OptionName } from './options.ts'

/** Nothing secret, and nothing long: what says whom to trust is in the inputs again. */
const kept = ['host', 'port', 'user', 'sudo', 'connect-timeout', 'app-dir', 'backup-dir'] as const satisfies readonly OptionName[]
/** Of the inputs themselves: how to get in. */
const again = ['private-key', 'passphrase', 'known-hosts', 'host-fingerprint'] as const satisfies readonly OptionName[]

export function whereOf(given: Given): Record<string, string> {
  const texts = kept.map(name => [name, textOf(given, name)] as const)
  return Object.fromEntries(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])))
}

/** What is needed to get to the same place again: where from what was kept, how to get in from what is given now, and nothing else. */
export function backTo(where: Readonly<Record<string, string>>, given: Given): Given {
  const access = again.flatMap(name => (given.values[name] === undefined ? [] : [[name, given.values[name]] as const]))
  const place = Object.entries(where).filter(([name]) => isOptionName(name))
  return { surface: given.surface, values: Object.fromEntries([...place, ...access]), problems: [] }
}
