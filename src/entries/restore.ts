// The restore action: inputs in, a backup put back, outputs and a summary.
import './shim.ts'
import { JobLog } from '../github/joblog.ts'
import { contextOf, fail, mask, setOutputs } from '../github/step.ts'
import { writeSummary } from '../github/summary.ts'
import { failureOf } from '../messages/errors.ts'
import { restore } from '../operations/restore.ts'
import { restoredSummary } from '../report/page/restoredsummary.ts'
import { nothingRestored, type Restored, restoreOutputsOf } from '../report/restored.ts'
import { newRunId } from '../script/conversation.ts'
import { fromInputs } from '../settings/inputs.ts'
import { secretsOf } from '../settings/secrets.ts'
import { cancelledBySignals, inSession } from './session.ts'

const reporter = new JobLog()
const runId = newRunId()
// A cancelled job no longer follows: the restore goes on, and ends on the server.
const cancel = cancelledBySignals()

const outcome = await main()
setOutputs(restoreOutputsOf(outcome), reporter)
await writeSummary(restoredSummary(outcome))
reporter.close()
if (outcome.status === 'failed') fail()

async function main(): Promise<Restored> {
  try {
    const given = fromInputs(process.env, 'restore')
    mask(secretsOf(given))
    return await inSession(given, { reporter, cancel, runId }, (session, warnings) => {
      for (const text of warnings) reporter.warning('input', text)
      return restore(session, contextOf(process.env))
    })
  } catch (thrown) {
    const failure = failureOf(thrown)
    reporter.failure(failure)
    return { ...nothingRestored, runId, failure }
  }
}
