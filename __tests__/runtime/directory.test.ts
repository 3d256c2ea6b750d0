// Which backup directories are to be trusted, and what becomes of those that are not.
import assert from 'node:assert/strict'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { theBackup } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell, unlessRoot } from '../../testbed/shell/shells.ts'
import { mounted, noMounts } from './mounted.ts'
import { backupOf, bytesOf, stepsOf } from './plans.ts'
import { type Options, play } from './run.ts'

const take = [bytesOf('data', 'echo', 'data')]
const plain = 4711

async function assertRefused(server: Server, code: string, title: RegExp, options: Options = {}): Promise<void> {
  const ran = join(server.folder, 'ran')
  const { failure, ...played } = await play(server, stepsOf(server, [['touch', ran]]), options)
  assert.deepEqual([played.code, failure?.code], [1, code], JSON.stringify(failure))
  assert.match(String(failure?.title), title)
  assert.ok(!existsSync(ran), 'no step may run')
}

onEachShell('a backup directory', shell => {
  test('that is missing is made, for nobody else to read; nor is anything in it, at any moment', async t => {
    const server = await makeServer(t, shell)
    const elsewhere: Server = { ...server, backups: join(server.folder, 'new', 'backups') }
    const look = ['eval', `find "$MB_DIR" -perm /077 >>'${server.folder}/readable'`] as const
    const plan = backupOf(elsewhere, { take, before: { open: [look], take: [look], verify: [look], publish: [look], list: [look] } })
    const { code, failure } = await play(elsewhere, plan)
    assert.deepEqual([code, failure], [0, undefined])
    assert.equal(lstatSync(elsewhere.backups).mode & 0o7777, 0o700)
    assert.equal(readFileSync(join(server.folder, 'readable'), 'utf8'), '')
    theBackup(elsewhere)
  })

  test('that is a link is the directory it leads to', async t => {
    const server = await makeServer(t, shell)
    const link: Server = { ...server, backups: join(server.folder, 'link') }
    symlinkSync(server.backups, link.backups)
    assert.equal((await play(link, backupOf(link, { take }))).code, 0)
    theBackup(server)
  })

  test('that leads to one of the system is refused, and nothing is made there', { skip: unlessRoot }, async t => {
    const server = await makeServer(t, shell)
    for (const system of ['/etc', '/usr/share', '/', '/tmp', '/root', '/dev']) {
      rmSync(server.backups, { recursive: true })
      symlinkSync(system, server.backups)
      await assertRefused(server, 'E_PERM', /leads to .*, a directory of the system/)
      assert.ok(!existsSync(join(system, '.work')), system)
    }
  })

  test('that is a file, or cannot be made, is refused', { skip: unlessRoot }, async t => {
    const server = await makeServer(t, shell)
    rmSync(server.backups, { recursive: true })
    writeFileSync(server.backups, '')
    await assertRefused(server, 'E_PERM', /is not a directory/)
    rmSync(server.backups)
    symlinkSync('/nowhere/at/all', server.backups)
    await assertRefused(server, 'E_PERM', /is not a directory/)
    rmSync(server.backups)
    chmodSync(server.folder, 0o755)
    chownSync(server.app, plain, plain)
    await assertRefused(server, 'E_PERM', /cannot be created/, { user: plain })
  })

  test('of others, or open to others, is refused', { skip: unlessRoot }, async t => {
    const server = await makeServer(t, shell)
    for (const mode of [0o777, 0o770, 0o1777, 0o702]) {
      chmodSync(server.backups, mode)
      await assertRefused(server, 'E_PERM', /^Others may write to the backup directory/)
    }
    chmodSync(server.backups, 0o755)
    chownSync(server.backups, plain + 1, plain + 1)
    await assertRefused(server, 'E_PERM', /belongs to another user \(id 4712\)/)
    for (const path of [server.folder, server.app]) chownSync(path, plain, plain)
    await assertRefused(server, 'E_PERM', /belongs to another user \(id 4712\)/, { user: plain })
  })

  test('that cannot be written is refused before anything is done', { skip: unlessRoot }, async t => {
    const server = await makeServer(t, shell)
    for (const path of [server.folder, server.app, server.backups]) chownSync(path, plain, plain)
    chmodSync(server.backups, 0o500)
    await assertRefused(server, 'E_PERM', /may not write to .*\.work/, { user: plain })
  })

  test('that is read-only, or in two filesystems, is refused', { skip: noMounts }, async t => {
    const server = await makeServer(t, shell)
    for (const at of ['.work', '.meta']) mkdirSync(join(server.backups, at))
    await assertRefused(server, 'E_PERM', /may not write to/, await mounted(server, { options: 'ro' }))
    for (const on of ['.work', '.meta']) {
      await assertRefused(server, 'E_PREREQ', /is on another filesystem/, await mounted(server, { options: 'size=1m', on }))
    }
  })

  test('in which somebody planted links is refused, and nothing is written through them', async t => {
    const server = await makeServer(t, shell)
    const victim = join(server.folder, 'victim')
    mkdirSync(victim)
    for (const at of ['.work', '.meta']) {
      symlinkSync(victim, join(server.backups, at))
      await assertRefused(server, 'E_PERM', /is a symbolic link, which meeshy-backup did not create/)
      rmSync(join(server.backups, at))
    }
    assert.deepEqual(readdirSync(victim), [])
  })

  test('beside an application that is not there is not made', async t => {
    const server = await makeServer(t, shell)
    rmSync(server.app, { recursive: true })
    rmSync(server.backups, { recursive: true })
    await assertRefused(server, 'E_NOT_FOUND', /^The application directory .* is not on this server/)
    assert.ok(!existsSync(server.backups))
  })
})
