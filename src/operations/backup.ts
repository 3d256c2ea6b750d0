// Back up: look, plan, take and prove and publish, rotate, report.

import { type Catalogue, catalogueOf } from '../backups/catalogue.ts'
import { type Manifest, parseManifest } from '../backups/manifest.ts'
import { BackupError, type Failure, failureOf } from '../messages/errors.ts'
import type { Warn } from '../messages/warnings.ts'
import { type Context, planBackup } from '../plan/backup.ts'
import type { Plan } from '../plan/plan.ts'
import { withRunbook } from '../plan/runbook.ts'
import type { Event } from '../protocol/events.ts'
import { BackupLog } from '../report/console/backuplog.ts'
import { lookLines, lookText } from '../report/console/look.ts'
import { planLines } from '../report/console/planned.ts'
import { forecastOf, rotationLines, spaceText } from '../report/forecast.ts'
import { type Outcome, placeOf } from '../report/outcome.ts'
import { byHand, restoreCommand } from '../report/page/restoring.ts'
import { proof } from '../report/proven.ts'
import { shrunk } from '../report/shrunk.ts'
import { ConnectionLost } from '../script/conversation.ts'
import { FactsReader } from '../server/facts.ts'
import { projectOf } from '../server/project.ts'
import { asked, type Selection, select, viewOf } from '../sources/registry.ts'
import type { View } from '../sources/source.ts'
import { bytes, count, duration } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
import { lookInPeace } from './recover.ts'
import { rotate } from './rotate.ts'
import { connect, look, run, type Session } from './session.ts'
import { skip } from './skip.ts'
import { ask } from './status.ts'

type Prepared = { readonly view: View; readonly catalogue: Catalogue; readonly selection: Selection; readonly plan: Plan }

/** Does everything a backup is, and always returns what came of it: a failure is an outcome too, with all that is known. */
export async function backup(session: Session, context: Context, oddities: readonly string[]): Promise<Outcome> {
  const began = performance.now()
  const warnings = [...oddities]
  const seconds = () => (performance.now() - began) / 1000
  const place = placeOf(session.settings, session.transport.name)
  const nothing = { runId: session.runId, warnings, kept: [], deleted: [], place }
  const warn: Warn = (code, text) => {
    warnings.push(`${code}: ${text}`)
    session.reporter.warning(code, text)
  }
  for (const text of oddities) session.reporter.warning('input', text)
  if (session.settings.skip !== undefined) {
    const skipped = await skip(session, context, session.settings.skip.reason, warn)
    return { ...nothing, ...skipped, status: 'skipped', seconds: seconds() }
  }
  let plan: Plan | undefined
  try {
    await connect(session)
    const prepared = await prepare(session, context, session.settings.dryRun ? look : lookInPeace)
    plan = prepared.plan
    for (const row of prepared.selection.uncovered) warn('not-kept', inert(`${row.what}: ${row.why}`))
    for (const text of prepared.selection.warnings) warn('attention', inert(text))
    if (session.settings.dryRun) return { ...nothing, ...foresee(session, prepared, warn), plan, status: 'planned', seconds: seconds() }
    const published = await take(session, prepared, warn)
    const rotation = await rotate(session, published.catalogue, prepared.plan.variables['MB_CALLER'] ?? '', warn)
    const { manifest, path } = published
    const raw = manifest.components.reduce((sum, component) => sum + component.rawBytes, 0)
    session.reporter.done(
      `Backed up ${bytes(raw)} as ${bytes(manifest.archive.bytes)} in ${duration(seconds() * 1000)}, ${proof(manifest)}. It is ${path} on ${session.transport.name}. Restore: ${restoreCommand(manifest.name, place)}`,
    )
    return { ...nothing, ...rotation, plan, status: 'success', seconds: seconds(), published: { path, manifest } }
  } catch (thrown) {
    const failure = failureOf(thrown)
    if (thrown instanceof Error) session.reporter.debug(inert(String(thrown.stack)))
    session.reporter.failure(failure)
    return { ...nothing, ...partly(thrown), ...(plan && { plan }), status: 'failed', seconds: seconds(), failure }
  }
}

/** Looks at the server, finds what to take, and plans: nothing is changed. */
export async function prepare(session: Session, context: Context, looking = look): Promise<Prepared> {
  const { settings, reporter } = session
  const facts = await looking(session)
  const catalogue = catalogueOf(facts.listing)
  const last = catalogue.backups.find(each => each.prefix === settings.prefix)?.manifest
  const view = viewOf({ facts, settings, project: projectOf(facts, settings, asked(settings)), last })
  const selection = select(view)
  reporter.phase('Look', lookText(view, catalogue), lookLines(selection, view))
  return { view, catalogue, selection, plan: withRunbook(planBackup(view, selection, context), view) }
}

