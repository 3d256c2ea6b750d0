// Turns what the user gave into settings: it checks everything and reports every problem at once, before it contacts anything.
import { policyOf } from '../backups/retention.ts'
import { backupDirOf, conflicts, lockTimeoutOf, oddities, verifyOf } from './combinations.ts'
import type { Given } from './given.ts'
import { optionNames, optionOf } from './options.ts'
import { inputFailure } from './problem.ts'
import type { ArtifactSettings, RestoreSettings, Settings, Target } from './settings.ts'
import { readTarget } from './target.ts'
import { readValues, type SourceSettings, type Values } from './values.ts'

export type Parsed = { readonly settings: Settings; readonly warnings: readonly string[] }

/** Parses what the user gave. Throws one BackupError with code E_INPUT that names every problem. */
export function parseSettings(given: Given): Parsed {
  const { values, problems, warnings } = readValues(given)
  const where = readTarget(values, given)
  const all = [...given.problems, ...problems, ...where.problems, ...conflicts(values, given)]
  if (all.length > 0 || where.target === undefined) throw inputFailure(all)
  // Without a problem every option has its value, except those whose type allows undefined.
  const settings = settingsOf(values as Values, where.target, given)
  return {
    settings: settings.skip === undefined ? settings : hurried(settings),
    warnings: [...warnings, ...where.warnings, ...oddities(values, given)],
  }
}

/** A skip leaves a record only on a server that answers at once: it does not wait for a server that is down, or for a lock. */
function hurried(settings: Settings): Settings {
  const { target, timeout, lockTimeout } = settings
  return {
    ...settings,
    target: target.kind === 'ssh' ? { ...target, connectTimeout: Math.min(target.connectTimeout, 10) } : target,
    timeout: Math.min(timeout, 10),
    lockTimeout: Math.min(lockTimeout, 5),
  }
}

function settingsOf(values: Values, target: Target, given: Given): Settings {
  return {
    target,
    appDir: values['app-dir'],
    backupDir: backupDirOf(values),
    prefix: values.prefix,
    scope: values.scope,
    sources: sourcesOf(values),
    quiesce: values.quiesce,
    quiesceServices: values['quiesce-services'] ?? [],
    compression: values.compression,
    verify: verifyOf(values),
    policy: policyOf(values),
    minFree: values['min-free'],
    timeout: values.timeout,
    lockTimeout: lockTimeoutOf(values, given),
    clientTimeout: values['client-timeout'],
    ...(values['skip-backup'] && { skip: { reason: values['skip-reason'] ?? '' } }),
    dryRun: values['dry-run'],
    ...(given.surface === 'action' && values.artifact && { artifact: artifactOf(values) }),
    restore: restoreOf(values),
    names: values.names ?? [],
    verification: { backup: values.backup, level: values.level, where: values.where },
    maxAge: values['max-age'],
  }
}

/** The options of the sources, whatever they are: only a source knows its own. */
function sourcesOf(values: Values): SourceSettings {
  const own = optionNames.filter(name => optionOf(name).group === 'components')
  return Object.fromEntries(own.map(name => [name, values[name]])) as SourceSettings
}

function restoreOf(values: Values): RestoreSettings {
  const { confirm, 'expected-sha256': expectedSha256, 'to-app-dir': toAppDir } = values
  return {
    backup: values.backup,
    components: values.components,
    ...(confirm !== undefined && { confirm }),
    ...(expectedSha256 !== undefined && { expectedSha256 }),
    ...(toAppDir !== undefined && { toAppDir }),
    outside: values['outside-paths'] ?? [],
    exact: values.exact,
    mode: values.undo ? 'undo' : values.resume ? 'resume' : 'restore',
  }
}

function artifactOf(values: Values): ArtifactSettings {
  const { 'artifact-name': name, 'artifact-retention-days': retentionDays, 'artifact-details': details } = values
  return { ...(name !== undefined && { name }), ...(retentionDays !== undefined && { retentionDays }), details }
}
