// Writes the generated files: action.yml and the README's tables from the options, the tables of docs/troubleshooting.md from
// src/messages, src/script/embedded.ts from the shell files. `npm run generate` writes them; with `--check` it only names those that
// differ, and fails.
import { realpathSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionFiles } from './generate/actionfile.ts'
import { embeddedFile, readShellFiles } from './generate/embedded.ts'
import { readme } from './generate/readme.ts'
import { troubleshooting } from './generate/troubleshooting.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** What the generated files of the project hold, by path; `present` gives what a file holds now. */
export async function generated(present: (path: string) => Promise<string | undefined>): Promise<Map<string, string>> {
  return new Map([
    ...actionFiles(),
    ['README.md', readme(await present('README.md'))],
    ['docs/troubleshooting.md', troubleshooting(await present('docs/troubleshooting.md'))],
    ['src/script/embedded.ts', embeddedFile(await readShellFiles(join(root, 'src')))],
  ])
}

/** What a file of the project holds, or undefined if there is none. */
export async function present(path: string): Promise<string | undefined> {
  try {
    return await readFile(join(root, path), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function main(check: boolean): Promise<void> {
  const differing: string[] = []
  for (const [path, content] of await generated(present)) {
    if ((await present(path)) !== content) differing.push(path)
    if (check || differing.at(-1) !== path) continue
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
  if (check && differing.length > 0) {
    process.stderr.write(`Not what npm run generate writes: ${differing.join(', ')}\n`)
    process.exitCode = 1
    return
  }
  process.stdout.write(differing.length === 0 ? 'All generated files are as they must be.\n' : `Written: ${differing.join(', ')}\n`)
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) await main(process.argv.includes('--check'))
