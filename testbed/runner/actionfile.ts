// An action.yml as the runner reads it: what it runs, and what its inputs are when a workflow gives some of them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export type ActionFile = {
  /** The script of the main stage. */
  readonly main: string
  /** The script of the post stage, if it has one: it runs however the main stage ended. */
  readonly post: string | undefined
  /** Default by input name. */
  readonly defaults: ReadonlyMap<string, string>
  readonly outputs: readonly string[]
}

type Written = {
  readonly inputs?: Readonly<Record<string, { readonly default?: string | number | boolean } | null>>
  readonly outputs?: Readonly<Record<string, unknown>>
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string; readonly 'post-if'?: string }
}

export function readActionFile(folder: string): ActionFile {
  const written: Written = parse(readFileSync(join(folder, 'action.yml'), 'utf8'))
  if (written.runs.using !== 'node24') throw new Error(`this runner starts Node 24 only, not ${written.runs.using}`)
  const { main, post, 'post-if': condition = 'always()' } = written.runs
  if (condition !== 'always()') throw new Error('this runner knows no condition of a post stage but always()')
  const defaults = Object.entries(written.inputs ?? {}).map(([name, input]) => [name, literal(name, input?.default ?? '')] as const)
  return {
    main: join(folder, main),
    post: post && join(folder, post),
    defaults: new Map(defaults),
    outputs: Object.keys(written.outputs ?? {}),
  }
}

/** `INPUT_<NAME>` of every declared input, and of undeclared inputs that a workflow gives. */
export function inputVariables(action: ActionFile, given: Readonly<Record<string, string>>): Record<string, string> {
  const values = new Map([...action.defaults, ...Object.entries(given)])
  return Object.fromEntries([...values].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]))
}

/** The runner's warning about inputs that action.yml does not have: the workflow goes on. */
export function unexpectedInputs(action: ActionFile, given: Readonly<Record<string, string>>): string | undefined {
  const names = Object.keys(given).filter(name => !action.defaults.has(name))
  if (names.length === 0) return undefined
  const list = (all: readonly string[]) => all.map(name => `'${name}'`).join(', ')
  return `Unexpected input(s) ${list(names)}, valid inputs are [${list([...action.defaults.keys()])}]`
}

function literal(name: string, value: string | number | boolean): string {
  const text = String(value)
  if (text.includes('${{')) throw new Error(`the default of ${name} is an expression, which this runner does not evaluate`)
  return text
}
