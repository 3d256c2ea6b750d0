// The backup directory as it is listed, archives of the old scripts that are read once, and removal.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type Catalogue, catalogueOf } from '../../src/backups/catalogue.ts'
import type { Command } from '../../src/protocol/step.ts'
import { FactsReader } from '../../src/server/facts.ts'
import { assertNothingLeft, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell, pathOf, unlessRoot, without } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf, stepsOf } from './plans.ts'
import { type Played, play } from './run.ts'

const take = [bytesOf('data', 'echo', 'data')]

async function under(server: Server, ...commands: Command[]): Promise<Played> {
  const played = await play(server, stepsOf(server, [['mb_lock'], ['mb_recover'], ...commands]))
  assert.deepEqual([played.code, played.failure], [0, undefined])
  return played
}

function catalogue({ heard }: Played): Catalogue {
  const reader = new FactsReader()
  for (const event of heard) reader.add(event)
  assert.ok(reader.complete)
  return catalogueOf(reader.listing())
}

const warnings = ({ events }: Played) => events.filter(event => event.type === 'warning').map(event => `${event['code']}: ${event['text']}`)

onEachShell('the catalogue', shell => {
  test('tells backups, strangers and what is odd, and changes nothing', async t => {
    const server = await makeServer(t, shell)
    const { result } = await play(server, backupOf(server, { take }))
    const { backups } = server
    mkdirSync(join(backups, 'pre-update-20200101_000000.tar.gz'))
    symlinkSync('/etc/hostname', join(backups, 'pre-update-20200102_000000.tar.gz'))
    for (const name of ['notes.txt', 'pre-update-20200103_000000.tar.zst', '-rf', 'odd name', 'new\nline', '$(x)'])
      writeFileSync(join(backups, name), 'x')
    const before = execFileSync('find', [backups, '-printf', '%P %T@ %s\n']).toString()
    const looked = await play(server, stepsOf(server, [['mb_catalogue']], { writes: false }))
    const found = catalogue(looked)
    assert.deepEqual(
      found.backups.map(backup => backup.manifest),
      [result],
    )
    assert.deepEqual(
      found.strangers.map(({ file, why }) => `${file}: ${why}`),
      [
        '-rf: its name is not that of a backup',
        'notes.txt: its name is not that of a backup',
        'pre-update-20200101_000000.tar.gz: it is a directory',
        'pre-update-20200102_000000.tar.gz: it is a symbolic link',
      ],
    )
    assert.deepEqual(found.damaged, [
      { file: 'pre-update-20200103_000000.tar.zst', prefix: 'pre-update', bytes: 1, why: 'it has no manifest' },
    ])
    assert.equal(found.odd, 3)
    assert.deepEqual([found.restoreIncomplete, looked.events.find(event => event.type === 'catalogue')?.['odd']], [false, 3])
    assert.equal(execFileSync('find', [backups, '-printf', '%P %T@ %s\n']).toString(), before)
    writeFileSync(join(backups, '.restore-incomplete'), '')
    assert.ok(catalogue(await play(server, stepsOf(server, [['mb_catalogue']], { writes: false }))).restoreIncomplete)
  })

  test('of a directory that is missing is empty, and does not make it', async t => {
    const server = await makeServer(t, shell)
    const elsewhere: Server = { ...server, backups: join(server.folder, 'none') }
    const found = catalogue(await play(elsewhere, stepsOf(elsewhere, [['mb_catalogue']], { writes: false })))
    assert.deepEqual([found.backups, found.damaged, found.strangers], [[], [], []])
    assert.ok(!existsSync(elsewhere.backups))
  })
})

/** What the old scripts left: some of it sound. */
function leaveOldArchives(server: Server): void {
  mkdirSync(join(server.folder, 'old'))
  writeFileSync(join(server.folder, 'old', 'dump'), 'words\n'.repeat(10_000))
  const sound = execFileSync('tar', ['-czf', '-', '-C', server.folder, 'old'])
  const archives: Readonly<Record<string, Buffer>> = {
    'pre-update-20241019_143022': sound,
    'pre-update-20241020_143022': sound.subarray(0, sound.length - 20),
    'pre-update-20241021_143022': Buffer.from('this is no gzip'),
    'pre-update-20241022_143022': gzipSync('x'.repeat(2000)),
    'pre-update-20241023_143022': Buffer.alloc(0),
    'pre-update-20241024_143022': gzipSync(''),
    'pre-update-20241025_143022': Buffer.concat([sound.subarray(0, 200), Buffer.alloc(50), sound.subarray(250)]),
    'pre-update-latest': sound,
    'nightly-20241026_143022': sound,
  }
  for (const [name, bytes] of Object.entries(archives)) writeFileSync(join(server.backups, `${name}.tar.gz`), bytes)
}

