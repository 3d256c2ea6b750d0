// Check: one look at the server, which changes nothing, and the checklist before an important deploy judged from it.

import { BackupError, type Failure } from '../messages/errors.ts'
import { planCheck } from '../plan/look.ts'
import type { CheckLine } from '../report/checks.ts'
import { type Place, placeOf } from '../report/outcome.ts'
import { FactsReader } from '../server/facts.ts'
import { count } from '../text/amounts.ts'
import { checklist } from './checklist.ts'
import { connect, run, type Session } from './session.ts'

export type Readiness = {
  readonly status: 'ok' | 'attention' | 'failed'
  readonly lines: readonly CheckLine[]
  readonly place: Place
  /** Missing unless a line failed. */
  readonly failure?: Failure
}

export async function check(session: Session): Promise<Readiness> {
  const { settings, transport } = session
  await connect(session)
  const reader = new FactsReader()
  let lock = { free: true, holder: '' }
  await run(session, planCheck(settings), {
    onEvent(event) {
      reader.add(event)
      if (event.type === 'lock') lock = { free: event.free, holder: event.holder }
    },
  })
  if (!reader.complete)
    throw new BackupError({
      code: 'E_PROTOCOL',
      title: `${transport.name} stopped before it finished its inventory.`,
      safe: 'nothing was changed',
      next: 'run it again with debug logging',
    })
  const lines = checklist({ facts: reader.facts(), settings, lock, ourNow: Date.now() / 1000 })
  const outcome = { lines, place: placeOf(settings, transport.name) }
  const failed = lines.filter(({ verdict }) => verdict === 'fail')
  if (failed.length > 0) return { ...outcome, status: 'failed', failure: failureOf(failed, transport.name) }
  return { ...outcome, status: lines.some(({ verdict }) => verdict === 'attention') ? 'attention' : 'ok' }
}

function failureOf(failed: readonly CheckLine[], where: string): Failure {
  return {
    code: 'E_CHECK',
    title: `${where} is not ready for a deploy: ${count(failed.length, 'check')} failed (${[...new Set(failed.map(each => each.check))].join(', ')}).`,
    safe: 'nothing was changed',
    next: [...new Set(failed.map(({ next = '' }) => next))].filter(text => text !== '').join('\n'),
  }
}
