// The command line's help, rendered from the tables: commands, flags and exit codes.

import { exitCodes } from '../messages/exitcodes.ts'
import { commands, type Flag, flagsOf, ownFlags, program } from './commands.ts'
import { type Group, groups, type Operation } from './option.ts'
import { optionOf } from './options.ts'

const width = 100
const indent = 6

/** The help of the program, or of one of its commands; ends with a line break. */
export function help(command?: Operation): string {
  const sections = command === undefined ? overview() : commandHelp(command)
  return `${sections.join('\n\n')}\n`
}

function overview(): string[] {
  const list = Object.values(commands).map(({ usage, summary }) => `  ${program} ${usage}\n${wrapped(summary)}`)
  return [
    'Proven backups of a Docker server, over SSH or on this machine.',
    `Commands\n${list.join('\n')}`,
    `${program} COMMAND --help shows the flags of a command. NO_COLOR is honoured.`,
    exits(),
  ]
}

function commandHelp(command: Operation): string[] {
  const { usage, summary } = commands[command]
  const flags = flagsOf(command)
  const inGroups = (Object.keys(groups) as Group[])
    .map(group => ({
      title: groups[group],
      members: flags.filter(({ option }) => option !== undefined && optionOf(option).group === group),
    }))
    .filter(({ members }) => members.length > 0)
    .map(({ title, members }) => `${title}\n${members.map(entry).join('\n')}`)
  return [`${program} ${usage}\n${wrapped(summary, 2)}`, ...inGroups, `Output\n${ownFlags.map(entry).join('\n')}`, notes(flags), exits()]
}

/** What the flags alone do not show. */
function notes(flags: readonly Flag[]): string {
  const listed = flags.filter(({ option }) => option !== undefined && optionOf(option).kind.form === 'lines').map(({ name }) => `--${name}`)
  return [
    'Without --host the command works on this machine. With it, it uses ~/.ssh/id_ed25519 and ~/.ssh/known_hosts unless you give others.',
    'Instead of --X-file PATH, the variable MEESHY_X may hold the text itself (as in MEESHY_PRIVATE_KEY); a flag takes precedence.',
    `You may repeat the flags of lists: ${listed.join(', ')}.`,
  ]
    .map(note => wrapped(note, 0))
    .join('\n')
}

function entry({ name, symbol, summary, option }: Flag): string {
  const standard = option === undefined ? undefined : optionOf(option).default
  const ending = standard === undefined || standard === 'false' ? '' : ` [${standard}]`
  return `  --${name}${symbol === '' ? '' : ` ${symbol}`}\n${wrapped(`${summary}${ending}`)}`
}

function exits(): string {
  const rows = Object.entries(exitCodes).map(([code, meaning]) => `${code.padStart(5)}  ${meaning}`)
  return `Exit codes\n${rows.join('\n')}`
}

function wrapped(text: string, by = indent): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && by + line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map(line => ' '.repeat(by) + line).join('\n')
}
