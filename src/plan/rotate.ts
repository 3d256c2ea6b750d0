// What rotation removes, once it is decided: under the lock, by name.

import type { Step } from '../protocol/step.ts'
import type { Settings } from '../settings/settings.ts'
import { secretsOf } from '../sources/registry.ts'
import type { Plan } from './plan.ts'

export function planRotate(settings: Settings, caller: string, names: readonly string[]): Plan {
  const steps: Step[] = [
    { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
    { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
    { id: 'remove', title: `Remove ${names.join(', ')}`, command: ['mb_remove', ...names] },
  ]
  const variables = {
    MB_APP: settings.appDir,
    MB_DIR: settings.backupDir,
    MB_LOCK_TIMEOUT: String(settings.lockTimeout),
    MB_CALLER: caller,
  }
  return { operation: 'rotate', writes: true, steps, variables, components: [], known: {}, readers: {}, secrets: secretsOf(settings) }
}
