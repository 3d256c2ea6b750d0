// The machine of a job, as far as a step sees it: its folders, and the variables the runner sets.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Machine = {
  readonly home: string
  readonly temp: string
  readonly workspace: string
  leftBehind(): string[]
  remove(): void
}

export function createMachine(): Machine {
  const folder = mkdtempSync(join(tmpdir(), 'meeshy-runner-'))
  const [home, temp, workspace] = ['home', 'temp', 'workspace'].map(name => join(folder, name)) as [string, string, string]
  for (const each of [home, temp, workspace]) mkdirSync(each)
  return {
    home,
    temp,
    workspace,
    leftBehind: () => [home, temp, workspace].flatMap(each => readdirSync(each)).filter(name => name !== '_runner_file_commands'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The variables that the runner itself sets for a step on this machine. */
export function runnerVariables(machine: Machine, debug: boolean): Readonly<Record<string, string>> {
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: machine.home,
    CI: 'true',
    RUNNER_TEMP: machine.temp,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_ENVIRONMENT: 'github-hosted',
    ...(debug && { RUNNER_DEBUG: '1' }),
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: 'octocat',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_JOB: 'deploy',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'meeshy/meeshy',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '9876543210',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '8d7c1f0e5b6a4c3d2e1f0a9b8c7d6e5f4a3b2c1d',
    GITHUB_WORKFLOW: 'Deploy',
    GITHUB_WORKSPACE: machine.workspace,
  }
}
