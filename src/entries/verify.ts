// The verify action: inputs in, the kept backups read, outputs and a summary.
import './shim.ts'
import { drillOnRunner } from '../github/engine.ts'
import { JobLog } from '../github/joblog.ts'
import { fail, mask, setOutputs } from '../github/step.ts'
import { writeSummary } from '../github/summary.ts'
import { failureOf } from '../messages/errors.ts'
import { verify } from '../operations/verify.ts'
import { verifiedSummary } from '../report/page/verifiedsummary.ts'
import { nothingVerified, type Verified, verifyOutputsOf } from '../report/verified.ts'
import { newRunId } from '../script/conversation.ts'
import { fromInputs } from '../settings/inputs.ts'
import { secretsOf } from '../settings/secrets.ts'
import { localTransport } from '../transports/local.ts'
import { cancelledBySignals, inSession } from './session.ts'

const reporter = new JobLog()
const runId = newRunId()
const cancel = cancelledBySignals()

const outcome = await main()
setOutputs(verifyOutputsOf(outcome), reporter)
await writeSummary(verifiedSummary(outcome))
reporter.close()
if (outcome.status === 'failed') fail()

async function main(): Promise<Verified> {
  try {
    const given = fromInputs(process.env, 'verify')
    mask(secretsOf(given))
    return await inSession(given, { reporter, cancel, runId }, (session, warnings) => {
      for (const text of warnings) reporter.warning('input', text)
      return verify(session, drillOnRunner(localTransport({ sudo: false, environment: process.env }), reporter))
    })
  } catch (thrown) {
    const failure = failureOf(thrown)
    reporter.failure(failure)
    return { ...nothingVerified, runId, failure }
  }
}
