// The log of a backup while it runs, from the runtime's events: a line for each component, progress in between, the proof at the end.

import type { Warn } from '../../messages/warnings.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Event, Told } from '../../protocol/events.ts'
import type { StepId } from '../../protocol/step.ts'
import { bytes, duration } from '../../text/amounts.ts'
import { inert } from '../../text/inert.ts'
import type { Reporter } from './reporter.ts'

export class BackupLog {
  readonly #reporter: Reporter
  readonly #plan: Plan
  readonly #warn: Warn
  readonly #width: number
  readonly #drilled: string[] = []
  #restored = 0
  #step = 0
  #begun = false

  constructor(reporter: Reporter, plan: Plan, warn: Warn) {
    this.#reporter = reporter
    this.#plan = plan
    this.#warn = warn
    this.#width = Math.max(...Object.keys(plan.known).map(name => name.length)) + 2
  }

  add(event: Event): void {
    if (event.type === 'step') this.#onStep(event)
    else if (event.type === 'component') this.#onComponent(event)
    else if (event.type === 'drilled') this.#onDrilled(event)
    else if (event.type === 'progress') this.#reporter.progress(`${this.#title()}: ${bytes(event.bytes)} written`)
    else if (event.type === 'unsound')
      this.#warn(
        'unsound',
        `${inert(event.file)}, an archive of the old scripts, is not counted: ${event.why || 'it does not read to its end'}`,
      )
  }

  #onStep({ step, state, milliseconds }: Told<'step'>): void {
    if (state === 'start') {
      this.#step = step
      if (!this.#begun) this.#reporter.begin('Back up', '')
      this.#begun = true
      return
    }
    if (this.#idOf(step) === 'prove-new')
      this.#reporter.phase('Verify', `${this.#title().replace(/^Verify: /, '')}   ${duration(milliseconds)}`)
    if (this.#idOf(step) === 'drill-end')
      this.#reporter.phase(
        'Drill',
        `restored into throw-away containers and compared: equal   restore takes about ${duration(this.#restored)}`,
        this.#drilled,
      )
  }

  #onComponent({ component, raw, stored, milliseconds, found }: Told<'component'>): void {
    const sizes = `${bytes(raw)} → ${bytes(stored)}`
    this.#reporter.line(
      `${component.padEnd(this.#width)} ${sizes.padEnd(20)} ${duration(milliseconds).padEnd(8)} ${found.replaceAll('=', ' ')}`,
    )
  }

  #onDrilled({ component, milliseconds, found }: Told<'drilled'>): void {
    this.#restored += milliseconds
    this.#drilled.push(
      `${inert(component).padEnd(this.#width)} restored in ${duration(milliseconds).padEnd(8)} ${found.replaceAll('=', ' ')}`,
    )
  }

  #idOf(step: number): StepId | undefined {
    return this.#plan.steps[step - 1]?.id
  }

  #title(): string {
    return inert(this.#plan.steps[this.#step - 1]?.title ?? '')
  }
}
