// The soak itself: a fault, the invariants, the next fault; and in the end a look into the archives.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { recover } from '../../src/operations/recover.ts'
import { backUp, type Ran, sessionOf } from '../../testbed/faults/host.ts'
import { type Before, remember, violations, type When } from '../../testbed/faults/invariants.ts'
import { isMarked, leftovers, putBack, type Tree, treeOf } from '../../testbed/faults/restores.ts'
import { assertGood } from '../../testbed/shell/backups.ts'
import { change, differences, partOf, putBackInto, restorable, same, treeIn } from './application.ts'
import type { Fault, Played, Scene } from './faults.ts'
import { type Restoring, undisturbed } from './restores.ts'

export type Told = {
  readonly runs: readonly Row[]
  readonly violations: readonly string[]
  /** How many archives were extracted in the end and compared with the application of their time. */
  readonly compared: number
  readonly seconds: number
}
export type Row = { readonly fault: string; readonly ending: string; readonly seconds: number }

/** Seconds within which a restore that goes on by itself must end. */
const detachedWithin = 40

/** The state of a soak. */
type Course = {
  readonly scene: Scene
  readonly containers: readonly string[]
  /** By run id, the possible states of the application when the run took it. */
  readonly was: Map<string, readonly Tree[]>
  readonly rows: Row[]
  /** The archives that are already compared. */
  readonly compared: Set<string>
  readonly found: string[]
  /** Something died, and nothing has succeeded since. */
  debt: boolean
}

export async function soak(
  place: Omit<Scene, 'lasts'>,
  faults: readonly Fault[],
  runs: number,
  say: (line: string) => void,
): Promise<Told> {
  const { host, random } = place
  const began = performance.now()
  const lasts = { backup: 0, restore: 0 }
  const scene: Scene = { ...place, lasts }
  const course: Course = { scene, containers: host.engine.states(), was: new Map(), rows: [], compared: new Set(), found: [], debt: false }
  const first = await backUp(host)
  course.was.set(first.runId, [treeOf(host.app)])
  const { put } = await undisturbed(scene)
  course.was.set(put.runId, [treeOf(host.app)])
  Object.assign(lasts, { backup: first.seconds * 1000, restore: put.ran.seconds * 1000 })
  for (let n = 1; n <= runs; n++) {
    const fault = n === runs ? faults[0] : random.pick(faults)
    if (fault === undefined) break
    change(host, random, n)
    tidy(scene)
    const { played, wrong } = await once(course, fault).catch(error => {
      // A failure of the soak itself is reported too, and does not end it.
      say(String(error.stack))
      return {
        played: { runs: [], when: 'after a death', detail: '' } satisfies Played as Played,
        wrong: [`the soak itself failed: ${error}`],
      }
    })
    course.rows.push(...endingsOf(played).map(row => ({ ...row, fault: fault.name })))
    const told = [...new Set([...wrong, ...untrue(course)])].map(words => `run ${n}, ${fault.name} (${played.detail}): ${words}`)
    course.found.push(...told)
    const slow = endingsOf(played).filter(({ seconds }) => seconds > 20)
    if (slow.length > 0) say(`SLOW run ${n}, ${fault.name} (${played.detail}): ${JSON.stringify(slow)}`)
    if (told.length > 0 || slow.length > 0) say([...told, played.restored?.put.log ?? '', ...played.runs.map(ran => ran.log)].join('\n'))
  }
  const compared = await compare(course)
  return { runs: course.rows, violations: course.found, compared, seconds: (performance.now() - began) / 1000 }
}

/** Plays one fault; returns the violations after it. */
async function once(course: Course, fault: Fault): Promise<{ readonly played: Played; readonly wrong: readonly string[] }> {
  const { scene, was } = course
  const { host } = scene
  const old = treeOf(host.app)
  const before = { ...remember(host), containers: course.containers }
  const played = await fault.play(scene)
  const wrong: string[] = []
  if (played.restored !== undefined) {
    was.set(played.restored.put.runId, [old])
    for (const each of await judged(course, before, old, played.restored, wrong)) was.set(each.runId, [treeOf(host.app)])
    course.debt = false
  }
  for (const ran of played.runs) was.set(ran.runId, [old, treeOf(host.app)])
  wrong.push(...(await checked(scene, before, played, course.debt)), ...unexpected(fault, played))
  course.debt = owes(played, course.debt)
  return { played, wrong }
}

/** Makes one more backup, then compares every archive with the application of its time. Returns how many there are. */
async function compare(course: Course): Promise<number> {
  const { scene, containers, was, found } = course
  const { host } = scene
  const clean = await backUp(host)
  was.set(clean.runId, [treeOf(host.app)])
  found.push(...(await violations(host, { ...remember(host), containers }, clean, 'after the next run')))
  course.compared.clear()
  found.push(...untrue(course))
  return course.compared.size
}

/** Archives that differ from the application of their time; each archive is compared once. */
function untrue({ scene: { host }, was, compared }: Course): string[] {
  return assertGood(host).flatMap(each => {
    if (compared.has(each.file)) return []
    compared.add(each.file)
    const given = treeIn(host, each)
    const holds = restorable.filter(name => each.manifest.components.some(component => component.name === name))
    const is = (tree: Tree) => holds.every(name => same(partOf(given, name), partOf(tree, name)))
    const trees = was.get(each.manifest.runId)
    if (trees?.some(is)) return []
    const how = trees === undefined ? 'its run is unknown' : trees.map(tree => differences(given, tree).slice(0, 5))
    return [`${each.file} does not hold what the application was: ${how}`]
  })
}

