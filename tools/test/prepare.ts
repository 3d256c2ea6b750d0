// Makes ready what suites need of the machine, once, while other suites already run.
import { type Engine, startEngine } from '../../testbed/engine.ts'
import { images } from '../../testbed/images.ts'
import { installMissing, whyNot } from '../../testbed/machine.ts'
import type { Need } from './suites.ts'

export type Prepared = {
  /** The settled needs: made ready, failed, or impossible on this machine, where their suites skip themselves. */
  readonly settled: ReadonlySet<Need>
  /** Why a need could not be made ready. */
  readonly failures: ReadonlyMap<Need, string>
  /** Resolves when one more need is settled. Call it only while one is not. */
  progress(): Promise<void>
  /** Releases the engine. */
  close(): Promise<void>
}

/** Makes ready all `needs`, and holds the engine, so that it starts once and not once per test file. */
export function prepare(needs: readonly Need[]): Prepared {
  const settled = new Set<Need>(['nothing'])
  const failures = new Map<Need, string>()
  const possible = whyNot() === null
  let engine: Engine | undefined
  const settle = async (need: Need, work: () => Promise<void>) => {
    if (possible && needs.includes(need)) {
      await work().catch(error => failures.set(need, `What it needs (${need}) could not be made ready: ${error}\n`))
    }
    settled.add(need)
  }
  const packages = settle('packages', async () => void (await installMissing()))
  const bed = packages.then(() =>
    settle('bed', async () => {
      await installMissing()
      engine = await startEngine()
      await images()
    }),
  )
  return {
    settled,
    failures,
    progress: () => (settled.has('packages') ? bed : packages),
    async close() {
      await bed
      await engine?.close()
    },
  }
}
