// The edge to GitHub, with the files of github/: nothing else knows @actions/*.
import * as core from '@actions/core'
import type { Context } from '../plan/backup.ts'
import type { Reporter } from '../report/console/reporter.ts'
import type { Sensitive } from '../text/sensitive.ts'
import type { Environment } from '../transports/local.ts'

/** Hides secrets from the log, each line of them too. Before anything else is printed. */
export function mask(secrets: readonly Sensitive[]): void {
  for (const secret of secrets) {
    const text = secret.reveal()
    core.setSecret(text)
    for (const line of text.split(/\r?\n/)) if (line.trim().length >= 8) core.setSecret(line.trim())
  }
}

/** The outputs that hold a secret: GitHub shows `***` in their place, and hands them to no other job. Names only. */
export function swallowed(outputs: Readonly<Record<string, string>>, secrets: readonly Sensitive[]): string[] {
  const holds = (value: string) => secrets.some(secret => secret.length > 0 && value.includes(secret.reveal()))
  return Object.keys(outputs).filter(name => holds(outputs[name] ?? ''))
}

/** Sets them all. Warns of one that could not be set, because that must not turn a backup that is there into a failure. */
export function setOutputs(outputs: Readonly<Record<string, string>>, reporter: Reporter): void {
  for (const [name, value] of Object.entries(outputs)) {
    try {
      core.setOutput(name, value)
    } catch (error) {
      reporter.warning('output', `The output ${name} could not be set: ${error instanceof Error ? error.message : error}`)
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
