// Verify: look which backups there are, choose, and have each read or drilled, on the server or here. Reading changes nothing and takes no lock; a drill
// takes it, because it keeps in the manifest how long restoring took.
import { catalogueOf, type Listing } from '../backups/catalogue.ts'
import type { Manifest } from '../backups/manifest.ts'
import { type Chosen, type Subject, subjectsOf } from '../backups/subjects.ts'
import { BackupError, failureOf } from '../messages/errors.ts'
import { planList } from '../plan/look.ts'
import { planVerify } from '../plan/verify.ts'
import { VerifyLog } from '../report/console/verifylog.ts'
import { nothingVerified, type Verified, verdictOf } from '../report/verified.ts'
import type { Settings } from '../settings/settings.ts'
import { bytes, count, duration } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
import { drillHere, drillThere, type Here } from './drill.ts'
import { listed } from './list.ts'
import { readHere } from './readhere.ts'
import { connect, run, type Session } from './session.ts'

/** Verifies what was asked for, and always returns what came of it. */
export async function verify(given: Session, here: Here): Promise<Verified> {
  const began = performance.now()
  const session = { ...given, settings: ofArchive(given.settings) }
  const { level, where } = session.settings.verification
  let so: Omit<Verified, 'status'> = { ...nothingVerified, runId: session.runId, level, where }
  const outcome = () => ({ ...so, seconds: (performance.now() - began) / 1000 })
  try {
    await connect(session)
    so = { ...so, ...(await verified(session, here)) }
    const failure = verdictOf(so)
    if (failure !== undefined) throw new BackupError(failure)
    session.reporter.done(`Verified ${count(so.backups.length, 'backup')} by ${level} in ${duration(outcome().seconds * 1000)}: all sound.`)
    return { ...outcome(), status: 'success' }
  } catch (thrown) {
    if (thrown instanceof Error) session.reporter.debug(inert(String(thrown.stack)))
    const failure = failureOf(thrown)
    session.reporter.failure(failure)
    return { ...outcome(), status: 'failed', failure }
  }
}

type Found = Pick<Verified, 'backups' | 'damaged' | 'failedDrills' | 'unread' | 'strangers' | 'orphans'>

/** How often a backup may be gone when its turn comes, before that is a failure. */
const tries = 3

async function verified(session: Session, here: Here): Promise<Found> {
  for (let again = 1; ; again += 1) {
    const list = await listed(session, planList(session.settings))
    const chosen = subjectsOf(list, session.settings.verification.backup)
    requireSome(chosen, list, session)
    const { strangers } = catalogueOf(list)
    tell(session, chosen, strangers)
    const log = new VerifyLog(session.reporter, chosen.subjects)
    await (session.settings.verification.level === 'drill'
      ? drillAll(session, chosen.subjects, log, here)
      : readAll(session, chosen.subjects, log))
    const { backups, damaged, failedDrills, unread } = log.told
    // A rotation took the only one: there is a newer one, then.
    const gone = backups.length > 0 && chosen.damaged.length === 0 && backups.every(({ state }) => state === 'gone')
    if (!gone || again === tries)
      return {
        backups: [...backups, ...chosen.damaged.map(unusable)],
        damaged: [...chosen.damaged, ...damaged],
        failedDrills,
        unread,
        strangers,
        orphans: chosen.orphans,
      }
  }
}

async function readAll(session: Session, subjects: readonly Subject[], log: VerifyLog): Promise<void> {
  if (subjects.length === 0) return
  const { settings, transport, reporter } = session
  const { level, where } = settings.verification
  reporter.begin('Verify', `${level}, ${where === 'server' ? `by ${transport.name} itself` : 'streamed to this machine'}`)
  if (where === 'runner') {
    await readHere(session, subjects, log)
    return log.requireEnd(transport.name)
  }
  await run(session, planVerify(settings, subjects), { onEvent: event => log.add(event) })
  log.requireEnd(transport.name)
}

/** One after the other. A failure of the one that was asked for is thrown; among all, each that does not come back as it was taken is named. */
async function drillAll(session: Session, subjects: readonly Subject[], log: VerifyLog, here: Here): Promise<void> {
  const { settings, transport, reporter } = session
  const { where } = settings.verification
  reporter.begin(
    'Drill',
    where === 'server' ? `on ${transport.name}, in throw-away containers` : `in throw-away containers of ${here.transport.name}`,
  )
  for (const { name, manifest } of subjects) {
    log.verifying(name)
    if (manifest?.kind === 'backup') await drillOne(session, manifest, here, log)
    else log.unread({ backup: name, component: 'all of it', why: notDrilled })
    log.over(name, 'verified')
  }
}

const notDrilled = 'an archive of the old scripts has no manifest that says what it holds'

async function drillOne(session: Session, manifest: Manifest, here: Here, log: VerifyLog): Promise<void> {
  try {
    const drill = await (session.settings.verification.where === 'runner'
      ? drillHere(session, manifest, here)
      : drillThere(session, manifest))
    for (const component of Object.keys(drill.components)) log.sound(manifest.name, component)
  } catch (thrown) {
    const failure = failureOf(thrown)
    if (session.settings.verification.backup !== 'all' || failure.code !== 'E_VERIFY') throw thrown
    log.drillFailed({ backup: manifest.name, why: [failure.title, failure.details?.['It differs']].filter(Boolean).join(' ') })
  }
}

function unusable({ backup }: { readonly backup: string }): Verified['backups'][number] {
  return { name: backup, bytes: 0, state: 'damaged', sound: 0, components: 0, milliseconds: 0 }
}

function tell({ reporter, settings }: Session, { subjects, damaged, orphans }: Chosen, strangers: Found['strangers']): void {
  const size = subjects.reduce((sum, subject) => sum + subject.bytes, 0)
  const lines = [
    ...damaged.map(({ backup, why }) => `${backup}: ${why}`),
    ...orphans.map(name => `${name}: its archive is gone; the next run removes its manifest`),
    ...strangers.map(({ file, why }) => `${file}: ignored, ${why}`),
  ]
  reporter.phase('Look', `${settings.backupDir}: ${count(subjects.length, 'backup')} to verify, ${bytes(size)}`, lines.slice(0, 200))
}

/** An audit of nothing is not a good one. */
function requireSome({ subjects, damaged }: Chosen, { entries }: Listing, { settings, transport }: Session): void {
  if (subjects.length + damaged.length > 0) return
  const { backup } = settings.verification
  const asked = backup === 'all' || backup === 'latest' ? 'There is no backup' : `There is no backup ${inert(backup)}`
  throw new BackupError({
    code: 'E_NOT_FOUND',
    title: `${asked} in ${settings.backupDir} on ${transport.name}.`,
    details: {
      'There are':
        entries
          .slice(0, 20)
          .map(({ file }) => inert(file))
          .join(', ') || 'no files at all',
    },
    safe: 'nothing was changed',
    next: 'check app-dir and backup-dir, or list the backups: meeshy-backup list',
  })
}

/** A path says where the archive is: its directory is then the backup directory. */
function ofArchive(settings: Settings): Settings {
  const { backup } = settings.verification
  if (!backup.startsWith('/')) return settings
  const at = backup.lastIndexOf('/')
  const name = backup.slice(at + 1).replace(/\.tar\..*$/, '')
  return { ...settings, backupDir: backup.slice(0, at), verification: { ...settings.verification, backup: name } }
}
