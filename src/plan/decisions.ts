// What people decide about single backups, as plans: pinned, released, deleted; and the look under the lock that a rotation alone begins with.

import type { Step } from '../protocol/step.ts'
import type { Settings } from '../settings/settings.ts'
import type { Plan } from './plan.ts'
import { planRecover } from './recover.ts'

const adopt: Step = { id: 'adopt', title: 'Read archives of the old scripts that are still unread', command: ['mb_adopt'] }

/** `unread`: there are archives of the old scripts among them, which have no manifest before they are read. */
export function planPin(settings: Settings, names: readonly string[], pinned: boolean, unread: boolean): Plan {
  const opening = planRecover(settings, '')
  const title = `${pinned ? 'Pin' : 'Release'} ${names.join(', ')}`
  const steps: Step[] = [...opening.steps, ...(unread ? [adopt] : []), { id: 'pin', title, command: ['mb_pin', String(pinned), ...names] }]
  return { ...opening, operation: 'pin', steps }
}

/** By the files of the archives. */
export function planDelete(settings: Settings, files: readonly string[]): Plan {
  const opening = planRecover(settings, '')
  return {
    ...opening,
    operation: 'delete',
    steps: [...opening.steps, { id: 'delete', title: `Delete ${files.join(', ')}`, command: ['mb_delete', ...files] }],
  }
}

/** The list of backups as rotation needs it: no other run at work, and every archive of the old scripts read. */
export function planCount(settings: Settings): Plan {
  const opening = planRecover(settings, '')
  return {
    ...opening,
    operation: 'rotate',
    steps: [...opening.steps, adopt, { id: 'list', title: 'List the backups', command: ['mb_catalogue'] }],
  }
}
