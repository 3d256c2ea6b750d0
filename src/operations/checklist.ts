// The checklist before an important deploy, judged: each line is fine, wants attention, or would make a backup or a way back fail. Pure.
import { type Backup, type Catalogue, catalogueOf } from '../backups/catalogue.ts'
import { policyText, rowOf } from '../backups/retention.ts'
import { failureOf } from '../messages/errors.ts'
import { roomFor } from '../plan/backup.ts'
import { type Check, type CheckLine, checks } from '../report/checks.ts'
import type { Container, Facts } from '../server/facts.ts'
import { type Project, projectOf } from '../server/project.ts'
import { compressorFor, missingTools } from '../server/tools.ts'
import type { Settings } from '../settings/settings.ts'
import { asked, type Selection, select, viewOf } from '../sources/registry.ts'
import { age, ago, bytes, count, duration } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'

/** What was seen, and when by the client's clock (epoch seconds). */
export type Seen = {
  readonly facts: Facts
  readonly settings: Settings
  /** `holder` is inert. */
  readonly lock: { readonly free: boolean; readonly holder: string }
  readonly ourNow: number
}

type Judgement = Omit<CheckLine, 'check'> | readonly Omit<CheckLine, 'check'>[]
type Sight = Seen & { readonly catalogue: Catalogue; readonly found: Found }
type Found = { readonly project: Project; readonly selection: Selection } | { readonly why: string; readonly next: string }

/** How far two clocks may be apart, in seconds: names and ages of backups come from the server's. */
const tolerance = 5 * 60
/** Lists of names are for people: more than this is a number. */
const most = 5

const judges: Readonly<Record<Check, (sight: Sight) => Judgement>> = {
  tools,
  project,
  services,
  space,
  backups,
  age: howOld,
  proven,
  rehearsed,
  rollback,
  restore,
  lock,
  clock,
}

/** A line or more for each check, in their order. */
export function checklist(seen: Seen): CheckLine[] {
  const catalogue = catalogueOf(seen.facts.listing)
  const sight: Sight = { ...seen, catalogue, found: findings(seen, catalogue) }
  return checks.flatMap(check => {
    const judged = judges[check](sight)
    return (Array.isArray(judged) ? judged : [judged]).map((line: Omit<CheckLine, 'check'>) => ({ ...line, check }))
  })
}

/** What the next backup would take; where that is unknown, why. */
function findings({ facts, settings }: Seen, catalogue: Catalogue): Found {
  try {
    const found = projectOf(facts, settings, asked(settings))
    const last = catalogue.backups.find(each => each.prefix === settings.prefix)?.manifest
    return { project: found, selection: select(viewOf({ facts, settings, project: found, last })) }
  } catch (thrown) {
    const { title, next = '' } = failureOf(thrown)
    return { why: title, next }
  }
}

function tools({ facts, settings }: Sight): Judgement {
  const compressor = compressorFor(settings.compression, facts)
  const missing = missingTools(facts, compressor)
  if (missing.length > 0)
    return fail(`${facts.hostname} lacks ${missing.join(', ')}`, 'install them there, or put them into the PATH of this account')
  return ok(`all there; compressed by ${compressor}`)
}

function project({ found, settings }: Sight): Judgement {
  if ('why' in found) return fail(found.why, found.next)
  const { components, uncovered, warnings } = found.selection
  const name = inert(found.project.name || settings.appDir)
  return [
    ok(`${name}: ${components.map(component => component.name).join(', ')}`),
    ...(uncovered.length === 0
      ? []
      : [attention(`no component backs up ${listed(uncovered.map(({ what }) => inert(what)))}`, 'name it (paths, volumes) if it matters')]),
    ...warnings.map(text => attention(inert(text), 'look at it before the deploy')),
  ]
}

