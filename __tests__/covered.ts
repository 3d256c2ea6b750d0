// Tests that a table names: a file below __tests__, and words of the tests in it.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type By = readonly (readonly [file: string, ...words: string[]])[]

/** Fails if one of the tests that `what` is covered by is not there. */
export function assertThere(what: string, by: By): void {
  for (const [file, ...words] of by) {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8')
    assert.ok(words.length > 0, `${what}: of ${file} no test is named`)
    for (const word of words) assert.ok(text.includes(word), `${what}: ${file} has no test ${JSON.stringify(word)}`)
  }
}

/** The files alone, each once. */
export function filesOf(by: By): string {
  return [...new Set(by.map(([file]) => file))].join(', ')
}
