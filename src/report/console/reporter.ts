// Where an operation tells what it does: a job's log, a terminal, or nowhere. What comes from a server is inert before it comes here.

import type { Failure } from '../../messages/errors.ts'
import type { ShownWarning } from '../../messages/warnings.ts'

export interface Reporter {
  /** A phase that is over: its name, what came of it, and what belongs under it. */
  phase(name: string, text: string, lines?: readonly string[]): void
  /** A phase that takes time begins: lines and progress follow, until the next phase. */
  begin(name: string, text: string): void
  line(text: string): void
  /** How far the work is; shown as often as the place can bear. */
  progress(text: string): void
  warning(code: ShownWarning, text: string): void
  /** For debugging. */
  debug(text: string): void
  /** The last line of a run that went well. */
  done(text: string): void
  failure(failure: Failure): void
}
