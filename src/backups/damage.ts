// The damage of a stored backup, named by its component and its bytes.

/**
 * `manifest`: it is missing, cannot be used, or says something else than the archive. `archive`: the file as a whole. `header`, `data`, `padding`: of a component.
 * `end`: the entries after the last component.
 */
export const parts = ['manifest', 'archive', 'header', 'data', 'padding', 'end'] as const
export type Part = (typeof parts)[number]

export type Damage = {
  readonly backup: string
  /** Empty if it concerns no component. */
  readonly component: string
  readonly part: Part
  /** Bytes of the archive, the second not included; both 0 for a manifest. */
  readonly from: number
  readonly to: number
  /** A clause without a capital, inert. */
  readonly why: string
}

const ofComponent: Readonly<Partial<Record<Part, string>>> = {
  header: 'the header of ',
  data: '',
  padding: 'the padding behind ',
  manifest: 'what its manifest says of ',
}
const ofArchive: Readonly<Partial<Record<Part, string>>> = { manifest: 'its manifest', end: 'its end' }

/** The damaged part, in words: `the header of database, bytes 0 to 526`. */
export function whereIsIt({ component, part, from, to }: Damage): string {
  const what = component === '' ? (ofArchive[part] ?? 'the archive') : `${ofComponent[part] ?? ''}${component}`
  return part === 'manifest' ? what : `${what}, bytes ${from} to ${to}`
}
