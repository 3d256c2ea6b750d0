// What the main stage leaves for the post stage, written before each step that a kill may end.
import * as core from '@actions/core'

/** `working`: main has begun, and may not have ended well. `over`: it has reported its result. */
export type Phase = 'working' | 'over'

export type State = {
  readonly phase: Phase
  readonly runId: string
  /** The inputs that say where, as main had them: the runner evaluates them anew for the post stage. Nothing secret. */
  readonly where: Readonly<Record<string, string>>
}

export function saveState({ phase, runId, where }: State): void {
  try {
    core.saveState('run-id', runId)
    core.saveState('where', JSON.stringify(where))
    core.saveState('phase', phase)
  } catch (error) {
    // A runner without state has no post stage either, and the backup does not depend on it.
    core.debug(`No state was saved: ${error instanceof Error ? error.message : error}`)
  }
}

/** What main left; undefined if it did not begin its work. */
export function loadState(): State | undefined {
  const [phase, runId] = [core.getState('phase'), core.getState('run-id')]
  if (phase !== 'working' && phase !== 'over') return undefined
  return { phase, runId, where: JSON.parse(core.getState('where')) as Record<string, string> }
}
