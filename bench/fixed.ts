// What costs the same however much there is: the start of the action, an SSH login, a backup of next to nothing.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../__tests__/bed/bed.ts'
import { command } from '../__tests__/bed/command.ts'
import { runStep } from '../__tests__/scenarios/runner.ts'
import { timed, type Way } from './ways.ts'

/** `ssh host true` with OpenSSH's own client. */
export function sshTrue({ sshd }: Bed): Way {
  const knownHosts = join(sshd.configDir, 'known_hosts')
  writeFileSync(knownHosts, sshd.knownHosts)
  const options = [
    '-F',
    'none',
    '-i',
    sshd.privateKeyPath,
    '-o',
    `UserKnownHostsFile=${knownHosts}`,
    '-o',
    'IdentitiesOnly=yes',
    '-p',
    String(sshd.port),
  ]
  return () => timed(() => command(['ssh', ...options, `${sshd.user}@${sshd.host}`, 'true']))
}

/** Node and an empty script. */
export const emptyScript: Way = () => timed(() => command([process.execPath, '-e', '']))

/** From process start until all inputs are read and refused: nothing was given. */
export const readInputs: Way = async () => ({ seconds: (await runStep({ inputs: {} })).seconds })
