// No JSON is put together from pieces of text in the shell files: json.sh builds it from data. And no shell text is made of names from outside.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readShellFiles } from '../../tools/generate/embedded.ts'

const files = await readShellFiles(join(import.meta.dirname, '..', '..', 'src'))
const lines = [...files].flatMap(([path, text]) =>
  text
    .split('\n')
    .map(line => ({ file: path.split('/').slice(-2).join('/'), line: line.trim() }))
    .filter(({ line }) => !line.startsWith('#')),
)

/** Fails for lines that match, but for those in a file (any, where it is empty) with a piece of text that is named here. Every exception must be one. */
function assertNone(pattern: RegExp, exceptions: readonly (readonly [file: string, piece: string])[]): void {
  const found = lines.filter(({ file, line }) => file !== 'runtime/json.sh' && pattern.test(line))
  const excused = (file: string, line: string) => exceptions.filter(([where, piece]) => [file, ''].includes(where) && line.includes(piece))
  assert.deepEqual(
    found.filter(({ file, line }) => excused(file, line).length === 0),
    [],
  )
  const used = new Set(found.flatMap(({ file, line }) => excused(file, line)))
  assert.deepEqual(
    exceptions.filter(exception => !used.has(exception)),
    [],
  )
}

test('JSON is made by json.sh alone', () => {
  // An opening brace and a quote, or a quoted key and its colon, bare or behind backslashes.
  assertNone(/\{\\*"|\\*"[A-Za-z]+\\*":|"\{"/, [
    // Found, not made: manifests are looked through line by line.
    ['runtime/catalogue.sh', 'grep -ls'],
    ['runtime/catalogue.sh', 'index($0, '],
    ['runtime/decisions.sh', '*\'"pinned":'],
    ['runtime/decisions.sh', 'grep -q'],
    ['runtime/general.sh', "grep -q '^{"],
    ['runtime/general.sh', 'sed -n '],
    ['runtime/general.sh', '/^"file":/'],
    ['runtime/general.sh', '/^"name":'],
    ['runtime/publish.sh', 'sed -n \'s/^{.*"sequence"'],
    ['runtime/table.sh', 'before'],
    ['runtime/table.sh', 'match(rest, '],
    ['runtime/drill.sh', 'match($0, '],
    ['runtime/detach.sh', "'^@[0-9a-f]* {"],
    ['runtime/detach.sh', "'s/^@[0-9a-f]* {"],
    ['old/restore.sh', 'match($2, '],
    ['old/restore.sh', 'ServerVersion'],
    // One word of a manifest takes the place of another: both are true or false.
    ['runtime/decisions.sh', 'sed -e '],
    ['runtime/decisions.sh', '-e "1s/'],
    ['runtime/facts.sh', '.*"imageId":"'],
    ['runtime/facts.sh', "grep -Ev '"],
    // Constants, as a dump has them.
    ['mongo/rights.sh', "metadata='"],
    ['mongo/rights.sh', '\'{"indexes":[]}\''],
    // Docker makes the JSON.
    ['runtime/facts.sh', '{{json '],
    ['runtime/health.sh', "='{{"],
    ['redis/restore.sh', "docker inspect -f '{{"],
  ])
})

test('a shell is given a name from outside as a word, never as text', () => {
  assertNone(/\beval\b/, [
    // Names of secrets: the plan's own list.
    ['runtime/detach.sh', 'for name in $MB_SECRETS'],
    ['runtime/environment.sh', 'eval "$name=\\${given'],
    ['runtime/secrets.sh', 'eval "value=\\$$name"'],
    ['runtime/runbook.sh', 'eval "state=\\$$name"'],
    // Names of variables of this program, by pattern letters, digits and _.
    ['runtime/environment.sh', 'MB_*) eval'],
    ['runtime/runbook.sh', 'MB_*) eval'],
    ['', 'lane_$((piece % 16))'],
    ['', 'lane_$(($1 % 16))'],
  ])
})
