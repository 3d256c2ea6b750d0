// What people decide about single backups: pinned, released, deleted. Written whole or not at all, and judged again under the lock.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseManifest } from '../../src/backups/manifest.ts'
import type { Command } from '../../src/protocol/step.ts'
import { render } from '../../src/script/render.ts'
import { assertGood, assertNothingLeft, manifestOf, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf, stepsOf } from './plans.ts'
import { newRunId, type Played, play } from './run.ts'

const take = [bytesOf('data', 'echo', 'data')]
const pinsIn = { leftOut: [{ what: '"pinned":true', why: '"prefix":"x","pinned":true' }] }

const under = (server: Server, ...commands: Command[]): Promise<Played> =>
  play(server, stepsOf(server, [['mb_lock'], ['mb_recover'], ...commands]))

/** A backup; what the plan knew of it has words that look like the fields of a manifest. */
async function made(server: Server, pinned = false): Promise<{ name: string; file: string }> {
  const plan = backupOf(server, { take })
  const { result } = await play(server, { ...plan, known: { ...plan.known, manifest: { ...pinsIn, pinned } } })
  return { name: result?.name ?? '', file: result?.archive.file ?? '' }
}

const meta = ({ backups }: Server, name: string) => join(backups, '.meta', `${name}.json`)
const told = ({ failure }: Played) => [failure?.code, failure?.title]

onEachShell('a pin', shell => {
  test('changes one field of the manifest and nothing else, there and back', async t => {
    const server = await makeServer(t, shell)
    const [one, other] = [await made(server), await made(server)]
    const before = readFileSync(meta(server, one.name), 'utf8')
    const untouched = readFileSync(meta(server, other.name), 'utf8')
    const pinned = await under(server, ['mb_pin', 'true', one.name])
    assert.deepEqual(
      pinned.events.filter(event => event.type === 'pinned'),
      [{ type: 'pinned', name: one.name, pinned: true }],
    )
    assert.equal(readFileSync(meta(server, one.name), 'utf8'), before.replace('"pinned":false', '"pinned":true'))
    assert.deepEqual([manifestOf(server, one.name).pinned, manifestOf(server, other.name).pinned], [true, false])
    assert.equal(statSync(meta(server, one.name)).mode & 0o777, 0o600)
    await under(server, ['mb_pin', 'true', one.name])
    await under(server, ['mb_pin', 'false', one.name])
    assert.deepEqual([readFileSync(meta(server, one.name), 'utf8'), readFileSync(meta(server, other.name), 'utf8')], [before, untouched])
    assertGood(server)
    await assertNothingLeft(server, pinned.id)
  })

  test('of a manifest that says nothing of it says it', async t => {
    const server = await makeServer(t, shell)
    const { name } = await made(server)
    const text = readFileSync(meta(server, name), 'utf8').replace('"pinned":false,', '').replace(`"${pinsIn.leftOut[0]?.why}"`, '"why"')
    writeFileSync(meta(server, name), text)
    await under(server, ['mb_pin', 'true', name])
    assert.equal(manifestOf(server, name).pinned, true)
  })

  test('of several is of all or of none, and a link is no manifest', async t => {
    const server = await makeServer(t, shell)
    const { name } = await made(server)
    const played = await under(server, ['mb_pin', 'true', name, 'nightly-20200101_000000'])
    assert.equal(played.failure?.code, 'E_NOT_FOUND')
    assert.equal(manifestOf(server, name).pinned, false)
    symlinkSync(meta(server, name), meta(server, 'nightly-20200101_000000'))
    writeFileSync(join(server.backups, 'nightly-20200101_000000.tar.gz'), 'x')
    assert.equal((await under(server, ['mb_pin', 'true', 'nightly-20200101_000000'])).failure?.code, 'E_NOT_FOUND')
    assert.equal(manifestOf(server, name).pinned, false)
  })

  test('that is killed before it is in place leaves the manifest as it was', async t => {
    const server = await makeServer(t, shell)
    const { name } = await made(server)
    const before = readFileSync(meta(server, name), 'utf8')
    const id = newRunId()
    const plan = stepsOf(server, [['mb_lock'], ['mb_recover'], ['mb_pin', 'true', name]])
    const script = render(plan, { id, nonce: `nonce-of-${id}`, heartbeat: 30, timeout: 60 })
    const killed = script.replace(/\nmb_main$/, () => '\nmb_phase() { [ "$1" != rewritten ] || { kill -KILL $$; sleep 60; }; }\nmb_main')
    const played = await play(server, plan, { id, script: killed })
    assert.notEqual(played.code, 0)
    await under(server)
    assert.equal(readFileSync(meta(server, name), 'utf8'), before)
    assert.ok(!('problem' in parseManifest(before)))
    assertGood(server)
  })

  test('made meanwhile keeps rotation from removing it', async t => {
    const server = await makeServer(t, shell)
    const one = await made(server, true)
    const played = await under(server, ['mb_remove', one.name])
    assert.deepEqual([played.code, visible(server)], [0, [one.file]])
    assert.deepEqual(
      played.events.filter(event => event.type === 'warning').map(event => event['code']),
      ['pinned-meanwhile'],
    )
  })
})

