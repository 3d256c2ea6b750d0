// What is run is text of the project's own: names, paths and files of the server reach programs as words. Searched in all shell text that there is: the
// runtime and the sources, the programs beside them, what a rendering adds for scripts and runbooks, and shell text inside of TypeScript.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { planBackup } from '../../src/plan/backup.ts'
import { withRunbook } from '../../src/plan/runbook.ts'
import { scripts } from '../../src/script/embedded.ts'
import { render, renderGeneral, renderStanding, runtime } from '../../src/script/render.ts'
import { select } from '../../src/sources/registry.ts'
import { viewOf } from '../sources/meeshy.ts'

type Line = { readonly file: string; readonly line: string }

const root = join(import.meta.dirname, '../..')
const linesOf = (file: string, text: string): Line[] => text.split('\n').map(line => ({ file, line }))
const read = (pattern: string, without = /^$/) =>
  globSync(pattern, { cwd: root })
    .filter(file => !without.test(file))
    .sort()
    .flatMap(file => linesOf(file, readFileSync(join(root, file), 'utf8')))

const embedded = Object.entries(scripts).flatMap(([file, text]) => linesOf(file, text))
const programs = [...read('meeshy.sh'), ...read('scripts/**/*.sh'), ...read('.ci/run')]
/** Shell text in TypeScript; the embedded files are above. */
const typed = read('src/**/*.ts', /embedded\.ts$/).filter(({ line }) => !/^\s*(\/\/|\/?\*)/.test(line))
const rendered = renderings()
const lines = [...embedded, ...programs, ...rendered, ...typed]

/** What scripts and runbooks have beside the runtime, of a backup with names that are commands where they are not quoted. */
function renderings(): Line[] {
  const [name, odd] = ["it's; eval $(touch pwned) #", '$(sh -c pwned)']
  const usual = viewOf()
  const view = {
    ...usual,
    settings: { ...usual.settings, sources: { ...usual.settings.sources, paths: [{ path: name, optional: false }] } },
  }
  const plan = withRunbook(planBackup(view, select(view), { url: odd }), view)
  const own = new Set(runtime().flatMap(text => text.split('\n')))
  const added = (file: string, text: string) => linesOf(file, text).filter(({ line }) => !own.has(line))
  const run = { id: 'run-1', nonce: 'n', heartbeat: 30, timeout: 60 }
  return [
    ...added('a script', render(plan, run)),
    ...added('a printed script', renderStanding(plan, { timeout: 60 })),
    ...(plan.runbook === undefined ? [] : added('a runbook', renderGeneral(plan.runbook))),
  ]
}

/** A way to run text, and the parts of lines that may stand there, each with its reason. */
type Rule = {
  readonly what: string
  readonly pattern: RegExp
  readonly but: Readonly<Record<string, string>>
  /** Lines that must be found. */
  readonly planted: readonly string[]
}