function services({ found }: Sight): Judgement {
  if ('why' in found) return fail('cannot be checked', '')
  const { containers } = found.project
  if (containers.length === 0) return attention('the application has no containers here', 'docker compose up -d')
  const down = containers.filter(each => each.state !== 'running')
  if (down.length === 0) return ok(`${count(containers.length, 'container')}, all running`)
  const said = listed(down.map(each => `${inert(each.service || each.name)} ${each.state}`))
  // One that did its work and ended is as it should be; which ones those are, only people know.
  const ended = down.every(each => each.state === 'exited' || each.state === 'created')
  const needed = new Set(found.selection.components.flatMap(({ reader }) => (reader === undefined ? [] : [reader])))
  const isNeeded = down.some((each: Container) => needed.has(each.name))
  const next = 'docker compose ps, and docker logs of what should run'
  return ended && !isNeeded ? attention(said, next) : fail(said, next)
}

function space({ found, facts, settings }: Sight): Judgement {
  const free = `${bytes(facts.free)} free, of which min-free leaves ${bytes(settings.minFree)}`
  const next = 'free space there, or lower keep, or put backup-dir on another disk'
  if (facts.freeInodes !== null && facts.freeInodes < 64) return fail('almost no inodes are left', 'remove files there')
  if ('why' in found) return attention(`${free}; the size of the next backup is not known`, '')
  const { components } = found.selection
  const need = roomFor(components)
  const unknown = components.filter(each => each.need === null && !each.small).map(each => each.name)
  if (facts.free < need + settings.minFree) return fail(`the next backup needs about ${bytes(need)}; ${free}`, next)
  if (unknown.length > 0)
    return attention(
      `the next backup needs about ${bytes(need)} plus ${listed(unknown)}, of unknown size; ${free}`,
      'make sure that there is room to spare',
    )
  return ok(`the next backup needs about ${bytes(need)}; ${free}`)
}

function backups({ catalogue, settings }: Sight): Judgement {
  const { prefix, policy } = settings
  const good = catalogue.backups.filter(each => each.prefix === prefix)
  const others = catalogue.backups.filter(each => each.prefix !== prefix && each.prefix !== 'pre-restore')
  const newest = latest(catalogue)
  const lines = [
    rowOf(good, policy).full
      ? ok(`${good.length} of ${prefix}, the newest ${good[0]?.name}`)
      : good.length > 0
        ? attention(`only ${good.length} of ${policyText(policy)} ${prefix} backups so far`, 'nothing: each new backup adds one')
        : newest === undefined
          ? fail(`there is no backup in ${settings.backupDir}`, 'make one: meeshy-backup backup')
          : attention(`none of ${prefix}; ${others.length} of other prefixes, the newest ${newest.name}`, 'make one: meeshy-backup backup'),
    ...(newest?.manifest?.scope === 'database'
      ? [attention(`the newest, ${newest.name}, holds the database alone`, 'for volumes and files too: meeshy-backup backup')]
      : []),
    ...catalogue.damaged.map(({ file, why }) =>
      attention(`${file} is damaged: ${why}`, `it is not counted; delete it: meeshy-backup delete ${file}`),
    ),
    ...(catalogue.unread.length === 0
      ? []
      : [attention(`nobody has read ${count(catalogue.unread.length, 'archive')} of the old scripts yet`, 'the next backup reads them')]),
  ]
  const since = catalogue.skips.filter(skip => newest === undefined || skip.time > newest.time)[0]
  if (since === undefined) return lines
  const said = `a ${since.prefix} backup was skipped ${ago(catalogue.now - since.time)}: ${since.reason || 'its record cannot be read'}`
  return [...lines, attention(said, 'no backup has the changes since then: meeshy-backup backup')]
}

function howOld({ catalogue, settings }: Sight): Judgement {
  const newest = latest(catalogue)
  if (newest === undefined) return fail('there is no backup', 'make one: meeshy-backup backup')
  const said = `the newest backup, ${newest.name}, is ${age(catalogue.now - newest.time)} old, and max-age is ${duration(settings.maxAge * 1000)}`
  return catalogue.now - newest.time > settings.maxAge ? fail(said, 'make one: meeshy-backup backup') : ok(said)
}

