// The faults of a soak: each is one run of the product, or two, and something that happens to it at a random moment.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Transport } from '../../src/transports/transport.ts'
import { makeGate } from '../../testbed/faults/gate.ts'
import { backUp, type Host, type Ran, type RunOptions, sessionOf } from '../../testbed/faults/host.ts'
import type { When } from '../../testbed/faults/invariants.ts'
import { childrenOf, everything, itself, kill, type Shells, shellsOf } from '../../testbed/faults/processes.ts'
import { atPhase, muted, phases } from '../../testbed/faults/seam.ts'
import { fill, makeRoom } from '../../testbed/faults/smalldisks.ts'
import { pathOf } from '../../testbed/shell/shells.ts'
import type { Random } from './random.ts'
import type { Restoring } from './restores.ts'

export type Scene = {
  readonly host: Host
  readonly random: Random
  /** The transport to the host: SSH, or, undefined, the local shell. */
  transport(): Transport | undefined
  ssh(): Transport
  /** Milliseconds that an undisturbed run takes here: faults happen at a moment within them. */
  readonly lasts: Readonly<Record<'backup' | 'restore', number>>
  /** Whether the backups and the application are each on a small disk of their own, which a fault can fill. */
  readonly smallDisk: boolean
}

/** The failure codes with which it may end. */
export type Fault = { readonly name: string; readonly codes: readonly string[]; play(scene: Scene): Promise<Played> }
export type Played = {
  /** Its backups. */
  readonly runs: readonly Ran[]
  readonly when: When
  readonly detail: string
  readonly restored?: Restoring
}

type Victim = keyof Shells | 'all'

/** A random moment of such a run, in milliseconds after its start. */
export function momentOf({ random, lasts }: Scene, run: keyof Scene['lasts']): number {
  return Math.round(random.next() * lasts[run])
}

export const faults: readonly Fault[] = [
  { name: 'nothing', codes: [], play: scene => played(scene, {}) },
  ...(['main', 'worker', 'watchdog', 'all'] as const).flatMap((victim): Fault[] => {
    const codes = victim === 'watchdog' ? [] : ['E_UNKNOWN', 'E_INTERRUPTED', 'E_ARCHIVE', 'E_VERIFY', 'E_PUBLISH', 'E_DUMP']
    return [
      { name: `kill ${victim} at a phase`, codes, play: scene => killedAtPhase(scene, victim) },
      { name: `kill ${victim} at any time`, codes, play: scene => killedAnyTime(scene, victim) },
    ]
  }),
  { name: 'kill a program of the pipeline', codes: ['E_ARCHIVE', 'E_VERIFY', 'E_UNKNOWN', 'E_PUBLISH'], play: programKilled },
  { name: 'cut the connection', codes: ['E_INTERRUPTED', 'E_UNKNOWN'], play: cut },
  { name: 'cancel', codes: ['E_CANCELLED'], play: cancelled },
  { name: 'silence', codes: ['E_INTERRUPTED'], play: silent },
  { name: 'stands still until its timeout', codes: ['E_TIMEOUT'], play: stuck },
  { name: 'docker fails', codes: ['E_DOCKER'], play: scene => brokenDocker(scene, 'exit 1') },
  { name: 'docker hangs', codes: ['E_TIMEOUT', 'E_DOCKER'], play: scene => brokenDocker(scene, '{ sleep 8; exit 1; }') },
  { name: 'wrong clock', codes: [], play: wrongClock },
  { name: 'full disk', codes: ['E_NOSPACE'], play: fullDisk },
  { name: 'two at once', codes: [], play: twoAtOnce },
]

async function played(scene: Scene, options: RunOptions, detail = '', when: When = 'after the run'): Promise<Played> {
  const transport = scene.transport()
  const ran = await backUp(scene.host, { heartbeat: 6, ...(transport && { transport }), ...options })
  return { runs: [ran], when, detail }
}

/** The script says when it starts, and goes on at once; then `happens` follows after a random time. */
async function after(scene: Scene, happens: (main: number) => void, options: RunOptions = {}, when?: When): Promise<Played> {
  const gate = makeGate(scene.host.folder)
  const moment = momentOf(scene, 'backup')
  try {
    const running = played(scene, { ...options, changes: [{ operation: 'backup', define: gate.stop('"$$"') }] }, `after ${moment} ms`, when)
    const [main = ''] = await Promise.race([gate.reached, running.then(() => [])])
    gate.open()
    await Promise.race([sleep(moment), running])
    if (main !== '') happens(Number(main))
    return await running
  } finally {
    gate.close()
  }
}

function killedAnyTime(scene: Scene, victim: Victim): Promise<Played> {
  const happens = (main: number) => {
    // The main shell forks them in this order, before anything else.
    const [worker = 0, watchdog = 0] = childrenOf(main)
    kill(...targets(scene.host, { main, worker, watchdog }, victim))
  }
  return after(scene, happens, {}, victim === 'all' ? 'after a death' : 'after the run')
}

