// A full restore in every way, and a restore of one component whose neighbours are small and then ten times as large.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from '../../testbed/command.ts'
import { mountpoint, nudge, writeUploads } from '../data/fill.ts'
import type { Ground } from '../ground.ts'
import { inTurns, type Samples, secondsOf, spread, type Took } from '../measure.ts'
import { type Section, table } from '../section.ts'

const peers = ['restic', 'borg'] as const
const component = 'volumes/translator_models'

/** Each way restores its own backup. The benchmark counts the restored files, so that no way is fast because it did nothing. */
export async function restoreTable(ground: Ground): Promise<Section> {
  await ground.filled()
  const files = await filesIn(ground)
  const whole = async (way: () => Promise<Took>) => {
    const took = await way()
    const now = await filesIn(ground)
    if (now !== files) throw new Error(`${files} files were to come back, and ${now} are there`)
    return took
  }
  const samples = await inTurns(ground.runs, {
    specified: () =>
      ground.measure(async () => {
        await ground.program(['baseline/meeshy-auto-backup.sh'])
        return whole(() => ground.program(['baseline/meeshy-restore-backup.sh']))
      }),
    ...Object.fromEntries(
      peers.map(peer => [
        peer,
        () =>
          ground.measure(async () => {
            await ground.program([`peers/${peer}.sh`, 'prepare'])
            await ground.program([`peers/${peer}.sh`, 'backup'])
            return whole(() => ground.program([`peers/${peer}.sh`, 'restore']))
          }),
      ]),
    ),
    ours: () =>
      ground.measure(async () => {
        await nudge(ground.bed.project)
        await ground.action({ compression: 'zstd' })
        return whole(() => restoring(ground, {}))
      }),
  } as Record<'specified' | 'restic' | 'borg' | 'ours', () => Promise<Took>>)
  const of = (name: keyof typeof samples) => secondsOf(samples[name])
  const part = (name: string) => secondsOf(samples.ours, name)
  const own = of('ours') - part('proof') - part('safety') - part('well')
  return {
    title: 'A restore of everything, over what is there',
    lines: [
      ...table([
        ['way', 'seconds (from–to)', 'specified scripts = 100'],
        ...(
          [
            ['specified', 'the specified way (`bench/baseline`)'],
            ['restic', 'restic 0.18'],
            ['borg', 'Borg 1.2'],
            ['ours', 'this action over SSH, all that it does'],
          ] as const
        ).map(([name, label]) => [label, spread(samples[name]), ((100 * of(name)) / of('specified')).toFixed(1)]),
        [
          'without the work that no other way does: proof, safety backup, waiting for health checks',
          own.toFixed(2),
          ((100 * own) / of('specified')).toFixed(1),
        ],
      ]),
      '',
      `Of its seconds ${part('proof').toFixed(2)} prove the backup before anything is touched and ${part('safety').toFixed(2)} make the safety backup, and for ${part('well').toFixed(2)} it waits until the health checks of the containers pass. The services were down for ${part('downtime').toFixed(2)} s; in that time it dumps the database before and after it loads it, to undo and to compare.`,
    ],
    targets: [
      {
        what: 'the specified way over this action: the same work, without proof, safety backup and health checks',
        value: of('specified') / own,
        unit: '×',
        atLeast: 2,
      },
      { what: 'restic over this action: the same work', value: of('restic') / own, unit: '×', atLeast: 1 },
      { what: 'Borg over this action: the same work', value: of('borg') / own, unit: '×', atLeast: 1 },
    ],
  }
}

export async function componentTable(ground: Ground): Promise<Section> {
  await ground.filled()
  const { uploads, files } = ground.amounts
  const small = await oneComponent(ground)
  const tree = await mountpoint(ground.bed.project.volumes['gateway_uploads'])
  // Ten times as much beside it: nine times more, in as many files more.
  writeUploads(tree, { ...ground.amounts, uploads: 9 * uploads, files: 9 * files }, 'ten', 9)
  try {
    const large = await oneComponent(ground)
    const row = (label: string, name: 'restic' | 'borg' | 'ours') => [
      label,
      spread(small[name]),
      spread(large[name]),
      (secondsOf(large[name]) / secondsOf(small[name])).toFixed(2),
    ]
    return {
      title: 'One component back, with small and with large neighbours',
      lines: table([
        [`the volume of ${(ground.amounts.models / 1e6).toFixed(0)} MB`, 'beside 1 × uploads', 'beside 10 × uploads', 'ratio'],
        row('restic 0.18', 'restic'),
        row('Borg 1.2', 'borg'),
        row('this action over SSH, proof and safety backup included', 'ours'),
      ]),
      targets: [
        { what: 'one component, beside ten times as much', value: secondsOf(large.ours) / secondsOf(small.ours), unit: '×', atMost: 1.2 },
      ],
    }
  } finally {
    rmSync(join(tree, 'ten'), { recursive: true, force: true })
  }
}

/** Makes one backup of each kind, and restores the component from it `runs` times. */
async function oneComponent(ground: Ground): Promise<Samples<'restic' | 'borg' | 'ours'>> {
  const samples: Record<'restic' | 'borg' | 'ours', readonly Took[]> = { restic: [], borg: [], ours: [] }
  for (const peer of peers) {
    await ground.measure(async () => {
      await ground.program([`peers/${peer}.sh`, 'prepare'])
      await ground.program([`peers/${peer}.sh`, 'backup'])
      samples[peer] = (await inTurns(ground.runs, { [peer]: () => ground.program([`peers/${peer}.sh`, 'component']) }))[peer] ?? []
      return { seconds: 0 }
    })
  }
  await ground.measure(async () => {
    await ground.action({ compression: 'zstd' })
    samples.ours = (await inTurns(ground.runs, { ours: () => restoring(ground, { components: component }) })).ours
    return { seconds: 0 }
  })
  return samples
}

/** A restore by the action, and how long its parts took, by the times of its steps in the log. */
async function restoring(ground: Ground, inputs: Readonly<Record<string, string>>): Promise<Took> {
  const parts = { proof: 0, safety: 0, well: 0 }
  let [doing, since]: [keyof typeof parts | undefined, number] = [undefined, 0]
  const onLine = (line: string) => {
    const title = /(?:^|\s)\d+\. (.*)/.exec(line)?.[1]
    if (title === undefined) return
    const now = performance.now() / 1000
    if (doing !== undefined) parts[doing] += now - since
    doing = partOf(title)
    since = now
  }
  const { seconds, outputs } = await ground.action({ confirm: 'OUI', ...inputs }, onLine, 'restore')
  return { seconds, parts: { ...parts, downtime: Number(outputs['downtime-seconds']) } }
}

/** The parts of a restore that no other way has, by the titles of its steps. */
function partOf(title: string): 'proof' | 'safety' | 'well' | undefined {
  if (title.startsWith('Prove ')) return 'proof'
  if (title.startsWith('Keep what is there')) return 'safety'
  return title.startsWith('Wait until') ? 'well' : undefined
}

async function filesIn({ env }: Ground): Promise<number> {
  const trees = (env['TREES'] ?? '').split(' ')
  return (await text(['find', ...trees, '-type', 'f'])).split('\n').length
}
