// The files through which a step answers the runner: new for each stage, and read after any exit.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const kinds = { OUTPUT: 'set_output_', STATE: 'save_state_', ENV: 'set_env_', PATH: 'add_path_', STEP_SUMMARY: 'step_summary_' } as const
type Kind = keyof typeof kinds

export type CommandFiles = {
  /** `GITHUB_OUTPUT` and its like, path by name. */
  readonly variables: Readonly<Record<string, string>>
  /** Throws for a file the runner could not read either: "Unable to process file command". */
  pairs(kind: 'OUTPUT' | 'STATE' | 'ENV'): Record<string, string>
  text(kind: 'PATH' | 'STEP_SUMMARY'): string
}

export function createCommandFiles(runnerTemp: string, id: string): CommandFiles {
  const folder = join(runnerTemp, '_runner_file_commands')
  mkdirSync(folder, { recursive: true })
  const pathOf = (kind: Kind) => join(folder, `${kinds[kind]}${id}`)
  const names = Object.keys(kinds) as Kind[]
  for (const kind of names) writeFileSync(pathOf(kind), '')
  return {
    variables: Object.fromEntries(names.map(kind => [`GITHUB_${kind}`, pathOf(kind)])),
    pairs: kind => parsePairs(readFileSync(pathOf(kind), 'utf8')),
    text: kind => readFileSync(pathOf(kind), 'utf8'),
  }
}

/** `NAME=VALUE`, or `NAME<<DELIMITER` up to a line equal to the delimiter; whichever of `=` and `<<` comes first decides. */
export function parsePairs(content: string): Record<string, string> {
  const pairs: Record<string, string> = {}
  const lines = content.split(/\r?\n/)
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')]
    if (equals > 0 && (heredoc < 0 || equals < heredoc)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1)
    } else if (heredoc > 0) {
      const end = lines.indexOf(line.slice(heredoc + 2))
      if (end < 0) throw new Error(`Unable to process file command: no line is the delimiter of ${line.slice(0, heredoc)}`)
      pairs[line.slice(0, heredoc)] = lines.splice(0, end).join('\n')
      lines.shift()
    } else throw new Error(`Unable to process file command: invalid format '${line}'`)
  }
  return pairs
}
