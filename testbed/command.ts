// Runs one program to its end: arguments as a list, without a shell, and a failure with the program's output.
import { spawn } from 'node:child_process'

export type CommandOptions = {
  /** What the program reads on its standard input; none by default. */
  readonly input?: string | Uint8Array
  /** Variables in addition to those of this process: secrets pass through them because they show in no process list. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

export type Finished = { readonly code: number; readonly stdout: Buffer; readonly stderr: string }

/** PATH with the directories of a server's programs, which the PATH of an ordinary user lacks. */
export function fullPath(): string {
  return [process.env['PATH'] ?? '', '/usr/local/sbin', '/usr/sbin', '/sbin'].join(':')
}

/** Runs `argv` and returns what it printed and how it ended. Rejects only if the program cannot start. */
export function attempt(argv: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  const [program = '', ...rest] = argv
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PATH: fullPath(), ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes))
    // A program may end before it has read its input; its status says whether that is an error.
    child.stdin.on('error', () => {})
    child.on('error', reject)
    child.on('close', (code, signal) => {
      resolve({
        code: code ?? (signal === null ? 1 : 128),
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString(),
      })
    })
    child.stdin.end(options.input ?? '')
  })
}

/** Runs `argv` and returns what it printed. Any status but 0 is an error with the end of its output. */
export async function command(argv: readonly string[], options: CommandOptions = {}): Promise<Buffer> {
  const { code, stdout, stderr } = await attempt(argv, options)
  if (code === 0) return stdout
  const said = (stderr.trim() || stdout.toString().trim()).slice(-2000)
  throw new Error(`${argv.slice(0, 6).join(' ')} ended with status ${code}: ${said}`)
}

/** The same, as text without the newline at its end. */
export async function text(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  return (await command(argv, options)).toString().trimEnd()
}
