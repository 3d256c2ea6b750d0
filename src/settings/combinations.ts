// Settings that are each valid but do not go together. Every rule gets the values that could be read, and returns its problems.
import { type Given, textOf } from './given.ts'
import { absolute, isWithin, overlap } from './kinds/paths.ts'
import { type OptionName, options } from './options.ts'
import { invalid, quoted } from './problem.ts'
import type { ListedPath } from './settings.ts'
import type { Values } from './values.ts'

const pathLists = ['paths', 'config-paths', 'secret-paths'] as const
type Listed = { readonly list: (typeof pathLists)[number]; readonly text: string; readonly path: string }
type Rule = (values: Partial<Values>, given: Given) => readonly string[]

const rules: readonly Rule[] = [
  databaseAlone,
  provenWhenCritical,
  lockWithinTimeout,
  quiesceOfSomething,
  skipWithReason,
  placesApart,
  pathsOnce,
  oneWay,
  oneBackup,
]

/** Problems of values that do not go together, one line each. */
export function conflicts(values: Partial<Values>, given: Given): string[] {
  return rules.flatMap(rule => rule(values, given))
}

/** Warnings of valid values that the user probably did not mean. */
export function oddities(values: Partial<Values>, given: Given): string[] {
  const pinned = values.scope === 'critical' && textOf(given, 'keep') !== undefined
  return pinned ? ['keep: rotation leaves critical backups until someone unpins them; keep counts the others'] : []
}

/** The directory of the backups. */
export function backupDirOf({ 'backup-dir': backupDir, 'app-dir': appDir }: Pick<Values, 'app-dir' | 'backup-dir'>): string {
  return backupDir ?? `${appDir}/backups`
}

/** How long to wait for the lock, in seconds: a short timeout shortens the default, but not a value of the user. */
export function lockTimeoutOf(values: Pick<Values, 'lock-timeout' | 'timeout'>, given: Given): number {
  return textOf(given, 'lock-timeout') === undefined ? Math.min(values['lock-timeout'], values.timeout) : values['lock-timeout']
}

/** How the archive is proven: a critical backup is drilled. */
export function verifyOf({ scope, verify }: Pick<Values, 'scope' | 'verify'>): Values['verify'] {
  return scope === 'critical' ? 'drill' : verify
}

function databaseAlone(values: Partial<Values>, given: Given): string[] {
  if (values.scope !== 'database') return []
  return (['volumes', ...pathLists] as const)
    .filter(name => isAsked(name, given))
    .map(name => invalid(name, 'not with scope database, which is the database alone: leave it out, or use scope full'))
}

function provenWhenCritical({ scope, verify }: Partial<Values>, given: Given): string[] {
  return scope === 'critical' && verify !== undefined && verify !== 'drill' && textOf(given, 'verify') !== undefined
    ? [invalid('verify', 'drill with scope critical, which must be proven by a restore', quoted(verify))]
    : []
}

function lockWithinTimeout(values: Partial<Values>, given: Given): string[] {
  const { timeout, 'lock-timeout': lock } = values
  if (timeout === undefined || lock === undefined || textOf(given, 'lock-timeout') === undefined || lock <= timeout) return []
  return [invalid('lock-timeout', `at most timeout, which is ${timeout} seconds`, quoted(textOf(given, 'lock-timeout') ?? ''))]
}

function quiesceOfSomething(values: Partial<Values>): string[] {
  const services = values['quiesce-services'] ?? []
  return values.quiesce === 'none' && services.length > 0
    ? [invalid('quiesce-services', 'only with quiesce pause or stop; quiesce is none')]
    : []
}

function skipWithReason(values: Partial<Values>, given: Given): string[] {
  const needed = values['skip-backup'] === true && textOf(given, 'skip-reason') === undefined
  return needed ? [invalid('skip-reason', 'needed with skip-backup: say why there is no backup')] : []
}

function oneWay(values: Partial<Values>): string[] {
  return values.resume === true && values.undo === true
    ? [invalid('undo', 'not with resume: resume finishes a restore, undo reverts it')]
    : []
}

/** A verification takes all backups, a restore takes one. */
function oneBackup(values: Partial<Values>, given: Given): string[] {
  const all = values.backup === 'all' && given.operation === 'restore'
  return all ? [invalid('backup', 'latest, the name of a backup, or the path of its archive', quoted('all'))] : []
}

/** Refuses a path that holds the backups, and backups that a restore of the application would replace. */
function placesApart(values: Partial<Values>): string[] {
  const appDir = values['app-dir']
  if (appDir === undefined) return []
  const backupDir = backupDirOf({ 'app-dir': appDir, 'backup-dir': values['backup-dir'] })
  if (isWithin(appDir, backupDir)) return [invalid('backup-dir', 'a directory that does not contain app-dir', quoted(backupDir))]
  return listedPaths(values)
    .filter(({ path }) => overlap(path, backupDir))
    .map(({ list, text }) => invalid(list, `a path that does not overlap the backup directory ${quoted(backupDir)}`, quoted(text)))
}

function pathsOnce(values: Partial<Values>): string[] {
  const first = new Map<string, Listed>()
  const problems: string[] = []
  for (const listed of listedPaths(values)) {
    const other = first.get(listed.path)
    if (other === undefined) first.set(listed.path, listed)
    else if (other.list !== listed.list)
      problems.push(invalid(listed.list, `a path that is not also in ${other.list}`, quoted(listed.text)))
  }
  return problems
}

function listedPaths(values: Partial<Values>): Listed[] {
  const appDir = values['app-dir'] ?? ''
  const of = (list: Listed['list']): readonly ListedPath[] => {
    const listed = values[list]
    return listed === undefined || listed === 'auto' ? [] : listed
  }
  return pathLists.flatMap(list => of(list).map(({ path }) => ({ list, text: path, path: absolute(path, appDir) })))
}

/** Whether the user gave a value other than the default. */
function isAsked(name: OptionName, given: Given): boolean {
  const text = textOf(given, name)
  const option = options[name]
  return text !== undefined && text !== '' && !('default' in option && text === option.default)
}
