// A table of the benchmark as a section of a page, and the targets it is held against.
export type Target = {
  readonly what: string
  readonly value: number
  readonly unit: '×' | ' s' | ' MB' | ''
  readonly atLeast?: number
  readonly atMost?: number
}

export type Section = {
  readonly title: string
  /** Markdown: tables and sentences. */
  readonly lines: readonly string[]
  readonly targets: readonly Target[]
}

/** True if the target holds, or could not be measured. */
export function holds({ value, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Target): boolean {
  return Number.isNaN(value) || (value >= atLeast && value <= atMost)
}

/** Rows of cells; the first is the head. All columns but the first are numbers. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const [head = [], ...body] = rows
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|---${'|--:'.repeat(head.length - 1)}|`, ...body.map(line)]
}

export function textOf({ title, lines, targets }: Section): string {
  const rows = targets.map(target => [target.what, measured(target), bound(target), verdict(target)])
  return [
    `## ${title}`,
    '',
    ...lines,
    ...(rows.length === 0 ? [] : ['', ...table([['target', 'measured', 'wanted', ''], ...rows])]),
    '',
  ].join('\n')
}

function measured({ value, unit }: Target): string {
  return Number.isNaN(value) ? 'not counted here' : `${value.toFixed(2)}${unit}`
}

function bound({ atLeast, atMost, unit }: Target): string {
  return atLeast === undefined ? `at most ${atMost}${unit}` : `at least ${atLeast}${unit}`
}

function verdict(target: Target): string {
  if (Number.isNaN(target.value)) return ''
  return holds(target) ? 'holds' : '**missed**'
}
