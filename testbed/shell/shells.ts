// The shells and the userlands that a server may have: its `sh`, and its tools.
import { execFileSync } from 'node:child_process'
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe } from 'node:test'

export type Shell = {
  readonly name: string
  /** Folders with `sh` in the first, in the order of PATH. */
  readonly path: readonly string[]
  /** GNU tar says when a file changed under it; BusyBox does not. */
  readonly tar: 'gnu' | 'plain'
  /** Why this machine cannot test it. */
  readonly skip: string | false
}

const system = (process.env['PATH'] ?? '').split(delimiter)

/** The path of a program of this machine. */
export function pathOf(program: string): string | undefined {
  return system.map(folder => join(folder, program)).find(isProgram)
}

/** Skips a test that needs programs which are not here. */
export function without(...programs: readonly string[]): string | false {
  const missing = programs.filter(program => pathOf(program) === undefined)
  return missing.length > 0 && `${missing.join(', ')} not installed`
}

/** Skips a test that needs root. */
export const unlessRoot: string | false = process.getuid?.() !== 0 && 'only root may do this'

let folder: string | undefined

/** A folder of links, removed when this process ends. */
function links(name: string, targets: Readonly<Record<string, string>>): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'shells-'))
    // Readable for accounts of tests other than root.
    chmodSync(made, 0o755)
    process.on('exit', () => rmSync(made, { recursive: true, force: true }))
    folder = made
  }
  const at = join(folder, name)
  mkdirSync(at)
  for (const [link, target] of Object.entries(targets)) symlinkSync(target, join(at, link))
  return at
}

/** One shell under the tools of this machine. Called by the name sh, bash is in its POSIX mode. */
function shell(name: string, program: string): Shell {
  const at = pathOf(program)
  if (at === undefined) return { name, path: [], tar: 'gnu', skip: `${program} is not installed` }
  return { name, path: [links(name.replaceAll(' ', '-'), { sh: at }), ...system], tar: 'gnu', skip: false }
}

/** BusyBox alone, with the one tool that Debian's build lacks and Alpine's has, and the required tools that no BusyBox has. */
function busyboxAlone(): Shell {
  const name = 'busybox alone'
  const [busybox, flock] = [pathOf('busybox'), pathOf('flock')]
  if (busybox === undefined || flock === undefined) return { name, path: [], tar: 'plain', skip: 'busybox or flock is not installed' }
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n')
  const all = { ...Object.fromEntries(applets.map(applet => [applet, busybox])), flock }
  return { name, path: [links('busybox-alone', all)], tar: 'plain', skip: false }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export const dash: Shell = shell('dash', 'dash')
export const busybox: Shell = busyboxAlone()
export const shells: readonly Shell[] = [dash, shell('bash', 'bash'), shell('busybox ash', 'busybox'), busybox]

type Over = {
  readonly over?: readonly Shell[]
  /** How many tests of one shell run at once, for tests that wait more than they work. */
  readonly atOnce?: number
}

/** The same tests over every shell, side by side. */
export function onEachShell(subject: string, tests: (shell: Shell) => void, { over = shells, atOnce = 1 }: Over = {}): void {
  describe(subject, { concurrency: 4 }, () => {
    for (const shell of over) describe(shell.name, { skip: shell.skip, concurrency: atOnce }, () => tests(shell))
  })
}
