// A line that is a command to the runner, in both syntaxes (actions/runner, ActionCommand.cs).

export type Command = { readonly name: string; readonly properties: Readonly<Record<string, string>>; readonly data: string }

const known = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
)

type Escapes = readonly (readonly [RegExp, string])[]
const data: Escapes = [
  [/%0D/g, '\r'],
  [/%0A/g, '\n'],
  [/%25/g, '%'],
]
const property: Escapes = [[/%3A/g, ':'], [/%2C/g, ','], ...data]
const old: Escapes = [[/%3B/g, ';'], [/%5D/g, ']'], ...data]

/** The command of a line: `::name props::data` after blanks at its start, or `##[name props]data` anywhere in it. */
export function commandIn(line: string): Command | undefined {
  const now = /^\s*::([^ :]+)(?: (.*?))?::(.*)$/.exec(line)
  if (now !== null && known.has(now[1] ?? '')) return commandOf(now, ',', property, data)
  const before = /##\[([^ \]]+)(?: ([^\]]*))?\](.*)$/.exec(line)
  return before !== null && known.has(before[1] ?? '') ? commandOf(before, ';', old, old) : undefined
}

function commandOf([, name = '', properties = '', text = '']: RegExpExecArray, separator: string, one: Escapes, all: Escapes): Command {
  const pairs = properties
    .split(separator)
    .filter(pair => pair.includes('='))
    .map(pair => [pair.slice(0, pair.indexOf('=')).trim(), unescaped(pair.slice(pair.indexOf('=') + 1), one)])
  return { name, properties: Object.fromEntries(pairs), data: unescaped(text, all) }
}

function unescaped(text: string, escapes: Escapes): string {
  return escapes.reduce((so, [pattern, character]) => so.replace(pattern, character), text)
}
