// The summary of the job, where the runner has a place for one.
import * as core from '@actions/core'

/** Shows it. A summary that cannot be written changes nothing about what it tells. */
export async function writeSummary(markdown: string): Promise<void> {
  try {
    await core.summary.addRaw(markdown, true).write()
  } catch (error) {
    core.debug(`No summary was written: ${error instanceof Error ? error.message : error}`)
  }
}
