// What every run may report: that it waits for another one, that it cleaned up after dead ones, warnings.
import type { Writable } from 'node:stream'
import { type ShownWarning, toldWarning } from '../messages/warnings.ts'
import { Bounds } from '../protocol/bounds.ts'
import type { Event, EventType } from '../protocol/events.ts'
import { isListed } from '../protocol/listings.ts'
import type { Reporter } from '../report/console/reporter.ts'

/** What an operation does with what its run tells. All texts are inert. */
export type Hearer = {
  /** False passes an event over, as one that was heard before. */
  isNew?(event: Event): boolean
  /** Every event but the three below. */
  onEvent?(event: Event): void
  /** In place of a warning to the reporter. */
  onWarning?(code: ShownWarning, text: string): void
  /** In place of a line. `run` had died; `final`: it was a restore, which was completed and not undone. */
  onRecovered?(run: string, final: boolean): void
  /** Where the bytes go that a run announces, of a backup and so many. */
  onRaw?(backup: string, bytes: number): Writable
}

/** Events of which nothing is kept, or one thing for each backup that was asked for: their number grows with the work. */
const unbounded: ReadonlySet<EventType> = new Set(['progress', 'verifying', 'verified', 'gone', 'sound'])

/** Hears the events of one run. Throws E_PROTOCOL when a server tells without end what would have to be kept. */
export function listenTo(reporter: Reporter, hearer: Hearer): (event: Event) => void {
  const bounds = new Bounds()
  const holders = new Set<string>()
  return event => {
    if (hearer.isNew?.(event) === false) return
    // Lists are bounded by who gathers them.
    if (!unbounded.has(event.type) && !isListed(event)) bounds.take(event.type, ...textsOf(event))
    if (event.type === 'waiting') wait(reporter, event.holder, holders)
    else if (event.type === 'warning') (hearer.onWarning ?? reporter.warning.bind(reporter))(toldWarning(event.code), event.text)
    else if (event.type === 'recovered') (hearer.onRecovered ?? sayRecovered(reporter))(event.run, event.final)
    else hearer.onEvent?.(event)
  }
}

function textsOf(event: Event): string[] {
  return Object.values(event).filter(value => typeof value === 'string')
}

/** Said once of each holder, and once of one that nothing says the name of: the server tells that at each look. */
function wait(reporter: Reporter, holder: string, said: Set<string>): void {
  if (said.has(holder)) return
  said.add(holder)
  reporter.line(`waiting for another run to end${holder === '' ? '' : `: ${holder}`}`)
}

function sayRecovered(reporter: Reporter): (run: string) => void {
  return run => reporter.line(`cleaned up after the run ${run}, which had died`)
}
