// What the main stage leaves for the post stage, written before each thing that could be its last.
import * as core from '@actions/core'

/** `working`: main has begun, and nothing of its end is known. `over`: it has told everything itself. */
export type Phase = 'working' | 'over'

export type State = {
  readonly phase: Phase
  readonly runId: string
  /** The inputs that say where, as they were then: those of the post stage are evaluated anew. Nothing secret. */
  readonly where: Readonly<Record<string, string>>
}

export function saveState({ phase, runId, where }: State): void {
  try {
    core.saveState('run-id', runId)
    core.saveState('where', JSON.stringify(where))
    core.saveState('phase', phase)
  } catch (error) {
    // A runner without state has no post stage either: the backup does not depend on it.
    core.debug(`No state was saved: ${error instanceof Error ? error.message : error}`)
  }
}

/** What main left, or undefined where it left nothing: it never began its work, or was ended before. */
export function loadState(): State | undefined {
  const [phase, runId] = [core.getState('phase'), core.getState('run-id')]
  if (phase !== 'working' && phase !== 'over') return undefined
  return { phase, runId, where: JSON.parse(core.getState('where')) as Record<string, string> }
}
