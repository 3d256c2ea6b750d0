// The shell files as a TypeScript module, so that the bundle is one file. It leaves out what only readers need, because
// every run sends the script to the server.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const folders = ['script/runtime', 'sources']

/** The project's shell files by their path below `source`: the runtime, then each source's own, in the order of their names. */
export async function readShellFiles(source: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const folder of folders) {
    const names = (await readdir(join(source, folder), { recursive: true })).filter(name => name.endsWith('.sh')).sort()
    for (const name of names) files.set(`${folder}/${name.replaceAll('\\', '/')}`, await readFile(join(source, folder, name), 'utf8'))
  }
  return files
}

/** The module: one string a file, one line a line, so that a diff reads well. */
export function embeddedFile(files: ReadonlyMap<string, string>): string {
  const entries = [...files].map(([path, text]) => `  ${literal(path)}:\n${lines(stripped(text, path))},\n`)
  return `// Generated from the .sh files beside it and in src/sources by npm run generate: change them there.

/** The text of each shell file by its path below src, without comments, blank lines and indentation. */
export const scripts: Readonly<Record<string, string>> = {
${entries.join('')}}
`
}

/**
 * A shell script without its comment lines, blank lines and indentation. Here-documents stay as they are. Text in quotes
 * over several lines loses its indentation too: print such text with several words of printf. A line behind a `\`
 * stays, or the lines around it would join. Throws for a here-document without an end.
 */
export function stripped(script: string, path: string): string {
  const kept: string[] = []
  let until: string | undefined
  for (const line of script.split('\n')) {
    const bare = line.trimStart()
    if (until !== undefined) {
      kept.push(line)
      if (line.replace(/^\t+/, '') === until) until = undefined
    } else if (kept.at(-1)?.endsWith('\\') || (bare !== '' && !bare.startsWith('#'))) {
      kept.push(bare)
      until = /<<-?\s*(['"]?)([A-Za-z_]\w*)\1/.exec(bare)?.[2]
    }
  }
  if (until !== undefined) throw new Error(`${path}: the here-document never ends (${until})`)
  return `${kept.join('\n')}\n`
}

function lines(text: string): string {
  const parts = text.split(/(?<=\n)/)
  return parts.map(part => `    ${literal(part)}`).join(' +\n')
}

/** In single quotes, as the formatter writes it. */
function literal(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inside}'`
}
