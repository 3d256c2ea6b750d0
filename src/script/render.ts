// A plan as one script: the runtime's functions, the plan's constants, its steps, and on the last line the call that starts it.
// A script that is cut anywhere therefore runs nothing.
import type { Plan } from '../plan/plan.ts'
import { scripts } from './embedded.ts'
import { quote, quoteAll } from './quote.ts'

/** What belongs to one run and not to its plan. */
export type Run = {
  /** `[a-z0-9-]+`: names the work directory, and marks the processes. */
  readonly id: string
  /** Frames this run's events. */
  readonly nonce: string
  /** Names of the shell variables that arrive on stdin after the script, a line each. */
  readonly secrets: readonly string[]
  /** Seconds without a heartbeat after which the server takes the client for gone. */
  readonly heartbeat: number
  /** Seconds until the server ends the run by itself. */
  readonly timeout: number
}

/** The script of a plan for a client that listens: events on its stdout, secrets and heartbeats on its stdin. */
export function render(plan: Plan, run: Run): string {
  return assemble(plan, {
    MB_CLIENT: '1',
    MB_RUN: run.id,
    MB_NONCE: run.nonce,
    MB_SECRETS: run.secrets.join(' '),
    MB_HEARTBEAT: String(run.heartbeat),
    MB_TIMEOUT: String(run.timeout),
  })
}

/**
 * The script of a plan as a file that a person or cron runs on the server: plain words on stdout, its own run id, no
 * client. Secrets that were given as settings are not in it: they are read from variables of the same names, if set.
 */
export function renderStanding(plan: Plan, options: { readonly secrets: readonly string[]; readonly timeout: number }): string {
  const secrets = options.secrets.map(name => `${name}=\${${name}:-}`).join('\n')
  const body = assemble(plan, {
    MB_CLIENT: '0',
    MB_RUN: 'standing-',
    MB_NONCE: '',
    MB_SECRETS: options.secrets.join(' '),
    MB_HEARTBEAT: '60',
    MB_TIMEOUT: String(options.timeout),
  })
  return `#!/bin/sh\n# ${plan.operation}, as planned by meeshy-backup for this server. Needs sh, the Docker CLI, tar and the compressor; no Node, no network.\n${secrets}\n${body.replace(/\nmb_main$/, () => '\nMB_RUN=$MB_RUN$(date +%s)-$$\nmb_main')}\n`
}

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
    ...Object.values(scripts),
    ...Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}`),
    lookup(
      'mb_static',
      Object.entries(plan.known).map(([name, value]) => [name, JSON.stringify(value).slice(1, -1)]),
    ),
    lookup('mb_reader_of', Object.entries(plan.readers)),
    `mb_plan() {\n${plan.steps.map((step, n) => `mb_step ${n + 1} ${quote(step.title)} ${quoteAll(step.command)}`).join('\n')}\n}`,
    'mb_main',
  ].join('\n')
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
