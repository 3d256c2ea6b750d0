// gzip on several cores: pieces that are compressed beside each other are one stream, in their order, or there is no backup.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, decompress, storedOf, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, pathOf } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf } from './plans.ts'
import { play } from './run.ts'

/** Seven pieces of 8 MiB, the last not whole: the kilobytes differ, so that an order is one. */
const large = Buffer.concat(
  Array.from({ length: 50_001 }, (_, n) => Buffer.concat([Buffer.from(`${n}\n`), Buffer.alloc(1000, n % 251), randomBytes(24)])),
)

/** A machine of so many cores, whose gzip leaves a word in `calls`, and does at its n-th call of a piece what `at` says of it. */
async function withCores(server: Server, cores: number, at: Readonly<Record<number, string>> = {}): Promise<void> {
  const calls = join(server.folder, 'calls')
  writeFileSync(calls, '')
  await server.program('nproc', `echo ${cores}`)
  const cases = Object.entries(at).map(([nth, text]) => `${nth}) ${text} ;;`)
  await server.program(
    'gzip',
    `case "$*" in '-c -4') echo piece >>'${calls}'; case $(wc -l <'${calls}') in ${cases.join(' ')} *) ;; esac ;; esac\nexec '${pathOf('gzip')}' "$@"`,
  )
}

/** Each begins with ten bytes that say so (RFC 1952, 2.3.1): deflate, no flags, whatever time, Unix. */
function membersOf(stored: Buffer): number {
  return stored.toString('latin1').match(/\x1f\x8b\x08\0[\0-\xff]{4}[\0\x02\x04]\x03/g)?.length ?? 0
}

async function backUp(server: Server) {
  const file = join(server.folder, 'large')
  writeFileSync(file, large)
  return play(server, backupOf(server, { take: [bytesOf('large', 'cat', file)] }))
}

onEachShell(
  'gzip in lanes',
  shell => {
    for (const cores of [2, 3, 64]) {
      test(`on ${cores} cores gives back what was taken, though the first pieces take longest`, async t => {
        const server = await makeServer(t, shell)
        await withCores(server, cores, { 1: 'sleep 0.7', 2: 'sleep 0.3' })
        const { code, failure } = await backUp(server)
        assert.deepEqual([code, failure], [0, undefined])
        const kept = theBackup(server)
        assert.ok(decompress(storedOf(kept, 'large'), kept).equals(large))
        assert.equal(membersOf(storedOf(kept, 'large')), Math.ceil(large.length / 2 ** 23))
      })
    }

    test('on one core is one gzip', async t => {
      const server = await makeServer(t, shell)
      await withCores(server, 1)
      assert.equal((await backUp(server)).code, 0)
      const kept = theBackup(server)
      assert.ok(decompress(storedOf(kept, 'large'), kept).equals(large))
      assert.equal(membersOf(storedOf(kept, 'large')), 1)
    })

    for (const [how, text] of [
      ['dies', 'kill -KILL $$'],
      ['fails', 'exit 1'],
      ['writes half of it and says that all is well', `'${pathOf('gzip')}' -c -4 | head -c 1000; exit 0`],
    ] as const) {
      test(`of which one ${how} makes no backup`, async t => {
        const server = await makeServer(t, shell)
        await withCores(server, 2, { 3: text })
        const { code, failure, id } = await backUp(server)
        assert.equal(code, 1)
        assert.ok(['E_ARCHIVE', 'E_VERIFY'].includes(failure?.code ?? ''), JSON.stringify(failure))
        assert.deepEqual(visible(server), [])
        await assertNothingLeft(server, id)
      })
    }
  },
  { over: [dash, busybox] },
)
