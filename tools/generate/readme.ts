// The README's tables, from the tables of options, outputs, flags and exit codes. People write the text around them.

import { codesWith } from '../../src/messages/errors.ts'
import { type ExitCode, exitCodes } from '../../src/messages/exitcodes.ts'
import { commands, flagOf, flagOptions, flagsOf, ownFlags } from '../../src/settings/commands.ts'
import { type Group, groups, type Operation } from '../../src/settings/option.ts'
import { type OptionName, optionNames, optionOf } from '../../src/settings/options.ts'
import { outputs } from '../../src/settings/outputs.ts'
import { code, endOf, startOf, table, withTables } from './tables.ts'

const sections: Readonly<Record<string, () => string>> = {
  inputs: inputTables,
  outputs: outputTable,
  flags: flagTable,
  'exit-codes': exitCodeTable,
}

/** The README with its tables as they must be. Throws when a pair of markers is missing; a missing README begins as headings and tables. */
export function readme(present: string | undefined): string {
  return withTables('README.md', present ?? skeleton(), sections)
}

function skeleton(): string {
  const headings = { inputs: 'Settings', outputs: 'Outputs', flags: 'Command line', 'exit-codes': 'Exit codes' }
  const parts = Object.entries(headings).map(([name, heading]) => `## ${heading}\n\n${startOf(name)}\n${endOf(name)}\n`)
  return `# Meeshy backup\n\n${parts.join('\n')}`
}

function inputTables(): string {
  return (Object.keys(groups) as Group[])
    .flatMap(group => {
      const members = optionNames.filter(name => optionOf(name).group === group && optionOf(name).operations.includes('backup'))
      return members.length === 0
        ? []
        : `### ${groups[group]}\n\n${table(['Input', 'Default', 'Meaning', 'Example'], members.map(inputRow))}`
    })
    .join('\n\n')
}

function inputRow(name: OptionName): string[] {
  const { summary, doc, required, default: standard, example } = optionOf(name)
  const fallback = required ? '**required**' : standard === undefined ? '' : code(standard)
  return [code(name), fallback, doc === undefined ? `${summary}.` : `${summary}. ${doc}`, example.split('\n').map(code).join('<br>')]
}

function outputTable(): string {
  return table(
    ['Output', 'What it says'],
    Object.entries(outputs).map(([name, meaning]) => [code(name), meaning]),
  )
}

function flagTable(): string {
  const operations = Object.keys(commands) as Operation[]
  const having = (flag: string) => operations.filter(operation => flagsOf(operation).some(({ name }) => name === flag))
  const own = ownFlags.map(flag => [spelt(flag), 'all', flag.summary])
  const given = flagOptions.map(flagOf).map(flag => {
    const by = having(flag.name)
    return [spelt(flag), by.length === operations.length ? 'all' : by.join(', '), flag.summary]
  })
  return table(['Flag', 'Commands', 'Meaning'], [...given, ...own])
}

function spelt({ name, symbol }: { name: string; symbol: string }): string {
  return code(symbol === '' ? `--${name}` : `--${name} ${symbol}`)
}

function exitCodeTable(): string {
  return table(
    ['Exit code', 'Meaning', 'Failures'],
    Object.entries(exitCodes).map(([exit, meaning]) => [
      exit,
      meaning,
      codesWith(Number(exit) as ExitCode)
        .map(code)
        .join(' '),
    ]),
  )
}
