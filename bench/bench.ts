// `npm run bench -- [TABLE…] [quick] [--runs 5] [--scale 1] [--write]`: does the same work in every way, in turns, and prints the ratios. Fails if a target is
// missed. `quick` uses next to no data, once: it shows that the benchmark works, not how fast anything is, and fails only if a way does.
// `--write` saves the page as docs/performance.md.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { whyNot } from '../testbed/machine.ts'
import { type Amounts, amountsAt } from './data/fill.ts'
import { type Ground, openGround } from './ground.ts'
import { machine } from './measure.ts'
import { holds, type Section, textOf } from './section.ts'
import { backupTable } from './tables/backup.ts'
import { fixedTable } from './tables/fixed.ts'
import { listTable } from './tables/list.ts'
import { componentTable, restoreTable } from './tables/restore.ts'
import { startTable } from './tables/start.ts'

type Place = { readonly runs: number; ground(): Promise<Ground> }
type Table = { readonly bed: boolean; section(place: Place): Promise<Section> }

/** In this order, because the first ones need an almost empty project. */
const tables: Readonly<Record<string, Table>> = {
  start: { bed: false, section: ({ runs }) => startTable(runs) },
  fixed: onBed(fixedTable),
  list: onBed(listTable),
  backup: onBed(backupTable),
  restore: onBed(restoreTable),
  component: onBed(componentTable),
}

function onBed(section: (ground: Ground) => Promise<Section>): Table {
  return { bed: true, section: async place => section(await place.ground()) }
}

process.exitCode = await main()

type Asked = {
  readonly tables: readonly Table[]
  readonly quick: boolean
  readonly runs: number
  readonly scale: number
  readonly write: boolean
}

async function main(): Promise<number> {
  const asked = read()
  if (asked === undefined) {
    process.stderr.write(`usage: npm run bench -- [${Object.keys(tables).join(' | ')}] [quick] [--runs 5] [--scale 1] [--write]\n`)
    return 2
  }
  const reason = whyNot() ?? (process.getuid?.() === 0 ? null : 'it writes into volumes, so it needs root')
  if (reason !== null && asked.tables.some(({ bed }) => bed)) {
    process.stderr.write(`No benchmark here: ${reason}\n`)
    return 1
  }
  return run(asked)
}

function read(): Asked | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string' }, scale: { type: 'string' }, write: { type: 'boolean', default: false } },
  })
  const quick = positionals.includes('quick')
  const names = positionals.filter(word => word !== 'quick')
  const [runs, scale] = [Number(values.runs ?? (quick ? 1 : 5)), Number(values.scale ?? (quick ? 0.003 : 1))]
  const sound = Number.isInteger(runs) && runs > 0 && scale > 0 && names.every(name => Object.hasOwn(tables, name))
  const chosen = Object.entries(tables).filter(([name]) => names.length === 0 || names.includes(name))
  return sound ? { tables: chosen.map(([, table]) => table), quick, runs, scale, write: values.write } : undefined
}

async function run({ tables: chosen, quick, runs, scale, write }: Asked): Promise<number> {
  const amounts = amountsAt(scale)
  let ground: Promise<Ground> | undefined
  const place: Place = {
    runs,
    ground() {
      ground ??= openGround(runs, amounts)
      return ground
    },
  }
  try {
    const sections: Section[] = []
    for (const table of chosen) sections.push(await table.section(place))
    const text = page(sections, runs, amounts)
    process.stdout.write(`\n${text}`)
    if (write) writeFileSync(join(import.meta.dirname, '..', 'docs', 'performance.md'), text)
    return quick || sections.every(({ targets }) => targets.every(holds)) ? 0 : 1
  } finally {
    await (await ground)?.close()
  }
}

function page(sections: readonly Section[], runs: number, amounts: Amounts): string {
  const amount = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  return [
    '# Performance',
    '',
    'Written by `npm run bench -- --write`. Only ratios within one run mean anything: run it on your machine, with your amounts.',
    '',
    `- data: uploads ${amount(amounts.uploads)} in ${amounts.files} files, models ${amount(amounts.models)}, database ${amount(amounts.database)}, redis ${amount(amounts.redis)}`,
    `- machine: ${machine()}`,
    `- medians of ${runs}, the ways taking turns`,
    '',
    ...sections.map(textOf),
  ].join('\n')
}
