// The values of flags, from the command line, a file, or a variable of the environment.
import { flagsOf, variableOf } from './commands.ts'
import type { Operation } from './option.ts'
import { type OptionName, optionOf } from './options.ts'
import { invalid, quoted } from './problem.ts'

/** What a command line needs of the user's machine. */
export type Machine = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The home directory, where ssh keeps its files. */
  readonly home: string
  /** Reads a text file; throws as `readFileSync` does. */
  readonly read: (path: string) => string
}

/** Every text given for an option: several for a repeated flag. */
export type FlagValues = Partial<Record<OptionName, readonly string[]>>

type Texts = ReadonlyMap<string, readonly string[]>
type Content = { readonly content: string } | { readonly problem: string }

/** Gathers the values of a command's flags: from the words themselves, or from the file or the variable. */
export function flagValues(texts: Texts, command: Operation, machine: Machine): { values: FlagValues; problems: string[] } {
  const values: FlagValues = {}
  const problems: string[] = []
  for (const { name, option, takes } of flagsOf(command)) {
    if (option === undefined) continue
    const given = texts.get(name)
    if (takes !== 'file') {
      if (given !== undefined) values[option] = given
      continue
    }
    const reading = given === undefined ? variable(option, texts, machine) : given.map(path => contentOf(option, path, machine))
    problems.push(...reading.flatMap(each => ('problem' in each ? [each.problem] : [])))
    const contents = reading.flatMap(each => ('content' in each ? [each.content] : []))
    if (contents.length > 0) values[option] = contents
  }
  return { values, problems }
}

/** The text in an option's variable. One about a connection counts only with --host, because a shell profile may set it for every command. */
function variable(option: OptionName, texts: Texts, { env }: Machine): Content[] {
  const content = env[variableOf(option)] ?? ''
  const counts = content !== '' && (optionOf(option).group !== 'where' || texts.has('host'))
  return counts ? [{ content }] : []
}

/** The content of a file without its last line break, which editors and `echo` add. */
function contentOf(option: OptionName, path: string, { read }: Machine): Content {
  try {
    return { content: read(path).replace(/\r?\n$/, '') }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { problem: invalid(option, `a file that can be read (${why})`, quoted(path)) }
  }
}
