// What a kind of value is: a parser that either gives the value or says why not. It never guesses and never falls back to a default.

/** Why a text, or one item of a list, is not a value: the rule it breaks and the part that breaks it. */
export type Complaint = { readonly rule: string; readonly got: string }

/** The result for a text: a value, perhaps with remarks, or every reason why there is none. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly complaints: readonly Complaint[] }

export type Kind<T> = {
  /** `switch`: true or false. `word`: one line. `lines`: a list, one item a line. `text`: long, kept in a file on the command line. */
  readonly form: 'switch' | 'word' | 'lines' | 'text'
  /** How the help writes a value: `N`, `DIR`. */
  readonly symbol: string
  /** What the kind accepts, as it reads behind `Invalid input 'X': `. */
  readonly rule: string
  readonly read: (text: string) => Reading<T>
  /** What in a text must never be shown, beside the text itself: also in one that is not valid, because it is masked before it is judged. */
  readonly secretsIn?: (text: string) => string[]
}

export function accept<T>(value: T, remarks: readonly string[] = []): Reading<T> {
  return { ok: true, value, remarks }
}

export function refuse<T>(rule: string, got: string): Reading<T> {
  return { ok: false, complaints: [{ rule, got }] }
}

/** A kind of one-line texts: those for which `matches` is true, as they are. */
export function wordThat(symbol: string, rule: string, matches: (text: string) => boolean): Kind<string> {
  return { form: 'word', symbol, rule, read: text => (matches(text) ? accept(text) : refuse(rule, text)) }
}

/** Control characters (of both sets), line and paragraph separators, halves of surrogate pairs: allowed in no name, path or password. */
export const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u

/** The length of a text on the server's disk and in its memory. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
