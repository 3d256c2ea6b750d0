// What is run is text of the project's own: names, paths and files of the server reach programs as words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scripts } from '../../src/script/embedded.ts'

const lines = Object.entries(scripts).flatMap(([file, text]) => text.split('\n').map(line => ({ file, line })))
const functions = new Set(lines.flatMap(({ line }) => /^([a-z_]+)\(\) \{/.exec(line)?.[1] ?? []))

type Exceptions = Readonly<Record<string, string>>

/** The parts of lines that match, each with the reason for which it may stand there; fails for one without, and for a reason without one. */
function assertOnly(pattern: RegExp, exceptions: Exceptions): void {
  const found = lines.flatMap(({ line }) => [...line.matchAll(pattern)].map(match => match[0]))
  assert.deepEqual([...new Set(found)].toSorted(), Object.keys(exceptions).toSorted())
}

test('eval sets and reads variables of fixed names, and does nothing else', () => {
  assertOnly(/\beval "(?:[^"\\]|\\.)*"/g, {
    'eval "MB_LINE=\\$$name"': 'the name is one of the environment that matched MB_[A-Za-z0-9_]*',
    'eval "$name=\\$MB_LINE"': 'the same name',
    'eval "$name=\\${given%%\\"\\$MB_NEWLINE\\"*}"': 'a name of MB_SECRETS, which the script holds',
    'eval "printf \'%s\\\\n\' \\"\\$$name\\""': 'a name of MB_SECRETS',
    'eval "value=\\$$name"': 'a name of MB_SECRETS',
    'eval "state=\\$$name"': 'a name of MB_RUNBOOK_SECRETS, which the script holds',
    'eval "value=\\$$value"': 'the name of a variable, a word of the script (mb_assigned)',
    'eval "lane_$((piece % 16))=$!"': 'numbers',
    'eval "wait \\"\\$lane_$(($1 % 16))\\""': 'a number',
  })
  // One in another form would not be found above.
  const evals = lines.filter(({ line }) => /\beval\b/.test(line)).flatMap(({ line }) => line.match(/\beval\b(?! ")/g) ?? [])
  assert.deepEqual(evals, [])
})

test('a shell inside of the shell gets a text of the project, and names as its words', () => {
  assertOnly(/\bsh -c "[^"]*"/g, {
    'sh -c "$(mongo_inside)"': 'a fixed text',
    'sh -c "$(redis_inside ask)"': 'a fixed text',
    'sh -c "$(redis_inside save)"': 'a fixed text',
    'sh -c "$(redis_inside "': 'a fixed text, chosen by a word of the script',
    'sh -c "$test"': "the container's own health check, run in that container as Docker runs it",
  })
  const others = lines.filter(({ line }) => /\b(ba|da)?sh -c (?!["'])/.test(line))
  assert.deepEqual(others, [])
})

test('a fixed text of a shell inside of the shell is not left for a name', () => {
  // As in 'docker exec "$1" sh -c '… '"$name"' …': the quote that ends the text is followed by a blank, or ends the line.
  const torn = lines.filter(({ line }) => /\bsh -c '[^']*'(?![ ;)|&]|$)/.test(line))
  assert.deepEqual(torn, [])
})

test('no file of the work directory is sourced or run', () => {
  const sourced = lines.filter(({ line }) => /(^|[;&|{(] *)(\.|source) [^ ]/.test(line) || /\bsh "\$(MB_WORK|dir|1)\b/.test(line))
  // The last word of a sentence.
  assert.deepEqual(
    sourced.filter(({ line }) => !/^[A-Z#%'"]/.test(line)),
    [],
  )
})

test('an entry of the journal is a verb that is known, and words', () => {
  const verbs = new Set<string>()
  for (const { line } of lines) {
    for (const [, verb = ''] of line.matchAll(/\b(?:mb_journal|mb_leftover|mb_line_of) (\S+)/g)) {
      if (verb === '"$@"') continue
      assert.match(verb, /^[a-z_]+$/, line)
      verbs.add(verb)
    }
  }
  assert.ok(verbs.size > 12)
  const known = [...functions].filter(name => name.startsWith('undo_')).map(name => name.slice('undo_'.length))
  assert.deepEqual(known.toSorted(), [...verbs].toSorted(), 'each verb has its undo, and nothing else is called like one')
  const told = [...functions].filter(name => name.startsWith('words_of_')).map(name => name.slice('words_of_'.length))
  assert.deepEqual(told.toSorted(), known.toSorted(), 'each undo has its words')
})
