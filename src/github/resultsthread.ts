// The thread in which the clients of the results service run (results.ts says why). It loads a client when it uses it.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { Errand, JobName, Jobs, Report } from './results.ts'

const jobs: { readonly [N in JobName]: (ask: Jobs[N]['ask'], scratch: string) => Promise<Jobs[N]['answer']> } = {
  artifact: async ({ name, files, retentionDays }, scratch) => {
    const { DefaultArtifactClient } = await import('@actions/artifact')
    const folder = join(scratch, 'artifact')
    await mkdir(folder)
    const paths = Object.keys(files).map(file => join(folder, file))
    await Promise.all(Object.entries(files).map(([file, text]) => writeFile(join(folder, file), text)))
    const { id, digest } = await new DefaultArtifactClient().uploadArtifact(name, paths, folder, {
      ...(retentionDays && { retentionDays }),
    })
    if (id === undefined || digest === undefined) throw new Error('the upload ended without a number and a digest')
    return { id, digest }
  },
  newestKey: async ({ prefix, entry }) => {
    const { restoreCache } = await import('@actions/cache')
    return restoreCache([entry], prefix, [prefix], { lookupOnly: true })
  },
  saveKey: async ({ key, entry }) => {
    const { saveCache } = await import('@actions/cache')
    await writeFile(entry, 'This entry is only its key.\n')
    await saveCache([entry], key)
    return undefined
  },
}

const { job, ask, scratch } = workerData as Errand
const report = await (jobs[job] as (ask: unknown, scratch: string) => Promise<unknown>)(ask, scratch).then(
  (answer): Report => ({ answer }),
  (thrown: unknown): Report => ({ problem: thrown instanceof Error ? thrown.message : String(thrown) }),
)
parentPort?.postMessage(report)
