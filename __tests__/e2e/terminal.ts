// A program on a terminal of its own, with somebody who answers: what it prints there, keys pressed for it when it has asked.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type Answer = { readonly to: RegExp; readonly type: string }
export type Shown = { readonly code: number | null; readonly text: string }

/**
 * Runs a command line on a pseudo-terminal of `columns` (util-linux's script has one), and types each answer when what it
 * answers has been printed. `text` is all that the terminal showed. A program that waits for more is ended after ten minutes.
 */
export async function onTerminal(
  words: readonly string[],
  answers: readonly Answer[] = [],
  { columns = 200, env = {}, cwd }: { columns?: number; env?: Readonly<Record<string, string>>; cwd?: string } = {},
): Promise<Shown> {
  const line = `stty cols ${columns} rows 50 -echo; exec ${words.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')}`
  const child = spawn('script', ['-qec', line, '/dev/null'], { env: { ...process.env, SHELL: '/bin/sh', ...env }, ...(cwd && { cwd }) })
  const patience = setTimeout(() => child.kill('SIGKILL'), 600_000)
  const left = [...answers]
  let [text, from] = ['', 0]
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString()
    const [next] = left
    if (next === undefined || !next.to.test(text.slice(from))) return
    left.shift()
    from = text.length
    child.stdin.write(`${next.type}\n`)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(patience)
  return { code, text: text.replaceAll('\r\n', '\n') }
}
