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
import { parseSettings } from '../settings/parse.ts'
import { secretsOf } from '../settings/secrets.ts'
import { transportTo } from '../transports/choose.ts'
import { localTransport } from '../transports/local.ts'

const reporter = new JobLog()
const runId = newRunId()
const cancel = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort())

const outcome = await main()
setOutputs(verifyOutputsOf(outcome), reporter)
await writeSummary(verifiedSummary(outcome))
reporter.close()
if (outcome.status === 'failed') fail()

async function main(): Promise<Verified> {
  try {
    const given = fromInputs(process.env, 'verify')
    mask(secretsOf(given))
    const { settings, warnings } = parseSettings(given)
    for (const text of warnings) reporter.warning('input', text)
    const transport = transportTo(settings.target, process.env, line => reporter.debug(line))
    try {
      const runner = localTransport({ sudo: false, environment: process.env })
      return await verify(
        {
          settings,
          transport,
          reporter,
          runId,
          heartbeat: settings.clientTimeout,
          runner: process.env['RUNNER_NAME'],
          cancel: cancel.signal,
        },
        drillOnRunner(runner, reporter),
      )
    } finally {
      await transport.close()
    }
  } catch (thrown) {
    const failure = failureOf(thrown)
    reporter.failure(failure)
    return { ...nothingVerified, runId, failure }
  }
}
