// The commands of docs/format.md, taken from the page and run as they stand there.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from '../../testbed/command.ts'

/** The page as it is written. */
export const page = readFileSync(join(import.meta.dirname, '../../docs/format.md'), 'utf8')

/** Every block that the page marks with `<!-- run: NAME -->`, by its name. */
const blocks: ReadonlyMap<string, string> = new Map(
  [...page.matchAll(/^<!-- run: (.+) -->\n```sh\n([\s\S]*?)^```$/gm)].map(([, name = '', commands = '']) => [name, commands]),
)

/** Runs blocks one after the other in one shell, with the variables that the page says to set; returns what they printed. */
export function follow(names: readonly string[], variables: Readonly<Record<string, string>>): Promise<string> {
  const script = names.map(name => {
    const commands = blocks.get(name)
    if (commands === undefined) throw new Error(`docs/format.md has no block '${name}'`)
    return commands
  })
  return text(['sh', '-eu', '-c', script.join('')], { env: variables })
}
