// A small workflow runner: it runs one step that uses this action, as GitHub's runner does. The real bundle runs as a child process,
// with an environment made from scratch, its commands obeyed and its secrets masked. The demo uses it too.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { type ActionFile, inputVariables, readActionFile, unexpectedInputs } from './actionfile.ts'
import { CancelLadder } from './cancelladder.ts'
import { type CommandFiles, createCommandFiles } from './commandfiles.ts'
import { type Annotation, type Group, JobLog } from './joblog.ts'
import { createMachine, runnerVariables } from './jobmachine.ts'
import { eachLine } from './lines.ts'

export type Step = {
  /** The folder of its action.yml: `.` by default, or that of another action. */
  readonly action?: '.' | 'restore' | 'list' | 'verify'
  /** `with:` of the step. */
  readonly inputs: Readonly<Record<string, string>>
  /** `env:` of the job and the step; undefined removes one of the runner's own variables. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** As if someone had set the secret ACTIONS_STEP_DEBUG. */
  readonly debug?: boolean
  /** Called with each line of the log as it comes, masked. */
  readonly onLine?: (line: string) => void
}

export type Result = {
  /** Null if a signal ended it. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly outcome: 'success' | 'failure' | 'cancelled'
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly summary: string
  readonly log: readonly string[]
  readonly annotations: readonly Annotation[]
  readonly groups: readonly Group[]
  readonly masks: readonly string[]
  /** Every line it printed, as it printed it, commands and all: not masked. */
  readonly raw: readonly string[]
  /** The files that it left in RUNNER_TEMP, HOME and the workspace. */
  readonly leftBehind: readonly string[]
  readonly seconds: number
}

export type Running = {
  readonly pid: number
  readonly ended: Promise<Result>
  /** What "Cancel workflow" does: SIGINT to the node process alone, after 7.5 s SIGTERM, after 2.5 s more SIGKILL. */
  cancel(): void
}

const root = join(import.meta.dirname, '..', '..')

/** Runs the step to its end. */
export function runStep(step: Step): Promise<Result> {
  return startStep(step).ended
}

export function startStep(step: Step): Running {
  return startStage(step, action => action.main, {})
}

/** Runs the post stage of a step at the end of its job: inputs evaluated anew, state as main left it, its own files and log. */
export function runPost(step: Step, main: Pick<Result, 'state'>): Promise<Result> {
  return startStage(step, postOf, main.state).ended
}

function postOf({ post }: ActionFile): string {
  if (post === undefined) throw new Error('this action has no post stage')
  return post
}

function startStage(step: Step, scriptOf: (action: ActionFile) => string, state: Readonly<Record<string, string>>): Running {
  const began = performance.now()
  const action = readActionFile(join(root, step.action ?? '.'))
  const machine = createMachine()
  const files = createCommandFiles(machine.temp, randomUUID())
  const log = new JobLog(step.debug === true, step.onLine ?? (() => {}))
  const unexpected = unexpectedInputs(action, step.inputs)
  if (unexpected !== undefined) log.annotate('warning', unexpected)
  const child = spawn(process.execPath, [scriptOf(action)], {
    cwd: machine.workspace,
    env: {
      ...runnerVariables(machine, step.debug === true),
      ...files.variables,
      ...step.env,
      ...inputVariables(action, step.inputs),
      ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const raw: string[] = []
  const take = (line: string) => {
    raw.push(line)
    log.take(line)
  }
  const read = [child.stdout, child.stderr].map(stream => eachLine(stream, take))
  const ladder = new CancelLadder(child)
  const ended = over(child, read).then(([exitCode, signal]) => {
    ladder.stop()
    const answers = answersOf(files, log)
    const failed = exitCode !== 0 || !answers.readable
    const result: Result = {
      exitCode,
      signal,
      outcome: ladder.begun ? 'cancelled' : failed ? 'failure' : 'success',
      ...answers,
      log: log.lines,
      annotations: log.annotations,
      groups: log.groups,
      masks: log.masks.values,
      raw,
      leftBehind: machine.leftBehind(),
      seconds: (performance.now() - began) / 1000,
    }
    machine.remove()
    return result
  })
  return { pid: child.pid ?? 0, ended, cancel: () => ladder.begin() }
}

/** A process that has ended while a child still holds its outputs: the runner waits 5 s and kills the rest of its tree. */
async function over(child: ChildProcess, outputs: readonly Promise<unknown>[]): Promise<[number | null, NodeJS.Signals | null]> {
  const end = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  const patience = setTimeout(() => {
    killGroup(child)
    for (const stream of [child.stdout, child.stderr]) stream?.destroy()
  }, 5000)
  await Promise.all(outputs)
  clearTimeout(patience)
  return end
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

type Answers = Pick<Result, 'outputs' | 'state' | 'summary'> & { readonly readable: boolean }

function answersOf(files: CommandFiles, log: JobLog): Answers {
  try {
    const masked = (pairs: Record<string, string>) =>
      Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, log.masks.apply(value)]))
    return {
      outputs: { ...log.outputs, ...masked(files.pairs('OUTPUT')) },
      state: files.pairs('STATE'),
      summary: log.masks.apply(files.text('STEP_SUMMARY')),
      readable: true,
    }
  } catch (error) {
    log.annotate('error', String(error instanceof Error ? error.message : error))
    return { outputs: log.outputs, state: {}, summary: '', readable: false }
  }
}
