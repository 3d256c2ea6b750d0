// The main stage: inputs in, a backup, outputs and a summary. Runs on GitHub's runners, and on others that run workflows like them.

import { JobLog } from '../github/joblog.ts'
import { keepRecord } from '../github/record.ts'
import { saveState } from '../github/state.ts'
import { contextOf, fail, mask, setOutputs, swallowed } from '../github/step.ts'
import { writeSummary } from '../github/summary.ts'
import { failureOf } from '../messages/errors.ts'
import { backup } from '../operations/backup.ts'
import { type Outcome, outputsOf } from '../report/outcome.ts'
import { summaryOf } from '../report/page/summary.ts'
import { lately } from '../report/page/trend.ts'
import { newRunId } from '../script/conversation.ts'
import type { Given } from '../settings/given.ts'
import { fromInputs } from '../settings/inputs.ts'
import { givenSecrets, secretsOf } from '../settings/secrets.ts'
import { whereOf } from '../settings/where.ts'
import { cancelledBySignals, inSession } from './session.ts'

export async function main(): Promise<void> {
  const reporter = new JobLog()
  const runId = newRunId()
  const cancel = cancelledBySignals()
  const given = fromInputs(process.env)
  const secrets = secretsOf(given)
  mask(secrets)
  const outcome = warnOfSwallowed(await attempt(given, reporter, runId, cancel), [...secrets, ...givenSecrets(given)], reporter)
  setOutputs(outputsOf(outcome), reporter)
  await writeSummary(summaryOf(outcome, { trend: lately(outcome.history) }))
  reporter.close()
  if (outcome.status === 'failed') fail()
  if (outcome.failure?.unsettled !== true) saveState({ phase: 'over', runId, where: {} })
}

async function attempt(given: Given, reporter: JobLog, runId: string, cancel: AbortSignal): Promise<Outcome> {
  try {
    return await inSession(given, { reporter, cancel, runId }, async (session, warnings) => {
      const { settings } = session
      // What only looks leaves nothing to finish.
      if (settings.skip === undefined && !settings.dryRun) saveState({ phase: 'working', runId, where: whereOf(given) })
      const context = contextOf(process.env)
      const outcome = await backup(session, context, warnings)
      return keepRecord(outcome, { settings, context, environment: process.env, reporter, cancel })
    })
  } catch (thrown) {
    const failure = failureOf(thrown)
    reporter.failure(failure)
    return { status: 'failed', runId, seconds: 0, warnings: [], kept: [], deleted: [], failure }
  }
}

function warnOfSwallowed(outcome: Outcome, secrets: Parameters<typeof swallowed>[1], reporter: JobLog): Outcome {
  const names = swallowed(outputsOf(outcome), secrets)
  if (names.length === 0) return outcome
  const text = `A secret is part of ${names.length === 1 ? 'the output' : 'the outputs'} ${names.join(', ')}: GitHub shows *** in its place, and does not hand it to other jobs. Choose a secret that is part of no name or path.`
  reporter.warning('masked-output', text)
  return { ...outcome, warnings: [...outcome.warnings, `masked-output: ${text}`] }
}
