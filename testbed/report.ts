// What the bed says while it works: one line per part, with the seconds it took.

/** Does `work`, then says on standard error how long it took. */
export async function timed<T>(part: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  process.stderr.write(`bed: ${part} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`)
  return result
}
