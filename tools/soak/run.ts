// The soak itself: a fault, the invariants, the next one; and in the end what the archives give back.

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
  /** How many archives were extracted in the end and compared with what the application was. */
  readonly compared: number
  readonly seconds: number
}
export type Row = { readonly fault: string; readonly ending: string; readonly seconds: number }

/** Seconds in which a restore that goes on by itself must have ended. */
const detachedWithin = 40

/** What a soak knows as it goes on. */
type Course = {
  readonly scene: Scene
  readonly containers: readonly string[]
  /** By run id, what the application was, or may have been, when the run kept it. */
  readonly was: Map<string, readonly Tree[]>
  readonly rows: Row[]
  /** The archives that were looked at. */
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
      // What is wrong with the soak itself must be seen too, and not end it.
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

/** One fault, and what does not hold after it. */
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

/** One backup more, and each that is there by then: it gives back what the application was. Returns how many there are. */
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

/** Archives that give back something else than what the application was; each that is there is looked at once. */
function untrue({ scene: { host }, was, compared }: Course): string[] {
  return assertGood(host).flatMap(each => {
    if (compared.has(each.file)) return []
    compared.add(each.file)
    const given = treeIn(host, each)
    const holds = restorable.filter(name => each.manifest.components.some(component => component.name === name))
    const is = (tree: Tree) => holds.every(name => same(partOf(given, name), partOf(tree, name)))
    const trees = was.get(each.manifest.runId)
    if (trees?.some(is)) return []
    const how = trees === undefined ? 'nobody knows its run' : trees.map(tree => differences(given, tree).slice(0, 5))
    return [`${each.file} gives back something else than what the application was: ${how}`]
  })
}

/** Safety copies stay until somebody removes them: so somebody does, archive first. */
function tidy({ host }: Scene): void {
  const copies = assertGood(host).filter(({ manifest }) => manifest.prefix === 'pre-restore')
  for (const { file, manifest } of copies.slice(0, -2)) {
    rmSync(join(host.backups, file))
    for (const kind of ['json', 'restore.sh']) rmSync(join(host.backups, '.meta', `${manifest.name}.${kind}`), { force: true })
  }
}

/**
 * INV9: a restore ends in the old state or in the new one, and says in which; or it is marked, and the next run of whatever kind ends it. Returns the
 * backups among those next runs.
 */
async function judged(course: Course, before: Before, old: Tree, { put, wanted }: Restoring, found: string[]): Promise<Ran[]> {
  const { host } = course.scene
  const fresh = putBackInto(old, wanted.kept, wanted.components)
  const within = { within: detachedWithin }
  const done = put.status === 'success'
  found.push(...(await violations(host, before, put.ran, done ? 'after the run' : 'after a death', within)))
  // What was made ready beside its place lies there until the next run, if nobody lived to remove it.
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

/** The next run of whatever kind, and one backup more: neither needs a hand. */
async function next({ scene, was }: Course, before: Before, old: Tree, fresh: Tree, found: string[]): Promise<Ran[]> {
  const { host, random } = scene
  const kind = random.pick(isMarked(host) ? (['backup', 'recover', 'undo', 'resume'] as const) : (['backup', 'recover'] as const))
  if (kind === 'recover') await recover(sessionOf(host).session)
  if (kind === 'undo' || kind === 'resume') {
    const put = await putBack(host, { mode: kind })
    // Whoever resumes begins anew, with a safety backup of what the undo has brought back.
    was.set(put.runId, [old])
    if (put.status !== 'success') found.push(`INV10 ${kind} did not succeed: ${put.log}`)
  }
  if (kind === 'resume' && !same(treeOf(host.app), fresh)) found.push('INV9 resumed, and not the new state')
  if (kind !== 'backup') found.push(...notOver(scene, old, fresh, kind))
  const ran = await backUp(host)
  found.push(...(await violations(host, before, ran, 'after the next run')), ...notOver(scene, old, fresh, 'the next run'))
  return [ran]
}

/** INV9, INV6: it is one of both, and nothing lies about. */
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

/** A run that succeeds has cleaned up after whatever died before it; until then there may be something to clean up. */
async function checked({ host }: Scene, before: Before, { runs, when, restored }: Played, debt: boolean): Promise<string[]> {
  const found: string[] = []
  for (const ran of runs) {
    // Beside a restore, which may have come after it.
    const how: When = restored !== undefined ? 'after a death' : isClean(ran) ? 'after the next run' : debt ? 'after a death' : when
    found.push(...(await violations(host, before, ran, how)))
  }
  return found
}

function owes({ runs, when, restored }: Played, debt: boolean): boolean {
  if (restored !== undefined || runs.some(isClean)) return false
  return debt || when === 'after a death'
}

/** A rotation that was cut short leaves its rest to the next run. */
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
