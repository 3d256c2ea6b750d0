// A plan as one script: the runtime's functions, the plan's constants, its steps, and on the last line the call that starts it.
// A script that is cut anywhere therefore runs nothing.
import { codes, exitCodeOf } from '../messages/errors.ts'
import { exitCodes } from '../messages/exitcodes.ts'
import type { Plan, Runbook } from '../plan/plan.ts'
import { quote, quoteAll } from '../protocol/quote.ts'
import type { Step } from '../protocol/step.ts'
import { sources } from '../sources/registry.ts'
import { scripts } from './embedded.ts'
import { fromEnvironment, kinds } from './kinds.ts'

/** What belongs to one run and not to its plan. */
export type Run = {
  /** `[a-z0-9-]+`: names the work directory, and marks the processes. */
  readonly id: string
  /** Frames this run's events. */
  readonly nonce: string
  /** Seconds without a heartbeat after which the server takes the client for gone. */
  readonly heartbeat: number
  /** Seconds until the server ends the run by itself. */
  readonly timeout: number
  /** The machine of the client, in characters that show as they are; for the runs that wait for this one. */
  readonly from?: string
}

/** The script of a plan for a client that listens: events on its stdout, secrets and heartbeats on its stdin. */
export function render(plan: Plan, run: Run): string {
  return assemble(plan, {
    MB_CLIENT: '1',
    MB_RUN: run.id,
    MB_NONCE: run.nonce,
    MB_SECRETS: variablesOf(plan),
    MB_HEARTBEAT: String(run.heartbeat),
    MB_TIMEOUT: String(run.timeout),
    MB_FROM: run.from ?? '',
  })
}

/**
 * The script of a plan as a file that a person or cron runs on the server: plain words on stdout, its own run id, no
 * client. Secrets that were given as settings are not in it: they are read from variables of the same names, if set.
 */
export function renderStanding(plan: Plan, options: { readonly timeout: number }): string {
  const secrets = plan.secrets.map(({ variable }) => fromEnvironment(variable)).join('\n')
  const body = assemble(plan, {
    MB_CLIENT: '0',
    MB_RUN: 'standing-',
    MB_NONCE: '',
    MB_SECRETS: variablesOf(plan),
    MB_HEARTBEAT: '60',
    MB_TIMEOUT: String(options.timeout),
  })
  return `#!/bin/sh\n# ${plan.operation}, as planned by meeshy-backup for this server. Needs sh, the Docker CLI, tar and the compressor; no Node, no network.\n${secrets}\n${body.replace(/\nmb_main$/, () => '\nMB_RUN=$MB_RUN$(date +%s)-$$\nmb_main')}\n`
}

/**
 * The general form of all runbooks of a server, a file that a person runs there: it lists, asks, and restores by the runbook of the backup that is
 * chosen, or by this one, where it has none.
 */
export function renderGeneral(runbook: Runbook): string {
  const header = [
    '#!/bin/sh',
    `# Puts a backup of ${quote(runbook.appDir)} back. Run it on the server; it lists the backups, shows what it will do, and asks. More: --help`,
    '# Needs sh, the Docker CLI, tar and the decompressor; no Node, no network.',
  ]
  return `${[...header, ...shared(runbook), 'mb_secrets_given', 'mb_general "$@"'].join('\n')}\n`
}

/** Between these two lines stands what a script hands on to the runbook of the backup it makes. */
const sharedFrom = '# What every runbook has too begins here.'
const sharedUntil = '# What follows is of this script alone.'

function assemble(plan: Plan, constants: Readonly<Record<string, string>>): string {
  const variables = {
    MB_OPERATION: plan.operation,
    MB_LOCKED: plan.writes ? '1' : '0',
    MB_DETACH: plan.detached ? '1' : '0',
    MB_SCRATCH: plan.scratch ? '1' : '0',
    ...plan.variables,
    ...constants,
  }
  return [
    ...shared(plan.runbook),
    ...Object.entries(variables).map(assignment),
    ...ofPlan('mb', plan),
    `mb_plan() {\n${plan.steps.map((step, n) => stepLine(step, n)).join('\n')}\n}`,
    'mb_main',
  ].join('\n')
}

