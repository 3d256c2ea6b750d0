// The log of a restore while it runs, from the runtime's events; and what those events said that outlasts it.

import type { Failure } from '../../messages/errors.ts'
import { type ShownWarning, toldWarning } from '../../messages/warnings.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Event } from '../../protocol/events.ts'
import { ConnectionLost } from '../../script/conversation.ts'
import { duration } from '../../text/amounts.ts'
import { inert } from '../../text/inert.ts'
import type { Restored } from '../restored.ts'
import type { Reporter } from './reporter.ts'

type Told = Pick<Restored, 'warnings' | 'components' | 'dropped' | 'safetyBackup' | 'downtimeSeconds'>

export class RestoreLog {
  readonly #reporter: Reporter
  #plan: Plan | undefined
  #seen = 0
  #replayed = 0
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

  /** An event as it comes. */
  add(event: Event): void {
    this.#seen += 1
    this.#take(event)
  }

  /** An event of a log that is read from its beginning again: what was heard before the connection was lost is passed over. */
  again(event: Event): void {
    this.#replayed += 1
    if (this.#replayed > this.#seen) this.add(event)
    if (event.type === 'ended') this.#replayed = 0
  }

  /** Success needs the run's own last word: exit status 0 alone proves nothing, but that it is to be followed again. */
  requireEnd(where: string): void {
    if (this.#ended) return
    throw new ConnectionLost({
      code: 'E_PROTOCOL',
      title: `${where} ended without telling how the restore ended.`,
      safe: 'it goes on there, and ends in the new state or in the old one',
      next: 'meeshy-backup restore --resume follows it',
    })
  }

  /** The failure with what is true of the server after it. */
  after(failure: Failure): Failure {
    if (this.#left === 'undone')
      return { ...failure, safe: 'everything is as it was before the restore: what had been replaced is back, and what ran before runs' }
    if (this.#left === 'final') return { ...failure, safe: 'the restore was final before this: what was restored is in place, compared' }
    if (this.#left !== 'unrecovered') return failure
    return {
      ...failure,
      safe: 'what was there before lies beside its place (names that end in .meeshy-old-…) and in the safety backup; what it touched stays stopped; no old backup is removed',
      next: 'remove the cause of the undo-failed warning, then: meeshy-backup restore --undo',
    }
  }

  #take(event: Event): void {
    const text = (key: string) => inert(String(event[key] ?? ''))
    if (event.type === 'step' && event['state'] === 'start') this.#step(Number(event['step']))
    else if (event.type === 'restored')
      this.#told = {
        ...this.#told,
        components: [
          ...this.#told.components.filter(({ name }) => name !== text('component')),
          { name: text('component'), found: text('found') },
        ],
      }
    else if (event.type === 'dropped') this.#told = { ...this.#told, dropped: [...this.#told.dropped, text('collection')] }
    else if (event.type === 'safety') this.#told = { ...this.#told, safetyBackup: text('name') }
    else if (event.type === 'downtime') this.#told = { ...this.#told, downtimeSeconds: Number(event['milliseconds']) / 1000 }
    else if (event.type === 'warning') this.#warn(toldWarning(event['code']), text('text'))
    else if (event.type === 'waiting') this.#reporter.line(`waiting for another run to end: ${text('holder')}`)
    else if (event.type === 'recovered') this.#reporter.line(`cleaned up after the run ${text('run')}, which had died`)
    else if (event.type === 'undone' || event.type === 'unrecovered' || event.type === 'final') this.#left = event.type
    else if (event.type === 'ended') this.#ended = true
    if (event.type === 'restored') this.#reporter.line(`${text('component').padEnd(28)} ${text('found').replaceAll('=', ' ')}`)
    if (event.type === 'downtime') this.#reporter.line(`services were down for ${duration(Number(event['milliseconds']))}`)
  }

  #step(step: number): void {
    const title = this.#plan?.steps[step - 1]?.title
    this.#reporter.line(title === undefined ? `step ${step}` : inert(`${step}. ${title}`))
  }

  #warn(code: ShownWarning, text: string): void {
    this.#told = { ...this.#told, warnings: [...this.#told.warnings, `${code}: ${text}`] }
    this.#reporter.warning(code, text)
  }
}
