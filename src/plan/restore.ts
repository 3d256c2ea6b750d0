// What a restore does, step by step. Pure: from a manifest, what of it was asked for, and what the server is.
import { BackupError } from '../errors.ts'
import { inert } from '../inert.ts'
import type { Component as Kept, Manifest } from '../manifest.ts'
import { bytes } from '../report/amounts.ts'
import type { Settings } from '../settings/settings.ts'
import type { Restoration, Target } from '../sources/restoration.ts'
import type { View } from '../sources/source.ts'
import { sourceOf } from '../sources/sources.ts'
import { type Context, planBackup } from './backup.ts'
import { keptVariables } from './kept.ts'
import type { Command, Plan, Step } from './plan.ts'

export type RestorePlan = {
  readonly plan: Plan
  readonly restorations: readonly Restoration[]
  /** Seconds, roughly: from the first container that is held to the last one that runs again. */
  readonly downtime: number
}

/** Steps of a backup that a restore has around it already, or has no use for. */
const ofBackupsAlone = ['mb_lock', 'mb_recover', 'mb_adopt', 'mb_catalogue', 'mb_result']

/** The plan of restoring the components that were asked for. Throws E_INPUT, E_NOT_FOUND, E_DOCKER, E_PREREQ, E_PERM where that cannot be. */
export function planRestore(target: Target, context: Context): RestorePlan {
  refuseUnreadable(target)
  const kept = chosen(target.manifest, target.view.settings)
  const restorations = kept.flatMap(each => sourceOf[kindOf(each)].restore(each, target) ?? [])
  const safety = planSafety(target.view, restorations, kept, context)
  const plan: Plan = {
    operation: 'restore',
    writes: true,
    detached: true,
    steps: [
      ...opening(target, restorations, safety),
      ...keepingFirst(safety),
      ...transaction(target, restorations),
      { title: 'List the backups', command: ['mb_catalogue'] },
    ],
    variables: { ...safety.variables, ...keptVariables(target.manifest, kept, target.view.settings) },
    known: safety.known,
    readers: Object.fromEntries(restorations.flatMap(each => readerOf(each))),
  }
  return { plan, restorations, downtime: estimate(restorations, kept) }
}

function kindOf({ kind, name }: Kept): keyof typeof sourceOf {
  if (Object.hasOwn(sourceOf, kind)) return kind as keyof typeof sourceOf
  throw new BackupError({
    code: 'E_VERIFY',
    title: `The manifest has a component ${inert(name)} of an unknown kind.`,
    safe: 'nothing was changed',
  })
}

/** A server without zstd makes backups with gzip, and cannot read what another one made. */
function refuseUnreadable({ manifest, view }: Target): void {
  const tool = manifest.archive.compression === 'zstd' ? 'zstd' : 'gzip'
  if (view.facts.tools.has(tool)) return
  throw new BackupError({
    code: 'E_PREREQ',
    title: `The backup ${manifest.name} is compressed with ${tool}, which ${view.facts.hostname} lacks.`,
    safe: 'nothing was changed',
    next: `install ${tool} there`,
  })
}

/** What was asked for, in the order of the archive. `database` and `volumes` alone mean all of them. */
function chosen({ name, components }: Manifest, { restore }: Settings): Kept[] {
  const asked = restore.components
  const restorable = components.filter(({ kind }) => kind !== 'system')
  if (asked === 'all') return restorable
  const missing = asked.filter(each => !restorable.some(component => names(each, component)))
  if (missing.length === 0) return restorable.filter(component => asked.some(each => names(each, component)))
  throw new BackupError({
    code: 'E_NOT_FOUND',
    title: `The backup ${name} has no component ${missing.map(each => inert(each)).join(', ')}.`,
    details: { 'It has': restorable.map(component => inert(component.name)).join(', ') },
    safe: 'nothing was changed',
    next: 'check components for a typing error',
  })
}

function names(asked: string, { name }: Kept): boolean {
  return name === asked || (asked === 'database' && name.startsWith('database/'))
}

/** What is about to be replaced, as a backup of its own: pinned until someone releases it. */
function planSafety(view: View, restorations: readonly Restoration[], kept: readonly Kept[], context: Context): Plan {
  const components = restorations.flatMap(({ before }) => before ?? [])
  const listed = (name: string) => (components.find(each => each.name === name)?.paths ?? []).map(path => ({ path, optional: true }))
  const settings: Settings = {
    ...view.settings,
    prefix: 'pre-restore',
    scope: 'full',
    quiesce: 'none',
    verify: 'read',
    configPaths: listed('config'),
    secretPaths: listed('secrets'),
  }
  const selection = { components, carried: [], uncovered: [], notes: [], warnings: [] }
  const plan = planBackup({ ...view, settings }, selection, context)
  const head = {
    ...plan.known['manifest'],
    pinned: true,
    leftOut: kept.length === 0 ? [] : [{ what: 'everything else', why: 'only what a restore was about to replace is in here' }],
  }
  return { ...plan, known: { ...plan.known, manifest: head } }
}

