// What rotation keeps and what it removes, and why. Pure; the reasons are for people. Scripts that run without a client have the same rule in
// script/runtime/catalogue.sh (mb_beyond_policy).

import { old, ordinal } from '../text/amounts.ts'
import { type Backup, type Catalogue, newestFirst } from './catalogue.ts'
import { type Prefix, prefixes } from './names.ts'

/** What stays of each prefix. `keep`: the newest, a whole number of at least 1. */
export type Policy = { readonly keep: number }

/** A prefix, and what stays of it. */
export type Rotated = { readonly prefix: Prefix; readonly policy: Policy }

/** The policy that options ask for, by their names. */
export function policyOf({ keep }: { readonly keep: number }): Policy {
  return { keep }
}

/** How many stay, for people: `3`. */
export function policyText({ keep }: Policy): string {
  return String(keep)
}

/** The policy for the shell's twin: `keep=3`. */
export function policyWords(policy: Policy): string {
  return Object.entries(policy)
    .map(([rule, value]) => `${rule}=${value}`)
    .join(' ')
}

/** Of the good backups of one prefix, newest first, those that the policy is for; and whether it is filled by them. */
export function rowOf<B>(good: readonly B[], { keep }: Policy): { readonly row: readonly B[]; readonly full: boolean } {
  return { row: good.slice(0, keep), full: good.length >= keep }
}

/** One archive, and why it stays or goes. */
export type Reasoned = { readonly file: string; readonly why: string }

export type Retention = {
  /** All of the prefix that stay, counted or not: newest first, then the damaged. */
  readonly keep: readonly Reasoned[]
  readonly remove: readonly (Reasoned & { readonly name: string })[]
  /** Why rotation removes nothing now. */
  readonly stopped?: string
}

/**
 * Decides what goes. Only good backups of the prefix count, and only they can go: the pinned, the unproven, the
 * unread and the damaged stay. Under a suspicious clock, or while a restore is incomplete, nothing goes.
 * Nothing ever goes because of its age: `now` (epoch seconds, the server's clock) is for the words. Throws a RangeError for
 * a policy that keeps nothing.
 */
export function retain(catalogue: Catalogue, rotated: Rotated, now: number): Retention {
  const stopped = reasonToStop(catalogue)
  const ranked = rank([...catalogue.backups, ...catalogue.unread], rotated)
  const goes = (each: Ranked) => stopped === undefined && each.rank > rotated.policy.keep
  const damaged = catalogue.damaged.filter(({ prefix }) => prefix === rotated.prefix)
  const keep = [
    ...ranked.filter(each => !goes(each)).map(each => ({ file: each.backup.file, why: whyItStays(each, rotated, stopped) })),
    ...damaged.map(({ file, why }) => ({ file, why: `not counted: damaged, ${why}` })),
  ]
  const remove = ranked.filter(goes).map(({ backup, rank }) => {
    return { file: backup.file, name: backup.name, why: `${ordinal(rank)} of its kind, ${old(now - backup.time)}` }
  })
  return stopped === undefined ? { keep, remove } : { keep, remove, stopped }
}

/**
 * For a list of backups: what the next rotation will do with each, by archive file. The next rotation follows the next
 * backup of the same prefix, which moves all of them one down. It takes unread archives of the old format for
 * sound: rotation reads them before it counts them.
 */
export function nextRotation(catalogue: Catalogue, policy: Policy): ReadonlyMap<string, string> {
  const stopped = reasonToStop(catalogue)
  const unread = new Set(catalogue.unread.map(({ file }) => file))
  const all = [...catalogue.backups, ...catalogue.unread.map(backup => ({ ...backup, verified: 'read' as const }))]
  const verdicts = new Map(catalogue.damaged.map(({ file }) => [file, 'stays: damaged, not counted']))
  for (const prefix of prefixes) {
    for (const each of rank(all, { prefix, policy })) {
      verdicts.set(each.backup.file, forecast(each, { prefix, policy }, stopped, unread.has(each.backup.file)))
    }
  }
  return verdicts
}

/** `rank` counts from 1, the newest; 0 is what does not count, and `uncounted` says why. */
type Ranked = { readonly backup: Backup; readonly rank: number; readonly uncounted?: string }

function rank(backups: readonly Backup[], { prefix, policy: { keep } }: Rotated): Ranked[] {
  if (!Number.isInteger(keep) || keep < 1) throw new RangeError(`a policy keeps at least 1 backup, not ${keep}`)
  let counted = 0
  return newestFirst(backups)
    .filter(backup => backup.prefix === prefix)
    .map(backup => {
      const uncounted = reasonNotToCount(backup)
      if (uncounted !== undefined) return { backup, rank: 0, uncounted }
      counted += 1
      return { backup, rank: counted }
    })
}

function reasonNotToCount({ pinned, verified, kind }: Backup): string | undefined {
  if (pinned) return 'pinned until it is released'
  if (verified !== 'none') return undefined
  return kind === 'old-format' ? 'not counted: of the old format, not read yet' : 'not counted: never verified'
}

function reasonToStop({ clock, restoreIncomplete }: Catalogue): string | undefined {
  if (restoreIncomplete) return 'a restore on this server is incomplete'
  return clock === 'sound' ? undefined : `the clock is suspicious: ${clock.suspicious}`
}

function whyItStays({ rank, uncounted }: Ranked, { prefix, policy: { keep } }: Rotated, stopped: string | undefined): string {
  if (uncounted !== undefined) return uncounted
  if (rank > keep) return `nothing is removed now: ${stopped}`
  return keep === 1 ? `the newest ${prefix}` : `among the newest ${keep} of ${prefix}`
}

function forecast(
  { rank, uncounted }: Ranked,
  { prefix, policy: { keep } }: Rotated,
  stopped: string | undefined,
  unread: boolean,
): string {
  if (uncounted !== undefined) return `stays: ${uncounted}`
  if (prefix === 'pre-restore') return 'stays until someone deletes it: rotation never removes safety copies'
  if (rank < keep) return `stays (${rank} of ${keep}${prefix === 'pre-update' ? '' : ` ${prefix}`})`
  if (stopped !== undefined) return `stays: ${stopped}`
  return `goes${unread ? ', if it is sound' : ''}: ${ordinal(rank + 1)} of its kind`
}