/** The runtime, and the restore that a backup's runbook is for. */
function shared(runbook: Runbook | undefined): string[] {
  if (runbook === undefined) return runtime()
  const { components, without, project, appDir, backupDir, outside, tools, secrets, here, anew, variables } = runbook
  const facts = {
    MB_RUNBOOK_FOR: components.join(' '),
    MB_RUNBOOK_WITHOUT: without.map(({ name, why }) => `${name}: ${why}`).join('\n'),
    MB_RUNBOOK_PROJECT: project,
    MB_RUNBOOK_APP: appDir,
    MB_RUNBOOK_DIR: backupDir,
    MB_RUNBOOK_OUTSIDE: outside.join('\n'),
    MB_RUNBOOK_TOOLS: tools.join(' '),
    MB_RUNBOOK_SECRETS: secrets.join(' '),
  }
  const codeLines = codes.map(code => `${code}) echo ${exitCodeOf(code)} ;;`)
  return [
    sharedFrom,
    ...runtime(),
    ...Object.entries(facts).map(assignment),
    `mb_exit_of() {\ncase $1 in\n${codeLines.join('\n')}\n*) echo 1 ;;\nesac\n}`,
    `mb_exit_codes() {\nprintf '%s\\n' ${quoteAll(runbookExits().map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`))}\n}`,
    `mb_runbook_constants() {\n${Object.entries(variables).map(assignment).join('\n')}\n}`,
    ...ofPlan('mb_runbook', runbook),
    `mb_runbook_here() {\n${here.map((step, n) => stepLine(step, n)).join('\n')}\n}`,
    `mb_runbook_anew() {\n${anew.length === 0 ? 'return 1' : anew.map((step, n) => stepLine(step, n)).join('\n')}\n}`,
    sharedUntil,
  ]
}

/** The functions of the runtime and of all sources, and what only the registry knows. */
export function runtime(): string[] {
  return [...Object.values(scripts), ...kinds(sources)]
}

/** The names of the shell variables that arrive on stdin after the script, a line each. */
function variablesOf({ secrets }: Plan): string {
  return secrets.map(({ variable }) => variable).join(' ')
}

/** The exit codes that a runbook can end with: it makes no connection. */
function runbookExits(): (readonly [string, string])[] {
  return Object.entries(exitCodes).filter(([code]) => code !== '3')
}

function assignment([name, value]: readonly [string, string]): string {
  return `${name}=${quote(value)}`
}

function ofPlan(prefix: string, { known, readers }: Pick<Plan, 'known' | 'readers'>): string[] {
  return [
    lookup(
      `${prefix}_static`,
      Object.entries(known).map(([name, value]) => [name, JSON.stringify(value).slice(1, -1)]),
    ),
    lookup(`${prefix}_reader_of`, Object.entries(readers)),
  ]
}

function stepLine({ title, command, serves, unless = [] }: Step, n: number): string {
  const line = `mb_step ${n + 1} ${quote(title)} ${quoteAll(command)}`
  return serves === undefined ? line : `if mb_serves ${quoteAll([...serves, '--', ...unless])}; then ${line}; fi`
}

/** A shell function that prints the text kept under a name. */
function lookup(name: string, entries: readonly (readonly [string, string])[]): string {
  const cases = entries.map(([key, text]) => `${quote(key)}) printf %s ${quote(text)} ;;`)
  return `${name}() {\ncase $1 in\n${cases.join('\n')}\n*) return 1 ;;\nesac\n}`
}

/** The functions that a rendered script calls by name, for tests: a plan must not name one that is not there. */
export function definedFunctions(): ReadonlySet<string> {
  return new Set(Object.values(scripts).flatMap(text => [...text.matchAll(/^([a-z_]+)\(\) \{/gm)].map(match => match[1] ?? '')))
}
