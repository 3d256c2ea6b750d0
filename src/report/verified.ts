// The result of a verification, for outputs, --json and the summary: one shape for every ending.
import type { Stranger } from '../backups/catalogue.ts'
import { type Damage, whereIsIt } from '../backups/damage.ts'
import type { Failure } from '../messages/errors.ts'
import type { VerifyOutputName } from '../settings/outputs.ts'
import type { VerifyLevel, VerifyPlace } from '../settings/settings.ts'
import { count } from '../text/amounts.ts'
import { inertJson } from '../text/inert.ts'

/**
 * One backup. `gone`: rotation removed it meanwhile, which is no damage. `unread`: sound as far as it could be read, which is less than the level asks.
 * `failed`: its drill did not restore what the backup took.
 */
export type VerifiedBackup = {
  readonly name: string
  readonly bytes: number
  readonly state: 'sound' | 'damaged' | 'failed' | 'unread' | 'gone'
  /** How many of its components are sound, and how many there are; an archive of the old scripts has none. */
  readonly sound: number
  readonly components: number
  readonly milliseconds: number
}

/** A component that could not be read as far as the level asks. */
export type Unread = { readonly backup: string; readonly component: string; readonly why: string }

/** A backup whose drill failed. */
export type FailedDrill = { readonly backup: string; readonly why: string }

export type Verified = {
  readonly status: 'success' | 'failed'
  readonly runId: string
  readonly seconds: number
  readonly level: VerifyLevel
  readonly where: VerifyPlace
  readonly backups: readonly VerifiedBackup[]
  readonly damaged: readonly Damage[]
  readonly failedDrills: readonly FailedDrill[]
  readonly unread: readonly Unread[]
  readonly strangers: readonly Stranger[]
  readonly orphans: readonly string[]
  readonly failure?: Failure
}

export const nothingVerified: Verified = {
  status: 'failed',
  runId: '',
  seconds: 0,
  level: 'checksum',
  where: 'server',
  backups: [],
  damaged: [],
  failedDrills: [],
  unread: [],
  strangers: [],
  orphans: [],
}

/** The outputs of the verify action, all of them, failed or not. A verification that failed is never "no damage". */
export function verifyOutputsOf({ status, damaged, failure }: Verified): Record<VerifyOutputName, string> {
  const known = failure === undefined || failure.code === 'E_VERIFY'
  return { status, damaged: known ? inertJson(damaged) : '', 'error-code': failure?.code ?? '' }
}

/** The failure of a verification that ran to its end; undefined if everything is sound. */
export function verdictOf({ backups, damaged, failedDrills, unread, level, where }: Omit<Verified, 'status'>): Failure | undefined {
  const names = [...new Set(damaged.map(({ backup }) => backup))]
  const undrilled = failedDrills.map(({ backup }) => backup)
  const others = backups.filter(({ state }) => state === 'sound').length
  const lines = (texts: readonly string[]) =>
    [...texts.slice(0, 30), ...(texts.length > 30 ? [`… and ${texts.length - 30} more`] : [])].join('\n')
  const named = (all: readonly string[]) => `${all.slice(0, 3).join(', ')}${all.length > 3 ? ', …' : ''}`
  const notRead = unread.map(({ backup, component, why }) => `${backup}: ${component}: ${why}`)
  const rest = {
    ...(undrilled.length > 0 && { 'Drills that failed': lines(failedDrills.map(({ backup, why }) => `${backup}: ${why}`)) }),
    ...(notRead.length > 0 && { 'Not read': lines(notRead) }),
  }
  const sound = `${count(others, 'other backup is', 'other backups are')} sound`
  if (names.length > 0)
    return {
      code: 'E_VERIFY',
      title: `${count(names.length, 'backup is', 'backups are')} damaged: ${named(names)}.`,
      details: {
        Damaged: lines(damaged.map(each => `${each.backup}: ${whereIsIt(each)}: ${each.why}`)),
        ...rest,
      },
      safe: `nothing was changed; ${sound}; a restore refuses what is damaged before it touches anything`,
      next: 'make a new backup, and test disk and memory of this server; you can still restore components that are not listed here one by one (components)',
    }
  if (undrilled.length > 0)
    return {
      code: 'E_VERIFY',
      title: `${count(undrilled.length, 'drill', 'drills')} failed: ${named(undrilled)}.`,
      details: rest,
      safe: `nothing was changed; ${sound}; what was restored for the drill is removed`,
      next: 'do not trust these backups before a drill of them succeeds: make a new backup with verify: drill, and drill these again one by one (backup: NAME)',
    }
  if (unread.length === 0) return undefined
  return {
    code: 'E_VERIFY',
    title: `Not everything could be verified by level ${level}.`,
    details: rest,
    safe: 'nothing was changed; the stored bytes are those that were recorded',
    next:
      level === 'drill'
        ? 'verify these with level: read; the next backup is of the new format, which a drill can restore'
        : where === 'server'
          ? 'start these containers, or let the runner read (where: runner)'
          : 'verify on the server (where: server)',
  }
}
