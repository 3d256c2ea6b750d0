// Entries of a journal as a run writes them, and undos of the tests' own, of which a test sees that they ran.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from '../../testbed/shell/server.ts'

/** One line of a journal: a verb and its words, percent-encoded. */
export function entryOf(verb: string, ...words: readonly string[]): string {
  return `${[verb, ...words.map(encoded)].join(' ')}\n`
}

function encoded(word: string): string {
  if (word === '') return '%'
  const one = (byte: number) =>
    /[A-Za-z0-9_./:@+,-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  return [...Buffer.from(word)].map(one).join('')
}

/** Undos for `Options.define`: `note FILE WORD` adds a line to a file, `need FILE WORD PATH` fails then unless the path is there, `hang FILE WORD` never ends. */
export const undosOfTests = `undo_note() {
printf '%s\\n' "$2" >>"$1"
}
words_of_note() {
printf 'note the word %s' "$2"
}
undo_need() {
undo_note "$@"
test -e "$3" || { echo 'it is not there' >&2; return 1; }
}
words_of_need() {
printf 'find %s' "$3"
}
undo_hang() {
undo_note "$@"
(trap '' TERM; sleep 60; :)
}
words_of_hang() {
printf 'wait for ever'
}`

/** The work directory of a run that died, with a journal of these entries. */
export function leaveWork(server: Server, id: string, entries: Readonly<Record<string, string>>): string {
  const work = join(server.backups, '.work', id)
  mkdirSync(join(work, 'journal'), { recursive: true })
  for (const [name, text] of Object.entries(entries)) writeFileSync(join(work, 'journal', name), text)
  writeFileSync(join(work, 'archive'), 'half of one')
  return work
}

/** What was noted in the server's file `log`. */
export function notesOf({ folder }: Server): string[] {
  const log = join(folder, 'log')
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
}
