// `npm run soak -- --runs N --seed S`: backups and restores of one server, one after the other, each with a fault at a
// random moment. After each the invariants must hold; in the end every archive must hold what the application was. Exits with 1 if anything did not hold.
import { parseArgs } from 'node:util'
import { makeHost } from '../testbed/faults/host.ts'
import { overSsh, sshdOf } from '../testbed/faults/overssh.ts'
import { startReader } from '../testbed/faults/reader.ts'
import { inOwnNamespace, smallDisksAt } from '../testbed/faults/smalldisks.ts'
import { faults } from './soak/faults.ts'
import { randomFrom } from './soak/random.ts'
import { restores } from './soak/restores.ts'
import { soak } from './soak/run.ts'
import { summary } from './soak/summary.ts'

process.exitCode = inOwnNamespace(process.argv.slice(1), 'inherit')?.status ?? (await main())

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { runs: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' }, only: { type: 'string' } },
  })
  const [runs, seed] = [Number(values.runs), Number(values.seed)]
  const chosen = [...faults, ...restores].filter(fault => values.only === undefined || fault.name.includes(values.only))
  if (!Number.isInteger(runs) || !Number.isInteger(seed) || runs < 1 || chosen.length === 0) {
    process.stderr.write('usage: npm run soak -- [--runs N] [--seed S] [--only PART_OF_THE_NAME_OF_A_FAULT]\n')
    return 2
  }
  const ends: (() => Promise<void>)[] = []
  const atEnd = { after: (end: () => Promise<void>) => void ends.unshift(end) }
  try {
    const host = await makeHost(atEnd)
    host.engine.apart('frozen')
    const smallDisk = smallDisksAt([host.backups, host.app], atEnd)
    const sshd = await sshdOf(host)
    atEnd.after(() => sshd.close())
    const reader = await startReader(host.backups, 50)
    const random = randomFrom(seed)
    const scene = {
      host,
      random,
      smallDisk,
      ssh: () => overSsh(sshd),
      transport: () => (random.below(2) === 0 ? undefined : overSsh(sshd)),
    }
    const told = await soak(scene, chosen, runs, line => process.stdout.write(`${line}\n`))
    const seen = await reader.stop()
    process.stdout.write(`${summary({ ...told, seed, seen, smallDisk })}\n`)
    return told.violations.length + seen.violations.length === 0 ? 0 : 1
  } finally {
    for (const end of ends) await end()
  }
}
