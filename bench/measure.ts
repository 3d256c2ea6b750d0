// How a way is measured: the ways take turns, so that a slow phase of the machine slows all of them.
import { cpus, totalmem } from 'node:os'

/** Seconds that a way took, the CPU it used, the bytes it left, and how many seconds went into parts of it, by their names. */
export type Took = {
  readonly seconds: number
  readonly cpu?: number | undefined
  readonly bytes?: number
  readonly parts?: Readonly<Record<string, number>>
}
export type Way = () => Promise<Took>

/** What each run took, by way. */
export type Samples<N extends string = string> = Readonly<Record<N, readonly Took[]>>

/** Runs the ways one after the other, `runs` times. */
export async function inTurns<N extends string>(runs: number, ways: Readonly<Record<N, Way>>): Promise<Samples<N>> {
  const entries = Object.entries(ways) as [N, Way][]
  const samples = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<N, Took[]>
  for (let n = 0; n < runs; n++) {
    for (const [name, way] of entries) {
      const took = await way()
      samples[name].push(took)
      say(name, took.seconds)
    }
  }
  return samples
}

export async function timed(work: () => Promise<unknown>): Promise<Took> {
  const began = performance.now()
  await work()
  return { seconds: (performance.now() - began) / 1000 }
}

export function say(what: string, seconds: number): void {
  process.stderr.write(`bench: ${what.padEnd(20)} ${seconds.toFixed(2).padStart(8)} s\n`)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2
}

/** The median of the seconds, or of a part of them. */
export function secondsOf(samples: readonly Took[], part?: string): number {
  return median(samples.map(({ seconds, parts }) => (part === undefined ? seconds : (parts?.[part] ?? 0))))
}

/** The median of the CPU seconds; NaN without accounting. */
export function cpuOf(samples: readonly Took[]): number {
  return median(samples.map(({ cpu }) => cpu ?? Number.NaN))
}

/** `1.23 (1.10–1.50)`. */
export function spread(samples: readonly Took[]): string {
  const all = samples.map(({ seconds }) => seconds)
  return `${median(all).toFixed(2)} (${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)})`
}

export function machine(): string {
  return `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, data in the page cache`
}
