// A disk that is full, before or while a backup is written: what was there stays, what was begun goes, and the cause is named.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertGood, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell } from '../../testbed/shell/shells.ts'
import { mounted, noMounts } from './mounted.ts'
import { backupOf, bytesOf } from './plans.ts'
import { play } from './run.ts'

/** Two components that cannot be compressed, of one megabyte together. */
function incompressible(server: Server) {
  return ['one', 'two'].map((name, n) => {
    const file = join(server.folder, name)
    writeFileSync(file, randomBytes(n === 0 ? 700_000 : 300_000))
    return bytesOf(name, 'cat', file)
  })
}

onEachShell(
  'a disk',
  shell => {
    test('that fills at any moment: E_NOSPACE, and the room is free again', { skip: noMounts }, async t => {
      const server = await makeServer(t, shell)
      await play(server, backupOf(server, { take: [bytesOf('before', 'echo', 'before')] }))
      const before = assertGood(server)
      const take = incompressible(server)
      const succeeded: number[] = []
      // In 4 kB blocks: from no room for the first bytes to just enough for the last, which are written in small pieces.
      for (const blocks of [4, 172, 200, ...Array.from({ length: 7 }, (_, n) => 247 + n * 3), 300]) {
        const { under, copy } = await mounted(server, { options: `size=${blocks * 4096}` })
        const { code, failure, noise } = await play(server, backupOf(server, { take }), { under })
        const after = { ...server, backups: copy }
        const kept = assertGood(after)
        assert.ok(kept[0]?.bytes.equals(before[0]?.bytes ?? Buffer.alloc(0)), `${blocks}: the old one is as it was`)
        if (code === 0) succeeded.push(blocks)
        else assert.equal(failure?.code, 'E_NOSPACE', `${blocks}: ${JSON.stringify(failure)} ${noise.join('\n')}`)
        assert.equal(kept.length, code === 0 ? 2 : 1)
        assert.deepEqual([readdirSync(join(copy, '.work')), readdirSync(join(copy, '.meta')).length], [[], kept.length], `${blocks}`)
      }
      assert.equal(succeeded.at(-1), 300)
      assert.ok(succeeded.length < 7, `with that many blocks it succeeded: ${succeeded}`)
    })

    test('without room for what is asked: nothing is begun, and the message has the numbers', { skip: noMounts }, async t => {
      const server = await makeServer(t, shell)
      await play(server, backupOf(server, { take: [bytesOf('before', 'echo', 'before')] }))
      const [old = ''] = visible(server)
      const asked = backupOf(server, { take: incompressible(server), variables: { MB_MIN_FREE: '1000000000' } })
      const { under, copy } = await mounted(server, { options: 'size=2m' })
      const { code, failure, events } = await play(server, asked, { under })
      assert.deepEqual([code, failure?.code, failure?.step], [1, 'E_NOSPACE', 3])
      const { Needs, Has, next } = failure?.details ?? {}
      assert.equal(Needs, '1.0 kB (for a test), and min-free keeps 1.0 GB free')
      assert.match(String(Has), /^2\.\d MB free in /)
      assert.match(String(next), new RegExp(`Largest: ${old}, \\d+`))
      assert.ok(!events.some(event => event.type === 'name'))
      assert.deepEqual(readdirSync(join(copy, '.work')), [])
    })

    test('without inodes: E_NOSPACE says that it is those', { skip: noMounts }, async t => {
      const server = await makeServer(t, shell)
      const take = incompressible(server)
      const few = await mounted(server, { options: 'size=8m,nr_inodes=40' })
      const told = await play(server, backupOf(server, { take }), few)
      assert.deepEqual([told.code, told.failure?.code], [1, 'E_NOSPACE'])
      assert.match(String(told.failure?.title), /almost no inodes/)
      // Gone only when the work has begun: they are used up by somebody else.
      const enough = await mounted(server, { options: 'size=8m,nr_inodes=200' })
      const uses = ['eval', 'n=0; while true 2>/dev/null >"$MB_DIR/other-$n"; do n=$((n + 1)); done'] as const
      const late = await play(server, backupOf(server, { take, before: { take: [uses] } }), enough)
      assert.deepEqual([late.code, late.failure?.code], [1, 'E_NOSPACE'], JSON.stringify(late.failure))
      assert.match(String(late.failure?.title) + JSON.stringify(late.failure?.details), /inodes/)
      assert.deepEqual(readdirSync(join(enough.copy, '.work')), [])
      assert.ok(!existsSync(join(enough.copy, '.meta', 'x')))
    })
  },
  { over: [dash, busybox] },
)
