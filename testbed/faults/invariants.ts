// What must hold after any fault (INV1 to INV12 of the fault table), checked on the disk and in the process table without the product's own
// code. One function for all: a test that injects a fault only passes the run.
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { list } from '../../src/operations/list.ts'
import { assertGood, isLockFree, type Kept, visible } from '../shell/backups.ts'
import { canary, type Host, keep, type Ran, sessionOf } from './host.ts'
import { openToOthers } from './modes.ts'
import { processesWith } from './processes.ts'

/** The state before a fault: the good backups by name and sha256, and each container with its state. */
export type Before = { readonly good: ReadonlyMap<string, string>; readonly containers: readonly string[] }

/** The time of the check: after a `death` of the whole machine, only the next run can put anything back. */
export type When = 'after the run' | 'after a death' | 'after the next run'

/** What a fault may change without a violation. */
export type Allowance = {
  /** Archives that the test itself damaged: they stay, and do not count. */
  readonly damaged?: readonly string[]
  /** Seconds until processes and lock must be gone: as long as the watchdog may take, and 5. */
  readonly within?: number
}

export function remember(host: Host, { damaged = [] }: Allowance = {}): Before {
  return { good: new Map(goodOf(host, damaged, []).map(sumOf)), containers: host.engine.states() }
}

/** The violations, each beginning with its invariant. */
export async function violations(host: Host, before: Before, ran: Ran, when: When, allowance: Allowance = {}): Promise<string[]> {
  const found: string[] = []
  await settled(host, allowance.within ?? 10, found)
  const good = goodOf(host, allowance.damaged ?? [], found)
  keepsTheOld(before, good, found)
  saysWhatIs(ran, good, found)
  if (when !== 'after a death') leavesContainers(host, before, found)
  if (when === 'after the run') hasNoWork(host, found)
  isOursAlone(host, found)
  isSilent(host, ran, found)
  if (ran.seconds > ran.limit) found.push(`INV12 the run took ${ran.seconds} s, and may take ${ran.limit}`)
  if (when === 'after the next run') await isCleanedUp(host, ran, good, found)
  return found
}

const sumOf = ({ manifest: { name, archive } }: Kept) => [name, archive.sha256] as const

/** INV1: every visible archive is whole, by its manifest, its own list of sums, and plain tools. */
function goodOf(host: Host, damaged: readonly string[], found: string[]): Kept[] {
  return visible(host)
    .filter(file => !damaged.includes(file))
    .flatMap(file => {
      try {
        return assertGood(host, [file])
      } catch (error) {
        found.push(`INV1 ${file} is visible and not good: ${(error as Error).message}`)
        return []
      }
    })
}

/** INV2, INV11: only a rotation removes good backups, and it follows a backup that was published. */
function keepsTheOld({ good: old }: Before, good: readonly Kept[], found: string[]): void {
  const now = new Map(good.map(sumOf))
  const added = [...now.keys()].filter(name => !old.has(name))
  for (const [name, sum] of old) if (now.has(name) && now.get(name) !== sum) found.push(`INV2 ${name} is another one than before`)
  if (now.size < Math.min(old.size, keep)) found.push(`INV2 of ${old.size} backups ${now.size} are left`)
  const newest = [...old.keys()].sort().at(-1)
  if (newest !== undefined && !now.has(newest) && added.length < keep) found.push(`INV2 the newest backup, ${newest}, is gone`)
  const gone = [...old.keys()].filter(name => !now.has(name))
  if (gone.length > 0 && added.length === 0) found.push(`INV11 ${gone} went, and nothing was published`)
}

