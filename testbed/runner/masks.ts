// What the runner hides in everything it records: each secret, each of its lines, and its common encodings.

export class Masks {
  readonly #values = new Set<string>()

  /** A value to hide from now on, also in the encodings that the runner knows. The runner refuses an empty one with a warning. */
  add(value: string): void {
    for (const text of [value, ...value.split(/\r\n|\r|\n/).map(line => line.trim())]) {
      if (text !== '') for (const form of forms(text)) this.#values.add(form)
    }
  }

  get values(): readonly string[] {
    return [...this.#values]
  }

  apply(text: string): string {
    // The longest first: a secret that is a part of another must not leave the rest of it visible.
    const byLength = this.values.toSorted((one, other) => other.length - one.length)
    return byLength.reduce((masked, value) => masked.replaceAll(value, '***'), text)
  }
}

function forms(text: string): string[] {
  const bytes = Buffer.from(text)
  // A secret within encoded text starts at one of three places of a group; the first and last group depend on what is around it.
  const inBase64 = [0, 1, 2].map(shift => Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64'))
  const shifted = inBase64.map((encoded, shift) => encoded.slice(shift === 0 ? 0 : 4, -4)).filter(encoded => encoded.length >= 8)
  return [text, inBase64[0] ?? '', ...shifted, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)].filter(form => form !== '')
}
