// The command line as data: its commands, and their flags, which are made from the options.
import type { Operation } from './option.ts'
import { type OptionName, optionNames, optionOf } from './options.ts'

export const program = 'meeshy-backup'

export type CommandWords = {
  readonly usage: string
  readonly summary: string
  /** The option whose value words without a flag are: `restore NAME`. `needed`: the command fails without one. */
  readonly operand?: { readonly option: OptionName; readonly needed: boolean }
}

export const commands: Readonly<Record<Operation, CommandWords>> = {
  backup: { usage: 'backup [flags]', summary: 'Make a backup, prove it, then remove the oldest ones' },
  restore: {
    usage: 'restore [BACKUP] [flags]',
    summary: 'Restore a backup, all of it or some components; whatever fails, it ends in the old state or in the new one',
    operand: { option: 'backup', needed: false },
  },
  list: { usage: 'list [flags]', summary: 'List the backups, how each was proven, and what the next rotation does with it' },
  check: {
    usage: 'check [flags]',
    summary:
      'Check before an important deploy: is there room, are the last backups present and good, was a restore rehearsed, is there a way back',
  },
  prune: { usage: 'prune [flags]', summary: 'Remove the oldest backups of one prefix, as the end of a backup does' },
  pin: {
    usage: 'pin NAME... [flags]',
    summary: 'Keep backups until you unpin them: rotation neither counts nor removes them',
    operand: { option: 'names', needed: true },
  },
  unpin: {
    usage: 'unpin NAME... [flags]',
    summary: 'Unpin backups: rotation counts and removes them again',
    operand: { option: 'names', needed: true },
  },
  delete: {
    usage: 'delete NAME... [flags]',
    summary: 'Delete backups for good; it asks first, and leaves pinned backups',
    operand: { option: 'names', needed: true },
  },
  verify: {
    usage: 'verify [BACKUP] [flags]',
    summary: 'Read the stored backups, and name every damage by its component and byte range',
    operand: { option: 'backup', needed: false },
  },
  script: {
    usage: 'script backup|restore [flags]',
    summary: 'Print the script of a backup, or of any restore: a file that runs on the server without Node',
  },
  recover: {
    usage: 'recover [flags]',
    summary: 'Clean up after runs that died, and say what was found; every other operation does it too',
  },
}

export type Flag = {
  /** Without the dashes. */
  readonly name: string
  /** The option it gives, unless it is about the command line itself. */
  readonly option?: OptionName
  /** `file`: the path of a file that holds the value. */
  readonly takes: 'nothing' | 'value' | 'file'
  readonly symbol: string
  readonly summary: string
}

export const ownFlags: readonly Flag[] = [
  { name: 'json', takes: 'nothing', symbol: '', summary: 'Print the result as JSON' },
  { name: 'help', takes: 'nothing', symbol: '', summary: 'Print this help' },
]

/** The options that have a flag, in the order of the table. */
export const flagOptions: readonly OptionName[] = optionNames.filter(name => optionOf(name).only !== 'action')

/** The flags of a command, in the order of the table. */
export function flagsOf(operation: Operation): Flag[] {
  return flagOptions.filter(name => optionOf(name).operations.includes(operation)).map(flagOf)
}

/**
 * The flag of an option. Secrets and long texts come from files: every user of the machine can see a command line, and
 * the shell keeps it in its history.
 */
export function flagOf(name: OptionName): Flag {
  const { kind, summary } = optionOf(name)
  if (kind.form === 'text') return { name: `${name}-file`, option: name, takes: 'file', symbol: 'PATH', summary }
  return { name, option: name, takes: kind.form === 'switch' ? 'nothing' : 'value', symbol: kind.symbol, summary }
}

/** The environment variable that may hold a text instead of its file: `MEESHY_PRIVATE_KEY`. */
export function variableOf(name: OptionName): string {
  return `MEESHY_${name.toUpperCase().replaceAll('-', '_')}`
}
