// What a run that died left behind: the next one undoes it, once, backwards, and only what was really written down.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, theBackup } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf, stepsOf } from './plans.ts'
import { play, start } from './run.ts'
import { entryOf, leaveWork, notesOf, undosOfTests } from './undos.ts'

const note = (server: Server, word: string) => entryOf('note', join(server.folder, 'log'), word)
const recovers = (server: Server) => stepsOf(server, [['mb_lock'], ['mb_recover']])

onEachShell('recovery', shell => {
  test('undoes a dead run backwards, ends its processes, and removes its work', async t => {
    const server = await makeServer(t, shell)
    leaveWork(server, 'dead-1', {
      ...Object.fromEntries(['0000', '0001', '0010'].map(name => [name, note(server, name)])),
      entry: note(server, 'not in place'),
      '0002.torn': note(server, 'torn'),
    })
    leaveWork(server, 'dead-2', {})
    const orphan = spawn('sleep', ['60'], { env: { ...process.env, MB_RUN: 'dead-1' } })
    t.after(() => orphan.kill('SIGKILL'))
    const stranger = spawn('sleep', ['60'], { env: { ...process.env, MB_RUN: 'dead-11' } })
    t.after(() => stranger.kill('SIGKILL'))
    const over = once(orphan, 'exit')
    const { code, failure, events, id } = await play(server, recovers(server), { define: undosOfTests })
    assert.deepEqual([code, failure], [0, undefined])
    assert.deepEqual(notesOf(server), ['0010', '0001', '0000'])
    assert.deepEqual(
      events.filter(event => event.type === 'recovered').map(event => event['run']),
      ['dead-1', 'dead-2'],
    )
    assert.deepEqual(await over, [null, 'SIGTERM'])
    assert.equal(stranger.exitCode ?? stranger.signalCode, null)
    await assertNothingLeft(server, id)
  })

  test('removes manifests and runbooks without an archive, and no others', async t => {
    const server = await makeServer(t, shell)
    const { id } = await play(server, backupOf(server, { take: [bytesOf('data', 'echo', 'data')] }))
    const { manifest } = theBackup(server)
    const meta = join(server.backups, '.meta')
    writeFileSync(join(meta, `${manifest.name}.restore.sh`), '')
    for (const name of ['pre-update-20200101_000000', 'nightly-20200101_000001']) {
      for (const extension of ['json', 'restore.sh']) writeFileSync(join(meta, `${name}.${extension}`), '{}')
    }
    assert.equal((await play(server, recovers(server))).code, 0)
    assert.deepEqual(readdirSync(meta).toSorted(), [`${manifest.name}.json`, `${manifest.name}.restore.sh`])
    assert.equal(theBackup(server).manifest.runId, id)
  })

  test('goes on where an undo fails or hangs, says so, and keeps just that entry for the next run', async t => {
    const server = await makeServer(t, shell)
    const [log, repaired] = [join(server.folder, 'log'), join(server.folder, 'repaired')]
    leaveWork(server, 'dead-1', {
      '0000': note(server, '0'),
      '0001': entryOf('hang', log, '1'),
      '0002': entryOf('need', log, '2', repaired),
      '0003': note(server, '3'),
    })
    // Sixty seconds are not for a test to wait.
    const define = `${undosOfTests}\nmb_undo_seconds() { echo 1; }`
    const first = await play(server, backupOf(server, { take: [bytesOf('data', 'echo', 'data')] }), { define })
    assert.deepEqual([first.code, first.failure], [0, undefined])
    assert.deepEqual(notesOf(server), ['3', '2', '1', '0'])
    const warnings = first.events.filter(event => event.type === 'warning')
    assert.deepEqual(
      warnings.map(event => event['code']),
      ['undo-failed', 'undo-failed'],
    )
    assert.match(String(warnings[0]?.['text']), /could not be undone, .*: find \S+\/repaired\.\nIt said: it is not there$/)
    assert.match(String(warnings[1]?.['text']), /wait for ever\.\nIt said: it did not finish within 1 s$/)
    assert.deepEqual(readdirSync(join(server.backups, '.work/dead-1/journal')), ['0001', '0002'])
    theBackup(server)
    writeFileSync(repaired, '')
    writeFileSync(join(server.backups, '.work/dead-1/journal/0001'), note(server, '1'))
    const second = await play(server, recovers(server), { define: undosOfTests })
    assert.equal(second.code, 0)
    assert.deepEqual(notesOf(server).slice(4), ['2', '1'])
    await assertNothingLeft(server, second.id)
  })

  test('never removes what is no work of a run', async t => {
    const server = await makeServer(t, shell)
    const work = join(server.backups, '.work')
    for (const name of ['Not Ours', '..x', '.hidden', '-rf']) mkdirSync(join(work, name), { recursive: true })
    writeFileSync(join(work, 'file'), '')
    assert.equal((await play(server, recovers(server))).code, 0)
    assert.deepEqual(readdirSync(work).toSorted(), ['-rf', '..x', '.hidden', 'Not Ours', 'file'])
  })

  test('a step that dies after its journal entry is undone by the very run', async t => {
    const server = await makeServer(t, shell)
    const steps = [['mb_lock'], ['mb_recover'], ['mb_journal', 'note', join(server.folder, 'log'), 'undone'], ['false']] as const
    const { code, failure, id } = await play(server, stepsOf(server, steps), { define: undosOfTests })
    assert.deepEqual([code, failure?.code, notesOf(server)], [1, 'E_UNKNOWN', ['undone']])
    await assertNothingLeft(server, id)
  })

  test('an entry counts when it is in place, not before', async t => {
    const server = await makeServer(t, shell)
    await server.program('mv', 'kill -KILL -"$(cut -d " " -f 5 "/proc/$$/stat")"')
    const define = undosOfTests
    const steps = [['mb_lock'], ['mb_recover'], ['mb_journal', 'note', join(server.folder, 'log'), 'undone']] as const
    const run = await start(server, stepsOf(server, steps), { define })
    assert.equal((await run.dead).signal, 'SIGKILL')
    await server.removeProgram('mv')
    const { code, id } = await play(server, recovers(server), { define })
    assert.deepEqual([code, notesOf(server)], [0, []])
    await assertNothingLeft(server, id)
  })
})
