// Restore: look, choose, plan, ask, and let the server do it: it goes on without the client, which follows it.
import { type Backup, type Catalogue, catalogueOf } from '../backups/catalogue.ts'
import type { Manifest } from '../backups/manifest.ts'
import { BackupError, failureOf } from '../messages/errors.ts'
import type { Context } from '../plan/backup.ts'
import { overwriteLines, planRestore, type RestorePlan } from '../plan/restore.ts'
import { withRunbook } from '../plan/runbook.ts'
import { planLines } from '../report/console/planned.ts'
import type { Questions } from '../report/console/questions.ts'
import { RestoreLog } from '../report/console/restorelog.ts'
import { placeOf } from '../report/outcome.ts'
import { provenText } from '../report/proven.ts'
import { nothingRestored, type Restored } from '../report/restored.ts'
import type { Facts } from '../server/facts.ts'
import { type Project, projectOf } from '../server/project.ts'
import type { Settings } from '../settings/settings.ts'
import { adapted } from '../sources/old/old.ts'
import { asked, restorableGroups, sourceOf, unknownComponents, viewOf } from '../sources/registry.ts'
import type { Target } from '../sources/restoration.ts'
import { ago, bytes, duration } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
import { confirmEarly, confirmLate } from './confirm.ts'
import { follow } from './follow.ts'
import { openOld } from './old.ts'
import { lookInPeace, type Recovered, recover } from './recover.ts'
import { connect, look, type Session } from './session.ts'

/** Does what was asked (`mode`), and always returns what came of it. `questions` is there where a person can be asked. */
export async function restore(session: Session, context: Context, questions?: Questions): Promise<Restored> {
  const began = performance.now()
  const { reporter, settings } = session
  const log = new RestoreLog(reporter)
  const place = placeOf(settings, session.transport.name)
  const outcome = () => ({ ...nothingRestored, ...log.told, runId: session.runId, seconds: (performance.now() - began) / 1000, place })
  try {
    if (settings.restore.mode === 'restore' && !settings.dryRun) confirmEarly(settings.restore, questions !== undefined)
    refuseUnknown(settings.restore.components)
    await connect(session)
    if (settings.restore.mode === 'undo') return { ...outcome(), ...(await undo(session)) }
    const found: Found = settings.restore.mode === 'resume' ? await interrupted(session) : session
    if (found.running !== undefined) {
      await follow(found, log, { runId: found.running, plan: undefined })
      return { ...outcome(), status: 'success', restoredFrom: found.settings.restore.backup }
    }
    const { target, planned } = await prepare(found, context, questions)
    const lines = overwriteLines(planned, target)
    if (settings.dryRun) {
      reporter.phase('Would replace', `on ${session.transport.name}`, lines)
      reporter.phase('Plan', `${planned.plan.steps.length} steps, nothing is done`, planLines(planned.plan))
      return { ...outcome(), status: 'planned', ...fromOf(target.manifest), replaces: lines }
    }
    await confirmLate(found, target.manifest, lines, questions)
    log.begin(planned.plan)
    await follow(found, log, { runId: session.runId, plan: planned.plan })
    reporter.done(
      `Restored ${target.manifest.name} in ${duration(performance.now() - began)}; services were down for ${duration((log.told.downtimeSeconds ?? 0) * 1000)}.${log.told.safetyBackup === undefined ? '' : ` The safety backup ${log.told.safetyBackup} holds the previous state.`}`,
    )
    return { ...outcome(), status: 'success', ...fromOf(target.manifest) }
  } catch (thrown) {
    if (thrown instanceof Error) reporter.debug(inert(String(thrown.stack)))
    const failure = log.after(failureOf(thrown))
    reporter.failure(failure)
    return { ...outcome(), status: 'failed', failure }
  }
}

/** A typing error is known before anything is contacted. */
function refuseUnknown(asked: Settings['restore']['components']): void {
  const unknown = asked === 'all' ? [] : unknownComponents(asked)
  if (unknown.length === 0) return
  throw new BackupError({
    code: 'E_INPUT',
    title: `Invalid input 'components': ${unknown.map(word => inert(word)).join(', ')} is the name of no component.`,
    details: { 'There are': restorableGroups().join(', ') },
    safe: 'nothing was contacted',
    next: 'check components for a typing error: list shows what each backup has',
  })
}

function fromOf({ name, archive, time, verified }: Manifest): Pick<Restored, 'restoredFrom' | 'from'> {
  return { restoredFrom: name, from: { bytes: archive.bytes, time, verified } }
}

async function undo(session: Session): Promise<Pick<Restored, 'status'>> {
  const recovered = await recover(session)
  requireUndone(recovered)
  if (recovered.completed.length > 0)
    throw new BackupError({
      code: 'E_RESTORE',
      title: `The restore ${recovered.completed.join(', ')} was already final when it was killed, so the server completed it and did not undo it.`,
      safe: 'the restored data is in place; its safety backup (pre-restore-…) holds the previous state',
      next: 'to go back, restore the safety backup: meeshy-backup list',
    })
  return { status: 'success' }
}

function requireUndone({ unrecovered }: Recovered): void {
  if (unrecovered.length > 0)
    throw new BackupError({
      code: 'E_RESTORE',
      title: `Not everything that the restore ${unrecovered.join(', ')} changed could be put back.`,
      safe: 'the previous state lies beside its place (names that end in .meeshy-old-…) and in the safety backup; no old backup is removed until the restore ends',
      next: 'remove the cause that the warning names, then run it again: meeshy-backup restore --undo; by hand: docs/restore.md',
    })
}

type Found = Session & { readonly running?: string }