onEachShell('an archive of the old scripts', shell => {
  test('is read to its end once, and counts if it is sound', async t => {
    const server = await makeServer(t, shell)
    leaveOldArchives(server)
    const [first, second] = [await under(server, ['mb_adopt'], ['mb_catalogue']), await under(server, ['mb_catalogue'])]
    for (const played of [first, second]) {
      const { backups, damaged, unread } = catalogue(played)
      assert.deepEqual(
        backups.map(({ name, kind, verified, pinned, time }) => [name, kind, verified, pinned, time]),
        [['pre-update-20241019_143022', 'old-format', 'read', false, 1_729_348_222]],
      )
      assert.deepEqual(unread, [])
      assert.deepEqual(
        damaged.map(({ file }) => file).filter(file => file.startsWith('pre-update-')),
        [20, 21, 22, 23, 24, 25].map(day => `pre-update-202410${day}_143022.tar.gz`),
      )
    }
  })

  test('is not read again until it is another file', async t => {
    const server = await makeServer(t, shell)
    leaveOldArchives(server)
    await under(server, ['mb_adopt'])
    const read = join(server.folder, 'read')
    writeFileSync(read, '')
    const real = shell.tar === 'gnu' ? pathOf('tar') : `${pathOf('busybox')} tar`
    await server.program('tar', `case "$*" in *-tvf*) echo >>'${read}' ;; esac\nexec ${real} "$@"`)
    await under(server, ['mb_adopt'])
    assert.equal(readFileSync(read, 'utf8'), '')
    const mended = execFileSync('tar', ['-czf', '-', '-C', server.folder, 'old'])
    writeFileSync(join(server.backups, 'pre-update-20241021_143022.tar.gz'), mended)
    const { backups } = catalogue(await under(server, ['mb_adopt'], ['mb_catalogue']))
    assert.equal(readFileSync(read, 'utf8'), '\n')
    assert.deepEqual(
      backups.map(({ name }) => name),
      ['pre-update-20241021_143022', 'pre-update-20241019_143022'],
    )
  })
})

onEachShell('removal', shell => {
  test('takes the archive with all that belongs to it, and no more', async t => {
    const server = await makeServer(t, shell)
    const names = []
    for (const prefix of ['pre-update', 'nightly']) names.push((await play(server, backupOf(server, { take, prefix }))).result?.name ?? '')
    const [gone = '', stays = ''] = names
    writeFileSync(join(server.backups, '.meta', `${gone}.restore.sh`), '')
    const outside = join(server.folder, 'x.tar.gz')
    writeFileSync(outside, '')
    const played = await under(server, ['mb_remove', gone, 'nightly-20200101_000000', '../x', '', '.lock', '.meta', '*', '-rf'])
    assert.deepEqual(
      played.events.filter(event => event.type === 'removed').map(event => event['name']),
      [gone, 'nightly-20200101_000000', '*', '-rf'],
    )
    assert.equal(theBackup(server).manifest.name, stays)
    assert.ok(existsSync(outside))
    await assertNothingLeft(server, played.id)
  })

  test('of what cannot be removed is a warning; it keeps its manifest and is tried again', {
    skip: unlessRoot || without('chattr'),
  }, async t => {
    const server = await makeServer(t, shell)
    const names: string[] = []
    for (const prefix of ['pre-update', 'nightly']) names.push((await play(server, backupOf(server, { take, prefix }))).result?.name ?? '')
    const stuck = join(server.backups, `${names[0]}.tar.gz`)
    execFileSync('chattr', ['+i', stuck])
    t.after(() => existsSync(stuck) && execFileSync('chattr', ['-i', stuck]))
    const played = await under(server, ['mb_remove', ...names])
    assert.deepEqual(warnings(played), [`rotation-failed: The old backup ${names[0]} could not be removed; the next run tries again.`])
    assert.equal(theBackup(server).manifest.name, names[0])
    execFileSync('chattr', ['-i', stuck])
    const again = await under(server, ['mb_remove', ...names])
    assert.deepEqual([warnings(again), visible(server)], [[], []])
    await assertNothingLeft(server, again.id)
  })

  test('waits while a restore is incomplete', async t => {
    const server = await makeServer(t, shell)
    const { result } = await play(server, backupOf(server, { take }))
    writeFileSync(join(server.backups, '.restore-incomplete'), '')
    const played = await under(server, ['mb_remove', result?.name ?? ''])
    assert.deepEqual(warnings(played), ['restore-incomplete: A restore on this server is incomplete, so no old backup was removed.'])
    theBackup(server)
  })
})
