// A network of its own, with nothing in it but loopback: what is done to it reaches nobody else, and it ends with the process that holds it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { command } from '../../testbed/command.ts'
import { unlessRoot, without } from '../../testbed/shell/shells.ts'

export type Network = {
  /** The words to run a program in it. */
  readonly under: readonly string[]
  /** Runs iptables, or whatever `program` is, in it. */
  run(program: string, ...words: readonly string[]): Promise<void>
  /** Lets nothing through to this port, nor from it; what is on its way is lost. */
  blackHole(port: number): Promise<void>
  /** As it was in the beginning. */
  heal(): Promise<void>
  close(): Promise<void>
}

/** Why a test cannot have one. */
export const noNetwork: string | false = unlessRoot || without('unshare', 'nsenter', 'iptables', 'ip')

export async function openNetwork(): Promise<Network> {
  const holder = spawn('unshare', ['--net', 'sh', '-euc', 'ip link set lo up; echo $$; read -r _'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(holder, 'exit')
  const [said] = await Promise.race([once(holder.stdout, 'data'), ended])
  const under = ['nsenter', `--net=/proc/${String(said).trim()}/ns/net`]
  const run = async (program: string, ...words: readonly string[]) => {
    await command([...under, program, ...words])
  }
  return {
    under,
    run,
    async blackHole(port) {
      for (const end of ['--dport', '--sport']) await run('iptables', '-I', 'INPUT', '-p', 'tcp', end, String(port), '-j', 'DROP')
    },
    heal: () => run('iptables', '-F'),
    async close() {
      holder.stdin.end()
      await ended
    },
  }
}
