// Names in the journal are words: whatever they hold is undone right and runs nothing, and nothing that somebody else put there is run.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertNothingLeft, processesOf } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell, pathOf } from '../../testbed/shell/shells.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { startEngine, stateOf } from './engine.ts'
import { call } from './functions.ts'
import { stepsOf } from './plans.ts'
import { play, start } from './run.ts'
import { entryOf, leaveWork, notesOf, undosOfTests } from './undos.ts'

const hostile = [
  "'; touch pwned; '",
  '"; touch pwned; "',
  '$(touch pwned)',
  '`touch pwned`',
  'two\ntouch pwned\n',
  ' blanks \t and more ',
  "it's",
  '%41%zz%',
  '\\0101\\n',
  '*?[a]',
  '-rf',
  'é🦄',
  'x & touch pwned &',
]
const opening = [['mb_lock'], ['mb_recover']] as const

function assertNothingRan({ folder }: Server): void {
  const pwned = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /(^|\/)pwned/.test(name))
  assert.deepEqual(pwned, [])
}

onEachShell('a name in the journal', shell => {
  test('comes back as it was, whatever bytes are in it', () => {
    const words = [
      '',
      'plain',
      '%',
      ...hostile,
      '\n',
      '\n\n',
      '\x01\x7f',
      String.fromCharCode(...Array.from({ length: 126 }, (_, n) => n + 1)),
    ]
    const text = `for word; do
encoded=$(mb_encode "$word") && mb_is_encoded "$encoded" && mb_decode "$encoded" || echo "not encoded: $encoded"
[ "$MB_DECODED" = "$word" ] || echo "not the same: $encoded"
mb_decode "$(printf %s "$encoded")"
case $encoded in *[!A-Za-z0-9_./:@+,%-]* | '') echo "not one word: $encoded" ;; esac
printf '%s\\n' "$encoded"
done`
    const expected = words.map(word => entryOf('x', word).slice(2)).join('')
    assert.equal(call(shell, text, { words }).toString(), expected)
  })

  test('is a line of any words, and the same words again', () => {
    const any = fc.string({
      unit: fc.oneof(fc.constantFrom(...'\'"\\\n\t\r %$`;&{}'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
      maxLength: 12,
    })
    const words = fc.sample(
      any.filter(word => !word.includes('\0')),
      { numRuns: 60, seed: 5 },
    )
    const text = `undo_say() { :; }; say() { shift; printf '%s\\000' "$@"; }
mb_line_of say "$@" && printf '%s\\000' "$MB_UNDO_LINE" && mb_with_words "$MB_UNDO_LINE" say`
    const [line, ...said] = call(shell, text, { words }).toString().split('\0').slice(0, -1)
    assert.equal(`${line}\n`, entryOf('say', ...words))
    assert.deepEqual(
      said,
      words.map(word => Buffer.from(word).toString()),
    )
  })

  test('that is no word of a journal is not taken for one', () => {
    const words = ['%4', '%zz', '%4g', '%00', 'a%', '%%', '%e9', '%41', 'plain', '%']
    assert.equal(call(shell, 'for word; do ! mb_is_encoded "$word" || echo "$word"; done', { words }).toString(), '%41\nplain\n%\n')
  })

  test('of a container is undone as it is, and runs nothing', async t => {
    const server = await makeServer(t, shell)
    await startEngine(server, Object.fromEntries(hostile.map(name => [name, 'running'])))
    const held = await play(server, stepsOf(server, [...opening, ['mb_quiesce', 'stop', ...hostile], ['false']]))
    assert.equal(held.code, 1)
    for (const name of hostile) assert.equal(stateOf(server, name), 'running', JSON.stringify(name))
    for (const name of hostile) writeFileSync(join(server.folder, 'containers', name), 'paused')
    const entries = hostile.flatMap(name => [
      entryOf('run_again', name),
      entryOf('end_in_container', name, 'dead-1'),
      entryOf('remove_dump', name, 'dead-1'),
    ])
    leaveWork(server, 'dead-1', Object.fromEntries(entries.map((entry, n) => [String(n).padStart(4, '0'), entry])))
    const recovered = await play(server, stepsOf(server, opening))
    assert.deepEqual([recovered.code, recovered.events.filter(({ type }) => type === 'warning')], [0, []])
    for (const name of hostile) assert.equal(stateOf(server, name), 'running', JSON.stringify(name))
    assertNothingRan(server)
    await assertNothingLeft(server, recovered.id)
  })

  test('of a path is undone as it is, and runs nothing', async t => {
    const server = await makeServer(t, shell)
    const define = 'make_new() { for at; do mb_stage_beside "$at" && mb_beside "$at" sh -c "echo new >new" && mb_swap "$at"; done; }'
    const [there, fresh] = ['there', 'fresh'].map(folder => hostile.map(name => join(server.app, folder, name))) as [string[], string[]]
    for (const folder of ['there', 'fresh']) mkdirSync(join(server.app, folder))
    for (const at of there) writeFileSync(at, 'old')
    const { code, events, id } = await play(server, stepsOf(server, [...opening, ['make_new', ...there, ...fresh], ['false']]), { define })
    assert.deepEqual([code, events.filter(({ type }) => type === 'warning')], [1, []])
    assert.deepEqual(
      there.map(at => readFileSync(at, 'utf8')),
      there.map(() => 'old'),
    )
    assert.deepEqual(readdirSync(join(server.app, 'there')).toSorted(), hostile.toSorted())
    assert.deepEqual(readdirSync(join(server.app, 'fresh')), [])
    assertNothingRan(server)
    await assertNothingLeft(server, id)
  })

  test('of what a final restore leaves is removed as it is, and runs nothing', async t => {
    const server = await makeServer(t, shell)
    const places = hostile.map(name => join(server.app, name))
    for (const at of places) mkdirSync(`${at}.meeshy-old-dead-1`)
    const mark = join(server.backups, '.restore-incomplete')
    writeFileSync(mark, 'dead-1\tx\tx\n')
    const lines = [entryOf('remove_mark'), ...places.map(at => entryOf('remove_old', at, 'dead-1'))]
    writeFileSync(join(leaveWork(server, 'dead-1', { ordered: '' }), 'forward'), lines.join(''))
    const { code, events, id } = await play(server, stepsOf(server, opening))
    assert.deepEqual([code, existsSync(mark), readdirSync(server.app)], [0, false, []])
    assert.deepEqual(
      events.filter(({ type }) => type === 'recovered').map(({ run, final }) => [run, final]),
      [['dead-1', true]],
    )
    assertNothingRan(server)
    await assertNothingLeft(server, id)
  })

  test('of a project is undone as it is: what was made goes, and nothing else', async t => {
    const server = await makeServer(t, shell)
    const made = (what: string) =>
      ['kept', `new-${what}`, "$(touch pwned)'; touch pwned"].map(line => `echo '${line.replaceAll("'", "'\\''")}'`).join('; ')
    await server.program(
      'docker',
      `case "$1 $2 $*" in
ps*directory=*) ;;
ps*) printf '%s\\n' "$*" >>'${server.folder}/asked'; ${made('container')} ;;
'volume ls'*) ${made('volume')} ;;
'network ls'*) ${made('network')} ;;
*) printf '%s|' "$@" >>'${server.folder}/removed'; echo >>'${server.folder}/removed' ;;
esac`,
    )
    const project = "shop'; touch pwned; $(touch pwned)"
    const work = leaveWork(server, 'dead-1', {})
    writeFileSync(join(work, 'before-create'), 'kept\n')
    writeFileSync(join(work, 'journal', '0000'), entryOf('remove_created', project, 'dead-1'))
    const { code, id } = await play(server, stepsOf(server, opening))
    assert.equal(code, 0)
    const asked = readFileSync(join(server.folder, 'asked'), 'utf8')
    assert.ok(asked.includes(`--filter label=com.docker.compose.project=${project}\n`), asked)
    const removed = readFileSync(join(server.folder, 'removed'), 'utf8').trim().split('\n')
    const odd = "$(touch pwned)'; touch pwned"
    assert.deepEqual(removed, [
      'rm|-f|new-container|',
      `rm|-f|${odd}|`,
      'volume|rm|new-volume|',
      `volume|rm|${odd}|`,
      'network|rm|new-network|',
      `network|rm|${odd}|`,
    ])
    assertNothingRan(server)
    await assertNothingLeft(server, id)
  })

  test('is undone where the file system has no locks for files', async t => {
    const server = await makeServer(t, shell)
    await server.program(
      'flock',
      `case "$*" in '-n 8') echo 'flock: 8: Bad file descriptor' >&2; exit 65 ;; esac\nexec ${pathOf('flock')} "$@"`,
    )
    leaveWork(server, 'dead-1', { '0000': entryOf('note', join(server.folder, 'log'), 'undone') })
    const { code, events } = await play(server, stepsOf(server, opening), { define: undosOfTests })
    assert.deepEqual([code, events.filter(({ type }) => type === 'warning'), notesOf(server)], [0, [], ['undone']])
  })

  test('whose undo fails after it settled an entry of its own says why', async t => {
    const server = await makeServer(t, shell)
    const define = `${undosOfTests}
undo_nested() { mb_journal note "$1" inner && mb_settle "$MB_ENTRY"; echo 'the reason' >&2; return 1; }
words_of_nested() { printf 'nest'; }`
    leaveWork(server, 'dead-1', { '0000': entryOf('nested', join(server.folder, 'log')) })
    const { events } = await play(server, stepsOf(server, opening), { define })
    assert.match(String(events.find(({ type }) => type === 'warning')?.['text']), /It said: the reason/)
    assert.deepEqual(notesOf(server), ['inner'])
  })

  test('of a container to be held again is done only when the engine says that it does not run', () => {
    const text = `for said; do
docker() { [ "$1" != inspect ] || { printf '%s\\n' "$said" >&2; return 1; }; }
undo_hold_again stop mongo && echo "done: $said" || echo "owed: $said"
done`
    const words = ['exited', 'paused', 'Error: No such object: mongo', 'running', 'restarting', 'Cannot connect to the Docker daemon', '']
    assert.equal(call(shell, text, { words }).toString(), words.map((said, n) => `${n < 3 ? 'done' : 'owed'}: ${said}\n`).join(''))
  })

  test('is described in words, with what to type', () => {
    const text = `at="$MB_WORK/0000"
for entry; do printf '%s\\n' "$entry" >"$at"; mb_undo_words "$at"; echo; done`
    const words = [
      entryOf('run_again', 'web'),
      entryOf('hold_again', 'stop', 'a b'),
      entryOf('put_back', "/srv/it's", 'run-1'),
      entryOf('remove_drilled', 'meeshy-drill-x'),
      'touch /tmp/x; touch',
    ].map(entry => entry.trimEnd())
    const told = call(shell, text, { words }).toString().split('\n')
    assert.equal(told[0], 'let the container web run again (docker unpause web, or docker start web if it is stopped)')
    assert.equal(told[1], "stop the container a b again (docker stop 'a b')")
    assert.match(told[2] ?? '', /^put \/srv\/it's back as it was.* mv -T '\/srv\/it'\\''s\.meeshy-old-run-1' '\/srv\/it'\\''s'\)$/)
    assert.equal(told[3], 'remove the container meeshy-drill-x (docker rm -f -v meeshy-drill-x)')
    assert.match(told[4] ?? '', /^what the file \S+\/0000 says, which this version cannot read/)
  })
})

onEachShell('what somebody else put where the journal is', shell => {
  test('runs nothing, changes nothing, and is named by its file', async t => {
    const server = await makeServer(t, shell)
    await startEngine(server, { web: 'exited' })
    const log = join(server.folder, 'log')
    const pwn = `touch '${server.folder}/pwned'`
    const note = entryOf('note', log, 'ran')
    const entries: Readonly<Record<string, string>> = {
      '0000': `${pwn}\n`,
      '0001': `# long\n${pwn}\n`,
      '0002': `run_again web; ${pwn}\n`,
      '0003': `run_again $(${pwn})\n`,
      '0004': 'eval touch%20pwned\n',
      '0005': 'words run_again web\n',
      '0006': `${note}${note}`,
      '0007': note.trimEnd(),
      '0008': `note ${log} %zz\n`,
      '0009': ` ${note}`,
      '0010': note.replace(' ', '  '),
      '0011': '',
      '0012': 'note\n',
      '0013': '../note x\n',
      '0014': 'mb_fail E_UNKNOWN x\n',
      '0015': '\n',
      '0016': `${note}\n`,
      '0017': `note ${log} a\\b\n`,
      '0018': `note ${log} é\n`,
    }
    const work = leaveWork(server, 'planted-1', entries)
    const forward = `${pwn}\nremove_old ${server.app} x;${pwn}\n`
    const final = leaveWork(server, 'planted-2', {})
    for (const name of ['forward', 'script', 'entry']) writeFileSync(join(final, name), forward)
    const { code, failure, events } = await play(server, stepsOf(server, opening), { define: undosOfTests })
    assert.deepEqual([code, failure, notesOf(server), stateOf(server, 'web')], [0, undefined, [], 'exited'])
    assertNothingRan(server)
    const told = events.filter(({ type }) => type === 'warning').map(event => String(event['text']))
    const names = Object.keys(entries)
    assert.equal(told.length, names.length + 1, told.join('\n'))
    for (const [n, name] of names.toReversed().entries()) {
      assert.ok(told[n]?.includes(`/planted-1/journal/${name} says, which this version cannot read`), `${name}: ${told[n]}`)
    }
    assert.match(told.at(-1) ?? '', /planted-2\/forward says, which this version cannot read/)
    for (const [name, text] of Object.entries(entries)) assert.equal(readFileSync(join(work, 'journal', name), 'utf8'), text)
    assert.deepEqual(readdirSync(join(work, 'journal')).toSorted(), names)
    assert.equal(readFileSync(join(final, 'forward'), 'utf8'), forward)
  })

  test('keeps to what its verb may touch', async t => {
    const server = await makeServer(t, shell)
    await server.program('docker', `printf '%s\\n' "$*" >>'${server.folder}/asked'`)
    const victim = join(server.app, 'victim')
    writeFileSync(victim, 'not ours')
    // What an undo would take for its own, in a work directory that is none.
    writeFileSync(join(server.app, 'before-create'), '')
    const entries = [
      entryOf('put_mark_back', '../../my app/victim'),
      entryOf('remove_created', 'x', '../../my app'),
      entryOf('mongo_put_back', 'mongo', '', 'database', 'zstd', '../../my app', ''),
      entryOf('remove_unpacked', server.app),
      entryOf('remove_new', server.app, '../../my app'),
      entryOf('remove_old', server.app, ''),
      entryOf('remove_drilled', 'mongo'),
      entryOf('remove_reader', 'mongo'),
      entryOf('hold_again', 'rm', 'mongo'),
      entryOf('end_in_container', 'mongo', '[a-z]*'),
    ]
    leaveWork(server, 'planted-1', Object.fromEntries(entries.map((entry, n) => [String(n).padStart(4, '0'), entry])))
    const { code, events } = await play(server, stepsOf(server, opening))
    assert.equal(code, 0)
    assert.equal(events.filter(event => event['code'] === 'undo-failed').length, entries.length)
    // What is still owed was not cleaned up.
    assert.deepEqual(
      events.filter(({ type }) => type === 'recovered'),
      [],
    )
    assert.equal(readFileSync(victim, 'utf8'), 'not ours')
    const asked = existsSync(join(server.folder, 'asked')) ? readFileSync(join(server.folder, 'asked'), 'utf8') : ''
    assert.doesNotMatch(asked, /^(rm|exec|pause|stop) /m)
  })
})

onEachShell('an undo', shell => {
  test('of a database works in the work of the run that died, by the secret of the run that recovers, and says if it has none', async t => {
    const server = await makeServer(t, shell)
    const [log, database] = [join(server.folder, 'log'), "app'; touch pwned"]
    const define = `mongo_put_back() {
printf '%s\\n' "$1" "$2" "$3" "$MB_COMPRESS" "$MB_WORK" "\${MB_MONGO_URI:-none}" >>'${log}'
[ -n "\${MB_MONGO_URI:-}" ] || mb_fail E_RESTORE 'MongoDB in mongo does not answer.'
}`
    const work = leaveWork(server, 'dead-1', { ordered: '' })
    mkdirSync(join(work, 'failed'))
    writeFileSync(
      join(work, 'journal/0000'),
      entryOf('mongo_put_back', 'mongo', database, 'database-app', 'zstd', 'dead-1', 'MB_MONGO_URI'),
    )
    const without = await play(server, stepsOf(server, opening), { define })
    assert.equal(without.code, 0)
    const told = without.events.filter(event => event['code'] === 'undo-failed').map(event => String(event['text']))
    assert.match(told.join(), /load into MongoDB in the container mongo what it held before, the dump .*database-app\.before/)
    assert.match(told.join(), /MongoDB in mongo does not answer.*the restore had a mongo-uri, and this run has none/s)
    assert.deepEqual(
      without.events.filter(({ type }) => type === 'unrecovered').map(({ run }) => run),
      ['dead-1'],
    )
    const words = ['mongo', database, 'database-app', 'zstd', '/proc/self/fd/7/.work/dead-1']
    const secret = 'mongodb://u:hidden@h/'
    const given = await play(server, stepsOf(server, opening), { define, secrets: { MB_MONGO_URI: secret } })
    assert.equal(given.code, 0)
    assert.deepEqual(notesOf(server), [...words, 'none', ...words, secret])
    assertNothingRan(server)
    await assertNothingLeft(server, given.id)
  })

  test('whose main shell is killed comes to its end before it is tried again', async t => {
    const server = await makeServer(t, shell)
    const [log, gate] = [join(server.folder, 'log'), join(server.folder, 'gate')]
    // A built-in waits, so that nothing with the mark of the run is there to be ended.
    const define =
      'undo_wait() {\nlocal line\necho begin >>"$1"\nread -r line <"$2"\necho "end $line" >>"$1"\n}\nwords_of_wait() {\necho wait\n}'
    execFileSync('mkfifo', [gate])
    const steps = [...opening, ['mb_journal', 'wait', log, gate], ['false']] as const
    const run = await start(server, stepsOf(server, steps), { define, heartbeat: 2 })
    run.keepBeating()
    await eventually(() => notesOf(server).length === 1)
    process.kill(run.pid, 'SIGKILL')
    await run.dead
    await eventually(() => processesOf(run.id).some(line => / sleep 0\.1 $/.test(line)))
    assert.deepEqual(notesOf(server), ['begin'])
    writeFileSync(gate, '1\n')
    await eventually(() => notesOf(server).length === 3)
    writeFileSync(gate, '2\n')
    await run.ended
    assert.deepEqual(notesOf(server), ['begin', 'end 1', 'begin', 'end 2'])
    await assertNothingLeft(server, run.id)
  })
})
