// Prune: rotation alone. What a backup does at its end, without a backup; one prefix at a time, because each keeps its own number.
import { type Catalogue, catalogueOf } from '../backups/catalogue.ts'
import { policyText, type Retention, retain } from '../backups/retention.ts'
import { BackupError } from '../messages/errors.ts'
import type { Warn } from '../messages/warnings.ts'
import { planCount } from '../plan/decisions.ts'
import { type Place, placeOf } from '../report/outcome.ts'
import { inert } from '../text/inert.ts'
import { listed, listing } from './list.ts'
import { rotate } from './rotate.ts'
import { connect, type Session } from './session.ts'

export type Pruned = {
  readonly status: 'success' | 'planned'
  readonly kept: readonly string[]
  /** Of a dry run: those that would go. */
  readonly deleted: readonly string[]
  readonly rotation: Retention
  readonly warnings: readonly string[]
  readonly place: Place
}

export async function prune(session: Session): Promise<Pruned> {
  const { settings, transport, reporter } = session
  const { prefix, dryRun } = settings
  const warnings: string[] = []
  const warn: Warn = (code, text) => {
    warnings.push(`${code}: ${text}`)
    reporter.warning(code, text)
  }
  const outcome = { warnings, place: placeOf(settings, transport.name) }
  await connect(session)
  if (dryRun) {
    const catalogue = takenForSound(await listing(session))
    const rotation = retain(catalogue, settings, catalogue.now)
    reporter.phase('Would remove', removesText(settings, rotation), linesOf(rotation))
    const deleted = rotation.remove.map(({ name }) => name)
    return { ...outcome, status: 'planned', kept: namesOf(catalogue, prefix, deleted), deleted, rotation }
  }
  const catalogue = catalogueOf(await listed(session, planCount(settings), warn))
  const decided = retain(catalogue, settings, catalogue.now)
  const { kept, deleted, rotation = decided } = await rotate(session, catalogue, '', warn)
  for (const line of linesOf({ ...rotation, remove: [] })) reporter.line(line)
  const left = decided.remove.map(({ name }) => name).filter(name => !deleted.includes(name))
  if (left.length > 0) throw stillThere(left, deleted, transport.name)
  return { ...outcome, status: 'success', kept, deleted, rotation }
}

/** At the end of a backup this is a warning, because the backup itself is there. Here it is all that was asked for. */
function stillThere(left: readonly string[], deleted: readonly string[], where: string): BackupError {
  return new BackupError({
    code: 'E_PERM',
    title: `${where} could not remove ${left.join(', ')}.`,
    ...(deleted.length > 0 && { details: { Removed: deleted.join(', ') } }),
    safe: 'each backup that stays keeps its manifest and still counts',
    next: 'the warnings above say why',
  })
}

/** Rotation reads archives of the old scripts before it counts them; a dry run takes them for sound. */
function takenForSound(catalogue: Catalogue): Catalogue {
  const unread = catalogue.unread.map(backup => ({ ...backup, verified: 'read' as const }))
  return { ...catalogue, backups: [...catalogue.backups, ...unread], unread: [] }
}

function namesOf({ backups }: Catalogue, prefix: string, gone: readonly string[]): string[] {
  return backups.filter(each => each.prefix === prefix && !gone.includes(each.name)).map(({ name }) => name)
}

function removesText({ prefix, policy }: Session['settings'], { remove, stopped }: Retention): string {
  if (stopped !== undefined) return `nothing of ${prefix}: ${inert(stopped)}`
  return `${remove.length === 0 ? 'nothing' : remove.length} of ${prefix}, of which ${policyText(policy)} stay`
}

function linesOf({ remove, keep }: Retention): string[] {
  return [
    ...remove.map(({ file, why }) => `goes   ${file}   ${inert(why)}`),
    ...keep.map(({ file, why }) => `stays  ${file}   ${inert(why)}`),
  ]
}
