// The skip of a backup: the server records its reason where the backup would be.

import { keptSkips } from '../backups/skipped.ts'
import type { Settings } from '../settings/settings.ts'
import type { Context } from './backup.ts'
import type { Plan } from './plan.ts'
import { planRecover } from './recover.ts'

export function planSkip(settings: Settings, reason: string, context: Context): Plan {
  const opening = planRecover(settings, context['url'] ? `, ${context['url']}` : '')
  return {
    ...opening,
    operation: 'skip',
    steps: [...opening.steps, { id: 'skip', title: 'Record that there is no backup', command: ['mb_record_skip', String(keptSkips)] }],
    variables: { ...opening.variables, MB_PREFIX: settings.prefix },
    known: { skipped: { reason, context } },
  }
}
