// Fuzzers: inputs from a seed, each bounded in time, and a line that says how many there were. FUZZ_SEED repeats a run, FUZZ_RUNS=10 makes it ten
// times as long.
import assert from 'node:assert/strict'

/** Repeats the run that printed it. */
export const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const longer = Number(process.env['FUZZ_RUNS'] ?? 1)

/** Milliseconds that one input may take: far more than any needs on a slow machine, and far less than a hang. */
const slowest = 3000

/** Numbers from a seed (mulberry32), and what can be made of them. */
export class Random {
  #state: number

  constructor(state: number) {
    this.#state = state >>> 0
  }

  /** 0 up to, not including, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }

  chance(one: number): boolean {
    return this.below(one) === 0
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }

  some<Item>(most: number, item: () => Item): Item[] {
    return Array.from({ length: this.below(most + 1) }, item)
  }

  bytes(most: number): Buffer {
    return Buffer.from(this.some(most, () => this.below(256)))
  }
}

/** Texts that a log, a shell, JSON, a parser or a listing could take for something else. */
export const evil: readonly string[] = [
  '::set-output name=status::forged',
  '##[error]forged',
  '##[set-output name=x]y',
  '\x1b[31m\x1b]8;;x\x07',
  '\x9b31m',
  '\x85::error::x',
  '\u2028::error::x',
  '\u202e',
  '\ud800',
  '\ufeff',
  '\0',
  '"',
  '\\',
  '\n',
  '\r',
  '\t',
  '../',
  '/',
  '-rf',
  '$(id)',
  '`id`',
  "';id>x;'",
  '%00',
  '__proto__',
  'constructor',
  '中',
  '💾',
  '[[[[[[[[',
  '{"type":"result"}',
  '',
  'x'.repeat(5000),
]

const numbers: readonly unknown[] = [0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 2 ** 53 - 1, 1e308, -1e308, null, true, false]

export function textOf(random: Random): string {
  return random.some(4, () => (random.chance(3) ? random.pick(evil) : random.bytes(6).toString('latin1'))).join('')
}

export function anyValue(random: Random, depth = 3): unknown {
  const kind = random.below(depth > 0 ? 6 : 3)
  if (kind < 2) return random.pick(numbers)
  if (kind === 2) return textOf(random)
  if (kind === 3) return random.some(4, () => anyValue(random, depth - 1))
  if (kind === 4) return Object.fromEntries(random.some(4, () => [textOf(random).slice(0, 40), anyValue(random, depth - 1)]))
  return JSON.parse(`${'['.repeat(50)}${']'.repeat(50)}`)
}

/** The same value with one thing in it changed, left out, doubled or added. */
export function mutated(random: Random, value: unknown): unknown {
  if (Array.isArray(value) && !random.chance(6)) return mutatedList(random, value)
  if (typeof value === 'object' && value !== null && !random.chance(6)) return mutatedObject(random, value)
  if (typeof value === 'string' && random.chance(2)) return mangled(random, Buffer.from(value)).toString()
  if (typeof value === 'number' && random.chance(2)) return value + random.pick([-1, 1, 512, 2 ** 31])
  return anyValue(random)
}

function mutatedList(random: Random, list: readonly unknown[]): unknown[] {
  const at = random.below(list.length + 1)
  if (random.chance(4)) return [...list.slice(0, at), ...list.slice(at + 1)]
  if (random.chance(4)) return [...list, list[at]]
  return list.map((each, n) => (n === at ? mutated(random, each) : each))
}

function mutatedObject(random: Random, value: object): object {
  const entries = Object.entries(value)
  const at = random.below(entries.length + 1)
  if (random.chance(6)) return Object.fromEntries(entries.filter((_, n) => n !== at))
  if (random.chance(8)) return Object.fromEntries([...entries, [textOf(random).slice(0, 40), anyValue(random)]])
  return Object.fromEntries(entries.map(([key, each], n) => [key, n === at ? mutated(random, each) : each]))
}

type Change = (random: Random, before: Buffer, after: Buffer) => readonly Uint8Array[]
const changes: readonly Change[] = [
  (_, before) => [before],
  (random, before, after) => [before, random.bytes(8), after],
  (random, before, after) => [before, after.subarray(random.below(9))],
  (random, before, after) => [before, Buffer.from(random.pick(evil).slice(0, 60)), after],
  (_, before, after) => [before, after, after],
  (random, before, after) => [before, Buffer.from([(after[0] ?? 0) ^ (1 << random.below(8))]), after.subarray(1)],
  (random, before, after) => [before, Buffer.from([random.pick([0, 1, 0x0a, 0x20, 0x7f, 0x80, 0xff])]), after.subarray(1)],
]

/** The same bytes with some flipped, cut, doubled, inserted or replaced. */
export function mangled(random: Random, bytes: Buffer): Buffer {
  let made = bytes
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const at = random.below(made.length + 1)
    made = Buffer.concat(random.pick(changes)(random, made.subarray(0, at), made.subarray(at)))
  }
  return made.subarray(0, 200_000)
}

/** Chunks of any size. */
export async function* cut(random: Random, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + random.below(random.pick([3, 100, 5000]))
    yield bytes.subarray(at, at + size)
    at += size
  }
}

/** A runner would obey it, or a terminal would: of a text for people nothing may be left. */
export function assertInert(text: string): void {
  assert.doesNotMatch(
    text,
    /^\s*::|##\[|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udbff](?![\udc00-\udfff])/,
    JSON.stringify(text.slice(0, 200)),
  )
}

/** The texts of a value, wherever they are. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const seedOf = (name: string, n: number) =>
  [...`${name}${n}`].reduce((sum, each) => Math.imul(sum ^ each.charCodeAt(0), 0x01000193), seed ^ 0x811c9dc5)

/** Calls `one` with so many inputs, each from a seed of its own, and prints what that took. Fails with the seed and the number of an input that failed, or took too long. */
export async function fuzz(name: string, times: number, one: (random: Random) => unknown): Promise<void> {
  const began = performance.now()
  const runs = Math.ceil(times * longer)
  for (let n = 0; n < runs; n += 1) {
    const from = performance.now()
    try {
      const done = one(new Random(seedOf(name, n)))
      if (done instanceof Promise) await done
    } catch (thrown) {
      throw new Error(`${name}: input ${n} of FUZZ_SEED=${seed}: ${thrown instanceof Error ? thrown.message : thrown}`, { cause: thrown })
    }
    const took = performance.now() - from
    assert.ok(took < slowest, `${name}: input ${n} of FUZZ_SEED=${seed} took ${took.toFixed(0)} ms`)
  }
  told(name, runs, began)
}

/** What a fuzzer prints. */
export function told(name: string, runs: number, began: number): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const peak = (process.resourceUsage().maxRSS / 1000).toFixed(0)
  process.stdout.write(`# fuzz ${name}: ${runs} inputs, ${seconds} s, peak ${peak} MB, FUZZ_SEED=${seed}\n`)
}
