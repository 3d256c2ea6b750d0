// GitHub's results service, artifacts and caches, asked without ever depending on it. Its clients run in a thread of their own: a
// client that hangs is ended with its sockets, one that crashes takes nothing with it, and what it prints (error annotations among it)
// is for debugging only.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { inert } from '../text/inert.ts'
import type { Environment } from '../transports/local.ts'

/** What can be asked, and what is answered. */
export type Jobs = {
  artifact: {
    ask: { readonly name: string; readonly files: Readonly<Record<string, string>>; readonly retentionDays?: number }
    answer: { readonly id: number; readonly digest: string }
  }
  /** The key of the newest cache entry whose key begins so; nothing is downloaded. */
  newestKey: { ask: { readonly prefix: string; readonly entry: string }; answer: string | undefined }
  /** A new entry that is nothing but its key. `entry`: the file it is made of; its path is part of what finds an entry again. */
  saveKey: { ask: { readonly key: string; readonly entry: string }; answer: undefined }
}
export type JobName = keyof Jobs
/** What the thread is told. `scratch` is removed afterwards. */
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

// In the bundle it is started like every program; from source it is the file beside this one.
const program = import.meta.url.endsWith('.ts') ? './resultsthread.ts' : './results.js'

function inThread(errand: Errand, { environment, limit, debug, cancel }: Asking): Promise<unknown> {
  // Below its workspace the cache client puts paths in its archive, and a job without a checkout may have none.
  const env = { ...environment, RUNNER_TEMP: errand.scratch, GITHUB_WORKSPACE: errand.scratch }
  const thread = new Worker(new URL(program, import.meta.url), { workerData: errand, env, stdout: true, stderr: true })
  for (const stream of [thread.stdout, thread.stderr]) createInterface({ input: stream }).on('line', line => pass(line, debug))
  return new Promise((resolve, reject) => {
    let over = false
    // The first word counts: the thread's end, which follows from ending it, is none.
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

/** Masks must reach the runner; nothing else that the client says may be a command. */
function pass(line: string, debug: (line: string) => void): void {
  if (line.startsWith('::add-mask::')) process.stdout.write(`${line}\n`)
  else debug(inert(line.replace(/^::debug::/, ''), { limit: 500 }))
}
