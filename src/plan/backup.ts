// What a backup does, step by step. Pure: from what was asked and what the server is.
import { type Compressor, compressions, formats } from '../backups/formats.ts'
import { BackupError } from '../messages/errors.ts'
import type { Step } from '../protocol/step.ts'
import type { Container, Facts } from '../server/facts.ts'
import { compressorFor, missingTools } from '../server/tools.ts'
import type { Settings } from '../settings/settings.ts'
import { type Selection, secretsOf } from '../sources/registry.ts'
import type { Component, View } from '../sources/source.ts'
import { bytes } from '../text/amounts.ts'
import { drillNew, drillRoom } from './drill.ts'
import { foreseen } from './foreseen.ts'
import type { Plan } from './plan.ts'

/** Where and why a backup is made, as the manifest keeps it: repository, commit, run, actor, … Empty on a command line. */
export type Context = Readonly<Record<string, string>>

/** The plan of a backup of what was selected. Throws E_PREREQ with every tool that is missing, E_INPUT, and E_ARCHIVE. */
export function planBackup(view: View, selection: Selection, context: Context): Plan {
  const { settings, facts } = view
  const compressor = compressorFor(settings.compression, facts)
  refuseMissing(facts, compressor)
  refuseOwnDirectory(view, selection)
  const plan: Plan = {
    operation: 'backup',
    writes: true,
    steps: [...opening(view, selection), ...taking(view, selection), ...closing(view, selection)],
    variables: {
      MB_APP: settings.appDir,
      MB_DIR: settings.backupDir,
      MB_PREFIX: settings.prefix,
      MB_SCOPE: settings.scope,
      MB_COMPRESS: compressor,
      MB_TAR: facts.tools.get('tar')?.includes('GNU') ? 'gnu' : 'plain',
      MB_MIN_FREE: String(settings.minFree),
      MB_LOCK_TIMEOUT: String(settings.lockTimeout),
      MB_CALLER: context['url'] ? `, ${context['url']}` : '',
      MB_CONTEXT: Object.entries(context)
        .filter(([, text]) => text !== '')
        .map(([label, text]) => `${label.padEnd(15)} ${text}`)
        .join('\n'),
      MB_NOTES: [...selection.warnings, ...selection.uncovered.map(row => `Not kept: ${row.what} (${row.why}).`)].join('\n'),
    },
    components: moments.flatMap(moment => selection.components.filter(component => component.moment === moment)),
    known: known(view, selection, context),
    secrets: secretsOf(settings),
    readers: Object.fromEntries(
      selection.components.flatMap(component => (component.reader === undefined ? [] : [[component.name, component.reader]])),
    ),
  }
  if (plan.components.length > 0) foreseen(plan, settings)
  return plan
}

/** Bytes a backup of these is expected to take, with some for what is around them. What could not be measured counts as nothing. */
export function roomFor(components: readonly Component[]): number {
  return components.reduce((sum, component) => sum + (component.need ?? 0), 2_000_000)
}

