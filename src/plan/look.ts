// The plans that only look: the facts of a server, and the catalogue alone.
import type { Settings } from '../settings/settings.ts'
import { hints, measuredBy } from '../sources/registry.ts'
import type { Plan } from './plan.ts'

export function planFacts(settings: Settings): Plan {
  return {
    ...reading(settings, { MB_MEASURED: measuredBy(settings).join('\n'), MB_HINTS: hintProgram() }),
    operation: 'facts',
    steps: [{ id: 'look', title: 'Look at the server', command: ['mb_facts'] }],
  }
}

/** A program of sed(1) that takes from a line `<id> <command line>` no more than the hints of the sources: `<id> <hint> <what it says>`. */
export function hintProgram(): string {
  return hints()
    .map(([name, pattern]) => `s/^\\([0-9a-z]*\\) .*${pattern}.*/\\1 ${name} \\2/p`)
    .join('\n')
}

/** The same look, and whether the lock is free. */
export function planCheck(settings: Settings): Plan {
  const look = planFacts(settings)
  return { ...look, steps: [{ id: 'lock-state', title: 'Is another run at work?', command: ['mb_lock_state'] }, ...look.steps] }
}

export function planList(settings: Settings): Plan {
  return { ...reading(settings, {}), operation: 'list', steps: [{ id: 'list', title: 'List the backups', command: ['mb_catalogue'] }] }
}

/** What an archive of the old scripts holds, each member read to its end. */
export function planOldLook(settings: Settings, name: string): Plan {
  return {
    ...reading(settings, {}),
    operation: 'read',
    scratch: true,
    steps: [{ id: 'read', title: `Read ${name} to its end`, command: ['old_look', name] }],
  }
}

function reading(settings: Settings, variables: Readonly<Record<string, string>>): Omit<Plan, 'operation' | 'steps'> {
  return {
    writes: false,
    variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir, ...variables },
    components: [],
    known: {},
    readers: {},
    secrets: [],
  }
}

/** What became of a run: its manifest if it published, else whether it is still at work. For a client that lost its connection. */
export function planStatus(settings: Settings, runId: string): Plan {
  return {
    ...reading(settings, {}),
    operation: 'status',
    steps: [
      { id: 'status', title: `Ask for the run ${runId}`, command: ['mb_status', runId] },
      { id: 'list', title: 'List the backups', command: ['mb_catalogue'] },
    ],
  }
}
