// What the bed says while it works: one line per part, with the seconds it took.

/** Does `work` and says on standard error that it was done, and how long it took. */
export async function timed<T>(part: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  process.stderr.write(`bed: ${part} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`)
  return result
}
