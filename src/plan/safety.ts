// The safety backup of a restore: what is about to be replaced, by the very steps of a backup.
import type { Component as Kept } from '../backups/manifest.ts'
import type { Step, StepId } from '../protocol/step.ts'
import type { Settings } from '../settings/settings.ts'
import type { Restoration } from '../sources/restoration.ts'
import type { View } from '../sources/source.ts'
import { type Context, planBackup } from './backup.ts'
import type { Plan } from './plan.ts'

/** Steps of a backup that a restore has around it already, or has no use for. */
const ofBackupsAlone: readonly StepId[] = ['lock', 'recover', 'preflight', 'adopt', 'list', 'result']

/** What is about to be replaced, as a backup of its own: pinned until someone releases it. */
export function planSafety(view: View, restorations: readonly Restoration[], kept: readonly Kept[], context: Context): Plan {
  const components = restorations.flatMap(({ before }) => before ?? [])
  const settings: Settings = { ...view.settings, prefix: 'pre-restore', scope: 'full', quiesce: 'none', verify: 'read' }
  const selection = { components, carried: [], uncovered: [], notes: [], warnings: [] }
  const plan = planBackup({ ...view, settings }, selection, context)
  const head = {
    ...plan.known['manifest'],
    pinned: true,
    leftOut: kept.length === 0 ? [] : [{ what: 'everything else', why: 'only what a restore was about to replace is in here' }],
  }
  return { ...plan, known: { ...plan.known, manifest: head } }
}

/** The steps of the safety backup; none where nothing is there that could be replaced. What is gone when it comes to it is not kept. */
export function keepingFirst(safety: Plan, restorations: readonly Restoration[]): Step[] {
  const there = restorations.flatMap(({ before }) => before ?? [])
  if (there.length === 0) return []
  const all = there.map(({ name }) => name)
  const steps = safety.steps.filter(({ id }) => !ofBackupsAlone.includes(id))
  const done: Step = { id: 'safety', title: 'done', command: ['mb_safety'] }
  return [...steps, done].map(step => {
    const taken = step.component === undefined ? undefined : there.find(({ name }) => name === step.component)
    const condition = step.id === 'open' ? [] : taken === undefined ? ['mb_if_taken'] : (taken.present ?? [])
    const [verb, ...words] = [...condition, ...step.command]
    return {
      ...step,
      title: `Keep what is there: ${step.title}`,
      command: [verb ?? '', ...words],
      serves: taken === undefined ? all : [taken.name],
    }
  })
}
