// The summary of the job, if the runner has one.
import * as core from '@actions/core'

/** Shows the summary. A failed write changes nothing about the result. */
export async function writeSummary(markdown: string): Promise<void> {
  try {
    await core.summary.addRaw(markdown, true).write()
  } catch (error) {
    core.debug(`No summary was written: ${error instanceof Error ? error.message : error}`)
  }
}
