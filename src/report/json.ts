// JSON for people and programs: files of the artifact, and what a command prints with --json.
import { inertJson } from '../text/inert.ts'

/** A value as indented JSON and a line break, which no runner obeys when a step prints it. */
export function jsonText(value: unknown): string {
  return `${inertJson(value, 2)}\n`
}
