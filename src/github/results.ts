// GitHub's results service (artifacts and caches), which no run depends on. Its clients run in a thread of their own: the run can end
// a client that hangs, with its sockets, survives one that crashes, and sends what it prints (error annotations too) to the debug log.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { inert } from '../text/inert.ts'
import type { Environment } from '../transports/local.ts'

/** The requests and their answers. */
export type Jobs = {
  artifact: {
    ask: { readonly name: string; readonly files: Readonly<Record<string, string>>; readonly retentionDays?: number }
    answer: { readonly id: number; readonly digest: string }
  }
  /** The key of the newest cache entry whose key begins with `prefix`, without a download. */
  newestKey: { ask: { readonly prefix: string; readonly entry: string }; answer: string | undefined }
  /** A new entry that is nothing but its key. `entry`: its file, whose path is part of what identifies an entry. */
  saveKey: { ask: { readonly key: string; readonly entry: string }; answer: undefined }
}
export type JobName = keyof Jobs
/** The work of the thread. `scratch` is removed afterwards. */
export type Errand<N extends JobName = JobName> = { readonly job: N; readonly ask: Jobs[N]['ask']; readonly scratch: string }
export type Report = { readonly answer: unknown } | { readonly problem: string }

export type Asking = {
  readonly environment: Environment
  /** The longest wait, in seconds. */
  readonly limit: number
  readonly debug: (line: string) => void
  readonly cancel?: AbortSignal
}

/** Whether the runner offers such a service; act and other runners may not. */
export function hasResultsService({ ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_TOKEN: token }: Environment): boolean {
  return Boolean(url) && Boolean(token)
}

/** Asks the service, and answers within the limit. Throws an Error whose message is one inert line. */
export async function askResults<N extends JobName>(job: N, ask: Jobs[N]['ask'], asking: Asking): Promise<Jobs[N]['answer']> {
  const scratch = await mkdtemp(join(asking.environment['RUNNER_TEMP'] || tmpdir(), 'meeshy-results-'))
  try {
    return (await inThread({ job, ask, scratch }, asking)) as Jobs[N]['answer']
  } finally {
    await rm(scratch, { recursive: true, force: true }).catch(() => asking.debug(`${scratch} could not be removed`))
  }
}

// In the bundle it is one of the programs; from source it is the file beside this one.
const program = import.meta.url.endsWith('.ts') ? './resultsthread.ts' : './results.js'

function inThread(errand: Errand, { environment, limit, debug, cancel }: Asking): Promise<unknown> {
  // The cache client stores paths below its workspace, and a job without a checkout may have none.
  const env = { ...environment, RUNNER_TEMP: errand.scratch, GITHUB_WORKSPACE: errand.scratch }
  const thread = new Worker(new URL(program, import.meta.url), { workerData: errand, env, stdout: true, stderr: true })
  for (const stream of [thread.stdout, thread.stderr]) createInterface({ input: stream }).on('line', line => pass(line, debug))
  return new Promise((resolve, reject) => {
    let over = false
    // The first event counts: after it, the thread ends because this code ends it.
    const end = (settle: () => void) => {
      if (over) return
      over = true
      clearTimeout(timer)
      cancel?.removeEventListener('abort', onCancel)
      thread.terminate().then(settle, settle)
    }
    const fail = (problem: string) => end(() => reject(new Error(inert(problem, { limit: 500 }))))
    const onCancel = () => fail('the run was cancelled')
    const timer = setTimeout(() => fail(`it did not answer within ${limit} s`), limit * 1000)
    cancel?.addEventListener('abort', onCancel)
    thread.once('message', (report: Report) => ('problem' in report ? fail(report.problem) : end(() => resolve(report.answer))))
    thread.once('error', error => fail(error instanceof Error ? error.message : String(error)))
    thread.once('exit', () => fail('its client ended without an answer'))
    if (cancel?.aborted) onCancel()
  })
}

/** Passes masks to the runner; no other line of the client may become a command. */
function pass(line: string, debug: (line: string) => void): void {
  if (line.startsWith('::add-mask::')) process.stdout.write(`${line}\n`)
  else debug(inert(line.replace(/^::debug::/, ''), { limit: 500 }))
}
