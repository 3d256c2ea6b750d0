// What suites need of the machine, made ready once, while others run already.
import { type Engine, startEngine } from '../../testbed/engine.ts'
import { images } from '../../testbed/images.ts'
import { installMissing, whyNot } from '../../testbed/machine.ts'
import type { Need } from './suites.ts'

export type Prepared = {
  /** The needs that are seen to: made ready, failed, or not to be had on this machine, whose suites then know what to skip. */
  readonly settled: ReadonlySet<Need>
  /** Why a need could not be made ready. */
  readonly failures: ReadonlyMap<Need, string>
  /** Resolves when one more need is settled. Only for whoever waits for one that is not. */
  progress(): Promise<void>
  /** Lets go of the engine. */
  close(): Promise<void>
}

/** Makes ready what any of `needs` asks for, and holds the engine: it starts once, not once a test file. */
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
