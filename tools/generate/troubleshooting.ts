// The tables of docs/troubleshooting.md, from the tables of errors and warnings. The sections about each error are written by hand.
import { codes, exitCodeOf, meaningOf } from '../../src/messages/errors.ts'
import { type Warning, warnings } from '../../src/messages/warnings.ts'
import { code, table, withTables } from './tables.ts'

/** The page with its tables as they must be. Throws when it, or a pair of markers, is missing. */
export function troubleshooting(present: string | undefined): string {
  return withTables('docs/troubleshooting.md', present ?? '', { errors: errorTable, warnings: warningTable })
}

function errorTable(): string {
  return table(
    ['code', 'exit code', 'meaning'],
    codes.map(each => [`[${code(each)}](#${each.toLowerCase()})`, String(exitCodeOf(each)), meaningOf(each)]),
  )
}

function warningTable(): string {
  return table(
    ['code', 'meaning', 'what to do'],
    Object.entries<Warning>(warnings).map(([name, { meaning, next }]) => [code(name), meaning, next]),
  )
}