onEachShell('a deletion', shell => {
  test('takes the archive and what lies in .meta about it, and leaves the others', async t => {
    const server = await makeServer(t, shell)
    const [one, other] = [await made(server), await made(server)]
    writeFileSync(join(server.backups, '.meta', `${one.name}.restore.sh`), 'x')
    const { code, events, id } = await under(server, ['mb_delete', one.file])
    assert.equal(code, 0)
    assert.deepEqual(
      events.filter(event => event.type === 'removed'),
      [{ type: 'removed', name: one.name, file: one.file }],
    )
    assert.deepEqual([visible(server), readdirSync(join(server.backups, '.meta'))], [[other.file], [`${other.name}.json`]])
    assertGood(server)
    await assertNothingLeft(server, id)
  })

  test('of what is pinned is refused, and then nothing else that was named goes', async t => {
    const server = await makeServer(t, shell)
    const [one, pinned] = [await made(server), await made(server, true)]
    const played = await under(server, ['mb_delete', one.file, pinned.file])
    assert.deepEqual(told(played), ['E_INPUT', `The backup ${pinned.name} is pinned, so it is not deleted.`])
    assert.match(played.failure?.details['next'] ?? '', new RegExp(`unpin ${pinned.name}`))
    assert.equal(assertGood(server).length, 2)
    await under(server, ['mb_pin', 'false', pinned.name])
    await under(server, ['mb_delete', one.file, pinned.file])
    assert.deepEqual(visible(server), [])
  })

  test('of a second archive of a pinned name takes that file alone', async t => {
    const server = await makeServer(t, shell)
    const pinned = await made(server, true)
    const stray = `${pinned.name}.tar.zst`
    writeFileSync(join(server.backups, stray), 'x')
    assert.equal((await under(server, ['mb_delete', stray])).code, 0)
    assertGood(server, [pinned.file])
    assert.deepEqual(visible(server), [pinned.file])
  })

  test('of what a restore that is incomplete may need is refused; others may go, to make room for it', async t => {
    const server = await makeServer(t, shell)
    const [restored, safety, other] = [await made(server), await made(server), await made(server)]
    const run = manifestOf(server, safety.name).runId
    writeFileSync(join(server.backups, '.restore-incomplete'), `${run}\t${restored.name}\tdatabase\n`)
    for (const { file, name } of [restored, safety])
      assert.deepEqual(told(await under(server, ['mb_delete', file])), [
        'E_INPUT',
        `A restore on this server is incomplete and may need ${name}, so it is not deleted.`,
      ])
    assert.equal((await under(server, ['mb_delete', other.file])).code, 0)
    writeFileSync(join(server.backups, '.restore-incomplete'), '')
    assert.equal((await under(server, ['mb_delete', safety.file])).failure?.code, 'E_INPUT')
    assert.deepEqual(visible(server), [restored.file, safety.file].sort())
  })

  test('never follows a link, and never leaves the directory', async t => {
    const server = await makeServer(t, shell)
    const outside = join(server.folder, 'nightly-20200101_000000.tar.gz')
    writeFileSync(outside, 'x')
    symlinkSync(outside, join(server.backups, 'nightly-20200101_000000.tar.gz'))
    for (const file of ['nightly-20200101_000000.tar.gz', 'nightly-20200102_000000.tar.gz'])
      assert.equal((await under(server, ['mb_delete', file])).failure?.code, 'E_NOT_FOUND')
    assert.ok(existsSync(outside))
  })
})
