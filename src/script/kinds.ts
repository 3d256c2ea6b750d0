// What the runtime must know of each kind of component, rendered from the registry: no file of the runtime has a case for a kind.
import { quote, quoteAll } from '../protocol/quote.ts'
import type { Source } from '../sources/source.ts'

/**
 * Shell functions. `mb_kind NAME` sets, for a component or its path in the archive, MB_READER, and MB_SERVED, MB_FRAGMENT, MB_CONTENTS_BY, MB_CONTENTS_JSON,
 * MB_ROOT_ONLY, MB_LOADED, MB_PLACES, MB_FOR_PEOPLE, MB_UNIT and MB_KIND_SECRETS, each empty where it is not so. `mb_secrets_given` takes the secrets
 * of all kinds from the environment.
 */
export function kinds(sources: readonly Source[]): string[] {
  const none = Object.entries({ ...traitsOf(undefined), MB_READER: 'mb_read_nothing' })
  const arms = sources.map(
    source => `${quote(source.group)}) ${assignments(Object.entries(traitsOf(source)).filter(([, value]) => value !== ''))} ;;`,
  )
  const all = sources.flatMap(variablesOf)
  return [
    `mb_kind() {\n${assignments(none)}\ncase \${1%%/*} in\n${arms.join('\n')}\nesac\n}`,
    `mb_secrets_given() {\n${[...all.map(fromEnvironment), `MB_SECRETS=${quote(all.join(' '))}`].join('\n')}\n}`,
  ]
}

/** A secret of a script without a client: as the environment has it, or empty. */
export function fromEnvironment(variable: string): string {
  return `${variable}=\${${variable}:-}`
}

function traitsOf(source: Source | undefined): Readonly<Record<string, string>> {
  const { reader = '', served, contents = '', contentsJson = '', rootOnly, loaded, places, told = '' } = source?.runtime ?? {}
  const flag = (is: boolean | undefined) => (is === true ? '1' : '')
  return {
    MB_READER: reader,
    MB_SERVED: flag(served),
    MB_FRAGMENT: flag(source?.form === 'fragment'),
    MB_CONTENTS_BY: contents,
    MB_CONTENTS_JSON: contentsJson,
    MB_ROOT_ONLY: flag(rootOnly),
    MB_LOADED: flag(loaded),
    MB_PLACES: flag(places),
    MB_FOR_PEOPLE: flag(source?.forPeople),
    MB_UNIT: told,
    MB_KIND_SECRETS: source === undefined ? '' : variablesOf(source).join(' '),
  }
}

function variablesOf({ secrets = [] }: Source): string[] {
  return secrets.map(({ variable }) => variable)
}

function assignments(variables: readonly (readonly [string, string])[]): string {
  return variables.map(([name, value]) => `${name}=${quoteAll([value])}`).join(' ')
}
