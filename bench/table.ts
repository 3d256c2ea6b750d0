// What was measured, as a page: medians, ratios within this run, and whether the targets hold.
import { cpus, totalmem } from 'node:os'
import type { Amounts } from './data/fill.ts'
import type { Took } from './ways.ts'

/** What each run took, by what was measured. */
export type Samples = Readonly<
  Record<'specified' | 'servers' | 'bare' | 'checksum' | 'read' | 'ssh' | 'small' | 'empty' | 'inputs', readonly Took[]>
>

export type Target = {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly atLeast?: number
  readonly atMost?: number
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
}

export function targets(samples: Samples): Target[] {
  const of = (name: keyof Samples) => median(samples[name].map(({ seconds }) => seconds))
  const proof = (name: keyof Samples) => median(samples[name].map(({ proof = 0 }) => proof))
  return [
    {
      what: 'full backup with zstd, times faster than the specified scripts: the same work, without what the servers of the databases need by themselves and without proof, which those scripts have none of',
      value: (of('specified') - of('servers')) / (of('read') - proof('read') - of('servers')),
      unit: '×',
      atLeast: 10,
    },
    { what: 'proof by `read`, as a share of the whole backup', value: proof('read') / of('read'), unit: '', atMost: 0.35 },
    {
      what: 'with `verify: checksum`, over the bare tools, which check nothing',
      value: (of('checksum') - proof('checksum')) / of('bare'),
      unit: '×',
      atMost: 1.25,
    },
    {
      what: 'next to nothing, from process start to published archive, over `ssh host true`',
      value: of('small') - of('ssh'),
      unit: ' s',
      atMost: 2.5,
    },
  ]
}

/** True if the target holds. */
export function holds({ value, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Target): boolean {
  return value >= atLeast && value <= atMost
}

export function page(samples: Samples, amounts: Amounts): string {
  const all = (name: keyof Samples) => samples[name].map(({ seconds }) => seconds)
  const of = (name: keyof Samples) => median(all(name))
  const row = (what: string, name: keyof Samples, ratio: string) =>
    `| ${what} | ${of(name).toFixed(2)} | ${Math.min(...all(name)).toFixed(2)}–${Math.max(...all(name)).toFixed(2)} | ${ratio} |`
  const share = (name: keyof Samples) => ((100 * of(name)) / of('specified')).toFixed(1)
  const amount = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  return [
    '# Performance',
    '',
    'Written by `npm run bench -- --write`. Only ratios within one run mean anything: run it on your machine, with your amounts.',
    '',
    `- data: uploads ${amount(amounts.uploads)} in ${amounts.files} files, models ${amount(amounts.models)}, database ${amount(amounts.database)}, redis ${amount(amounts.redis)}`,
    `- machine: ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, data in the page cache`,
    `- medians of ${samples.read.length}, the ways taking turns`,
    '',
    '| a full backup | seconds | from–to | specified scripts = 100 |',
    '|---|--:|--:|--:|',
    row('the specified scripts (`bench/baseline`)', 'specified', '100'),
    row('this action over SSH, proven by reading it back (`verify: read`)', 'read', share('read')),
    row('this action over SSH, `verify: checksum`', 'checksum', share('checksum')),
    row('what the servers of the databases need by themselves (`bench/limit/servers.sh`)', 'servers', share('servers')),
    row('the tools alone, same compression and one hash (`bench/limit`)', 'bare', share('bare')),
    '',
    `Of these seconds, ${median(samples.read.map(({ proof = 0 }) => proof)).toFixed(1)} (\`read\`) and ${median(samples.checksum.map(({ proof = 0 }) => proof)).toFixed(1)} (\`checksum\`) went into the proof of what was kept. All in all, \`read\` was ${(of('specified') / of('read')).toFixed(1)} × faster than the specified scripts, which prove nothing.`,
    '',
    '| fixed costs | seconds | from–to | |',
    '|---|--:|--:|---|',
    row('a backup of next to nothing (3 MB), from process start to the end', 'small', ''),
    row('`ssh host true`, OpenSSH', 'ssh', ''),
    row('from process start to all inputs read and refused', 'inputs', ''),
    row('Node with an empty script', 'empty', ''),
    '',
    '| target | measured | |',
    '|---|--:|---|',
    ...targets(samples).map(target => {
      const bound = target.atLeast === undefined ? `at most ${target.atMost}` : `at least ${target.atLeast}`
      return `| ${target.what} | ${target.value.toFixed(2)}${target.unit} | ${bound}: ${holds(target) ? 'holds' : '**missed**'} |`
    }),
    '',
  ].join('\n')
}
