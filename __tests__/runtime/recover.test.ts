// What a run that died left behind: the next one undoes it, once, backwards, and only what was really written down.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, theBackup } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell, pathOf } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf, stepsOf } from './plans.ts'
import { play, start } from './run.ts'

/** The work directory of a run that died, with a journal of these entries. Each tells `log` that it ran. */
function leaveWork(server: Server, id: string, entries: Readonly<Record<string, string>>): void {
  const journal = join(server.backups, '.work', id, 'journal')
  mkdirSync(journal, { recursive: true })
  for (const [name, text] of Object.entries(entries)) writeFileSync(join(journal, name), `echo ${name} >>'${server.folder}/log'\n${text}\n`)
  writeFileSync(join(server.backups, '.work', id, 'archive'), 'half of one')
}

const logOf = (server: Server) =>
  existsSync(join(server.folder, 'log')) ? readFileSync(join(server.folder, 'log'), 'utf8').trim().split('\n') : []
const recovers = (server: Server) => stepsOf(server, [['mb_lock'], ['mb_recover']])

onEachShell('recovery', shell => {
  test('undoes a dead run backwards, ends its processes, and removes its work', async t => {
    const server = await makeServer(t, shell)
    leaveWork(server, 'dead-1', { '0000': ':', '0001': ':', '0010': ':', entry: 'exit 1', '0002.torn': ':' })
    leaveWork(server, 'dead-2', {})
    const orphan = spawn('sleep', ['60'], { env: { ...process.env, MB_RUN: 'dead-1' } })
    t.after(() => orphan.kill('SIGKILL'))
    const stranger = spawn('sleep', ['60'], { env: { ...process.env, MB_RUN: 'dead-11' } })
    t.after(() => stranger.kill('SIGKILL'))
    const over = once(orphan, 'exit')
    const { code, failure, events, id } = await play(server, recovers(server))
    assert.deepEqual([code, failure], [0, undefined])
    assert.deepEqual(logOf(server), ['0010', '0001', '0000'])
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
    // Sixty seconds are not for a test to wait.
    await server.program(
      'timeout',
      `[ "$1" != 60 ] || { shift; set -- 1 "$@"; }\nexec ${shell.tar === 'gnu' ? pathOf('timeout') : `${pathOf('busybox')} timeout`} "$@"`,
    )
    leaveWork(server, 'dead-1', { '0000': ':', '0001': 'exec sleep 60', '0002': `test -e '${server.folder}/repaired'`, '0003': ':' })
    const first = await play(server, backupOf(server, { take: [bytesOf('data', 'echo', 'data')] }))
    assert.deepEqual([first.code, first.failure], [0, undefined])
    assert.deepEqual(logOf(server), ['0003', '0002', '0001', '0000'])
    const warnings = first.events.filter(event => event.type === 'warning')
    assert.deepEqual(
      warnings.map(event => event['code']),
      ['undo-failed', 'undo-failed'],
    )
    assert.match(String(warnings[0]?.['text']), /repaired/)
    assert.deepEqual(readdirSync(join(server.backups, '.work/dead-1/journal')), ['0001', '0002'])
    theBackup(server)
    writeFileSync(join(server.folder, 'repaired'), '')
    writeFileSync(join(server.backups, '.work/dead-1/journal/0001'), ':\n')
    const second = await play(server, recovers(server))
    assert.equal(second.code, 0)
    assert.deepEqual(logOf(server).slice(4), ['0002'])
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
    const undone = join(server.folder, 'undone')
    const steps = [['mb_lock'], ['mb_recover'], ['mb_journal', `touch '${undone}'`], ['false']] as const
    const { code, failure, id } = await play(server, stepsOf(server, steps))
    assert.deepEqual([code, failure?.code, existsSync(undone)], [1, 'E_UNKNOWN', true])
    await assertNothingLeft(server, id)
  })

  test('an entry counts when it is in place, not before', async t => {
    const server = await makeServer(t, shell)
    await server.program('mv', 'kill -KILL -"$(cut -d " " -f 5 "/proc/$$/stat")"')
    const run = await start(server, stepsOf(server, [['mb_lock'], ['mb_recover'], ['mb_journal', `touch '${server.folder}/undone'`]]))
    assert.equal((await run.dead).signal, 'SIGKILL')
    await server.removeProgram('mv')
    const { code, id } = await play(server, recovers(server))
    assert.deepEqual([code, existsSync(join(server.folder, 'undone'))], [0, false])
    await assertNothingLeft(server, id)
  })
})