const rules: readonly Rule[] = [
  {
    what: 'eval sets and reads variables of fixed names, and does nothing else',
    pattern: /\beval(?: "(?:[^"\\]|\\.)*"|[ \t]+[^ "'][^;]*|[ \t]+'[^']*')/g,
    planted: ['eval "$name"', 'eval $1', `eval 'echo '"$1"`, '  x=1; eval "rm $file"', 'MB_X=1 eval "$(cat "$MB_WORK/file")"'],
    but: {
      'eval "MB_LINE=\\$$name"': 'the name is one of the environment that matched MB_[A-Za-z0-9_]*',
      'eval "$name=\\$MB_LINE"': 'the same name',
      'eval "$name=\\${given%%\\"\\$MB_NEWLINE\\"*}"': 'a name of MB_SECRETS, which the script holds',
      'eval "printf \'%s\\\\n\' \\"\\$$name\\""': 'a name of MB_SECRETS',
      'eval "value=\\$$name"': 'a name of MB_SECRETS',
      'eval "state=\\$$name"': 'a name of MB_RUNBOOK_SECRETS, which the script holds',
      'eval "value=\\$$value"': 'the name of a variable, a word of the script (mb_assigned)',
      'eval "lane_$((piece % 16))=$!"': 'numbers',
      'eval "wait \\"\\$lane_$(($1 % 16))\\""': 'a number',
      // meeshy.sh, which has no arrays: `words` quotes each word.
      'eval "set -- $(words "': 'words that its one function quoted',
      'eval "set -- $compose"': 'the same',
      'eval "set -- $operands"': 'the same',
      'eval "[ -n \\"\\${$name+set}\\" ] || $name=\\$value"': 'a name of the list of settings that it knows',
      // transports/transport.ts: the script itself arrives so.
      'eval "$s"': 'the script of this run, all of it and nothing else',
    },
  },
  {
    what: 'a shell inside of the shell gets a text of the project, and names as its words',
    pattern: /\b(?:ba|da)?sh -c (?:"[^"]*"|[^"' ][^ ]*)/g,
    planted: ['sh -c "$name"', 'docker exec x sh -c "cat $file"', 'bash -c $1', 'timeout 9 sh -c `cat x`'],
    but: {
      'sh -c "$(mongo_inside)"': 'a fixed text',
      'sh -c "$(redis_inside ask)"': 'a fixed text',
      'sh -c "$(redis_inside save)"': 'a fixed text',
      'sh -c "$(redis_inside "': 'a fixed text, chosen by a word of the script',
      'sh -c "$test"': "the container's own health check, run in that container as Docker runs it",
      'sh -c "$3"': 'meeshy.sh: the command that the settings of the person who runs it name',
    },
  },
  {
    what: 'a fixed text of a shell inside of the shell is not left for a name',
    // As in 'docker exec "$1" sh -c '… '"$name"' …': the quote that ends the text is followed by a blank, or ends the line.
    pattern: /\b(?:ba|da)?sh -c '[^']*'(?![ ;)|&]|$).*/g,
    planted: [`docker exec "$1" sh -c 'cat '"$name"''`, `sh -c 'rm '$1`],
    but: {
      "sh -c '${bootstrap}'`": 'transports/ssh.ts: a constant',
    },
  },
  {
    what: 'a trap is a word of the project, not a text with a name in it',
    pattern: /\btrap (?:\\$|"[^"]*\$.*)/g,
    planted: ['trap "rm -rf $file" EXIT', 'trap "echo $(cat x)" INT'],
    but: {},
  },
  {
    what: 'no file of the work directory is sourced or run',
    pattern: /(?:^|[;&|{(] *|\bthen |\bdo )(?:\.|source) ["$/].*|\bsh "\$(?:MB_WORK|dir|1)\b.*/g,
    planted: ['. "$MB_WORK/undo"', '[ -f x ] && . "$1"', 'sh "$MB_WORK/step"', 'source "$file"', 'if true; then . /tmp/x; fi'],
    but: {},
  },
  {
    what: 'no program of another language gets a text with a name in it',
    pattern:
      /\b(?:awk|sed|python3?|perl|node)(?: -[A-Za-z]+(?: [^ "']+)?)* "[^"]*\$(?:name|file|path|container|component|image|volume|[1-9@*])\b[^"]*"/g,
    planted: ['awk "/$name/ { print }"', 'sed -n "s/$1//p"', 'python3 -c "print($file)"'],
    but: {
      'sed -n "$1,$2s/^@[0-9a-f]* /@$MB_NONCE /p"': 'numbers of lines, and the nonce of the run',
      'sed -n "$1,$2{/^@[0-9a-f]* {/d;/^\\$/d;p;}"': 'numbers of lines',
      'sed -n "s/^$1://p"': "a field of Redis' own, a word of the script",
      'sed -n "s/^$1:\\([0-9]*\\).*/\\1/p"': 'the same',
      'sed -n "s/^$2://p"': 'the same',
    },
  },
]

function partsOf(rule: Rule, text: readonly Line[]): string[] {
  return [...new Set(text.flatMap(({ line }) => [...line.matchAll(rule.pattern)].map(match => match[0])))].toSorted()
}

describe('the search', () => {
  test('reads all shell text that there is', () => {
    const files = new Set(lines.map(({ file }) => file))
    for (const file of [
      'script/runtime/journal.sh',
      'script/runtime/runbook.sh',
      'sources/mongo/mongo.sh',
      'sources/old/restore.sh',
      'meeshy.sh',
      'scripts/production/meeshy-restore-backup.sh',
      'a script',
      'a printed script',
      'a runbook',
      'src/transports/ssh.ts',
    ])
      assert.ok(files.has(file), file)
    const shell = globSync('src/**/*.sh', { cwd: root }).map(file => file.slice('src/'.length))
    assert.deepEqual(
      shell.filter(file => !files.has(file)),
      [],
    )
    assert.ok(rendered.some(({ line }) => line.includes('touch pwned')) && rendered.length > 200)
  })

  for (const rule of rules) {
    test(`finds what is planted: ${rule.what}`, () => {
      for (const line of rule.planted) {
        const found = partsOf(rule, [{ file: 'planted', line }])
        assert.ok(
          found.some(part => !Object.hasOwn(rule.but, part)),
          line,
        )
      }
    })
  }
})

for (const rule of rules) {
  test(rule.what, () => {
    // Quoted names hold such words too: they are taken out, as a shell takes them for one word.
    const found = partsOf(rule, [...embedded, ...programs, ...rendered.map(unquoted), ...typed])
    assert.deepEqual(found, Object.keys(rule.but).toSorted(), 'each with its reason, and no reason without one')
  })
}

function unquoted({ file, line }: Line): Line {
  return { file, line: line.replaceAll(/'[^']*'(?:\\''[^']*')*/g, "''") }
}

const functions = new Set(embedded.flatMap(({ line }) => /^([a-z_]+)\(\) \{/.exec(line)?.[1] ?? []))

/** The verbs of journal entries in these lines, and the lines with an entry whose verb is none. */
function verbsIn(text: readonly Line[]): { readonly verbs: ReadonlySet<string>; readonly wrong: readonly string[] } {
  const [verbs, wrong] = [new Set<string>(), [] as string[]]
  for (const { line } of text) {
    for (const [, verb = ''] of line.matchAll(/\b(?:mb_journal|mb_leftover|mb_line_of) (\S+)/g)) {
      if (verb === '"$@"') continue
      if (/^[a-z_]+$/.test(verb)) verbs.add(verb)
      else wrong.push(line)
    }
  }
  return { verbs, wrong }
}

test('an entry of the journal is a verb that is known, and words', () => {
  const { verbs, wrong } = verbsIn([...embedded, ...programs, ...rendered])
  assert.deepEqual(wrong, [])
  assert.ok(verbs.size > 12)
  const known = [...functions].filter(name => name.startsWith('undo_')).map(name => name.slice('undo_'.length))
  assert.deepEqual(known.toSorted(), [...verbs].toSorted(), 'each verb has its undo, and nothing else is called like one')
  const told = [...functions].filter(name => name.startsWith('words_of_')).map(name => name.slice('words_of_'.length))
  assert.deepEqual(told.toSorted(), known.toSorted(), 'each undo has its words')
  for (const line of ['mb_journal "docker rm $1"', 'mb_journal $verb x', "mb_leftover 'rm -rf' x"])
    assert.equal(verbsIn([{ file: 'planted', line }]).wrong.length, 1, line)
})
