// `npm run bench -- [--runs 5] [--scale 1] [--write]`: backs the same project up in every way, in turns, and prints the ratios.
// Fails if a target is missed. `--write` keeps the page as docs/performance.md. `npm run bench -- start`: see start.ts.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bed, openBed } from '../__tests__/bed/bed.ts'
import { whyNot } from '../__tests__/bed/machine.ts'
import { amountsAt, fill } from './data/fill.ts'
import { emptyScript, readInputs, sshTrue } from './fixed.ts'
import { benchStart } from './start.ts'
import { holds, page, type Samples, targets } from './table.ts'
import { measure, type Took, timed, type Way, waysOn } from './ways.ts'

const [first, ...words] = process.argv.slice(2)
process.exitCode = await (first === 'start' ? benchStart(words) : main())

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '5' },
      scale: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  })
  const [runs, scale] = [Number(values.runs), Number(values.scale)]
  if (!Number.isInteger(runs) || runs < 1 || !(scale > 0)) throw new Error('usage: npm run bench -- [--runs 5] [--scale 1] [--write]')
  const reason = whyNot() ?? (process.getuid?.() === 0 ? null : 'it writes into volumes, so it needs root')
  if (reason !== null) {
    process.stderr.write(`No benchmark here: ${reason}\n`)
    return 1
  }
  const amounts = amountsAt(scale)
  const bed = await openBed({ seed: 'small' })
  try {
    const ways = await waysOn(bed)
    const fixed = await inTurns(bed, runs, { ssh: sshTrue(bed), small: ways.read, empty: emptyScript, inputs: readInputs })
    say(
      `data of ${((amounts.uploads + amounts.models + amounts.database + amounts.redis) / 1e9).toFixed(2)} GB`,
      await timed(() => fill(bed.project, amounts)),
    )
    const samples: Samples = { ...fixed, ...(await inTurns(bed, runs, ways)) }
    const text = page(samples, amounts)
    process.stdout.write(`\n${text}`)
    if (values.write) writeFileSync(join(import.meta.dirname, '..', 'docs', 'performance.md'), text)
    return targets(samples).every(holds) ? 0 : 1
  } finally {
    await bed.close()
  }
}

/** One after the other, and then again: what slows the machine down meanwhile slows all of them. */
async function inTurns<N extends string>(bed: Bed, runs: number, ways: Readonly<Record<N, Way>>): Promise<Record<N, Took[]>> {
  const entries = Object.entries(ways) as [N, Way][]
  const samples = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<N, Took[]>
  for (let n = 0; n < runs; n++) {
    for (const [name, way] of entries) {
      const took = await measure(bed, way)
      samples[name].push(took)
      say(name, took)
    }
  }
  return samples
}

function say(what: string, { seconds }: Took): void {
  process.stderr.write(`bench: ${what.padEnd(16)} ${seconds.toFixed(2).padStart(8)} s\n`)
}
