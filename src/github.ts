// The edge to GitHub: the only file that knows @actions/*, and what a job's log does with a line.
import * as core from '@actions/core'
import type { Failure } from './errors.ts'
import type { Context } from './plan/backup.ts'
import { failureLines } from './report/failure.ts'
import type { Reporter } from './report/reporter.ts'
import type { Sensitive } from './sensitive.ts'
import type { Environment } from './transports/local.ts'

/** Hides secrets from the log, each line of them too. Before anything else is printed. */
export function mask(secrets: readonly Sensitive[]): void {
  for (const secret of secrets) {
    const text = secret.reveal()
    core.setSecret(text)
    for (const line of text.split(/\r?\n/)) if (line.trim().length >= 8) core.setSecret(line.trim())
  }
}

export function setOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    try {
      core.setOutput(name, value)
    } catch (error) {
      // An output file that cannot be written must not turn a backup that is there into a failure.
      core.warning(`The output ${name} could not be set: ${error instanceof Error ? error.message : error}`)
    }
  }
}

/** Marks the step as failed. The failure itself has been printed. */
export function fail(): void {
  process.exitCode = core.ExitCode.Failure
}

/** Where the backup is made for, as the manifest keeps it. */
export function contextOf(environment: Environment): Context {
  const {
    GITHUB_REPOSITORY: repository = '',
    GITHUB_SHA: commit = '',
    GITHUB_RUN_ID: run = '',
    GITHUB_RUN_ATTEMPT: attempt = '',
  } = environment
  const { GITHUB_ACTOR: actor = '', GITHUB_WORKFLOW: workflow = '', GITHUB_SERVER_URL: server = 'https://github.com' } = environment
  const url = repository !== '' && run !== '' ? `${server}/${repository}/actions/runs/${run}` : ''
  return { repository, commit, run, attempt, actor, workflow, url }
}

const silence = 10_000

/**
 * Tells a job's log. A phase with lines is a group; groups do not nest, and an error inside a closed one is not seen, so a
 * group is ended before anything that must be. During silence, one progress line per ten seconds, so that nobody cancels.
 */
export class JobLog implements Reporter {
  #open = false
  #spoke = Date.now()

  phase(name: string, text: string, lines: readonly string[] = []): void {
    this.#close()
    if (lines.length === 0) this.#say(head(name, text))
    else core.startGroup(head(name, text))
    for (const line of lines) this.line(line)
    if (lines.length > 0) core.endGroup()
  }

  begin(name: string, text: string): void {
    this.#close()
    core.startGroup(head(name, text))
    this.#open = true
    this.#spoke = Date.now()
  }

  line(text: string): void {
    this.#say(`    ${text}`)
  }

  progress(text: string): void {
    if (Date.now() - this.#spoke >= silence) this.line(text)
  }

  warning(code: string, text: string): void {
    core.warning(text, { title: code })
    this.#spoke = Date.now()
  }

  debug(text: string): void {
    core.debug(text)
  }

  done(text: string): void {
    this.#close()
    this.#say(text)
  }

  failure(failure: Failure): void {
    this.#close()
    const [first = '', ...rest] = failureLines(failure)
    core.error([first.replace(/^Error: /, ''), ...rest].join('\n'), { title: failure.code })
  }

  #say(text: string): void {
    core.info(text)
    this.#spoke = Date.now()
  }

  #close(): void {
    if (this.#open) core.endGroup()
    this.#open = false
  }
}

function head(name: string, text: string): string {
  return `▸ ${name.padEnd(14)} ${text}`.trimEnd()
}