/** Removes safety copies, archive first, as an administrator does: no rotation removes them. */
function tidy({ host }: Scene): void {
  const copies = assertGood(host).filter(({ manifest }) => manifest.prefix === 'pre-restore')
  for (const { file, manifest } of copies.slice(0, -2)) {
    rmSync(join(host.backups, file))
    for (const kind of ['json', 'restore.sh']) rmSync(join(host.backups, '.meta', `${manifest.name}.${kind}`), { force: true })
  }
}

/**
 * INV9: a restore ends in the old state or in the new one, and says in which; or it is marked, and the next run of any kind ends it. Returns the
 * backups among those next runs.
 */
async function judged(course: Course, before: Before, old: Tree, { put, wanted }: Restoring, found: string[]): Promise<Ran[]> {
  const { host } = course.scene
  const fresh = putBackInto(old, wanted.kept, wanted.components)
  const within = { within: detachedWithin }
  const done = put.status === 'success'
  found.push(...(await violations(host, before, put.ran, done ? 'after the run' : 'after a death', within)))
  // Files made ready beside their place stay until the next run if no shell lived to remove them.
  const now = withoutLeftovers(treeOf(host.app))
  const is = `${stateOf(now, old, fresh)}${isMarked(host) ? ', and marked' : ''}`
  if (is === 'neither') found.push(`INV9 neither old nor new: ${differing(now, old, fresh)}`)
  if (put.status === 'success' && (isMarked(host) || !same(now, fresh))) found.push(`INV9 success, and it is ${is}`)
  const safe = put.failure?.safe ?? ''
  if (/as it was before the restore|nothing was changed/.test(safe) && (isMarked(host) || !same(now, old)))
    found.push(`INV9 "${safe}", and it is ${is}`)
  if (done) return []
  return next(course, before, old, fresh, found)
}

/** The next run of any kind, and one more backup: neither needs a person. */
async function next({ scene, was }: Course, before: Before, old: Tree, fresh: Tree, found: string[]): Promise<Ran[]> {
  const { host, random } = scene
  const kind = random.pick(isMarked(host) ? (['backup', 'recover', 'undo', 'resume'] as const) : (['backup', 'recover'] as const))
  if (kind === 'recover') await recover(sessionOf(host).session)
  if (kind === 'undo' || kind === 'resume') {
    const put = await putBack(host, { mode: kind })
    // A resume begins anew, with a safety backup of what the undo has put back.
    was.set(put.runId, [old])
    // One that was killed between its last rename and its tidying up was final: that is told, and is no failure of the undo.
    const final = kind === 'undo' && /was already final/.test(put.failure?.title ?? '') && same(treeOf(host.app), fresh)
    if (put.status !== 'success' && !final) found.push(`INV10 ${kind} did not succeed: ${put.log}`)
  }
  if (kind === 'resume' && !same(treeOf(host.app), fresh)) found.push('INV9 resumed, and not the new state')
  if (kind !== 'backup') found.push(...notOver(scene, old, fresh, kind))
  const ran = await backUp(host)
  found.push(...(await violations(host, before, ran, 'after the next run')), ...notOver(scene, old, fresh, 'the next run'))
  return [ran]
}

/** INV9, INV6: the application is in one of both states, and no leftovers remain. */
function notOver({ host }: Scene, old: Tree, fresh: Tree, after: string): string[] {
  const now = treeOf(host.app)
  return [
    ...(isMarked(host) ? [`INV9 the mark stands after ${after}`] : []),
    ...(stateOf(now, old, fresh) === 'neither' ? [`INV9 neither old nor new after ${after}: ${differing(now, old, fresh)}`] : []),
    ...leftovers(host).map(left => `INV6 ${left} is left after ${after}`),
  ]
}

function withoutLeftovers(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([file]) => !file.includes('.meeshy-')))
}

type State = 'old' | 'new' | 'neither'

function stateOf(now: Tree, old: Tree, fresh: Tree): State {
  if (same(now, old)) return 'old'
  return same(now, fresh) ? 'new' : 'neither'
}

function differing(now: Tree, old: Tree, fresh: Tree): string {
  return `of the old ${differences(now, old).slice(0, 5)}, of the new ${differences(now, fresh).slice(0, 5)}`
}

/** The violations after the runs of a fault. With `debt` an earlier run died, and its remains may stay until a run succeeds. */
async function checked({ host }: Scene, before: Before, { runs, when, restored }: Played, debt: boolean): Promise<string[]> {
  const found: string[] = []
  for (const ran of runs) {
    // Next to a restore, which may have run after it.
    const how: When = restored !== undefined ? 'after a death' : isClean(ran) ? 'after the next run' : debt ? 'after a death' : when
    found.push(...(await violations(host, before, ran, how)))
  }
  return found
}

function owes({ runs, when, restored }: Played, debt: boolean): boolean {
  if (restored !== undefined || runs.some(isClean)) return false
  return debt || when === 'after a death'
}

/** Whether the run ended with a complete rotation: one that was cut short leaves the rest to the next run. */
function isClean({ outcome }: Ran): boolean {
  return outcome?.status === 'success' && !outcome.warnings.some(words => words.startsWith('rotation-failed'))
}

type Ending = Omit<Row, 'fault'>

function endingsOf({ runs, restored }: Played): Ending[] {
  const put = restored?.put
  const ofRestore = put === undefined ? [] : [{ ending: put.failure?.code ?? put.status, seconds: put.ran.seconds }]
  return [
    ...ofRestore,
    ...runs.map(({ outcome, seconds }) => ({ ending: outcome?.failure?.code ?? outcome?.status ?? 'no outcome', seconds })),
  ]
}

function unexpected({ codes }: Fault, played: Played): string[] {
  return endingsOf(played)
    .filter(({ ending }) => ending !== 'success' && !codes.includes(ending))
    .map(({ ending }) => `ended as ${ending}`)
}