function proven({ catalogue, settings }: Sight): Judgement {
  const { prefix, policy } = settings
  const { row } = rowOf(
    catalogue.backups.filter(each => each.prefix === prefix),
    policy,
  )
  const looked = row.length > 0 ? row : [latest(catalogue)].flatMap(each => each ?? [])
  if (looked.length === 0) return fail('there is no backup', 'make one: meeshy-backup backup')
  const said = looked.map(each => `${each.name} ${each.verified}`).join(', ')
  const weak = looked.filter(each => each.verified === 'none' || each.verified === 'checksum')
  if (weak.length === 0) return ok(`size and manifest match; verified by: ${said}`)
  return attention(`not read to their end: ${weak.map(each => each.name).join(', ')}`, 'back up with verify: read, or drill')
}

/** A drill counts, whatever the prefix: what was rehearsed is the way back of this server. */
function rehearsed({ catalogue }: Sight): Judgement {
  const drilled = catalogue.backups.find(each => each.verified === 'drill')
  if (drilled === undefined) return attention('no backup here was ever restored as a rehearsal', 'meeshy-backup backup --verify drill')
  const drill = drilled.manifest?.drill
  const took = drill === undefined ? '' : `; restoring took ${duration(drill.milliseconds)}`
  return ok(`${drilled.name}, restored and compared ${ago(catalogue.now - (drill?.time ?? drilled.time))}${took}`)
}

function rollback({ catalogue }: Sight): Judgement {
  const newest = latest(catalogue)
  if (newest === undefined) return fail('there is nothing to go back to', 'make a backup first: meeshy-backup backup')
  const command = `meeshy-backup restore ${newest.name}`
  if (catalogue.runbooks.includes(newest.name)) return ok(`${command}; on the server alone: sh .meta/${newest.name}.restore.sh`)
  return attention(`${command}; it has no script of its own on the server`, 'a new backup has one: meeshy-backup backup')
}

function restore({ catalogue, facts }: Sight): Judgement {
  if (!catalogue.restoreIncomplete) return ok('none is incomplete')
  const of = catalogue.incompleteOf === undefined ? 'one' : `that of ${catalogue.incompleteOf}`
  if (facts.listing.incomplete?.alive === true)
    return fail(`${of} is at work now`, 'wait for it: meeshy-backup restore --resume follows it')
  return fail(`${of} is incomplete, and no old backup is removed until it ends`, 'meeshy-backup restore --undo, or --resume')
}

function lock({ lock: { free, holder } }: Sight): Judgement {
  if (free) return ok('free')
  return fail(`another run holds it${holder === '' ? '' : `: ${holder}`}`, 'wait for it to end')
}

function clock({ catalogue, ourNow }: Sight): Judgement {
  if (catalogue.clock !== 'sound')
    return fail(inert(catalogue.clock.suspicious), 'set the clock of the server; no old backup is removed until then')
  const apart = Math.abs(catalogue.now - ourNow)
  if (apart <= tolerance) return ok('sound')
  return attention(`the clock of the server and the one here are ${duration(apart * 1000)} apart`, 'see which one is wrong: timedatectl')
}

/** The newest that a deploy can go back to: not what a restore kept for itself. */
function latest({ backups: all }: Catalogue): Backup | undefined {
  return all.find(({ prefix }) => prefix !== 'pre-restore')
}

function listed(names: readonly string[]): string {
  const more = names.length - most
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ')
}

function ok(text: string): Omit<CheckLine, 'check'> {
  return { verdict: 'ok', text }
}

function attention(text: string, next: string): Omit<CheckLine, 'check'> {
  return { verdict: 'attention', text, next }
}

function fail(text: string, next: string): Omit<CheckLine, 'check'> {
  return { verdict: 'fail', text, next }
}
