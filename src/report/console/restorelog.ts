// The log of a restore while it runs, from the runtime's events; and what those events said that outlasts it.

import type { Failure } from '../../messages/errors.ts'
import type { ShownWarning } from '../../messages/warnings.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Event } from '../../protocol/events.ts'
import { duration } from '../../text/amounts.ts'
import { inert } from '../../text/inert.ts'
import type { Restored } from '../restored.ts'
import type { Reporter } from './reporter.ts'

type Told = Pick<Restored, 'warnings' | 'components' | 'dropped' | 'safetyBackup' | 'downtimeSeconds'>

export class RestoreLog {
  readonly #reporter: Reporter
  #plan: Plan | undefined
  #ended = false
  #left: 'nothing' | 'undone' | 'unrecovered' | 'final' = 'nothing'
  #told: Told = { warnings: [], components: [], dropped: [] }

  constructor(reporter: Reporter) {
    this.#reporter = reporter
  }

  get told(): Told {
    return this.#told
  }

  begin(plan: Plan): void {
    this.#plan = plan
    this.#reporter.begin('Restore', '')
  }

  /** Whether the run's own last word was heard. */
  get ended(): boolean {
    return this.#ended
  }

  /** The failure with what is true of the server after it. */
  after(failure: Failure): Failure {
    if (this.#left === 'undone')
      return { ...failure, safe: 'everything is as it was before the restore: replaced data is back, and what ran before runs again' }
    if (this.#left === 'final') return { ...failure, safe: 'the restore was already final: the restored data is in place and was compared' }
    if (this.#left !== 'unrecovered') return failure
    return {
      ...failure,
      safe: 'the previous state lies beside its place (names that end in .meeshy-old-…) and in the safety backup; the containers that the restore stopped stay stopped; no old backup is removed',
      next: 'remove the cause of the undo-failed warning, then: meeshy-backup restore --undo',
    }
  }

  /** An event that was not heard before. */
  add(event: Event): void {
    if (event.type === 'step' && event.state === 'start') this.#step(event.step)
    else if (event.type === 'restored') this.#onRestored(event.component, event.found)
    else if (event.type === 'dropped') this.#told = { ...this.#told, dropped: [...this.#told.dropped, event.collection] }
    else if (event.type === 'safety') this.#told = { ...this.#told, safetyBackup: event.name }
    else if (event.type === 'downtime') this.#onDowntime(event.milliseconds)
    else if (event.type === 'undone' || event.type === 'unrecovered' || event.type === 'final') this.#left = event.type
    else if (event.type === 'ended') this.#ended = true
  }

  warn(code: ShownWarning, text: string): void {
    this.#told = { ...this.#told, warnings: [...this.#told.warnings, `${code}: ${text}`] }
    this.#reporter.warning(code, text)
  }

  #onRestored(name: string, found: string): void {
    this.#told = { ...this.#told, components: [...this.#told.components.filter(each => each.name !== name), { name, found }] }
    this.#reporter.line(`${name.padEnd(28)} ${found.replaceAll('=', ' ')}`)
  }

  #onDowntime(milliseconds: number): void {
    this.#told = { ...this.#told, downtimeSeconds: milliseconds / 1000 }
    this.#reporter.line(`services were down for ${duration(milliseconds)}`)
  }

  #step(step: number): void {
    const title = this.#plan?.steps[step - 1]?.title
    this.#reporter.line(title === undefined ? `step ${step}` : inert(`${step}. ${title}`))
  }
}
