// A full backup of the same project in every way.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Ground } from '../ground.ts'
import { cpuOf, inTurns, type Samples, secondsOf, spread, type Took, type Way } from '../measure.ts'
import { type Section, table } from '../section.ts'

type Name = 'specified' | 'servers' | 'bare' | 'restic' | 'borg' | 'checksum' | 'read' | 'gzip'

const labels: Readonly<Record<Name, string>> = {
  specified: 'the specified scripts (`bench/baseline`)',
  restic: 'restic 0.18, first backup (always encrypts)',
  borg: 'Borg 1.2, first backup (lz4, no encryption)',
  gzip: 'this action over SSH, `compression: gzip`, `verify: read`',
  read: 'this action over SSH, zstd, `verify: read` (the default)',
  checksum: 'this action over SSH, zstd, `verify: checksum`',
  bare: 'the tools alone, same compression and one hash (`bench/limit`)',
  servers: 'of which the servers of the databases need by themselves',
}

export async function backupTable(ground: Ground): Promise<Section> {
  await ground.filled()
  const samples = await inTurns(ground.runs, waysOn(ground))
  const of = (name: Name) => secondsOf(samples[name])
  const proof = (name: Name) => secondsOf(samples[name], 'proof')
  const ownWork = (name: Name) => of(name) - proof(name) - of('servers')
  return {
    title: 'A full backup',
    lines: [
      ...table([
        ['way', 'seconds (from–to)', 'specified scripts = 100', 'CPU, specified scripts = 100', 'MB kept'],
        ...(Object.keys(labels) as Name[]).map(name => row(name, samples)),
      ]),
      '',
      `Of these seconds the proof of what was kept took ${proof('read').toFixed(2)} (\`read\`) and ${proof('checksum').toFixed(2)} (\`checksum\`); no other way here proves anything. In total, including the proof and the time of MongoDB and Redis themselves, \`read\` was ${(of('specified') / of('read')).toFixed(1)} × faster than the specified scripts.`,
    ],
    targets: [
      {
        what: 'zstd, times faster than the specified scripts: the same work, without what the servers of the databases need by themselves and without proof',
        value: ownWork('specified') / ownWork('read'),
        unit: '×',
        atLeast: 14,
      },
      { what: 'CPU of the specified scripts over that', value: cpuOf(samples.specified) / cpuOf(samples.read), unit: '×', atLeast: 7 },
      {
        what: 'plain gzip, times faster than the specified scripts: the same work',
        value: ownWork('specified') / ownWork('gzip'),
        unit: '×',
        atLeast: 3,
      },
      {
        what: 'with `verify: checksum`, without its proof, over the bare tools',
        value: (of('checksum') - proof('checksum')) / of('bare'),
        unit: '×',
        atMost: 1.15,
      },
      { what: 'proof by `read`, as a share of the whole backup', value: proof('read') / of('read'), unit: '', atMost: 0.35 },
      { what: 'restic over `verify: checksum`', value: of('restic') / of('checksum'), unit: '×', atLeast: 2 },
      { what: 'Borg over `verify: checksum`', value: of('borg') / of('checksum'), unit: '×', atLeast: 1.5 },
    ],
  }
}

function row(name: Name, samples: Samples<Name>): string[] {
  const share = (value: number, whole: number) => (Number.isNaN(value) ? '–' : ((100 * value) / whole).toFixed(1))
  const bytes = samples[name][0]?.bytes
  return [
    labels[name],
    spread(samples[name]),
    share(secondsOf(samples[name]), secondsOf(samples.specified)),
    share(cpuOf(samples[name]), cpuOf(samples.specified)),
    bytes === undefined ? '–' : (bytes / 1e6).toFixed(0),
  ]
}

function waysOn(ground: Ground): Readonly<Record<Name, Way>> {
  const kept = (work: () => Promise<Took>) => () =>
    ground.measure(async () => {
      const took = await work()
      return { ...took, bytes: sizeOf(ground.directory) }
    })
  const program = (name: string) => () => ground.measure(() => ground.program([name]))
  const action = (inputs: Readonly<Record<string, string>>) =>
    kept(async () => {
      const { seconds, log } = await ground.action(inputs)
      return { seconds, parts: { proof: proofIn(log) } }
    })
  return {
    specified: kept(() => ground.program(['baseline/meeshy-auto-backup.sh'])),
    restic: kept(() => peer(ground, 'restic')),
    borg: kept(() => peer(ground, 'borg')),
    gzip: action({ compression: 'gzip' }),
    read: action({ compression: 'zstd' }),
    checksum: action({ compression: 'zstd', verify: 'checksum' }),
    bare: program('limit/bare-tools.sh'),
    servers: program('limit/servers.sh'),
  }
}

/** A backup into a repository that already exists, because people create it once. */
async function peer(ground: Ground, name: 'restic' | 'borg'): Promise<Took> {
  await ground.program([`peers/${name}.sh`, 'prepare'])
  return ground.program([`peers/${name}.sh`, 'backup'])
}

function sizeOf(directory: string): number {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map(file => statSync(join(directory, file)))
    .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0)
}

/** The seconds of the phase Verify, from the log. */
function proofIn(log: readonly string[]): number {
  const said = log.map(line => /▸ Verify .* ([\d.]+) s\b/.exec(line)?.[1]).find(seconds => seconds !== undefined)
  if (said === undefined) throw new Error(`the log does not say how long verification took:\n${log.join('\n')}`)
  return Number(said)
}
