// Turns a command line into texts by option, with the files, variables and defaults of its user. It judges no value.
import { commands, program } from './commands.ts'
import { type FlagValues, flagValues, type Machine } from './flagvalues.ts'
import { flagTexts, operandsOf, wordsOf } from './flagwords.ts'
import type { Given } from './given.ts'
import { splitHost } from './hostargument.ts'
import { nearest } from './nearest.ts'
import { type Operation, allOperations as operations } from './option.ts'
import { inputFailure, invalid, quoted } from './problem.ts'

export type Invocation =
  | { readonly kind: 'help'; readonly command?: Operation }
  | {
      readonly kind: 'run'
      readonly command: Operation
      /** Of `script`: what to print. */
      readonly printed?: (typeof printed)[number]
      readonly json: boolean
      readonly given: Given
    }

/** What `script` prints. */
const printed = ['backup', 'restore'] as const

/**
 * Reads a command line, without the program's name. Throws a BackupError with code E_INPUT when it names no command;
 * every other problem is in `given.problems`, so that one report names it together with the problems of values.
 */
export function fromArguments(args: readonly string[], machine: Machine): Invocation {
  const words = wordsOf(args)
  const [first, ...operands] = operandsOf(words)
  const command = operations.find(operation => operation === first)
  if (args.length === 0 || words.some(word => word.kind === 'option' && word.name === 'help')) {
    return command === undefined ? { kind: 'help' } : { kind: 'help', command }
  }
  if (command === undefined) throw inputFailure([noCommand(first)])
  const { texts, problems } = flagTexts(words, command)
  const put = withOperands(texts, command, operands)
  const given = together(put.texts, command, machine, [...put.problems, ...problems])
  const what = command === 'script' ? printed.find(word => word === operands[0]) : undefined
  return { kind: 'run', command, ...(what !== undefined && { printed: what }), json: texts.has('json'), given }
}

type Texts = ReadonlyMap<string, readonly string[]>

function together(texts: Texts, command: Operation, machine: Machine, problems: readonly string[]): Given {
  const { values, problems: unreadable } = flagValues(texts, command, machine)
  const { values: apart, problems: twice } = hostApart(values)
  const all = [...problems, ...unreadable, ...twice]
  return {
    surface: 'cli',
    operation: command,
    values: apart,
    problems: all,
    ...(apart.host !== undefined && { fallback: fallbackOf(machine) }),
  }
}

function hostApart(values: FlagValues): { values: FlagValues; problems: string[] } {
  const [written, ...more] = values.host ?? []
  if (written === undefined || more.length > 0) return { values, problems: [] }
  const { host, ...rest } = splitHost(written)
  const problems = (['user', 'port'] as const)
    .filter(name => rest[name] !== undefined && values[name] !== undefined)
    .map(name => invalid(name, `given once: in --host or as --${name}`, quoted(written)))
  const parts = Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, [text]]))
  return { values: { ...values, ...parts, host: [host] }, problems }
}

/** The files that ssh itself would use, as far as they can be read. */
function fallbackOf({ home, read }: Machine): NonNullable<Given['fallback']> {
  const file = (path: string): string | undefined => {
    try {
      return read(`${home}/.ssh/${path}`)
    } catch {
      return undefined
    }
  }
  const privateKey = file('id_ed25519')
  const knownHosts = file('known_hosts')
  return { ...(privateKey !== undefined && { privateKey }), ...(knownHosts !== undefined && { knownHosts }) }
}

function noCommand(word: string | undefined): string {
  const known = `the commands are ${operations.join(', ')}`
  if (word === undefined) return `No command was given: ${known}; see ${program} --help`
  const near = nearest(word, operations)
  return invalid('command', near === undefined ? known : `${known} (did you mean ${near}?)`, quoted(word))
}

/** Words without a flag are the value of the command's operand, or a problem. */
function withOperands(texts: Texts, command: Operation, operands: readonly string[]): { texts: Texts; problems: string[] } {
  const { operand } = commands[command]
  if (operand === undefined) return { texts, problems: strayOperands(command, operands) }
  const all = [...(texts.get(operand.option) ?? []), ...operands]
  if (all.length > 0) return { texts: new Map([...texts, [operand.option, all]]), problems: [] }
  return {
    texts,
    problems: operand.needed ? [invalid('command', `${command} needs the name of a backup: ${program} ${command} NAME`)] : [],
  }
}

function strayOperands(command: Operation, operands: readonly string[]): string[] {
  if (command !== 'script') return operands.map(word => invalid('command', `${command} takes flags only`, quoted(word)))
  const [what, ...more] = operands
  if (what === undefined)
    return [invalid('command', `say what to print: ${printed.map(word => `${program} script ${word}`).join(', or ')}`)]
  const stray = printed.some(word => word === what) ? more : operands
  return stray.map(word => invalid('command', `script prints one thing: ${printed.join(' or ')}`, quoted(word)))
}
