// The name that the user probably meant.

/**
 * The candidate nearest to `text`: spelt almost the same, or one within the other (`ssh-private-key`, `key`). Case and the
 * difference between `_` and `-` do not count. Undefined if none is near enough.
 */
export function nearest<C extends string>(text: string, candidates: readonly C[]): C | undefined {
  const wanted = plain(text.slice(0, 64))
  let best: C | undefined
  let least = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const distance = farness(wanted, plain(candidate))
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('_', '-')
}

function farness(wanted: string, candidate: string): number {
  const edits = editDistance(wanted, candidate)
  if (edits <= Math.max(1, Math.floor(candidate.length / 3))) return edits
  const [short, long] = wanted.length < candidate.length ? [wanted, candidate] : [candidate, wanted]
  // Ranks behind every misspelling; the more of the longer word it covers, the nearer.
  return short.length >= 3 && long.includes(short) ? candidate.length + long.length - short.length : Number.POSITIVE_INFINITY
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other (optimal string alignment). */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1]
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped && row > 1 && column > 1 ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
