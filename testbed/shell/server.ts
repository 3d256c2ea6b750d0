// A server as far as the runtime sees one: an application, a backup directory, programs in its PATH. All of it is in one folder.
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Shell } from './shells.ts'

export type Server = {
  readonly shell: Shell
  /** Where a test may put what it needs. */
  readonly folder: string
  readonly app: string
  readonly backups: string
  /** The PATH of the account: this server's own programs first. */
  readonly path: string
  /** Puts a program before those of the machine; `text` is a script of sh. */
  program(name: string, text: string): Promise<void>
  removeProgram(name: string): Promise<void>
  /** Registers work for the end of the test, whether it passed or failed. */
  atEnd(action: () => void): void
}

/** A test, or anything else that ends. */
export type Surroundings = { after(end: () => Promise<void>): void }

/** A server with an empty application, no backups, and a docker without containers. It is removed after the test. */
export async function makeServer(test: Surroundings, shell: Shell): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'server-'))
  test.after(() => rm(folder, { recursive: true, force: true }))
  // Names that fall apart where quotes are missing.
  const [app, backups, programs] = [join(folder, 'my app'), join(folder, "back  ups' $(x) * "), join(folder, 'programs')]
  for (const directory of [app, backups, programs]) await mkdir(directory, { mode: 0o700 })
  const server: Server = {
    shell,
    folder,
    app,
    backups,
    path: [programs, ...shell.path].join(delimiter),
    async program(name, text) {
      await writeFile(join(programs, name), `#!${join(shell.path[0] ?? '', 'sh')}\n${text}\n`)
      await chmod(join(programs, name), 0o755)
    },
    removeProgram: name => rm(join(programs, name)),
    atEnd: action => test.after(async () => action()),
  }
  await server.program('docker', 'exit 0')
  return server
}
