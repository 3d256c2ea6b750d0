// The list action: the backups of a server, as outputs, and as a table in the log and the summary.
import './shim.ts'
import { JobLog } from '../github/joblog.ts'
import { fail, mask, setOutputs } from '../github/step.ts'
import { writeSummary } from '../github/summary.ts'
import { failureOf } from '../messages/errors.ts'
import { list } from '../operations/list.ts'
import { tableLines } from '../report/console/table.ts'
import { listOutputsOf } from '../report/listed.ts'
import { listedSummary, notListedSummary } from '../report/page/listedsummary.ts'
import { fromInputs } from '../settings/inputs.ts'
import { secretsOf } from '../settings/secrets.ts'
import { cancelledBySignals, inSession } from './session.ts'

const reporter = new JobLog()
const cancel = cancelledBySignals()

try {
  const given = fromInputs(process.env, 'list')
  mask(secretsOf(given))
  await inSession(given, { reporter, cancel }, async session => {
    const { settings, transport } = session
    const listed = await list(session)
    reporter.phase('List', `${settings.backupDir} on ${transport.name}`, tableLines(listed.catalogue, listed.verdicts))
    setOutputs(listOutputsOf(listed), reporter)
    await writeSummary(listedSummary({ ...listed, server: transport.name, backupDir: settings.backupDir }))
  })
} catch (thrown) {
  const failure = failureOf(thrown)
  reporter.failure(failure)
  // A listing that failed is never "none": the count stays empty.
  setOutputs({ backups: '', latest: '', count: '' }, reporter)
  await writeSummary(notListedSummary(failure))
  fail()
}
reporter.close()
