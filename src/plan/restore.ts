// What a restore does, step by step. Pure: from a manifest, what of it was asked for, and what the server is.

import { formats } from '../backups/formats.ts'
import type { Component as Kept, Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import { encode } from '../protocol/encoding.ts'
import type { Step } from '../protocol/step.ts'
import type { Settings } from '../settings/settings.ts'
import { sourceFor, sourceOf } from '../sources/registry.ts'
import { bytesKept, type Restoration, type Target } from '../sources/restoration.ts'
import { bytes } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
import type { Context } from './backup.ts'
import type { Plan } from './plan.ts'
import { keepingFirst, planSafety } from './safety.ts'
import { provingTable, storedVariables } from './stored.ts'
import { transaction, unique } from './transaction.ts'

export type RestorePlan = {
  readonly plan: Plan
  readonly restorations: readonly Restoration[]
  /** Seconds, roughly: from the first container that is held to the last one that runs again. */
  readonly downtime: number
}

/** The plan of restoring the components that were asked for; one for `later` serves any choice of them. Throws E_INPUT, E_NOT_FOUND, E_DOCKER, E_PREREQ, E_PERM where that cannot be. */
export function planRestore(target: Target, context: Context): RestorePlan {
  refuseUnreadable(target)
  const kept = chosen(target.manifest, target.view.settings)
  const restorations = kept.flatMap(each => sourceFor(each).restore(each, target) ?? [])
  const safety = planSafety(target.view, restorations, kept, context)
  const steps = [...opening(target, restorations), ...keepingFirst(safety, restorations), ...transaction(target, restorations)]
  const plan: Plan = {
    operation: 'restore',
    writes: true,
    detached: true,
    steps: target.later ? steps : [...settled(steps, kept), { id: 'list', title: 'List the backups', command: ['mb_catalogue'] }],
    variables: { ...safety.variables, ...storedVariables(target.manifest, kept, target.view.settings) },
    components: safety.components,
    known: safety.known,
    readers: Object.fromEntries(restorations.flatMap(({ name, reader }) => (reader === undefined ? [] : [[name, reader]]))),
    secrets: safety.secrets,
  }
  return { plan, restorations, downtime: estimate(restorations, kept) }
}

/** A server that lacks the tool of a format makes backups of another, and cannot read what another server made. */
function refuseUnreadable({ manifest, view }: Target): void {
  const { tool } = formats[manifest.archive.compression]
  if (view.facts.tools.has(tool)) return
  throw new BackupError({
    code: 'E_PREREQ',
    title: `The backup ${manifest.name} is compressed with ${tool}, which ${view.facts.hostname} lacks.`,
    safe: 'nothing was changed',
    next: `install ${tool} there`,
  })
}

/** What was asked for, in the order of the archive. A group alone (`volumes`) means all of it. */
function chosen({ name, components }: Manifest, { restore }: Settings): Kept[] {
  const asked = restore.components
  const restorable = components.filter(({ kind }) => !isForPeople(kind))
  if (asked === 'all') return restorable
  // A name as the manifest has it means that component alone, although it may be the plain name of another.
  const meant = (each: string): Kept[] => {
    const listed = restorable.filter(component => component.name === each)
    return listed.length > 0 ? listed : restorable.filter(component => names(each, component))
  }
  const missing = asked.filter(each => meant(each).length === 0)
  if (missing.length === 0) return restorable.filter(component => asked.some(each => meant(each).includes(component)))
  throw new BackupError({
    code: 'E_NOT_FOUND',
    title: `The backup ${name} has no component ${missing.map(each => inert(each)).join(', ')}.`,
    details: { 'It has': restorable.map(component => inert(component.name)).join(', ') },
    safe: 'nothing was changed',
    next: 'check components for a typing error',
  })
}

/** Kept for people to read: no restore puts it anywhere. */
export function isForPeople(kind: string): boolean {
  return sourceOf(kind)?.forPeople === true
}

function names(asked: string, { name }: Kept): boolean {
  return name === encode(asked) || name.startsWith(`${asked}/`)
}

/** Of a plan for any choice, what this choice needs. */
function settled(steps: readonly Step[], kept: readonly Kept[]): Step[] {
  const isChosen = (name: string) => kept.some(each => each.name === name)
  return steps.filter(({ unless = [] }) => !unless.some(isChosen)).map(({ serves: _serves, unless: _unless, ...step }) => step)
}

function opening({ view, later, create }: Target, restorations: readonly Restoration[]): Step[] {
  const { restore } = view.settings
  const room = restorations.flatMap(({ name, before, room }) =>
    // Sizes of what is there are known, where they are known at all. Some room for what is around it.
    [...(before === undefined ? [] : [{ takes: bytesKept(before), place: '.', what: 'the safety backup' }]), ...room].flatMap(
      ({ takes, place, what }) => [name, String(takes), place, what],
    ),
  )
  const whole: Step[] =
    restore.expectedSha256 === undefined
      ? []
      : [{ id: 'prove', title: 'Prove the archive: it is the one that was expected', command: ['mb_prove_whole', restore.expectedSha256] }]
  // One component is restored from an archive that is damaged elsewhere, and in the same time however large the rest is. After the components, which
  // name what is damaged in them.
  const rest: Step[] =
    restore.components === 'all'
      ? [
          {
            id: 'prove',
            title: 'Prove the bytes between the components, and the whole archive',
            command: later ? ['mb_if_whole', 'mb_prove_rest'] : ['mb_prove_rest'],
          },
        ]
      : []
  return [
    { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
    { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
    { id: 'open-backup', title: 'Open the backup', command: ['mb_restore_open'] },
    ...whole,
    provingTable,
    ...restorations.map(
      ({ name, prove }): Step => ({ id: 'prove', title: `Prove ${name}`, component: name, command: prove, serves: [name] }),
    ),
    ...rest,
    { id: 'room', title: 'Check the room', command: ['mb_room', ...room] },
    ...(create ? [{ id: 'rights', title: 'Ask for Compose, which makes the containers', command: ['mb_may_create'] } as const] : []),
    ...restorations.flatMap(({ name, rights }) =>
      rights.map(
        (command): Step => ({ id: 'rights', title: `Ask for what the restore of ${name} needs`, component: name, command, serves: [name] }),
      ),
    ),
  ]
}

/** Containers stop and start in a second or two each; what is loaded is kept, loaded and compared at some 15 MB/s of raw bytes together. */
function estimate(restorations: readonly Restoration[], kept: readonly Kept[]): number {
  const held = unique(restorations.flatMap(each => [...each.stop, ...each.pause])).length
  const raw = kept.filter(({ kind }) => sourceOf(kind)?.runtime.loaded).reduce((sum, { rawBytes }) => sum + rawBytes, 0)
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
