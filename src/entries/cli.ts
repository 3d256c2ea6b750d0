#!/usr/bin/env node
// The command line: what the workflow does, from a laptop or on the server itself. Results on stdout, everything else on stderr.
import './shim.ts'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { exitCodeOf, failureOf } from '../messages/errors.ts'
import type { ExitCode } from '../messages/exitcodes.ts'
import { backup } from '../operations/backup.ts'
import { check } from '../operations/check.ts'
import { deleteBackups } from '../operations/delete.ts'
import { pullingHere } from '../operations/drill.ts'
import { list } from '../operations/list.ts'
import { pin } from '../operations/pin.ts'
import { prune } from '../operations/prune.ts'
import { recover } from '../operations/recover.ts'
import { restore } from '../operations/restore.ts'
import { script } from '../operations/script.ts'
import type { Session } from '../operations/session.ts'
import { verify } from '../operations/verify.ts'
import { checkLines } from '../report/console/checklist.ts'
import { Prompt } from '../report/console/prompt.ts'
import type { Questions } from '../report/console/questions.ts'
import { tableLines } from '../report/console/table.ts'
import { Terminal } from '../report/console/terminal.ts'
import { jsonText } from '../report/json.ts'
import { listOutputsOf } from '../report/listed.ts'
import { outputsOf } from '../report/outcome.ts'
import { restoreOutputsOf } from '../report/restored.ts'
import { verifyOutputsOf } from '../report/verified.ts'
import { fromArguments, type Invocation } from '../settings/arguments.ts'
import { help } from '../settings/help.ts'
import { localTransport } from '../transports/local.ts'
import { cancelledBySignals, inSession } from './session.ts'

const { env, stderr, stdout } = process
const live = stderr.isTTY === true
const reporter = new Terminal({
  write: text => stderr.write(text),
  live,
  colour: live && !env['NO_COLOR'],
  debug: env['MEESHY_DEBUG'] === '1',
})
// The reader of stdout may have read enough (`list | head`): that is no failure.
stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
})
const cancel = cancelledBySignals()

process.exitCode = await main()

async function main(): Promise<ExitCode> {
  try {
    const invocation = fromArguments(process.argv.slice(2), { env, home: homedir(), read: path => readFileSync(path, 'utf8') })
    if (invocation.kind === 'help') {
      stdout.write(`${help(invocation.command)}\n`)
      return 0
    }
    return await perform(invocation)
  } catch (thrown) {
    const failure = failureOf(thrown)
    if (thrown instanceof Error) reporter.debug(String(thrown.stack))
    reporter.failure(failure)
    return exitCodeOf(failure.code)
  }
}

type Run = Extract<Invocation, { kind: 'run' }>

function perform(run: Run): Promise<ExitCode> {
  return inSession(run.given, { reporter, cancel }, (session, warnings) => performIn(session, warnings, run))
}

async function performIn(session: Session, warnings: readonly string[], { command, printed, json }: Run): Promise<ExitCode> {
  if (command === 'backup') return performBackup(session, warnings, json)
  if (command === 'restore') return performRestore(session, json)
  if (command === 'check') return performCheck(session, json)
  if (command === 'delete') return performDelete(session, json)
  if (command === 'verify') return performVerify(session, json)
  if (command === 'pin' || command === 'unpin') await performPin(session, command === 'pin', json)
  else if (command === 'prune') await performPrune(session, json)
  else if (command === 'script') stdout.write(await script(session, printed ?? 'backup'))
  else if (command === 'recover') await performRecover(session, json)
  else await performList(session, json)
  return 0
}

async function performBackup(session: Session, warnings: readonly string[], json: boolean): Promise<ExitCode> {
  const outcome = await backup(session, {}, warnings)
  if (json) stdout.write(jsonText({ ...outcome, outputs: outputsOf(outcome) }))
  else if (outcome.published !== undefined) stdout.write(`${outcome.published.path}\n`)
  return outcome.failure === undefined ? 0 : exitCodeOf(outcome.failure.code)
}

/** Asks on a terminal; elsewhere the settings must say it. */
async function performRestore(session: Session, json: boolean): Promise<ExitCode> {
  const outcome = await asking(prompt => restore(session, {}, prompt))
  if (json) stdout.write(jsonText({ ...outcome, outputs: restoreOutputsOf(outcome) }))
  else if (outcome.status === 'success' && outcome.restoredFrom !== undefined) stdout.write(`${outcome.restoredFrom}\n`)
  return outcome.failure === undefined ? 0 : exitCodeOf(outcome.failure.code)
}

async function asking<Outcome>(operation: (questions: Questions | undefined) => Promise<Outcome>): Promise<Outcome> {
  const prompt = process.stdin.isTTY === true && live ? new Prompt(process.stdin, stderr) : undefined
  try {
    return await operation(prompt)
  } finally {
    prompt?.close()
  }
}

async function performCheck(session: Session, json: boolean): Promise<ExitCode> {
  const outcome = await check(session)
  const colour = stdout.isTTY && !env['NO_COLOR']
  stdout.write(json ? jsonText(outcome) : `${checkLines(outcome.lines, { colour }).join('\n')}\n`)
  if (outcome.failure === undefined) return 0
  reporter.failure(outcome.failure)
  return exitCodeOf(outcome.failure.code)
}

async function performDelete(session: Session, json: boolean): Promise<ExitCode> {
  const outcome = await asking(prompt => deleteBackups(session, prompt))
  print(outcome, outcome.deleted, json)
  return outcome.failure === undefined ? 0 : exitCodeOf(outcome.failure.code)
}

async function performPin(session: Session, pinned: boolean, json: boolean): Promise<void> {
  const outcome = await pin(session, pinned)
  print(outcome, outcome.names, json)
}

async function performPrune(session: Session, json: boolean): Promise<void> {
  const outcome = await prune(session)
  print(outcome, outcome.deleted, json)
}

/** All of it as JSON, or the names that it was about, a line each. */
function print(outcome: object, names: readonly string[], json: boolean): void {
  stdout.write(json ? jsonText(outcome) : names.map(name => `${name}\n`).join(''))
}

async function performVerify(session: Session, json: boolean): Promise<ExitCode> {
  const outcome = await verify(session, pullingHere(localTransport({ sudo: false, environment: process.env })))
  if (json) stdout.write(jsonText({ ...outcome, outputs: verifyOutputsOf(outcome) }))
  return outcome.failure === undefined ? 0 : exitCodeOf(outcome.failure.code)
}

async function performRecover(session: Session, json: boolean): Promise<void> {
  const recovered = await recover(session)
  if (json) stdout.write(jsonText(recovered))
}

async function performList(session: Session, json: boolean): Promise<void> {
  const { catalogue, verdicts, place } = await list(session)
  const { latest, count } = listOutputsOf({ catalogue, verdicts })
  const named = { ...catalogue, verdicts: Object.fromEntries(verdicts), latest, count: Number(count), place }
  const paper = stdout.isTTY ? { columns: stdout.columns, colour: !env['NO_COLOR'] } : {}
  stdout.write(json ? jsonText(named) : `${tableLines(catalogue, verdicts, paper).join('\n')}\n`)
}
