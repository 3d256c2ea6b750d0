// The runbook of a backup that is about to be made: the plan of its restore, before anyone knows when and why. The same plan as that of a restore;
// what only the day itself can tell (what was chosen, whether containers and volumes are there) is left open in it.

import { everywhere, formats } from '../backups/formats.ts'
import type { Component as Kept, Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import { missingTools } from '../server/tools.ts'
import type { Settings } from '../settings/settings.ts'
import { sourceOf } from '../sources/registry.ts'
import type { Target } from '../sources/restoration.ts'
import type { View } from '../sources/source.ts'
import { foreseen } from './foreseen.ts'
import type { Plan, Runbook } from './plan.ts'
import { isForPeople, planRestore } from './restore.ts'

type Without = Runbook['without'][number]

/**
 * The plan, with the runbook of what it keeps, or of any archive, those of the old scripts too. Without one
 * where nothing could be put back.
 */
export function withRunbook(plan: Plan, view: View, { oldToo = false } = {}): Plan {
  if (plan.components.length === 0) return plan
  // The backup has no name yet, so its words must make sense on any day.
  const manifest = { ...foreseen(plan, view.settings), name: 'the backup' }
  const target: Target = { view: anotherDay(view, pathsOf(manifest.components)), manifest, create: false, later: true, oldToo }
  const judged = manifest.components.map(component => restorable(component, target))
  const components = judged.flatMap(each => ('why' in each ? [] : [each]))
  if (components.length === 0) return plan
  const whole = { ...target, manifest: { ...manifest, components } }
  const here = planRestore(whole, {}).plan
  const {
    MB_ROWS: _rows,
    MB_ALL_ROWS: _all,
    MB_CHOSEN: _chosen,
    MB_DIR: _dir,
    ...variables
  } = Object.fromEntries(Object.entries(here.variables).filter(([name]) => !name.startsWith('MB_SOURCE_')))
  const runbook: Runbook = {
    components: components.map(({ name }) => name),
    without: judged.flatMap(each => ('why' in each ? [each] : [])),
    project: view.project.name,
    appDir: view.settings.appDir,
    backupDir: view.settings.backupDir,
    outside: pathsOf(components).filter(path => path.startsWith('/') && !path.startsWith(`${view.settings.appDir}/`)),
    tools: toolsFor(manifest),
    secrets: plan.secrets.filter(({ value }) => value !== undefined).map(({ variable }) => variable),
    here: here.steps,
    anew: stepsAnew(whole),
    variables,
    known: here.known,
    readers: here.readers,
  }
  return { ...plan, runbook }
}

/** A runbook that puts back nothing by itself: where nothing runs that it could be planned for. */
export function emptyRunbook({ appDir, backupDir }: Settings): Runbook {
  const nothing = { components: [], without: [], outside: [], tools: [], secrets: [], here: [], anew: [], known: {}, readers: {} }
  return { ...nothing, project: '', appDir, backupDir, variables: { MB_COMPRESS: everywhere } }
}

/** The server as it will be, as far as it can be told: services run again, root asks, and what the backup holds may be written. */
function anotherDay(view: View, paths: readonly string[]): View {
  const running = <T>(container: T): T => ({ ...container, state: 'running' })
  const outside = paths.filter(path => path.startsWith('/')).map(path => ({ path, optional: false }))
  const restore = { backup: 'latest', components: 'all', outside, exact: false, mode: 'restore' } as const
  return {
    ...view,
    facts: { ...view.facts, user: { id: 0, name: 'root' }, containers: view.facts.containers.map(running) },
    project: { ...view.project, containers: view.project.containers.map(running) },
    settings: { ...view.settings, restore },
    last: undefined,
  }
}

/** The component, if it can be put back at all by such a plan; else why not. */
function restorable(component: Kept, target: Target): Kept | Without {
  if (isForPeople(component.kind)) return { name: component.name, why: 'it is kept for people to read' }
  try {
    planRestore({ ...target, manifest: { ...target.manifest, components: [component] } }, {})
    return component
  } catch (thrown) {
    if (!(thrown instanceof BackupError)) throw thrown
    return { name: component.name, why: thrown.failure.title }
  }
}

/** The steps when the containers of the project are gone; none where no compose project made them. */
function stepsAnew(target: Target): Plan['steps'] {
  const { project, images } = target.manifest
  if (project.name === '' || !images.some(({ service }) => service !== '')) return []
  const { facts } = target.view
  const gone = { ...target.view, facts: { ...facts, containers: [] }, project: { name: '', containers: [], volumes: [] } }
  try {
    return planRestore({ ...target, view: gone, create: true }, {}).plan.steps
  } catch (thrown) {
    if (thrown instanceof BackupError) return []
    throw thrown
  }
}

function pathsOf(components: readonly Kept[]): string[] {
  return components.flatMap(component => sourceOf(component.kind)?.writes?.(component) ?? [])
}

/** All tools that a restore calls: those missing on a server without any, less those of which one of two is enough. */
function toolsFor({ archive }: Manifest): string[] {
  const none = { tools: new Map<string, string>([['openssl', '']]) } as unknown as View['facts']
  return missingTools(none, formats[archive.compression].tool)
}
