// The faults of restores in a soak: each restores an earlier backup, all of it or a part, and something happens to it at a random moment.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { newRunId } from '../../src/script/conversation.ts'
import type { Transport } from '../../src/transports/transport.ts'
import { makeGate } from '../../testbed/faults/gate.ts'
import { backUp } from '../../testbed/faults/host.ts'
import { everything, itself, kill, parentOf, processesWith, type Shells, shellsOf } from '../../testbed/faults/processes.ts'
import { type PutBack, putBack, type RestoreOptions, type Tree } from '../../testbed/faults/restores.ts'
import { atPhase, type Change, restorePhases } from '../../testbed/faults/seam.ts'
import { fill, makeRoom } from '../../testbed/faults/smalldisks.ts'
import { assertGood } from '../../testbed/shell/backups.ts'
import { pathOf } from '../../testbed/shell/shells.ts'
import { type Restorable, restorable, treeIn } from './application.ts'
import { type Fault, momentOf, type Played, type Scene } from './faults.ts'

/** What the restore puts back: these components, from an archive with this content. */
export type Wanted = { readonly backup: string; readonly components: readonly Restorable[]; readonly kept: Tree }

/** A client that followed a killed restore, or undid it, may end with any of these. */
const ended = ['E_UNKNOWN', 'E_INTERRUPTED', 'E_RESTORE', 'E_PROTOCOL']
/** Until the restore replaces anything, it fails as a backup does. */
const early = ['E_ARCHIVE', 'E_VERIFY', 'E_PUBLISH', 'E_PREREQ', 'E_PERM']

export const restores: readonly Fault[] = [
  { name: 'restore', codes: [], play: scene => restored(scene) },
  ...(['main', 'worker', 'watchdog', 'all'] as const).flatMap((victim): Fault[] => {
    const codes = victim === 'watchdog' ? [] : [...ended, ...early]
    return [
      { name: `restore, kill ${victim} at a phase`, codes, play: scene => killedAtPhase(scene, victim) },
      { name: `restore, kill ${victim} at any time`, codes, play: scene => killedAnyTime(scene, victim) },
    ]
  }),
  { name: 'restore, kill a program', codes: [...ended, ...early], play: programKilled },
  { name: 'restore, cut the connection', codes: ['E_INTERRUPTED'], play: cut },
  { name: 'restore, cancel', codes: ['E_CANCELLED'], play: cancelled },
  { name: 'restore, stands still until its timeout', codes: ['E_TIMEOUT'], play: stuck },
  { name: 'restore, containers do not start', codes: ['E_RESTORE', 'E_DOCKER'], play: unstartable },
  { name: 'restore, full disk', codes: ['E_NOSPACE', 'E_RESTORE', ...early], play: fullDisk },
  // The backup may rotate away the one to restore.
  { name: 'restore, and a backup at once', codes: ['E_NOT_FOUND'], play: besideBackup },
]

/** Shortens waits that would slow the soak down. */
const hasty: Change = {
  operation: 'restore',
  replace: [['mb_unhealthy "$now"\nsleep 1', 'mb_unhealthy "$now"\nsleep 0.1']],
}

function wantedOf({ host, random }: Scene): Wanted {
  const kept = random.pick(assertGood(host))
  const has = restorable.filter(name => kept.manifest.components.some(each => each.name === name))
  const components = random.below(3) === 0 ? [random.pick(has)] : has
  return { backup: kept.manifest.name, components, kept: treeIn(host, kept) }
}

/** An undisturbed restore. */
export async function undisturbed(scene: Scene): Promise<Restoring> {
  const { restored: restoring } = await restored(scene)
  if (restoring?.put.status !== 'success') throw new Error(`a restore does not even work without a fault: ${restoring?.put.log}`)
  return restoring
}

async function restored(scene: Scene, options: RestoreOptions = {}, detail = '', wanted = wantedOf(scene)): Promise<Played> {
  const transport = scene.transport()
  const { changes = [], ...others } = options
  const put = await putBack(scene.host, {
    heartbeat: 6,
    ...(transport && { transport }),
    ...others,
    changes: [hasty, ...changes],
    ask: { backup: wanted.backup, components: wanted.components },
  })
  return { runs: [], when: 'after the run', detail: `${detail} of ${wanted.components} from ${wanted.backup}`, restored: { put, wanted } }
}

function targets(scene: Scene, shells: Shells, victim: keyof Shells | 'all'): number[] {
  return victim === 'all' ? everything(scene.host.folder, shells) : [shells[victim]]
}

async function killedAtPhase(scene: Scene, victim: keyof Shells | 'all'): Promise<Played> {
  const gate = makeGate(scene.host.folder)
  const phase = scene.random.pick(restorePhases)
  try {
    const running = restored(scene, { changes: [atPhase(phase, gate.stop(itself), 'restore')] }, `at ${phase}`)
    // A restore of one component does not pass through the phases of another.
    const words = await Promise.race([gate.reached, running.then(() => undefined)])
    if (words !== undefined) kill(...targets(scene, shellsOf(words), victim))
    gate.open()
    return await running
  } finally {
    gate.close()
  }
}

/** From the moment that the restore runs by itself. */
async function killedAnyTime(scene: Scene, victim: keyof Shells | 'all'): Promise<Played> {
  const runId = newRunId()
  const moment = momentOf(scene, 'restore')
  const running = restored(scene, { runId }, `after ${moment} ms`)
  const shells = await Promise.race([detached(scene, runId), running.then(() => undefined)])
  await Promise.race([sleep(moment), running])
  if (shells !== undefined) kill(...targets(scene, shells, victim))
  return running
}

