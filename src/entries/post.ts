// The post stage: does nothing if main reported how it ended. If main was killed, it asks the server what became of the run, lets it clean up, and reports that.

import { JobLog } from '../github/joblog.ts'
import { loadState, type State } from '../github/state.ts'
import { fail, mask } from '../github/step.ts'
import { writeSummary } from '../github/summary.ts'
import { failureOf } from '../messages/errors.ts'
import { settle } from '../operations/settle.ts'
import { placeOf } from '../report/outcome.ts'
import { settledSummary, settledText, unsettled } from '../report/page/settled.ts'
import type { Given } from '../settings/given.ts'
import { fromInputs } from '../settings/inputs.ts'
import { secretsOf } from '../settings/secrets.ts'
import { backTo } from '../settings/where.ts'
import { inSession } from './session.ts'

/** Milliseconds for everything: all posts of a cancelled job have five minutes together. */
const patience = 120_000

export async function post(): Promise<void> {
  const state = loadState()
  if (state?.phase !== 'working') return
  const reporter = new JobLog()
  const given = fromInputs(process.env)
  mask(secretsOf(given))
  try {
    const { settled, place } = await reach(state, given, reporter)
    reporter.warning('step-ended', settledText(settled, place))
    await writeSummary(settledSummary(settled, place))
  } catch (thrown) {
    const failure = unsettled(failureOf(thrown), state.runId, state.where)
    reporter.failure(failure)
    await writeSummary(settledSummary({ state: 'unknown', failure }, undefined))
    fail()
  } finally {
    reporter.close()
  }
}

function reach({ runId, where }: State, given: Given, reporter: JobLog) {
  return inSession(backTo(where, given), { reporter, runId, cancel: AbortSignal.timeout(patience) }, async session => {
    return { settled: await settle(session), place: placeOf(session.settings, session.transport.name) }
  })
}