/** What a backup would do, said and returned; nothing is done. */
function foresee({ reporter }: Session, { view, catalogue, selection, plan }: Prepared, warn: Warn) {
  const forecast = forecastOf(view, catalogue, selection, plan)
  reporter.phase('Space', spaceText(forecast))
  reporter.phase('Plan', `${count(plan.steps.length, 'step')}, nothing is done`, planLines(plan))
  reporter.phase('Rotate', 'what the next rotation would do', rotationLines(forecast))
  if (!forecast.fits) warn('no-room', `A backup would fail now. ${spaceText(forecast)}`)
  return { forecast }
}

type Published = { readonly manifest: Manifest; readonly path: string; readonly catalogue: Catalogue }

/** A failure after the archive was published: it is there, and the outputs say where. */
class AfterPublish extends BackupError {
  readonly published: { readonly path: string; readonly manifest: Manifest }
  constructor(failure: Failure, published: Published, cause: unknown) {
    super(failure, { cause })
    this.published = { path: published.path, manifest: published.manifest }
  }
}

function partly(thrown: unknown): Pick<Outcome, 'published'> {
  return thrown instanceof AfterPublish ? { published: thrown.published } : {}
}

async function take(session: Session, { view, plan }: Prepared, warn: Warn): Promise<Published> {
  const { settings, reporter, transport } = session
  const { text, reader } = await told(session, plan, new BackupLog(reporter, plan, warn), warn)
  const manifest = resultOf(text, session)
  for (const words of shrunk(view.last, manifest)) warn('shrunk', words)
  const path = `${settings.backupDir}/${manifest.archive.file}`
  const hand = manifest.runbook ? [`to put it back on the server itself: ${byHand(manifest.name, placeOf(settings, transport.name))}`] : []
  reporter.phase('Publish', `${path}   ${bytes(manifest.archive.bytes)}`, hand)
  const published = { manifest, path, catalogue: catalogueOf(reader.listing()) }
  if (published.catalogue.backups.some(each => each.name === manifest.name)) return published
  const failure: Failure = {
    code: 'E_PUBLISH',
    title: `The backup ${manifest.name} was published on ${transport.name}, but is not in the list of backups there.`,
    next: `look at ${settings.backupDir} on the server`,
  }
  throw new AfterPublish(failure, published, undefined)
}

type Told = { readonly text: string; readonly reader: FactsReader }

/**
 * Runs the plan and returns what it reported. If the connection is lost on the way, or the run ends badly when it may have published already, the
 * server is asked for what became of it.
 */
async function told(session: Session, plan: Plan, log: BackupLog, warn: Warn): Promise<Told> {
  const reader = new FactsReader()
  const publishing = plan.steps.findIndex(step => step.id === 'publish') + 1
  let [text, step] = ['', 0]
  const onEvent = (event: Event) => {
    reader.add(event)
    log.add(event)
    if (event.type === 'step') step = event.step
    if (event.type === 'result') text = event.text
  }
  try {
    await run(session, plan, { onEvent, onWarning: warn })
    return { text, reader }
  } catch (thrown) {
    const lost = thrown instanceof ConnectionLost
    if (!lost && session.cancel?.aborted && step >= publishing) throw cancelledLate(thrown)
    if (!lost && (step < publishing || session.cancel?.aborted)) throw thrown
    const { title } = failureOf(thrown)
    if (lost) warn('connection-lost', `${title} Asking the server what became of the run.`)
    const answer = await ask(session)
    if (answer.state === 'none') throw settled(thrown)
    warn(
      'outcome-late',
      lost ? 'The backup was published before the connection was lost.' : `The backup was already published when this happened: ${title}`,
    )
    return { text: answer.manifest, reader: answer.listing }
  }
}

/** The server finishes a publication that has begun, so a cancelled run may still have made its backup. */
function cancelledLate(thrown: unknown): BackupError {
  const safe = 'the server was publishing the backup: either it is there, complete and verified, or none of it is; list shows which'
  return new BackupError({ ...failureOf(thrown), safe, unsettled: true }, { cause: thrown })
}

/** The server was asked and has answered. */
function settled(thrown: unknown): BackupError {
  const { unsettled: _, ...failure } = failureOf(thrown)
  return new BackupError(failure, { cause: thrown })
}

/** Success needs the result, with this run's id and a sha256 in it; exit status 0 alone proves nothing. */
function resultOf(text: string, { runId, transport }: Session): Manifest {
  const manifest = parseManifest(text)
  if (!('problem' in manifest) && manifest.runId === runId) return manifest
  throw new BackupError({
    code: 'E_PROTOCOL',
    title: `${transport.name} ended the run without reporting its result${'problem' in manifest && text !== '' ? `: ${manifest.problem}` : ''}.`,
    safe: 'a backup is visible there only if it is complete; no old backup was removed',
    next: 'list the backups of the server, and run it again',
  })
}
