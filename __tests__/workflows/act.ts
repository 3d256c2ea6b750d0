// Runs a workflow of this repository the way GitHub would, by nektos/act on this machine, against a bed: the action is this checkout's dist/.
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Bed } from '../../testbed/bed.ts'
import { attempt, command } from '../../testbed/command.ts'
import { workflowRunner } from '../../testbed/tools.ts'

const root = join(import.meta.dirname, '..', '..')

export type Workflow = {
  /** Its file below examples/, or the name that `text` is to have. */
  readonly file: string
  /** Instead of an example's: the place of the server is still put in behind its line `user: deploy`. */
  readonly text?: string
  readonly event: 'push' | 'schedule' | 'workflow_dispatch'
  /** Inputs of a workflow_dispatch. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Instead of the bed's: what GitHub would have stored beside the workflow. */
  readonly secrets?: Readonly<Record<string, string>>
  /** What the workflow finds in its repository besides itself: programs by their paths. */
  readonly programs?: Readonly<Record<string, string>>
  /** More files of its repository, by their paths. */
  readonly files?: Readonly<Record<string, string>>
  /** What the runner sets beside its own: of a results service, say. */
  readonly env?: Readonly<Record<string, string>>
  /** Changes to its text, each of which must fit. */
  readonly changes?: readonly (readonly [from: string | RegExp, to: string])[]
}

export type Run = {
  readonly code: number
  readonly log: string
  /** What the workflow's programs wrote to $TOLD. */
  readonly told: string
}

/** Runs the workflow to its end in a repository of its own. Only where the server is differs from what the file says. */
export async function runWorkflow(bed: Bed, workflow: Workflow): Promise<Run> {
  const place = mkdtempSync(join(tmpdir(), 'meeshy-workflow-'))
  try {
    const repository = join(place, 'repository')
    const told = join(place, 'told')
    writeFileSync(told, '')
    await makeRepository(repository, workflow, bed)
    mkdirSync(join(place, 'home'))
    const secrets = { DEPLOY_KEY: bed.sshd.privateKey, ...workflow.secrets }
    const words = [
      ...[workflow.event, '--workflows', `.github/workflows/${workflow.file}`],
      ...[
        '--platform',
        'ubuntu-24.04=-self-hosted',
        '--pull=false',
        '--local-repository',
        `meeshy/backup-action@v2=${copyOfTheAction(place)}`,
      ],
      ...['--cache-server-addr', '127.0.0.1', '--cache-server-path', join(place, 'cache')],
      ...['--var', `DEPLOY_HOST=${bed.sshd.host}`, '--var', `DEPLOY_KNOWN_HOSTS=${bed.sshd.knownHosts.trim()}`, '--env', `TOLD=${told}`],
      ...Object.entries(workflow.env ?? {}).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...Object.entries(workflow.inputs ?? {}).flatMap(([name, value]) => ['--input', `${name}=${value}`]),
      // The value comes from the environment: no process list shows it.
      ...Object.keys(secrets).flatMap(name => ['--secret', name]),
    ]
    const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
    const env = { ...secrets, HOME: join(place, 'home'), XDG_CACHE_HOME: join(place, 'home', '.cache'), PATH: path }
    const { code, stdout, stderr } = await attempt([await workflowRunner(), ...words], { cwd: repository, env })
    return { code, log: `${stdout}${stderr}`, told: readFileSync(told, 'utf8') }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

async function makeRepository(repository: string, workflow: Workflow, bed: Bed): Promise<void> {
  const workflows = join(repository, '.github', 'workflows')
  mkdirSync(workflows, { recursive: true })
  let text = workflow.text ?? readFileSync(join(root, 'examples', workflow.file), 'utf8')
  const where = `          user: ${bed.sshd.user}\n          port: '${bed.sshd.port}'\n          app-dir: ${bed.project.appDir}\n          min-free: 50MB\n`
  for (const [from, to] of [['          user: deploy\n', where] as const, ...(workflow.changes ?? [])]) {
    const changed = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), () => to)
    if (changed === text) throw new Error(`${workflow.file} has no ${from}`)
    text = changed
  }
  writeFileSync(join(workflows, workflow.file), text)
  for (const [file, program] of Object.entries(workflow.programs ?? {})) {
    writeFileSync(join(repository, file), `#!/bin/sh\n${program}\n`)
    chmodSync(join(repository, file), 0o755)
  }
  for (const [file, content] of Object.entries(workflow.files ?? {})) {
    mkdirSync(dirname(join(repository, file)), { recursive: true })
    writeFileSync(join(repository, file), content)
  }
  const git = (...words: string[]) =>
    command(['git', '-c', 'user.name=test', '-c', 'user.email=test@example.invalid', '-c', 'init.defaultBranch=main', ...words], {
      cwd: repository,
    })
  await git('init', '--quiet')
  await git('remote', 'add', 'origin', 'https://github.com/example/shop.git')
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'The shop')
}

/** What GitHub fetches of an action: its files, not its dependencies. */
function copyOfTheAction(place: string): string {
  const action = join(place, 'action')
  for (const part of ['action.yml', 'dist', 'restore', 'list', 'verify']) {
    if (existsSync(join(root, part))) cpSync(join(root, part), join(action, part), { recursive: true })
  }
  return action
}
