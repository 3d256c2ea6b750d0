// The action: inputs in, a backup, outputs. Runs on GitHub's runners, and on whatever runs workflows like one.
import './shim.ts'
import { failureOf } from './errors.ts'
import { keepRecord } from './github/keep.ts'
import { contextOf, fail, JobLog, mask, setOutputs } from './github.ts'
import { backup } from './operations/backup.ts'
import { type Outcome, outputsOf } from './report/outcome.ts'
import { newRunId } from './script/conversation.ts'
import { fromInputs } from './settings/inputs.ts'
import { parseSettings } from './settings/parse.ts'
import { secretsOf } from './settings/secrets.ts'
import { transportTo } from './transports/choose.ts'

const reporter = new JobLog()
const runId = newRunId()
const cancel = new AbortController()
// The runner gives ten seconds from the first signal: the server is told at once, and does the rest by itself.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => cancel.abort())

const outcome = await main()
setOutputs(outputsOf(outcome))
if (outcome.status === 'failed') fail()

async function main(): Promise<Outcome> {
  try {
    const given = fromInputs(process.env)
    mask(secretsOf(given))
    const { settings, warnings } = parseSettings(given)
    const transport = transportTo(settings.target, process.env, line => reporter.debug(line))
    const context = contextOf(process.env)
    try {
      const outcome = await backup({ settings, transport, reporter, runId, heartbeat: 60, cancel: cancel.signal }, context, warnings)
      return await keepRecord(outcome, { settings, context, environment: process.env, reporter, cancel: cancel.signal })
    } finally {
      await transport.close()
    }
  } catch (thrown) {
    const failure = failureOf(thrown)
    reporter.failure(failure)
    return { status: 'failed', runId, seconds: 0, warnings: [], kept: [], deleted: [], failure }
  }
}
