// A thousand backups: how long their list takes, and a rotation among them.
import { readFileSync } from 'node:fs'
import { thousandBackups } from '../data/thousand.ts'
import type { Ground } from '../ground.ts'
import { inTurns, secondsOf, spread, type Took } from '../measure.ts'
import { type Section, table } from '../section.ts'

const backups = 1000

export async function listTable(ground: Ground): Promise<Section> {
  let samples: Readonly<Record<'list' | 'rotation', readonly Took[]>> = { list: [], rotation: [] }
  let trips = Number.NaN
  await ground.measure(async () => {
    await thousandBackups(ground, backups, 3)
    const before = sessions(ground)
    samples = await inTurns(ground.runs, {
      list: async () => {
        const { seconds, outputs } = await ground.action({}, undefined, 'list')
        if (Number(outputs['count']) < backups) throw new Error(`${outputs['count']} backups were listed`)
        return { seconds }
      },
      // With one backup more than `keep`: the time from the publication to the end of the program.
      rotation: async () => {
        let published = Number.NaN
        const { outputs } = await ground.action({ compression: 'zstd', keep: '3' }, line => {
          if (line.includes('▸ Publish')) published = performance.now()
        })
        if (JSON.parse(outputs['deleted'] ?? '[]').length !== 1) throw new Error(`one was to go, and these went: ${outputs['deleted']}`)
        return { seconds: (performance.now() - published) / 1000 }
      },
    })
    trips = (sessions(ground) - before) / ground.runs
    return { seconds: 0 }
  })
  return {
    title: 'A thousand backups',
    lines: table([
      ['what', 'seconds (from–to)'],
      ['their list, from process start to the end', spread(samples.list)],
      ['a rotation among them, from the publication of a new one to the end', spread(samples.rotation)],
    ]),
    targets: [
      { what: 'the list', value: secondsOf(samples.list), unit: ' s', atMost: 1 },
      { what: 'the rotation', value: secondsOf(samples.rotation), unit: ' s', atMost: 1 },
      { what: 'round trips: one for the list; three for a backup with its rotation', value: trips, unit: '', atMost: 4 },
    ],
  }
}

function sessions({ bed }: Ground): number {
  return readFileSync(bed.sshd.logFile, 'utf8').match(/^Starting session: command/gm)?.length ?? 0
}
