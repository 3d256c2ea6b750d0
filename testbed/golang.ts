// A Go new enough for what the bed builds. From version 1.21 on, Go itself fetches the toolchain that a go.mod asks for;
// Debian 12's is older.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cached } from './cache.ts'
import { command, text } from './command.ts'
import { find } from './machine.ts'

const version = 'v0.0.1-go1.25.5.linux-amd64'

let known: Promise<string> | null = null

/** The Go command to build with; found or fetched once, however many builds ask for it together. */
export function goCommand(): Promise<string> {
  known ??= locate()
  return known
}

async function locate(): Promise<string> {
  const installed = find('go')
  if (installed === null) throw new Error('Go is missing: the bed builds the database tools and Compose with it')
  const said = await text([installed, 'env', 'GOVERSION'], { env: { GOTOOLCHAIN: 'local' } })
  const minor = Number(/^go1\.(\d+)/.exec(said)?.[1] ?? 0)
  return minor >= 21 ? installed : newer(installed)
}

/** A toolchain is a module like any other. Only a Go that knows toolchains makes its programs executable, so this code does it. */
async function newer(old: string): Promise<string> {
  const folder = cached(`go-${version}`)
  if (!existsSync(folder)) {
    const { Dir } = JSON.parse(await text([old, 'mod', 'download', '-json', `golang.org/toolchain@${version}`], { cwd: cached() })) as {
      Dir: string
    }
    const unfinished = `${folder}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    await command(['cp', '-r', Dir, unfinished])
    await command(['chmod', '-R', 'u+w,a+x', join(unfinished, 'bin'), join(unfinished, 'pkg', 'tool')])
    renameSync(unfinished, folder)
  }
  return join(folder, 'bin', 'go')
}
