// What rotation keeps and what it removes, and why. Pure; the reasons are for people.

import { old, ordinal } from '../text/amounts.ts'
import { type Backup, type Catalogue, newestFirst } from './catalogue.ts'
import { type Prefix, prefixes } from './names.ts'

/** How many backups of one prefix stay: a whole number of at least 1. */
export type Policy = { readonly prefix: Prefix; readonly keep: number }

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
 * Decides what goes. Only good backups of the policy's prefix count, and only they can go: the pinned, the unproven, the
 * unread and the damaged stay. Under a suspicious clock, or while a restore is incomplete, nothing goes.
 * Nothing ever goes because of its age: `now` (epoch seconds, the server's clock) is for the words. Throws a RangeError for
 * a policy that keeps nothing.
 */
export function retain(catalogue: Catalogue, policy: Policy, now: number): Retention {
  const stopped = reasonToStop(catalogue)
  const ranked = rank([...catalogue.backups, ...catalogue.unread], policy)
  const goes = (each: Ranked) => stopped === undefined && each.rank > policy.keep
  const damaged = catalogue.damaged.filter(({ prefix }) => prefix === policy.prefix)
  const keep = [
    ...ranked.filter(each => !goes(each)).map(each => ({ file: each.backup.file, why: whyItStays(each, policy, stopped) })),
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
export function nextRotation(catalogue: Catalogue, keep: number): ReadonlyMap<string, string> {
  const stopped = reasonToStop(catalogue)
  const unread = new Set(catalogue.unread.map(({ file }) => file))
  const all = [...catalogue.backups, ...catalogue.unread.map(backup => ({ ...backup, verified: 'read' as const }))]
  const verdicts = new Map(catalogue.damaged.map(({ file }) => [file, 'stays: damaged, not counted']))
  for (const prefix of prefixes) {
    for (const each of rank(all, { prefix, keep })) {
      verdicts.set(each.backup.file, forecast(each, { prefix, keep }, stopped, unread.has(each.backup.file)))
    }
  }
  return verdicts
}

/** `rank` counts from 1, the newest; 0 is what does not count, and `uncounted` says why. */
type Ranked = { readonly backup: Backup; readonly rank: number; readonly uncounted?: string }

function rank(backups: readonly Backup[], { prefix, keep }: Policy): Ranked[] {
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

function whyItStays({ rank, uncounted }: Ranked, { prefix, keep }: Policy, stopped: string | undefined): string {
  if (uncounted !== undefined) return uncounted
  if (rank > keep) return `nothing is removed now: ${stopped}`
  return keep === 1 ? `the newest ${prefix}` : `among the newest ${keep} of ${prefix}`
}

function forecast({ rank, uncounted }: Ranked, { prefix, keep }: Policy, stopped: string | undefined, unread: boolean): string {
  if (uncounted !== undefined) return `stays: ${uncounted}`
  if (prefix === 'pre-restore') return 'stays until someone deletes it: rotation never removes safety copies'
  if (rank < keep) return `stays (${rank} of ${keep}${prefix === 'pre-update' ? '' : ` ${prefix}`})`
  if (stopped !== undefined) return `stays: ${stopped}`
  return `goes${unread ? ', if it is sound' : ''}: ${ordinal(rank + 1)} of its kind`
}
