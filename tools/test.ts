// `npm test`: everything this machine can run, two suites at a time; `npm test -- unit contracts` runs those alone. Its last line
// counts; it fails if anything failed, and with CI=true if anything was skipped.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Prepared, prepare } from './test/prepare.ts'
import { notRun, type Ran, runSuite } from './test/run.ts'
import { type Suite, suites } from './test/suites.ts'

/** Suites that run side by side: most of them wait much of the time. */
const lanes = 2

/** Characters of a suite's failures that are shown; its log has them all. */
const most = 20_000

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.exitCode = await main(process.argv.slice(2))

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter(name => !suites.some(suite => suite.name === name))
  if (unknown.length > 0) {
    process.stderr.write(`There is no suite ${unknown.join(', ')}. There are: ${suites.map(suite => suite.name).join(' ')}\n`)
    return 2
  }
  const began = performance.now()
  const ran = await runAll(suites.filter(suite => names.length === 0 || names.includes(suite.name)))
  return report(ran, (performance.now() - began) / 1000)
}

async function runAll(chosen: readonly Suite[]): Promise<Ran[]> {
  const prepared = prepare(chosen.map(suite => suite.need))
  const waiting = [...chosen]
  const ran: Ran[] = []
  const lane = async () => {
    for (let suite = await next(waiting, prepared); suite !== undefined; suite = await next(waiting, prepared)) {
      const failure = prepared.failures.get(suite.need)
      const done = failure === undefined ? await runSuite(suite, root) : notRun(suite, { failed: failure })
      ran.push(done)
      show(done)
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, lane))
  } finally {
    await prepared.close()
  }
  return ran
}

/** Takes the first suite that can run, once there is one; undefined when none is left. */
async function next(waiting: Suite[], prepared: Prepared): Promise<Suite | undefined> {
  while (waiting.length > 0) {
    const ready = waiting.findIndex(suite => prepared.settled.has(suite.need))
    if (ready >= 0) return waiting.splice(ready, 1)[0]
    await prepared.progress()
  }
  return undefined
}

function show({ suite, passed, failed, skipped, seconds, output, log }: Ran): void {
  const counts = `${passed} passed, ${failed} failed, ${skipped.length} skipped`
  process.stdout.write(`${failed > 0 ? '✖' : '✔'} ${suite.name.padEnd(12)} ${counts.padEnd(36)} ${seconds.toFixed(1).padStart(6)} s\n`)
  if (failed === 0) return
  const failures = output.slice(Math.max(output.indexOf('✖ failing tests:'), 0)).trimEnd()
  const shown = failures.length > most ? `${failures.slice(0, most)}\n…` : failures
  process.stdout.write(`${shown}\n${log === '' ? '' : `All it printed: ${log}\n`}\n`)
}

function report(ran: readonly Ran[], seconds: number): number {
  const skipped = ran.flatMap(each => each.skipped.map(reason => `${each.suite.name}: ${reason}`))
  const sum = (count: (each: Ran) => number) => ran.reduce((total, each) => total + count(each), 0)
  const [passed, failed] = [sum(each => each.passed), sum(each => each.failed)]
  const forbidden = process.env['CI'] === 'true' && skipped.length > 0
  if (skipped.length > 0) process.stdout.write(`\nSkipped${forbidden ? ', which CI forbids' : ''}:\n  ${skipped.join('\n  ')}\n`)
  process.stdout.write(`\n${seconds.toFixed(0)} s in all\n${passed} passed, ${failed} failed, ${skipped.length} skipped\n`)
  return failed > 0 || forbidden ? 1 : 0
}
