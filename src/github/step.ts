// The interface to GitHub: only the files of github/ use @actions/*.
import * as core from '@actions/core'
import type { Context } from '../plan/backup.ts'
import type { Reporter } from '../report/console/reporter.ts'
import type { Sensitive } from '../text/sensitive.ts'
import type { Environment } from '../transports/local.ts'

/** Hides secrets from the log, each line of them too. Call it before anything is printed. */
export function mask(secrets: readonly Sensitive[]): void {
  for (const secret of secrets) {
    const text = secret.reveal()
    core.setSecret(text)
    for (const line of text.split(/\r?\n/)) if (line.trim().length >= 8) core.setSecret(line.trim())
  }
}

/** The names of the outputs that hold a secret: GitHub shows `***` in their place, and passes them to no other job. */
export function swallowed(outputs: Readonly<Record<string, string>>, secrets: readonly Sensitive[]): string[] {
  const holds = (value: string) => secrets.some(secret => secret.length > 0 && value.includes(secret.reveal()))
  return Object.keys(outputs).filter(name => holds(outputs[name] ?? ''))
}

/** Sets all outputs. It only warns of one that could not be set, because that must not fail a good backup. */
export function setOutputs(outputs: Readonly<Record<string, string>>, reporter: Reporter): void {
  for (const [name, value] of Object.entries(outputs)) {
    try {
      core.setOutput(name, value)
    } catch (error) {
      reporter.warning('output', `The output ${name} could not be set: ${error instanceof Error ? error.message : error}`)
    }
  }
}

/** Marks the step as failed, after the failure itself has been printed. */
export function fail(): void {
  process.exitCode = core.ExitCode.Failure
}

/** The workflow run that makes the backup, as the manifest records it. */
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
