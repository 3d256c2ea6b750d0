// Delete: backups that were named go for good, once a person has said so. What is pinned stays, and what a restore still needs.

import type { Catalogue } from '../backups/catalogue.ts'
import { BackupError, type Failure, failureOf } from '../messages/errors.ts'
import { planDelete } from '../plan/decisions.ts'
import type { Questions } from '../report/console/questions.ts'
import { type Place, placeOf } from '../report/outcome.ts'
import { ago, bytes, count } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
import { listing } from './list.ts'
import { type Named, named } from './named.ts'
import { connect, run, type Session } from './session.ts'

export type Deleted = {
  readonly status: 'success' | 'failed' | 'planned'
  /** Names of those that are gone; of a dry run, of those that would go. */
  readonly deleted: readonly string[]
  readonly place: Place
  readonly failure?: Failure
}

export async function deleteBackups(session: Session, questions?: Questions): Promise<Deleted> {
  const { settings, transport, reporter } = session
  const gone = new Set<string>()
  const outcome = { place: placeOf(settings, transport.name) }
  try {
    confirmEarly(session, questions !== undefined)
    await connect(session)
    const catalogue = await listing(session)
    const found = named(catalogue, settings.names, transport.name)
    refusePinned(found)
    const names = found.map(({ name }) => name)
    reporter.phase(
      settings.dryRun ? 'Would delete' : 'Deletes',
      `from ${settings.backupDir} on ${transport.name}, for good`,
      linesOf(found, catalogue),
    )
    if (settings.dryRun) return { ...outcome, status: 'planned', deleted: names }
    await confirmLate(session, names, questions)
    const plan = planDelete(
      settings,
      found.map(({ file }) => file),
    )
    await run(session, plan, { onEvent: event => event.type === 'removed' && gone.add(event.name) })
    const left = names.filter(name => !gone.has(name))
    if (left.length > 0)
      throw new BackupError({
        code: 'E_PROTOCOL',
        title: `${transport.name} stopped before it confirmed the deletion of ${left.join(', ')}.`,
        safe: 'no other backup was touched',
        next: 'list the backups',
      })
    reporter.done(`Deleted ${names.join(', ')}.`)
    return { ...outcome, status: 'success', deleted: names }
  } catch (thrown) {
    const failure = failureOf(thrown)
    if (thrown instanceof Error) reporter.debug(inert(String(thrown.stack)))
    reporter.failure(failure)
    return { ...outcome, status: 'failed', deleted: [...gone], failure }
  }
}

/** Before any contact: refuses where it cannot ask and the settings say nothing. */
function confirmEarly({ settings: { restore, names, dryRun } }: Session, canAsk: boolean): void {
  const { confirm } = restore
  if (dryRun || (confirm === undefined && canAsk) || isConsent(confirm, names)) return
  throw unconfirmed(names)
}

async function confirmLate(
  { settings: { restore, names, backupDir }, transport }: Session,
  found: readonly string[],
  questions?: Questions,
): Promise<void> {
  const said =
    restore.confirm ??
    (await questions?.ask(
      `This deletes ${count(found.length, 'backup')} from ${backupDir} on ${transport.name}. Nothing has been changed yet.\nType OUI${found.length === 1 ? ' or the name' : ''} to go on: `,
    ))
  if (!isConsent(said, names)) throw unconfirmed(names)
}

/** OUI; or, where one is to go, its name once more. */
function isConsent(said: string | undefined, names: readonly string[]): boolean {
  return said === 'OUI' || (said !== undefined && names.length === 1 && said === names[0])
}

function unconfirmed(names: readonly string[]): BackupError {
  return new BackupError({
    code: 'E_INPUT',
    title: `The deletion was not confirmed: confirm must be OUI${names.length === 1 ? ` or ${names[0]}` : ''}.`,
    safe: 'nothing was deleted',
    next: 'look at what would go first (--dry-run), then type OUI',
  })
}

/** The server refuses them too; here it is known before anybody is asked. */
function refusePinned(found: readonly Named[]): void {
  const pinned = found.filter(({ backup }) => backup?.pinned === true && backup.manifest !== undefined).map(({ name }) => name)
  if (pinned.length === 0) return
  throw new BackupError({
    code: 'E_INPUT',
    title: `${pinned.length === 1 ? `The backup ${pinned[0]} is pinned, so it is` : `The backups ${pinned.join(', ')} are pinned, so they are`} not deleted.`,
    safe: 'nothing was deleted',
    next: `if they may go, release them first: meeshy-backup unpin ${pinned.join(' ')}`,
  })
}

/** A line each, and one for every prefix of which no good backup would be left. */
function linesOf(found: readonly Named[], { backups, now }: Catalogue): string[] {
  const going = new Set(found.map(({ file }) => file))
  const prefixes = [...new Set(found.flatMap(({ backup }) => (backup === undefined ? [] : [backup.prefix])))]
  const last = prefixes.filter(prefix => !backups.some(each => each.prefix === prefix && !going.has(each.file)))
  return [
    ...found.map(({ file, backup, damaged }) =>
      backup === undefined
        ? `${file}   damaged: ${damaged?.why}`
        : `${file}   ${ago(now - backup.time)}, ${bytes(backup.bytes)}, proven: ${backup.verified}`,
    ),
    ...last.map(prefix => `after that no good backup of ${prefix} is left`),
  ]
}
