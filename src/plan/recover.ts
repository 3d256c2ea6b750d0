// Only what every operation that writes begins with: put back what dead runs left.

import type { Settings } from '../settings/settings.ts'
import { secretsOf } from '../sources/registry.ts'
import type { Plan } from './plan.ts'

export function planRecover(settings: Settings, caller: string): Plan {
  return {
    operation: 'recover',
    writes: true,
    steps: [
      { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
      { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
    ],
    variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir, MB_LOCK_TIMEOUT: String(settings.lockTimeout), MB_CALLER: caller },
    components: [],
    known: {},
    readers: {},
    secrets: secretsOf(settings),
  }
}
