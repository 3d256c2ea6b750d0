// Costs that do not depend on the amount of data: an SSH login, a backup of next to nothing.
import { readFileSync } from 'node:fs'
import { command } from '../../testbed/command.ts'
import type { Sshd } from '../../testbed/sshd.ts'
import type { Ground } from '../ground.ts'
import { inTurns, secondsOf, spread, timed } from '../measure.ts'
import { type Section, table } from '../section.ts'

export async function fixedTable(ground: Ground): Promise<Section> {
  const { sshd } = ground.bed
  const before = sessionsOf(sshd)
  await ground.measure(() => ground.action({ compression: 'zstd' }))
  const trips = sessionsOf(sshd) - before
  const samples = await inTurns(ground.runs, {
    ssh: () => ground.measure(() => timed(() => command(sshTrue(sshd)))),
    small: () =>
      ground.measure(async () => {
        const steps: number[] = []
        const began = performance.now()
        const { seconds } = await ground.action({ compression: 'zstd' }, line => {
          if (/▸ (Look|Verify|Publish) /.test(line)) steps.push((performance.now() - began) / 1000)
        })
        const [look = Number.NaN, verify = Number.NaN] = steps
        return { seconds, parts: { look, verify } }
      }),
    servers: () => ground.measure(() => ground.program(['limit/servers.sh'])),
  })
  const part = (name: string) => secondsOf(samples.small, name).toFixed(2)
  return {
    title: 'Fixed costs',
    lines: [
      ...table([
        ['what', 'seconds (from–to)'],
        ['`ssh host true`, OpenSSH', spread(samples.ssh)],
        ['a backup of next to nothing (3 MB), from process start to the end', spread(samples.small)],
        ['of which MongoDB and Redis need by themselves for a dump and a snapshot', spread(samples.servers)],
      ]),
      '',
      `The look was done after ${part('look')} s, the archive proven after ${part('verify')} s.`,
    ],
    targets: [
      {
        what: 'next to nothing, from process start to published archive, over `ssh host true`',
        value: secondsOf(samples.small) - secondsOf(samples.ssh),
        unit: ' s',
        atMost: 1.5,
      },
      { what: 'round trips of a backup that has nothing to remove', value: trips, unit: '', atMost: 3 },
    ],
  }
}

/** How many commands the server has run. */
function sessionsOf({ logFile }: Sshd): number {
  return readFileSync(logFile, 'utf8').match(/^Starting session: command/gm)?.length ?? 0
}

function sshTrue(sshd: Sshd): string[] {
  const options = ['-F', 'none', '-i', sshd.privateKeyPath, '-o', `UserKnownHostsFile=${sshd.knownHostsPath}`, '-o', 'IdentitiesOnly=yes']
  return ['ssh', ...options, '-p', String(sshd.port), `${sshd.user}@${sshd.host}`, 'true']
}
