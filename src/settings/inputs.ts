// An action's inputs, as the runner passes them: `INPUT_<NAME>` in the environment, upper-cased, spaces as `_`, dashes as they are.
import type { Given } from './given.ts'
import { nearest } from './nearest.ts'
import type { Operation } from './option.ts'
import { isOptionName, type OptionName, optionNames, optionOf } from './options.ts'
import { invalid } from './problem.ts'

const mark = 'INPUT_'

/**
 * Takes the inputs of one of these actions out of an environment. The runner sets every declared input, with its default or
 * empty; such a value does not count as given. It also sets misspelt inputs and only warns about them: here they are
 * problems, without their values, because a value behind a wrong name may be a secret.
 */
export function fromInputs(env: Readonly<Record<string, string | undefined>>, operation: Operation = 'backup'): Given {
  const known = optionNames.filter(name => optionOf(name).operations.includes(operation))
  const values: Partial<Record<OptionName, string>> = {}
  const problems: string[] = []
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith(mark) || value === undefined) continue
    const name = variable.slice(mark.length).toLowerCase()
    if (!isOptionName(name) || !known.includes(name)) problems.push(unknown(name, known))
    else if (value !== (optionOf(name).default ?? '')) values[name] = value
  }
  return { surface: 'action', operation, values, problems }
}

function unknown(name: string, known: readonly OptionName[]): string {
  const near = nearest(name, known)
  return invalid(name.slice(0, 64), `not an input of this action${near === undefined ? '' : `; did you mean '${near}'?`}`)
}