function opening({ last, settings }: View, { components }: Selection): Step[] {
  const need = roomFor(components)
  const made = `from the sizes of its components${last === undefined ? '' : `; the last one took ${bytes(last.archive.bytes)}`}`
  return [
    { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
    { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
    { id: 'preflight', title: `Check the room: ${bytes(need)}`, command: ['mb_preflight', String(need), made] },
    ...(settings.verify === 'drill' ? [drillRoom(components, need)] : []),
    { id: 'open', title: 'Open the archive', command: ['mb_open_archive'] },
  ]
}

/** The order in which components are taken. */
const moments = ['dump', 'files', 'own', 'last'] as const satisfies readonly Component['moment'][]

/** Dumps first, while everything runs, after what they need time for was asked for; then files, between quiesce and resume where that was asked; files of databases last and on their own. */
function taking(view: View, { components }: Selection): Step[] {
  const { settings, project } = view
  const steps = (moment: Component['moment']) => components.filter(component => component.moment === moment).map(take)
  const files = steps('files')
  const own = steps('own')
  const databases = new Set(components.flatMap(component => (component.reader === undefined ? [] : [component.reader])))
  const writers = project.containers.filter(container => !databases.has(container.name) && isWriter(container, components, settings))
  const held = new Set(components.filter(component => component.moment === 'own').map(component => component.lies?.volume))
  const owners = project.containers.filter(
    container => databases.has(container.name) && container.mounts.some(mount => held.has(mount.name)),
  )
  return [
    ...asking(components),
    ...steps('dump'),
    ...within(settings, files.length > 0 ? writers : [], files),
    ...within(settings, own.length > 0 ? owners : [], own),
    ...steps('last'),
  ]
}

function asking(components: readonly Component[]): Step[] {
  return components.flatMap(({ name, from, ask }) => {
    const title = `Ask ${from} to prepare ${name} during the next steps`
    return ask === undefined ? [] : [{ id: 'ask', title, component: name, command: ['mb_ask', name, ...ask] }]
  })
}

function take({ name, from, path, take: command }: Component): Step {
  return {
    id: 'take',
    title: `Take ${name}${from === name ? '' : ` (${from})`}`,
    component: name,
    command: ['mb_collect', name, path, ...command],
  }
}

function within(settings: Settings, containers: readonly Container[], steps: readonly Step[]): Step[] {
  if (settings.quiesce === 'none' || containers.length === 0) return [...steps]
  const names = containers.map(container => container.name)
  const verb = settings.quiesce === 'pause' ? 'Pause' : 'Stop'
  return [
    {
      id: settings.quiesce,
      title: `${verb} ${names.join(', ')}`,
      containers: names,
      command: ['mb_quiesce', settings.quiesce, ...names],
    },
    ...steps,
    { id: 'resume', title: `Bring back ${names.join(', ')}`, command: ['mb_resume'] },
  ]
}

/** Those that the settings name, else those that can write to one of the taken volumes or directories. */
function isWriter(container: Container, components: readonly Component[], settings: Settings): boolean {
  if (settings.quiesceServices.length > 0)
    return settings.quiesceServices.includes(container.service) || settings.quiesceServices.includes(container.name)
  const volumes = new Set(components.flatMap(({ lies }) => lies?.volume ?? []))
  const paths = components.flatMap(({ lies }) => lies?.path ?? [])
  return container.mounts.some(
    mount => mount.writable && (volumes.has(mount.name) || paths.some(path => `${mount.source}/`.startsWith(`${path}/`))),
  )
}

function closing({ settings, facts }: View, { components }: Selection): Step[] {
  return [
    { id: 'close', title: 'Close the archive', command: ['mb_close_archive'] },
    {
      id: 'prove-new',
      title: settings.verify === 'checksum' ? 'Verify: decompress every component to its end' : 'Verify: read every component to its end',
      command: ['mb_prove_new', settings.verify],
    },
    ...(settings.verify === 'drill' ? drillNew(components, facts) : []),
    { id: 'publish', title: 'Publish', command: ['mb_publish'] },
    { id: 'adopt', title: 'Read archives of the old scripts that are still unread', command: ['mb_adopt'] },
    { id: 'list', title: 'List the backups', command: ['mb_catalogue'] },
    { id: 'result', title: 'Report', command: ['mb_result'] },
  ]
}

function known(
  { settings, facts, project }: View,
  { components, carried, uncovered }: Selection,
  context: Context,
): Record<string, object> {
  const critical = settings.scope === 'critical'
  // A database that a setting names may belong to no project, or to another one: its image is still needed.
  const foreign = facts.containers
    .filter(({ name }) => components.some(({ reader }) => reader === name) && !project.containers.some(each => each.name === name))
    .map(container => ({ ...container, service: '' }))
  // In the archive too (backups/table.ts): what a restore acts on.
  const table = {
    scope: settings.scope,
    project: { name: project.name, appDir: settings.appDir },
    images: [...project.containers, ...foreign].map(({ name, service, image, imageId }) => ({
      container: name,
      service,
      image,
      id: imageId,
    })),
  }
  const head = {
    pinned: critical || settings.prefix === 'pre-reset',
    leftOut: [...carried, ...uncovered],
    context,
    host: {
      hostname: facts.hostname,
      os: facts.os,
      docker: facts.docker === null ? '' : `${facts.docker.client} / ${facts.docker.server}`,
      tools: Object.fromEntries([...facts.tools].filter(([, version]) => version !== '')),
    },
  }
  return {
    table,
    manifest: head,
    ...Object.fromEntries(components.map(({ name, kind, details, paths = [] }) => [name, { kind, details, paths }])),
  }
}

const unpackers = compressions
  .map(each => formats[each].tool)
  .toSorted()
  .join(' or ')

function refuseMissing(facts: Facts, compressor: Compressor): void {
  const missing = missingTools(facts, compressor)
  if (missing.length === 0) return
  throw new BackupError({
    code: 'E_PREREQ',
    title: `${facts.hostname} lacks ${missing.length === 1 ? 'a tool that a backup needs' : 'tools that a backup needs'}: ${missing.join(', ')}.`,
    safe: 'nothing was changed',
    next: `install them there (Debian: coreutils, util-linux, findutils, ${unpackers}, tar), or put them into the PATH of this account`,
  })
}

/** A backup that holds the older backups grows without end. */
function refuseOwnDirectory({ settings }: View, { components }: Selection): void {
  for (const { name, lies } of components) {
    const root = lies?.path
    if (root === undefined || !`${settings.backupDir}/`.startsWith(`${root}/`)) continue
    throw new BackupError({
      code: 'E_INPUT',
      title: `The backup directory ${settings.backupDir} lies inside ${name}, so every backup would hold the older ones.`,
      safe: 'nothing was changed',
      next: 'set backup-dir to another place',
    })
  }
}
