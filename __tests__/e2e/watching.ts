// Shell text that runs over and over while something else goes on: what it prints is what was ever seen.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { asRoot } from '../../testbed/machine.ts'

export type Watching = { stop(): Promise<{ readonly rounds: number; readonly lines: readonly string[] }> }

/** Starts it as root, or as another account; `$1`, `$2`, … are the words after it. It has looked at least once when this returns. */
export async function watch(script: string, words: readonly string[], account?: string): Promise<Watching> {
  const as = account === undefined ? [] : ['--reuid', account, '--regid', account, '--clear-groups']
  // It ends with its input: a test that is killed leaves nothing that looks on for ever.
  const loop = `exec 3<&0; { read -r _ <&3; kill $$; } & trap 'echo rounds $n; exit' TERM; n=0; while :; do ${script}; n=$((n + 1)); [ $n != 1 ] || echo looks; done`
  const [program = '', ...rest] = [...asRoot(), 'setpriv', ...as, '--pdeathsig', 'KILL', 'sh', '-c', loop, 'sh', ...words]
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'ignore'] })
  let said = ''
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  while (!/^looks$/m.test(said)) await once(child.stdout, 'data')
  return {
    async stop() {
      child.stdin.end()
      await once(child, 'close')
      const lines = said.split('\n').filter(line => line !== '' && line !== 'looks')
      return { rounds: Number(/^rounds (\d+)$/m.exec(said)?.[1]), lines: [...new Set(lines.filter(line => !line.startsWith('rounds ')))] }
    },
  }
}
