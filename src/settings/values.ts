// Turns every option's text into its value, each by its own kind; it collects every problem, and none ends the reading.
import { type Given, textOf } from './given.ts'
import type { Kind } from './kinds/kind.ts'
import { type OptionName, optionNames, optionOf, type options } from './options.ts'
import { counted, invalid, quoted } from './problem.ts'

type ValueOf<O> = O extends { kind: Kind<infer T> } ? T : never
/** The values by option; those without a default may be missing. */
export type Values = {
  readonly [N in OptionName]: ValueOf<(typeof options)[N]> | ((typeof options)[N] extends { default: string } ? never : undefined)
}

type NameOf<Group extends string> = { [N in OptionName]: (typeof options)[N]['group'] extends Group ? N : never }[OptionName]
/** What was asked of the sources: the options of their group, as they were read. Each source reads its own. */
export type SourceSettings = Pick<Values, NameOf<'components'>>

export type Readings = { readonly values: Partial<Values>; readonly problems: readonly string[]; readonly warnings: readonly string[] }

/** Reads the given texts, and the defaults of the other options. A value that could not be read is missing, and a problem says why. */
export function readValues(given: Given): Readings {
  const values: Partial<Record<OptionName, unknown>> = {}
  const problems: string[] = []
  const warnings: string[] = []
  for (const name of optionNames) {
    const { kind, default: fallback } = optionOf(name)
    const text = textOf(given, name) ?? fallback
    if (text === undefined) continue
    if (isRepeated(given, name)) {
      problems.push(invalid(name, 'given once', `${given.values[name]?.length} values`))
      continue
    }
    const reading = kind.read(text)
    if (reading.ok) {
      values[name] = reading.value
      warnings.push(...reading.remarks.map(remark => `${name}: ${remark}`))
    } else problems.push(...reading.complaints.map(({ rule, got }) => invalid(name, rule, shown(name, got))))
  }
  return { values: values as Partial<Values>, problems, warnings }
}

/** What a problem may show of a value: of secrets and long texts only the length, because a secret may be pasted there by mistake. */
export function shown(name: OptionName, text: string): string {
  const { secret, kind } = optionOf(name)
  return secret === true || kind.form === 'text' ? counted(text) : quoted(text)
}

function isRepeated(given: Given, name: OptionName): boolean {
  const value = given.values[name]
  return value !== undefined && typeof value !== 'string' && value.length > 1 && optionOf(name).kind.form !== 'lines'
}