/** INV3: success and a good backup with this run's id are the same thing. */
function saysWhatIs({ runId, outcome }: Ran, good: readonly Kept[], found: string[]): void {
  const ours = good.filter(({ manifest }) => manifest.runId === runId)
  if (ours.length > 1) found.push(`INV3 the run ${runId} made ${ours.length} backups`)
  if (outcome === undefined) return
  const told = outcome.published?.manifest.archive.sha256
  if (outcome.status === 'success' && told !== ours[0]?.manifest.archive.sha256)
    found.push(`INV3 success, and the backup is ${ours.length === 0 ? 'not there' : 'another one'}`)
  // A client that cancels does not wait for the outcome.
  const cancelled = outcome.failure?.code === 'E_CANCELLED'
  if (outcome.status === 'failed' && told === undefined && ours.length > 0 && !cancelled)
    found.push(`INV3 ${outcome.failure?.code}, and the backup is there`)
  if (outcome.status === 'failed' && outcome.failure === undefined) found.push('INV3 a failure without a reason')
}

/** INV4. */
function leavesContainers({ engine }: Host, { containers }: Before, found: string[]): void {
  const now = engine.states()
  if (now.join() !== containers.join()) found.push(`INV4 containers were ${containers.join(', ')}, and are ${now.join(', ')}`)
}

/** INV5: within its time every process of the run ends and the lock is free. */
async function settled(host: Host, seconds: number, found: string[]): Promise<void> {
  const left = () => processesWith(`HOME=${host.folder}`).map(({ pid, command }) => `${pid} ${command.slice(0, 100)}`)
  for (const until = performance.now() + seconds * 1000; performance.now() < until; await sleep(20)) if (left().length === 0) break
  for (const process of left()) found.push(`INV5 a process is left: ${process}`)
  if (!isLockFree(host)) found.push('INV5 the lock is held')
}

/** INV6, as far as the watchdog cleans up. The log of a restore stays until the next run, for a client that comes back to follow it. */
function hasNoWork({ backups }: Host, found: string[]): void {
  for (const entry of entriesOf(join(backups, '.work'))) if (!entry.endsWith('.log')) found.push(`INV6 .work/${entry} is left`)
}

/** INV6 and INV10: the next run has removed every trace, and the product's own list is right. */
async function isCleanedUp(host: Host, ran: Ran, good: readonly Kept[], found: string[]): Promise<void> {
  hasNoWork(host, found)
  for (const entry of entriesOf(join(host.backups, '.work'))) found.push(`INV6 .work/${entry} is left after the next run`)
  if (ran.outcome?.status !== 'success') found.push(`INV10 the next run failed:\n${ran.log}`)
  const names = visible(host).map(file => file.replace(/\.tar\..*$/, ''))
  for (const file of entriesOf(join(host.backups, '.meta')))
    if (!names.includes(file.replace(/\.(json|restore\.sh|unsound)$/, ''))) found.push(`INV6 .meta/${file} is left`)
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .filter(line => line.includes(` ${host.backups}/`))
  for (const mount of mounts) found.push(`INV6 a mount is left: ${mount}`)
  const { catalogue } = await list(sessionOf(host).session)
  const [listed, there] = [catalogue.backups.map(({ name }) => name).sort(), good.map(({ manifest }) => manifest.name).sort()]
  if (listed.join() !== there.join()) found.push(`INV3 the catalogue lists ${listed}, and there are ${there}`)
}

/** INV7. */
function isOursAlone({ backups }: Host, found: string[]): void {
  for (const open of openToOthers(backups)) found.push(`INV7 ${open} is open to others`)
}

/** INV8: the secret in the application is in no log, no result, and no file but an archive. */
function isSilent(host: Host, { log, outcome }: Ran, found: string[]): void {
  if (log.includes(canary)) found.push('INV8 the secret is in the log')
  if (JSON.stringify(outcome ?? '').includes(canary)) found.push('INV8 the secret is in the outcome')
  for (const file of readdirSync(host.backups, { recursive: true, encoding: 'utf8' })) {
    const at = join(host.backups, file)
    if (file.startsWith('.work/') || !lstatSync(at).isFile()) continue
    if (readFileSync(at).includes(canary)) found.push(`INV8 the secret is in ${file}`)
  }
}

function entriesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}