function opening({ view, manifest }: Target, restorations: readonly Restoration[], safety: Plan): Step[] {
  const { backupDir, restore } = view.settings
  const need = safety.steps.find(({ command }) => command[0] === 'mb_preflight')?.command[1] ?? '0'
  const room = restorations.flatMap(each => each.room.map(([size, place]) => [String(size), place]))
  const whole: Step[] =
    restore.expectedSha256 === undefined
      ? []
      : [{ title: 'Prove the archive: it is the one that was expected', command: ['mb_prove_whole', restore.expectedSha256] }]
  // One component is restored from an archive that is damaged elsewhere, and in the same time however large the rest is.
  const rest: Step[] =
    restore.components === 'all'
      ? [{ title: 'Prove what lies between the components, and the whole', command: ['mb_prove_rest', manifest.archive.sha256] }]
      : []
  return [
    { title: 'Take the lock', command: ['mb_lock'] },
    { title: 'Clean up after runs that died', command: ['mb_recover'] },
    { title: 'Open the backup', command: ['mb_restore_open'] },
    ...whole,
    ...rest,
    ...restorations.map(each => ({ title: `Prove ${each.name}`, command: each.prove })),
    { title: 'Check the room', command: ['mb_room', ...room.flat(), need, backupDir] },
  ]
}

/** The steps of the safety backup; none where nothing is there that could be replaced. */
function keepingFirst(safety: Plan): Step[] {
  if (!safety.steps.some(({ command }) => command[0] === 'mb_collect')) return []
  const steps = safety.steps.filter(({ command }) => !ofBackupsAlone.includes(command[0]))
  return [
    ...steps.map(step => ({ ...step, title: `Keep what is there: ${step.title}` })),
    { title: 'Keep what is there: done', command: ['mb_safety'] },
  ]
}

function transaction({ manifest, create }: Target, restorations: readonly Restoration[]): Step[] {
  const early = restorations.filter(each => each.late === undefined)
  const late = restorations.filter(each => each.late !== undefined)
  const files = early.filter(({ name }) => name === 'config' || name === 'secrets')
  const others = early.filter(each => !files.includes(each))
  const stop = unique(early.flatMap(each => each.stop))
  const pause = unique(restorations.flatMap(each => each.pause)).filter(name => !stop.includes(name))
  const woken = unique(restorations.flatMap(({ wake }) => wake ?? []))
  const made = manifest.images.filter(({ service }) => service !== '')
  const creating: Step[] = create
    ? [
        { title: 'Make the containers', command: ['mb_create', manifest.project.name, ...unique(made.map(({ service }) => service))] },
        ...(woken.length > 0 ? [{ title: `Start ${woken.join(', ')}`, command: ['mb_wake', ...woken] } as const] : []),
        ...late.flatMap(each => (each.late ?? []).map(command => ({ title: `Prove ${each.name}`, command }))),
        ...late.flatMap(each => staging(each)),
        ...holding('stop', unique(late.flatMap(each => each.stop))),
      ]
    : []
  const rest = unique(made.map(({ container }) => container)).filter(name => !woken.includes(name))
  return [
    ...early.flatMap(each => staging(each)),
    { title: 'Mark the restore as incomplete', command: ['mb_mark'] },
    ...holding('pause', pause),
    ...holding('stop', stop),
    ...files.flatMap(each => swapping(each)),
    ...creating,
    ...[...others, ...late].flatMap(each => swapping(each)),
    ...(create && rest.length > 0 ? [{ title: `Expect ${rest.join(', ')}`, command: ['mb_expect', ...rest] } as const] : []),
    { title: 'Let services run again', command: ['mb_release'] },
    { title: 'Wait until they are well', command: ['mb_health'] },
    ...restorations.flatMap(each => each.check.map(command => ({ title: `Compare ${each.name}`, command }))),
    { title: 'Make it final', command: ['mb_clear'] },
  ]
}

function staging({ name, stage }: Restoration): Step[] {
  return stage.map(command => ({ title: `Make ${name} ready`, command }))
}

function swapping({ name, over, swap }: Restoration): Step[] {
  return swap.map(command => ({ title: command[0] === 'mongo_keep' ? `Keep ${over} as it is now` : `Replace ${over} by ${name}`, command }))
}

function holding(how: 'pause' | 'stop', containers: readonly string[]): Step[] {
  if (containers.length === 0) return []
  return [{ title: `${how === 'pause' ? 'Pause' : 'Stop'} ${containers.join(', ')}`, command: ['mb_hold', how, ...containers] }]
}

/** Which container reads a component, for the readers that a restore shares with a backup. */
function readerOf({ name, prove, late }: Restoration): (readonly [string, string])[] {
  const commands: readonly Command[] = [prove, ...(late ?? [])]
  return commands
    .filter(([verb]) => verb === 'mongo_prove' || verb === 'redis_prove')
    .map(([, , container = '']) => [name, container] as const)
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)]
}

/** Containers stop and start in a second or two each; a dump is kept, loaded and compared at some 15 MB/s of raw bytes together. */
function estimate(restorations: readonly Restoration[], kept: readonly Kept[]): number {
  const held = unique(restorations.flatMap(each => [...each.stop, ...each.pause])).length
  const raw = kept.filter(({ kind }) => kind === 'database').reduce((sum, { rawBytes }) => sum + rawBytes, 0)
  return Math.ceil(2 + 2 * held + raw / 15e6)
}

/** What a restore will do, for people who are about to say yes. */
export function overwriteLines({ restorations, downtime }: RestorePlan, { manifest }: Target): string[] {
  const rows = restorations.map(({ name, over }) => {
    const component = manifest.components.find(each => each.name === name)
    const counts = Object.entries(component?.counts ?? {})
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')
    return inert(
      `${name.padEnd(28)} ${bytes(component?.rawBytes ?? 0).padEnd(9)} replaces ${over}${counts === '' ? '' : `   (${counts} in the backup)`}`,
    )
  })
  return [...rows, `services are down for about ${downtime} s`]
}
