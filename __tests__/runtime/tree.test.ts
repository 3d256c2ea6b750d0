// Directories: everything a filesystem can hold comes back as it was, and what changes while it is read is noticed.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, decompress, type Kept, storedOf, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, pathOf, unlessRoot, without } from '../../testbed/shell/shells.ts'
import { makeAwkward, portrait } from './awkward.ts'
import { backupOf, tree } from './plans.ts'
import { type Played, play } from './run.ts'

const inodes = { skip: unlessRoot || without('setfattr', 'setfacl', 'getfattr', 'mknod', 'tar') }
/** The tars differ, the shells do not. */
const tars = [dash, busybox]

/** The tar in the archive, laid out by GNU tar. */
function laidOut(kept: Kept, name: string, to: string): string {
  mkdirSync(to)
  const flags = ['--numeric-owner', '--acls', '--xattrs', '--xattrs-include=*', '-xpSf', '-']
  execFileSync('tar', flags, { cwd: to, input: decompress(storedOf(kept, name), kept), stdio: ['pipe', 'pipe', 'ignore'] })
  return to
}

onEachShell(
  'a tree',
  shell => {
    const extremes = shell.tar === 'gnu'

    test('with everything in it is the same after it is taken out', inodes, async t => {
      const server = await makeServer(t, shell)
      const from = join(server.folder, "-x it's a tree")
      await makeAwkward(from, { extremes })
      const played = await play(server, backupOf(server, { take: [tree('awkward', from)], compress: 'zstd' }))
      assert.deepEqual([played.code, played.failure], [0, undefined])
      const kept = theBackup(server)
      const to = laidOut(kept, 'paths/awkward', join(server.folder, 'out'))
      assert.equal(portrait(to, { extremes }), portrait(from, { extremes }))
      assert.ok(!existsSync(join(to, 'socket')))
      const component = kept.manifest.components[0]
      assert.equal(component?.consistency, 'live')
      assert.ok((component?.counts['entries'] ?? 0) > 20)
      // A gigabyte of nothing takes no room, in the archive or on the way there.
      if (extremes) assert.ok((component?.rawBytes ?? 0) < 1_000_000, `${component?.rawBytes} bytes`)
      else assert.match(component?.warnings.join() + kept.manifest.warnings.join(), /plain-tar/)
    })

    test('that cannot be read fails the run, root or not', { skip: unlessRoot }, async t => {
      const server = await makeServer(t, shell)
      const [from, user] = [join(server.folder, 'tree'), 4711]
      mkdirSync(from)
      writeFileSync(join(from, 'readable'), 'yes')
      writeFileSync(join(from, 'private'), 'no', { mode: 0o600 })
      chownSync(join(from, 'private'), 4712, 4712)
      for (const path of [server.folder, server.app, server.backups]) chownSync(path, user, user)
      const played = await play(server, backupOf(server, { take: [tree('data', from)] }), { user })
      assertFailed(server, played, /^Reading paths\/data ended with status [12]\.$/)
      assert.match(String(played.failure?.details['Said']), /private'?: .*Permission denied/)
      await assertNothingLeft(server, played.id)
    })

    test('that is not there fails the run', async t => {
      const server = await makeServer(t, shell)
      const played = await play(server, backupOf(server, { take: [tree('gone', join(server.folder, 'gone'))] }))
      assert.deepEqual([played.code, played.failure?.code], [1, 'E_NOT_FOUND'])
      await assertNothingLeft(server, played.id)
    })

    test('in which a file grew once is read again', async t => {
      const { kept } = await whileRead(t, shell, 'once', `printf more >>"$file"`)
      assert.equal(kept.manifest.components[0]?.consistency, 'live')
      assert.deepEqual(
        kept.manifest.components[0]?.warnings.filter(text => !text.startsWith('plain-tar')),
        [],
      )
      assert.equal(large(kept).length, 3_000_004)
    })

    test('in which a file grows each time is kept, and that is said', async t => {
      const { kept } = await whileRead(t, shell, 'always', `printf more >>"$file"`)
      assert.equal(kept.manifest.components[0]?.consistency, 'changed-while-read')
      assert.match(
        kept.manifest.components[0]?.warnings.join(),
        /changed-while-read: .*three times.*(changed as we read it|differ before and after)/,
      )
    })

    test('whose files cannot be looked at is not called whole, where tar does not look by itself', async t => {
      const server = await makeServer(t, shell)
      const directory = join(server.folder, 'tree')
      mkdirSync(directory)
      writeFileSync(join(directory, 'file'), 'file')
      const real = shell.tar === 'gnu' ? String(pathOf('find')) : `${pathOf('busybox')} find`
      await server.program('find', `case "$*" in *'-exec stat'*) exit 1 ;; esac\nexec ${real} "$@"`)
      assert.equal((await play(server, backupOf(server, { take: [tree('data', directory)] }))).code, 0)
      assert.equal(theBackup(server).manifest.components[0]?.consistency, shell.tar === 'gnu' ? 'live' : 'changed-while-read')
    })

    test('in which a file vanished is read again, without it', async t => {
      const { kept } = await whileRead(t, shell, 'once', `rm "$directory/z-later"`)
      assert.equal(kept.manifest.components[0]?.consistency, 'live')
      assert.equal(large(kept).length, 3_000_000)
    })

    test('in which a file shrinks each time fails the run: zeros are not what was in it', async t => {
      const { server, played } = await alter(t, shell, 'always', `truncate -s 100000 "$file"; sleep 0.01`, `cp "$file.whole" "$file"`)
      assertFailed(
        server,
        played,
        /^Files of paths\/data shrank while they were read, three times|^Reading paths\/data ended with status 1/,
      )
      await assertNothingLeft(server, played.id)
    })
  },
  { over: tars },
)

function assertFailed(server: Server, { code, failure }: Played, title: RegExp): void {
  assert.deepEqual([code, failure?.code], [1, 'E_ARCHIVE'], JSON.stringify(failure))
  assert.match(String(failure?.title), title)
  assert.deepEqual(visible(server), [])
}

/** Takes a tree of which tar has read the first megabyte of its large file when the shell text is run: once, or each time. */
async function alter(
  t: Parameters<typeof makeServer>[0],
  shell: Server['shell'],
  when: 'once' | 'always',
  text: string,
  before = ':',
): Promise<{ server: Server; played: Played }> {
  const server = await makeServer(t, shell)
  const directory = join(server.folder, 'tree')
  mkdirSync(directory)
  const file = join(directory, 'large')
  writeFileSync(file, Buffer.alloc(3_000_000, 'x'))
  writeFileSync(join(server.folder, 'tree', 'z-later'), 'later')
  writeFileSync(`${join(server.folder, 'large.whole')}`, Buffer.alloc(3_000_000, 'x'))
  const real = shell.tar === 'gnu' ? pathOf('tar') : `${pathOf('busybox')} tar`
  // Its output stands still while the file is altered, and so does tar: a pipe holds no more than 64 kB.
  await server.program(
    'tar',
    `case "$*" in *-cf*) ;; *) exec ${real} "$@" ;; esac
directory='${directory}' file='${file}'
if [ ${when} = once ] && ! mkdir '${server.folder}/altered' 2>/dev/null; then exec ${real} "$@"; fi
${before.replace('$file.whole', `${server.folder}/large.whole`)}
exec 4>&1
status=$({ { ${real} "$@"; echo $? >&3; } | { dd bs=1000 count=1000 iflag=fullblock 2>/dev/null; ${text}; cat; } >&4; } 3>&1)
exit "$status"`,
  )
  return { server, played: await play(server, backupOf(server, { take: [tree('data', directory)] })) }
}

async function whileRead(...words: Parameters<typeof alter>): Promise<{ kept: Kept }> {
  const { server, played } = await alter(...words)
  assert.deepEqual([played.code, played.failure], [0, undefined])
  return { kept: theBackup(server) }
}

function large(kept: Kept): Buffer {
  return execFileSync('tar', ['-xOf', '-', './large'], { input: decompress(storedOf(kept, 'paths/data'), kept), maxBuffer: 1 << 28 })
}
