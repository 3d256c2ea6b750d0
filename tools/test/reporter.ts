// A reporter for node:test that prints only the counts, and why tests were skipped, as one line of JSON.
import type { TestEvent } from 'node:test/reporters'

export type Counts = {
  readonly passed: number
  readonly failed: number
  /** The reason of each test or suite that was skipped. */
  readonly skipped: readonly string[]
}

/** A suite counts only if it is skipped: then its tests are not reported. */
export default async function* counts(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let [passed, failed] = [0, 0]
  const skipped: string[] = []
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const { skip, todo, details } = data
    if (skip !== undefined || todo !== undefined) skipped.push(`${data.name}: ${skip || todo || 'no reason given'}`)
    else if (details.type !== 'suite') type === 'test:pass' ? passed++ : failed++
  }
  yield JSON.stringify({ passed, failed, skipped } satisfies Counts)
}
