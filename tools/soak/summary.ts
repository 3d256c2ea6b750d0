// The result of a soak, as a Markdown table.
import type { Seen } from '../../testbed/faults/reader.ts'
import type { Told } from './run.ts'

export type Summed = Told & { readonly seed: number; readonly seen: Seen; readonly smallDisk: boolean }

export function summary({ runs, violations, compared, seconds, seed, seen, smallDisk }: Summed): string {
  const names = [...new Set(runs.map(row => row.fault))].sort()
  const rows = names.map(name => {
    const own = runs.filter(row => row.fault === name)
    return [name, String(own.length), endings(own.map(row => row.ending))]
  })
  const slowest = Math.max(...runs.map(row => row.seconds))
  return [
    `Seed ${seed}: ${runs.length} runs in ${seconds.toFixed(0)} s, ${(seconds / runs.length).toFixed(1)} s a run with its checks, the slowest ${slowest.toFixed(1)} s.`,
    '',
    '| fault | runs | how they ended |',
    '|---|---|---|',
    ...rows.map(row => `| ${row.join(' | ')} |`),
    '',
    `${compared} archives were extracted in the end and hold what the application was. Meanwhile another process read ${seen.reads} archives.`,
    ...(smallDisk ? [] : ['The disk was not filled: that takes root and a mount namespace.']),
    ...[...violations, ...seen.violations].map(words => `VIOLATION ${words}`),
    `${violations.length + seen.violations.length} violations.`,
  ].join('\n')
}

function endings(all: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const ending of all) counts.set(ending, (counts.get(ending) ?? 0) + 1)
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([ending, n]) => `${ending} ${n}`)
    .join(', ')
}
