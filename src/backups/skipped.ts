// The record of a skipped backup (docs/format.md): its name says when, its text why. A server writes it, so the reader trusts nothing in it.

import { Malformed, object, oneOf, optional, type Read, shown } from '../text/untrusted.ts'
import { type Prefix, parseName } from './names.ts'

export type Skip = {
  readonly prefix: Prefix
  /** Epoch seconds, by the server's clock. */
  readonly time: number
  /** One inert line; empty where the record cannot be read. */
  readonly reason: string
  readonly actor: string
  readonly url: string
}

/** How many records stay on a server. */
export const keptSkips = 50

const text = optional(shown, '')
const noContext = { actor: '', url: '' }
const record = object({
  schema: oneOf(1),
  kind: oneOf('skipped'),
  reason: text,
  context: optional(object({ actor: text, url: text }), noContext),
})

/** Reads one record. Another name gives no skip; a text that cannot be read still shows the gap. */
export function skipOf({ name, text }: { readonly name: string; readonly text: string }): Skip[] {
  const parsed = parseName(name)
  if (parsed === undefined) return []
  const { reason, context } = read(text)
  return [{ prefix: parsed.prefix, time: parsed.time, reason, ...context }]
}

function read(text: string): Pick<Read<typeof record>, 'reason' | 'context'> {
  try {
    return record(JSON.parse(text), '')
  } catch (thrown) {
    if (thrown instanceof Malformed || thrown instanceof SyntaxError) return { reason: '', context: noContext }
    throw thrown
  }
}
