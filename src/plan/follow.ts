// Following a run that goes on without its client: its log from the beginning, as it grows. Not under the lock, which the run itself holds.
import type { Settings } from '../settings/settings.ts'
import type { Plan } from './plan.ts'

export function planFollow(settings: Settings, runId: string): Plan {
  const variables = { MB_APP: settings.appDir, MB_DIR: settings.backupDir, MB_FOLLOW: runId }
  return {
    operation: 'follow',
    writes: false,
    steps: [{ id: 'follow', title: 'Follow the run', command: ['mb_follow', runId] }],
    variables,
    components: [],
    known: {},
    readers: {},
    secrets: [],
  }
}