/** The restore that is incomplete on the server: still at work there, or to repeat with the words of its start. */
async function interrupted(session: Session): Promise<Found> {
  const facts = await look(session)
  const { incomplete } = facts.listing
  if (incomplete === undefined)
    throw new BackupError({
      code: 'E_NOT_FOUND',
      title: `No restore is incomplete on ${session.transport.name}.`,
      safe: 'nothing was changed',
      next: 'list the backups; to undo a restore that has ended, restore its safety backup (pre-restore-…)',
    })
  const { backup, components, runId } = incomplete
  const settings: Settings = { ...session.settings, restore: { ...session.settings.restore, backup, components } }
  const found: Session = { ...session, settings }
  if (incomplete.alive) return { ...found, running: runId }
  requireUndone(await recover({ ...found, runId: `${session.runId}-u` }))
  return found
}

type Prepared = { readonly target: Target; readonly planned: RestorePlan }

/** Looks, finds the backup, and plans: nothing is changed. */
async function prepare(session: Session, context: Context, questions: Questions | undefined): Promise<Prepared> {
  const settings = ofArchive(session.settings)
  const looking = settings.dryRun ? look : lookInPeace
  const first = await looking({ ...session, settings: targetOf(settings) })
  const catalogue = catalogueOf(first.listing)
  const chosen = await choose(catalogue, settings, session.transport.name, questions)
  const kept = chosen.kind === 'backup' && chosen.manifest !== undefined ? chosen.manifest : await openOld({ ...session, settings }, chosen)
  const facts = await measured(session, settings, kept, first, looking)
  const there = targetOf(settings)
  refuseForeign(kept, settings)
  const project = here(facts, there)
  const view = viewOf({ facts, settings: there, project, last: undefined })
  const { manifest, leftOut } = kept.kind === 'backup' ? { manifest: kept, leftOut: [] } : adapted(kept, view)
  const create =
    project.containers.length === 0 &&
    manifest.project.name !== '' &&
    !facts.containers.some(each => each.project === manifest.project.name)
  const target: Target = {
    view,
    manifest,
    create: create && manifest.images.length > 0,
  }
  session.reporter.phase(
    'Restore',
    `${manifest.name}, ${ago(facts.listing.now - manifest.time)}, ${bytes(manifest.archive.bytes)}, proven: ${provenText({ verified: manifest.verified, manifest })}`,
    leftOut,
  )
  const planned = planRestore(target, context)
  return { target, planned: { ...planned, plan: withRunbook(planned.plan, target.view) } }
}

/** A path says where the archive is: its directory is then the backup directory. */
function ofArchive(settings: Settings): Settings {
  const { backup } = settings.restore
  return backup.startsWith('/') ? { ...settings, backupDir: backup.slice(0, backup.lastIndexOf('/')) } : settings
}

/** The settings as they are about the application that is restored. */
function targetOf(settings: Settings): Settings {
  return { ...settings, appDir: settings.restore.toAppDir ?? settings.appDir }
}

async function choose(
  catalogue: Catalogue,
  { restore, backupDir }: Settings,
  where: string,
  questions: Questions | undefined,
): Promise<Backup> {
  const asked = restore.backup.startsWith('/')
    ? restore.backup.slice(restore.backup.lastIndexOf('/') + 1).replace(/\.tar\..*$/, '')
    : restore.backup
  // An unread archive of the old scripts is read when the user asks for it.
  const all = [...catalogue.backups, ...catalogue.unread]
  const candidates = all.filter(({ prefix }) => prefix !== 'pre-restore')
  let found: Backup | undefined = asked === 'latest' ? candidates[0] : all.find(({ name }) => name === asked)
  if (asked === 'latest' && questions !== undefined && restore.confirm === undefined && candidates.length > 0)
    found = await questions.choose({ ...catalogue, backups: all })
  if (found !== undefined) return found
  const damaged = catalogue.damaged.find(({ file }) => file.startsWith(`${asked}.tar.`))
  const why = damaged === undefined ? 'there is none' : `it is damaged: ${damaged.why}`
  throw new BackupError({
    code: damaged !== undefined ? 'E_VERIFY' : 'E_NOT_FOUND',
    title: `${asked === 'latest' ? 'No backup' : `The backup ${inert(asked)}`} can be restored from ${backupDir} on ${where}: ${why}.`,
    details: {
      'There are':
        all
          .slice(0, 20)
          .map(({ name }) => name)
          .join(', ') || 'no backups',
    },
    safe: 'nothing was changed',
    next: 'list the backups: meeshy-backup list',
  })
}

/** Directories that the backup holds are measured too; that is a look of its own, because only the manifest names them. */
async function measured(session: Session, settings: Settings, manifest: Manifest, facts: Facts, looking: typeof look): Promise<Facts> {
  const there = targetOf(settings)
  const asking = manifest.components.reduce((asked, kept) => sourceOf(kept.kind)?.measured?.(kept, manifest, asked) ?? asked, there)
  return asking === there ? facts : looking({ ...session, settings: asking })
}

function refuseForeign(manifest: Manifest, settings: Settings): void {
  const from = manifest.project.appDir
  const { toAppDir } = settings.restore
  if (from === '' || from === settings.appDir || toAppDir !== undefined) return
  throw new BackupError({
    code: 'E_INPUT',
    title: `The backup ${manifest.name} is of the application in ${inert(from)}, but app-dir is ${settings.appDir}.`,
    safe: 'nothing was changed',
    next: `to restore it into ${settings.appDir} anyway, set to-app-dir: ${settings.appDir}`,
  })
}

/** The project that is there, or none at all: its containers may be what was lost. */
function here(facts: Facts, settings: Settings): Project {
  try {
    return projectOf(facts, settings, asked(settings))
  } catch (thrown) {
    if (failureOf(thrown).code !== 'E_NOT_FOUND') throw thrown
    return { name: '', containers: [], volumes: [] }
  }
}
