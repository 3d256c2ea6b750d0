// The log of a backup while it runs, from the runtime's events: a line for each component, progress in between, the proof at the end.

import { toldWarning, type Warn } from '../../messages/warnings.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Event } from '../../protocol/events.ts'
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
    else if (event.type === 'progress') this.#reporter.progress(`${this.#title()}: ${bytes(number(event['bytes']))} written`)
    else if (event.type === 'waiting') this.#reporter.line(inert(`waiting for another run to end: ${String(event['holder'])}`))
    else if (event.type === 'recovered') this.#reporter.line(inert(`cleaned up after the run ${String(event['run'])}, which had died`))
    else if (event.type === 'unsound')
      this.#warn(
        'unsound',
        inert(`${String(event['file'])}, of the old scripts, is not counted: ${String(event['why'] || 'it does not read to its end')}`),
      )
    else if (event.type === 'warning') this.#warn(toldWarning(event['code']), inert(String(event['text'])))
  }

  #onStep(event: Event): void {
    const step = number(event['step'])
    if (event['state'] === 'start') {
      this.#step = step
      if (!this.#begun) this.#reporter.begin('Back up', '')
      this.#begun = true
      return
    }
    if (this.#idOf(step) === 'prove-new')
      this.#reporter.phase('Verify', `${this.#title().replace(/^Verify: /, '')}   ${duration(number(event['milliseconds']))}`)
    if (this.#idOf(step) === 'drill-end')
      this.#reporter.phase(
        'Drill',
        `restored into throw-away containers and compared: equal   restore takes about ${duration(this.#restored)}`,
        this.#drilled,
      )
  }

  #onComponent(event: Event): void {
    const name = inert(String(event['component']))
    const sizes = `${bytes(number(event['raw']))} → ${bytes(number(event['stored']))}`
    const found = inert(String(event['found'] ?? '')).replaceAll('=', ' ')
    this.#reporter.line(`${name.padEnd(this.#width)} ${sizes.padEnd(20)} ${duration(number(event['milliseconds'])).padEnd(8)} ${found}`)
  }

  #onDrilled(event: Event): void {
    const milliseconds = number(event['milliseconds'])
    this.#restored += milliseconds
    const found = inert(String(event['found'] ?? '')).replaceAll('=', ' ')
    this.#drilled.push(`${inert(String(event['component'])).padEnd(this.#width)} restored in ${duration(milliseconds).padEnd(8)} ${found}`)
  }

  #idOf(step: number): StepId | undefined {
    return this.#plan.steps[step - 1]?.id
  }

  #title(): string {
    return inert(this.#plan.steps[this.#step - 1]?.title ?? '')
  }
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
