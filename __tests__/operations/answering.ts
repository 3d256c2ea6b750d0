// A server that answers each script with events of the test's choice, and a reporter that keeps what it hears: operations without a shell.
import { PassThrough } from 'node:stream'
import type { Session } from '../../src/operations/session.ts'
import type { Plan } from '../../src/plan/plan.ts'
import type { Reporter } from '../../src/report/console/reporter.ts'
import type { Exit, Transport } from '../../src/transports/transport.ts'
import { settings } from '../sources/meeshy.ts'

export type Said = { readonly type: string } & Readonly<Record<string, unknown>>
/** The events that a script of this operation answers with, and how it ends. `script` is its text. */
export type Answer = (operation: Plan['operation'], script: string) => { readonly events: readonly Said[]; readonly exit?: Exit }

const well: Exit = { code: 0, signal: null, lost: false }

export function answering(answer: Answer): Transport {
  return {
    name: 'deploy@example.org',
    open: async () => ({ name: 'deploy@example.org', seconds: 0 }),
    close: async () => {},
    shell: async () => {
      const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
      let ended: (exit: Exit) => void = () => {}
      const exit = new Promise<Exit>(resolve => {
        ended = resolve
      })
      let script = ''
      stdin.on('data', (chunk: Buffer) => {
        if (script.endsWith('end of secrets\n')) return
        script += chunk
        if (!script.endsWith('end of secrets\n')) return
        const nonce = /^MB_NONCE='?([0-9a-f]+)/m.exec(script)?.[1]
        const operation = /^MB_OPERATION='?([a-z]+)/m.exec(script)?.[1] as Plan['operation']
        const { events, exit: how = well } = answer(operation, script)
        for (const event of events) stdout.write(`\n@${nonce} ${JSON.stringify(event)}\n`)
        stdout.end()
        stdout.once('end', () => ended(how))
      })
      const destroy = () => {
        for (const stream of [stdin, stdout, stderr]) stream.destroy()
        ended({ code: null, signal: null, lost: true })
      }
      return { stdin, stdout, stderr, exit, destroy }
    },
  }
}

export type Kept = { readonly lines: string[]; readonly warnings: string[]; readonly failures: string[] }

/** A session with that server, and what its reporter heard. */
export function sessionWith(answer: Answer, changes: Partial<Session['settings']> = {}): { session: Session; kept: Kept } {
  const kept: Kept = { lines: [], warnings: [], failures: [] }
  const reporter: Reporter = {
    phase: (_name, _text, lines = []) => kept.lines.push(...lines),
    begin: () => {},
    line: text => kept.lines.push(text),
    progress: () => {},
    warning: (code, text) => kept.warnings.push(`${code}: ${text}`),
    debug: () => {},
    done: () => {},
    failure: ({ code, title }) => kept.failures.push(`${code} ${title}`),
  }
  const session: Session = {
    settings: { ...settings, ...changes },
    transport: answering(answer),
    reporter,
    runId: 'run-of-test',
    heartbeat: 30,
  }
  return { session, kept }
}
