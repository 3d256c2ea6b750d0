// The plans that only look: the facts of a server, and the catalogue alone.
import type { Settings } from '../settings/settings.ts'
import { absolute } from '../sources/files/paths.ts'
import type { Plan } from './plan.ts'

export function planFacts(settings: Settings): Plan {
  const measured = settings.paths.map(path => absolute(path, { settings })).join('\n')
  return {
    ...reading(settings, { MB_MEASURED: measured }),
    operation: 'facts',
    steps: [{ title: 'Look at the server', command: ['mb_facts'] }],
  }
}

/** The same look, and whose turn it is. */
export function planCheck(settings: Settings): Plan {
  const look = planFacts(settings)
  return { ...look, steps: [{ title: 'Is another run at work?', command: ['mb_lock_state'] }, ...look.steps] }
}

export function planList(settings: Settings): Plan {
  return { ...reading(settings, {}), operation: 'list', steps: [{ title: 'List the backups', command: ['mb_catalogue'] }] }
}

/** What an archive of the old scripts holds, each member read to its end. */
export function planOldLook(settings: Settings, name: string): Plan {
  return {
    ...reading(settings, {}),
    operation: 'read',
    scratch: true,
    steps: [{ title: `Read ${name} to its end`, command: ['old_look', name] }],
  }
}

function reading(settings: Settings, variables: Readonly<Record<string, string>>): Omit<Plan, 'operation' | 'steps'> {
  return { writes: false, variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir, ...variables }, known: {}, readers: {} }
}

/** What became of a run: its manifest if it published, else whether it is still at work. For a client that lost its connection. */
export function planStatus(settings: Settings, runId: string): Plan {
  return {
    ...reading(settings, {}),
    operation: 'status',
    steps: [
      { title: `Ask for the run ${runId}`, command: ['mb_status', runId] },
      { title: 'List the backups', command: ['mb_catalogue'] },
    ],
  }
}
