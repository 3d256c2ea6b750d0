// Sorts the words of a command line into flags with their texts, and operands. An unknown flag is a problem with a suggestion.
import { parseArgs } from 'node:util'
import { type Flag, flagOf, flagOptions, flagsOf, ownFlags, program, variableOf } from './commands.ts'
import { nearest } from './nearest.ts'
import type { Operation } from './option.ts'
import { isOptionName } from './options.ts'
import { invalid } from './problem.ts'

export type Word = ReturnType<typeof wordsOf>[number]
/** Texts by flag, one for each time it was given. */
export type FlagTexts = { readonly texts: ReadonlyMap<string, readonly string[]>; readonly problems: readonly string[] }

const flags: readonly Flag[] = [...flagOptions.map(flagOf), ...ownFlags]

/** Splits arguments as POSIX and GNU do: `--name value`, `--name=value`, `--switch`, operands, `--`. */
export function wordsOf(args: readonly string[]) {
  const takesText = [...flags.filter(flag => flag.takes !== 'nothing').map(flag => flag.name), ...flagOptions.filter(isOnlyInFile)]
  const taking = takesText.map(name => [name, { type: 'string' }] as const)
  const options = { ...Object.fromEntries(taking), help: { type: 'boolean', short: 'h' } } as const
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens
}

/** The words that are no flags. It skips a word behind an unknown flag, which is probably the value of that flag and may be a secret. */
export function operandsOf(words: readonly Word[]): string[] {
  return words.flatMap((word, i) => {
    const before = words[i - 1]
    const isValue = before?.kind === 'option' && !before.inlineValue && !flags.some(flag => flag.name === before.name)
    return word.kind === 'positional' && !isValue ? [word.value] : []
  })
}

/** Collects the flags that a command knows. */
export function flagTexts(words: readonly Word[], command: Operation): FlagTexts {
  const known = [...flagsOf(command), ...ownFlags]
  const texts = new Map<string, string[]>()
  const problems: string[] = []
  for (const word of words) {
    if (word.kind !== 'option') continue
    const flag = known.find(each => each.name === word.name)
    const problem = flag === undefined ? unknownFlag(word.name, word.rawName, known, command) : misused(flag, word)
    if (problem !== undefined) problems.push(problem)
    else texts.set(word.name, [...(texts.get(word.name) ?? []), word.value ?? 'true'])
  }
  return { texts, problems }
}

function isOnlyInFile(name: string): boolean {
  return isOptionName(name) && flagOf(name).takes === 'file'
}

function misused(flag: Flag, word: Word & { kind: 'option' }): string | undefined {
  if (flag.takes === 'nothing')
    return flag.option === undefined && word.inlineValue ? invalid(`--${flag.name}`, 'takes no value') : undefined
  const missing = word.value === undefined || (!word.inlineValue && word.value.startsWith('-'))
  return missing ? invalid(`--${flag.name}`, `needs a value: --${flag.name}=${flag.symbol}`) : undefined
}

function unknownFlag(name: string, written: string, known: readonly Flag[], command: Operation): string {
  if (isOptionName(name) && isOnlyInFile(name)) {
    return invalid(
      `--${name}`,
      `not accepted on the command line, where others can read it: use --${name}-file PATH or ${variableOf(name)}`,
    )
  }
  const elsewhere = flags.some(flag => flag.name === name)
  const near = elsewhere
    ? undefined
    : nearest(
        name,
        known.map(flag => flag.name),
      )
  const hint = near === undefined ? `see ${program} ${command} --help` : `did you mean --${near}?`
  return invalid(written.slice(0, 64), `not a flag of '${program} ${command}'; ${hint}`)
}
