// What a restore does, step by step. Pure: from a manifest, what of it was asked for, and what the server is.

import type { Component as Kept, Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import { encode } from '../protocol/encoding.ts'
import type { Settings } from '../settings/settings.ts'
import { sourceOf } from '../sources/registry.ts'
import type { Restoration, Target } from '../sources/restoration.ts'
import type { Component, View } from '../sources/source.ts'
import { bytes } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
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
const ofBackupsAlone = ['mb_lock', 'mb_recover', 'mb_preflight', 'mb_adopt', 'mb_catalogue', 'mb_result']

/** The plan of restoring the components that were asked for; one for `later` serves any choice of them. Throws E_INPUT, E_NOT_FOUND, E_DOCKER, E_PREREQ, E_PERM where that cannot be. */
export function planRestore(target: Target, context: Context): RestorePlan {
  refuseUnreadable(target)
  const kept = chosen(target.manifest, target.view.settings)
  const restorations = kept.flatMap(each => sourceOf[kindOf(each)].restore(each, target) ?? [])
  const safety = planSafety(target.view, restorations, kept, context)
  const steps = [...opening(target, restorations), ...keepingFirst(safety, restorations), ...transaction(target, restorations)]
  const plan: Plan = {
    operation: 'restore',
    writes: true,
    detached: true,
    steps: target.later ? steps : [...settled(steps, kept), { title: 'List the backups', command: ['mb_catalogue'] }],
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
  return name === asked || name === encode(asked) || (asked === 'database' && name.startsWith('database/'))
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

/** Of a plan for any choice, what this choice needs. */
function settled(steps: readonly Step[], kept: readonly Kept[]): Step[] {
  const isChosen = (name: string) => kept.some(each => each.name === name)
  return steps.filter(({ unless = [] }) => !unless.some(isChosen)).map(({ title, command }) => ({ title, command }))
}

function opening({ view, later }: Target, restorations: readonly Restoration[]): Step[] {
  const { restore } = view.settings
  // The safety backup first: sizes of what is there are known, where they are known at all. Some room for what is around it.
  const room = [
    ...restorations.flatMap(({ name, before }) => (before === undefined ? [] : [[name, String((before.need ?? 0) + 300_000), '.']])),
    ...restorations.flatMap(({ name, room }) => room.map(([times, place]) => [name, `${times}x`, place])),
  ]
  const whole: Step[] =
    restore.expectedSha256 === undefined
      ? []
      : [{ title: 'Prove the archive: it is the one that was expected', command: ['mb_prove_whole', restore.expectedSha256] }]
  // One component is restored from an archive that is damaged elsewhere, and in the same time however large the rest is. After the components, which
  // name what is damaged in them.
  const rest: Step[] =
    restore.components === 'all'
      ? [
          {
            title: 'Prove what lies between the components, and the whole',
            command: later ? ['mb_if_whole', 'mb_prove_rest'] : ['mb_prove_rest'],
          },
        ]
      : []
  return [
    { title: 'Take the lock', command: ['mb_lock'] },
    { title: 'Clean up after runs that died', command: ['mb_recover'] },
    { title: 'Open the backup', command: ['mb_restore_open'] },
    ...whole,
    ...restorations.map(each => ({ title: `Prove ${each.name}`, command: each.prove, serves: [each.name] })),
    ...rest,
    { title: 'Check the room', command: ['mb_room', ...room.flat()] },
  ]
}

/** The steps of the safety backup; none where nothing is there that could be replaced. What is gone when it comes to it is not kept. */
function keepingFirst(safety: Plan, restorations: readonly Restoration[]): Step[] {
  const there = restorations.flatMap(({ before }) => before ?? [])
  if (there.length === 0) return []
  const serves = there.map(({ name }) => name)
  const steps = safety.steps.filter(({ command }) => !ofBackupsAlone.includes(command[0]))
  return [...steps, { title: 'done', command: ['mb_safety'] } as const].map(({ title, command }) => {
    const taken = command[0] === 'mb_collect' || command[0] === 'mb_ask' ? there.find(({ name }) => name === command[1]) : undefined
    return {
      title: `Keep what is there: ${title}`,
      command:
        command[0] === 'mb_open_archive' ? command : [...(taken === undefined ? (['mb_if_taken'] as const) : presence(taken)), ...command],
      serves: taken === undefined ? serves : [taken.name],
    } as Step
  })
}

/** Words before the taking of a component: it is taken if it is there. Servers must be there: they are asked before. */
function presence({ kind, details }: Component): readonly string[] {
  if (kind === 'volume') return ['mb_if_volume', details['volume'] ?? '']
  return kind === 'path' ? ['mb_if_path', details['path'] ?? ''] : []
}

function transaction(target: Target, restorations: readonly Restoration[]): Step[] {
  const { manifest, create } = target
  const early = restorations.filter(each => each.late === undefined)
  const late = restorations.filter(each => each.late !== undefined)
  const files = early.filter(({ name }) => name === 'config' || name === 'secrets')
  const others = early.filter(each => !files.includes(each))
  const serves = restorations.map(({ name }) => name)
  const made = manifest.images.filter(({ service }) => service !== '')
  const wakers = (container: string) => restorations.filter(({ wake }) => wake === container).map(({ name }) => name)
  const woken = unique(restorations.flatMap(({ wake }) => wake ?? []))
  const expected = unique(made.map(({ container }) => container))
  const creating: Step[] = create
    ? [
        { title: 'Make the containers', command: ['mb_create', manifest.project.name, ...unique(made.map(({ service }) => service))] },
        ...woken.map(name => ({ title: `Start ${name}`, command: ['mb_wake', name], serves: wakers(name) }) as const),
        ...late.flatMap(each => (each.late ?? []).map(command => ({ title: `Prove ${each.name}`, command, serves: [each.name] }))),
        ...late.flatMap(each => staging(each)),
        ...holding('stop', late, target),
      ]
    : []
  return [
    ...early.flatMap(each => staging(each)),
    { title: 'Mark the restore as incomplete', command: ['mb_mark'] },
    ...holding('pause', restorations, target),
    ...holding('stop', early, target),
    ...files.flatMap(each => swapping(each)),
    ...creating,
    ...[...others, ...late].flatMap(each => swapping(each)),
    ...(create
      ? expected.map(name => ({ title: `Expect ${name}`, command: ['mb_expect', name], serves, unless: wakers(name) }) as const)
      : []),
    { title: 'Let services run again', command: ['mb_release'] },
    { title: 'Wait until they are well', command: ['mb_health'] },
    ...restorations.flatMap(each => each.check.map(command => ({ title: `Compare ${each.name}`, command, serves: [each.name] }))),
    { title: 'Make it final', command: ['mb_clear'] },
  ]
}

function staging({ name, stage }: Restoration): Step[] {
  return stage.map(command => ({ title: `Make ${name} ready`, command, serves: [name] }))
}

function swapping({ name, over, swap }: Restoration): Step[] {
  const title = (command: Command) => (command[0] === 'mongo_keep' ? `Keep ${over} as it is now` : `Replace ${over} by ${name}`)
  return swap.map(command => ({ title: title(command), command, serves: [name] }))
}

/** All of them at once: each takes its time to end. What is stopped for one component is not paused for another. */
function holding(how: 'pause' | 'stop', restorations: readonly Restoration[], { later }: Target): Step[] {
  const naming = (list: 'pause' | 'stop', container: string) =>
    restorations.filter(each => each[list].includes(container)).map(({ name }) => name)
  const verb = how === 'pause' ? 'Pause' : 'Stop'
  if (!later) {
    const names = unique(restorations.flatMap(each => each[how])).filter(name => how === 'stop' || naming('stop', name).length === 0)
    return names.length === 0 ? [] : [{ title: `${verb} ${names.join(', ')}`, command: ['mb_hold', how, ...names] }]
  }
  const names = unique(restorations.flatMap(each => each[how]))
  const words = names.flatMap(name => [name, ...naming(how, name), ...(how === 'pause' ? ['!', ...naming('stop', name)] : []), '--'])
  const others = restorations.flatMap(({ name, stopUsersOf }) => (stopUsersOf === undefined ? [] : [{ name, volume: stopUsersOf }]))
  return [
    ...(names.length === 0
      ? []
      : [{ title: `${verb} who uses it of ${names.join(', ')}`, command: ['mb_hold_each', how, ...words] } as const]),
    ...(how === 'pause' ? [] : others).map(
      ({ name, volume }): Step => ({
        title: `Stop who else uses the volume ${volume}`,
        command: ['mb_hold_users', volume],
        serves: [name],
      }),
    ),
  ]
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
