// The one way from a value to shell text.

/**
 * One word of POSIX sh: single quotes carry every byte but NUL through dash, bash and BusyBox ash unchanged. Words of
 * plain characters stay as they are, so that a printed plan reads well. Throws for NUL, which no shell word can hold.
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new RangeError('a shell word cannot hold a NUL character')
  if (/^[A-Za-z0-9_./:@%+,-]+$/.test(word)) return word
  return `'${word.replaceAll("'", "'\\''")}'`
}

/** A command line of quoted words. */
export function quoteAll(words: readonly string[]): string {
  return words.map(quote).join(' ')
}