async function killedAtPhase(scene: Scene, victim: Victim): Promise<Played> {
  const gate = makeGate(scene.host.folder)
  const phase = scene.random.pick([...phases, 'unlinked'] as const)
  try {
    const running = played(
      scene,
      { changes: [atPhase(phase, gate.stop(itself))] },
      phase,
      victim === 'all' ? 'after a death' : 'after the run',
    )
    const words = await Promise.race([gate.reached, running.then(() => undefined)])
    // Not every run removes something.
    if (words !== undefined) kill(...targets(scene.host, shellsOf(words), victim))
    gate.open()
    return await running
  } finally {
    gate.close()
  }
}

function targets(host: Host, shells: Shells, victim: Victim): number[] {
  return victim === 'all' ? everything(host.folder, shells) : [shells[victim]]
}

/** Kills the n-th call of one program of the pipeline in the middle of its work. */
async function programKilled(scene: Scene): Promise<Played> {
  const { host, random } = scene
  const program = random.pick(['tar', 'zstd', 'tee', 'openssl', 'sync', 'ln', 'mv', 'awk'])
  const nth = 1 + random.below(5)
  const counter = join(host.folder, 'calls')
  writeFileSync(counter, '')
  const real = pathOf(program)
  await host.program(
    program,
    `echo >>'${counter}'\n[ "$(wc -l <'${counter}')" -eq ${nth} ] || exec '${real}' "$@"\nhead -c 300 | '${real}' "$@"\nkill -KILL $$`,
  )
  try {
    return await played(scene, {}, `${program}, call ${nth}`)
  } finally {
    await host.removeProgram(program)
  }
}

/** Drops the channel, as a lost network does: the server sees the end of its stdin. */
function cut(scene: Scene): Promise<Played> {
  const inner = scene.ssh()
  let lose = () => {}
  const transport: Transport = {
    ...inner,
    shell: async () => {
      const shell = await inner.shell()
      lose = () => shell.destroy()
      return shell
    },
  }
  return after({ ...scene, transport: () => transport }, () => lose())
}

function cancelled(scene: Scene): Promise<Played> {
  const cancel = new AbortController()
  return after(scene, () => cancel.abort(), { cancel: cancel.signal })
}

/** The client lives, but goes silent: only the watchdog can end a run that stands still. */
async function silent(scene: Scene): Promise<Played> {
  const gate = makeGate(scene.host.folder)
  // Not these phases: the watchdog waits 30 s for a publication that stands still.
  const phase = scene.random.pick(phases.filter(each => each !== 'manifest' && each !== 'linked'))
  const transport = muted(scene.transport() ?? sessionOf(scene.host).session.transport)
  try {
    return await played(scene, { transport, heartbeat: 1, changes: [atPhase(phase, gate.stop(itself))] }, phase)
  } finally {
    gate.close()
  }
}

/** The client listens, and the run stands still at a phase until the client's timeout tells it to end. */
async function stuck(scene: Scene): Promise<Played> {
  const gate = makeGate(scene.host.folder)
  const phase = scene.random.pick(phases.filter(each => each !== 'manifest' && each !== 'linked'))
  try {
    return await played(scene, { settings: { timeout: 1 + scene.random.below(2) }, changes: [atPhase(phase, gate.stop(itself))] }, phase)
  } finally {
    gate.close()
  }
}

/** Breaks docker from a random call on. */
async function brokenDocker(scene: Scene, how: string): Promise<Played> {
  const { host, random } = scene
  const [command, nth] = [random.pick(['pause', 'unpause', 'inspect']), 1 + random.below(4)]
  const calls = join(host.folder, 'calls')
  writeFileSync(calls, '')
  const breaks = `echo >>'${calls}'; [ "$(wc -l <'${calls}')" -lt ${nth} ] || ${how}`
  await host.program('docker', `case "$1 $2" in 'inspect --type') ;; '${command} '*) ${breaks} ;; esac\n${host.engine.program}`)
  try {
    const settings = how === 'exit 1' ? {} : { timeout: 3 }
    // The next run undoes what this one cannot.
    return await played(scene, { settings }, `${command}, from call ${nth} on`, 'after a death')
  } finally {
    await host.program('docker', host.engine.program)
  }
}

async function wrongClock(scene: Scene): Promise<Played> {
  const { host, random } = scene
  const offset = random.pick([-86_400, -3600, -5, 3, -1_500_000_000])
  const date = pathOf('date')
  await host.program(
    'date',
    `case " $* " in *' -d '*) exec ${date} "$@" ;; esac\nexec ${date} -d "@$(($(${date} +%s) + (${offset})))" "$@"`,
  )
  try {
    return await played(scene, {}, `${offset} s`)
  } finally {
    await host.removeProgram('date')
  }
}

/** Leaves so little room that often the archive, its manifest or a journal entry does not fit. */
async function fullDisk(scene: Scene): Promise<Played> {
  if (!scene.smallDisk) return played(scene, {}, 'no disk of its own: nothing done')
  const { host, random } = scene
  const left = random.pick([0, 4096, 65_536, 200_000, 300_000, 320_000, 340_000, 400_000])
  try {
    const result = await after(scene, () => fill(host.backups, left))
    return { ...result, detail: `${result.detail}, ${left} bytes left` }
  } finally {
    makeRoom(host.backups)
  }
}

async function twoAtOnce(scene: Scene): Promise<Played> {
  const both = await Promise.all([played(scene, {}), played(scene, {})])
  return { runs: both.flatMap(({ runs }) => runs), when: 'after the run', detail: '' }
}
