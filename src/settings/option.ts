// The types of the table of options.
import type { Kind } from './kinds/kind.ts'

/** The groups of the README's tables and of the help, in their order, with their titles. */
export const groups = {
  where: 'Where',
  what: 'What',
  back: 'Which backup',
  which: 'Which backups',
  components: 'Components',
  how: 'How',
  keeping: 'Keeping',
  waiting: 'Waiting',
  flow: 'Flow',
  report: 'Report',
} as const
export type Group = keyof typeof groups

/** The operations. The action of the same name takes the same words as the command. */
export const allOperations = [
  'backup',
  'restore',
  'list',
  'verify',
  'check',
  'prune',
  'pin',
  'unpin',
  'delete',
  'script',
  'recover',
] as const
export type Operation = (typeof allOperations)[number]

export type Option = {
  readonly group: Group
  readonly kind: Kind<unknown>
  /** Read like any text if the user gives none. */
  readonly default?: string
  /** The action does not start without it; the command line needs it if it connects to a host. */
  readonly required?: true
  /** Never printed, and never accepted on a command line. */
  readonly secret?: true
  readonly operations: readonly Operation[]
  /** About the runner of an action: the command line has no such flag. */
  readonly only?: 'action'
  /** One line, for action.yml and the help. */
  readonly summary: string
  /** More for the README, in Markdown. */
  readonly doc?: string
  /** A value as people write it; the tests give it to the parser. */
  readonly example: string
}