/** The shells of a detached run, which all read the same script, in the order in which the main one forks them. */
async function detached({ host }: Scene, runId: string): Promise<Shells> {
  const script = join(host.backups, '.work', `${runId}.script`)
  for (;;) {
    const all = existsSync(script) ? processesWith(`MB_RUN=${runId}`).filter(({ command }) => command.endsWith(`${runId}.script`)) : []
    const pids = all.map(({ pid }) => pid).sort((one, other) => one - other)
    const main = pids.find(pid => !pids.includes(parentOf(pid)))
    const [worker, watchdog] = pids.filter(pid => main !== undefined && parentOf(pid) === main)
    if (main !== undefined && worker !== undefined && watchdog !== undefined) return { main, worker, watchdog }
    await sleep(10)
  }
}

/** Kills the n-th call of one program in the middle of its work. */
async function programKilled(scene: Scene): Promise<Played> {
  const { host, random } = scene
  const program = random.pick(['tar', 'zstd', 'openssl', 'sync', 'mv', 'awk', 'cp', 'find', 'tail', 'mkdir'])
  const nth = 1 + random.below(12)
  const counter = join(host.folder, 'calls')
  writeFileSync(counter, '')
  const real = pathOf(program)
  // A program that reads its stdin gets some of it; the others share the stdin of the script, and finish their work first.
  const dies = ['tar', 'zstd', 'openssl', 'awk'].includes(program) ? `head -c 300 | '${real}' "$@"` : `'${real}' "$@"`
  await host.program(program, `echo >>'${counter}'\n[ "$(wc -l <'${counter}')" -eq ${nth} ] || exec '${real}' "$@"\n${dies}\nkill -KILL $$`)
  try {
    return await restored(scene, {}, `${program}, call ${nth},`)
  } finally {
    await host.removeProgram(program)
  }
}

/** Drops the channel, as a lost network does; the client that follows comes back. */
async function cut(scene: Scene): Promise<Played> {
  const inner = scene.ssh()
  const moment = momentOf(scene, 'restore')
  let lose = () => {}
  const transport: Transport = {
    ...inner,
    shell: async () => {
      const shell = await inner.shell()
      lose = () => shell.destroy()
      return shell
    },
  }
  const running = restored({ ...scene, transport: () => transport }, {}, `after ${moment} ms`)
  await Promise.race([sleep(moment), running])
  lose()
  return running
}

async function cancelled(scene: Scene): Promise<Played> {
  const cancel = new AbortController()
  const moment = momentOf(scene, 'restore')
  const running = restored(scene, { cancel: cancel.signal }, `after ${moment} ms`)
  await Promise.race([sleep(moment), running])
  cancel.abort()
  return running
}

/** The restore stands still at a phase until its timeout: it ends before it replaces anything. */
async function stuck(scene: Scene): Promise<Played> {
  const gate = makeGate(scene.host.folder)
  const phase = scene.random.pick(restorePhases)
  try {
    const changes = [atPhase(phase, gate.stop(itself), 'restore')]
    return await restored(scene, { settings: { timeout: 1 + scene.random.below(2) }, changes }, `at ${phase}`)
  } finally {
    gate.close()
  }
}

/** `docker start` fails once, or always. */
async function unstartable(scene: Scene): Promise<Played> {
  const { host, random } = scene
  const times = random.pick([1, 1, 1000])
  const calls = join(host.folder, 'calls')
  writeFileSync(calls, '')
  const fails = `echo >>'${calls}'; [ "$(wc -l <'${calls}')" -gt ${times} ] || { echo 'no such image' >&2; exit 1; }`
  await host.program('docker', `case "$1" in start) ${fails} ;; esac\n${host.engine.program}`)
  try {
    return await restored(scene, {}, times === 1 ? 'once,' : 'for good,')
  } finally {
    await host.program('docker', host.engine.program)
  }
}

async function fullDisk(scene: Scene): Promise<Played> {
  if (!scene.smallDisk) return restored(scene, {}, 'no disk of its own: nothing done')
  const { host, random } = scene
  const left = random.pick([0, 4096, 65_536, 200_000, 400_000, 700_000])
  const [where, directories] = random.pick([
    ['the backups', [host.backups]],
    ['the application', [host.app]],
    ['both', [host.backups, host.app]],
  ] as const)
  const phase = random.pick(restorePhases)
  const gate = makeGate(host.folder)
  try {
    const detail = `${left} bytes left for ${where} at ${phase},`
    const running = restored(scene, { changes: [atPhase(phase, gate.stop(itself), 'restore')] }, detail)
    const words = await Promise.race([gate.reached, running.then(() => undefined)])
    if (words !== undefined) for (const directory of directories) fill(directory, left)
    gate.open()
    return await running
  } finally {
    gate.close()
    for (const directory of directories) makeRoom(directory)
  }
}

/** Each waits for the other: the backup is of the old state or of the new one. */
async function besideBackup(scene: Scene): Promise<Played> {
  const running = restored(scene)
  await sleep(momentOf(scene, 'restore'))
  const [played, ran] = await Promise.all([running, backUp(scene.host, { heartbeat: 5 })])
  return { ...played, runs: [ran] }
}

export type Restoring = { readonly put: PutBack; readonly wanted: Wanted }
