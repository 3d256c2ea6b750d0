// Room for a restore: what is written where is added up for each file system, and each of them is asked by numbers, whatever its device and its
// mount point are called.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { onEachShell, type Shell, unlessRoot } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

const disk = mkdtempSync(join(tmpdir(), 'other-disk-'))
after(() => rmSync(disk, { recursive: true }))

const rows = [
  ['config', 'config', '1000', '0', '1', 'x', 'live', 'files=3'],
  ['paths/uploads', 'paths/uploads.tar', '5000', '1', '1', 'x', 'live', 'entries=40'],
  ['database', 'database/mongodb_x.archive', '7000', '2', '1', 'x', 'live', 'documents=12 collections=2'],
]

/** Runs mb_room with these words, and tells what it says; `stat` is the test's own, of two file systems: what is on the other disk, and the rest. */
function room(shell: Shell, words: readonly string[], { data = '1000 100 1000 200 500', rest = '1000 100 1000 200 500', more = '' } = {}) {
  const text = `
stat() {
  for last; do :; done
  case "$1$3-$last" in
    -f*-*other-disk*) echo '${data}' ;;
    -f*) echo '${rest}' ;;
    *-*other-disk*) echo 2 ;;
    *) echo 1 ;;
  esac
}
mkdir "$MB_WORK/there"
MB_DIR=$MB_WORK MB_MIN_FREE=2000 MB_CHOSEN='config paths/uploads database' MB_OPERATION=restore MB_ROWS='${rows.map(row => row.join('\t')).join('\n')}'
${more}
(mb_room "$@") 4>&1 && cut -f 2,3 "$MB_WORK/needs" | sort -n`
  return call(shell, `${text} || :`, { words }).toString()
}

onEachShell('room for a restore', shell => {
  test('is the sum of what each file system gets, in bytes and files, of the components that are chosen', () => {
    const words = [
      ...[
        'config',
        '300',
        '.',
        'the safety backup',
        'config',
        '1x',
        `${disk}/app/.env`,
        'beside',
        'config',
        '1x',
        `${disk}/app/nginx`,
        'beside',
      ],
      ...[
        'paths/uploads',
        '1x',
        `${disk}/uploads`,
        'beside',
        'redis',
        '2x',
        `${disk}/redis`,
        'beside',
        'database',
        '2x',
        '/none',
        'loaded',
      ],
    ]
    // The two places of one set of files are on one disk, and count once there. Redis was not chosen.
    assert.equal(room(shell, words), '6000\t43\n14300\t0\n')
  })

  test('counts what a step noted, and passes over a place that is not on this machine', () => {
    const words = ['database', '1x', '?/not/there', 'loaded there', 'database', '1x', '?/', 'loaded']
    const more = `mb_will_write redis 400 3 '/odd "place"
of two lines' 'beside'`
    assert.equal(room(shell, words, { more }), '7400\t3\n')
  })

  test('that is missing is named with its file system, what it needs and has, and what for', () => {
    const said = room(shell, ['paths/uploads', '1x', '/', 'made ready beside its place', 'config', '600', '.', 'the safety backup'], {
      rest: '1000 7 1000 100 500',
    })
    assert.match(said, /Error: E_NOSPACE {2}Not enough room for this restore on the disk of \/\S*\./)
    assert.match(said, /Disk: \/\n/)
    assert.match(said, /Needs: 5\.6 kB beside the present data until the end, and min-free keeps 2\.0 kB free/)
    assert.match(said, /Has: 7\.0 kB free/)
    assert.match(said, /For: paths\/uploads: made ready beside its place: 5\.0 kB\nconfig: the safety backup: 600 B\n/)
    assert.match(said, /nothing was stopped, nothing was changed/)
  })

  test('counts inodes, unless the file system does not', () => {
    assert.match(
      room(shell, ['paths/uploads', '1x', '/', 'x'], { rest: '1000 100 1000 103 500' }),
      /not enough inodes[\s\S]*Needs: 104 inodes[\s\S]*Has: 103/,
    )
    assert.equal(room(shell, ['paths/uploads', '1x', '/', 'x'], { rest: '1000 100 1000 104 500' }), '5000\t40\n')
    assert.equal(room(shell, ['paths/uploads', '1x', '/', 'x'], { rest: '1000 100 1000 0 0' }), '5000\t40\n')
  })

  test('is asked of a file system with any name for its device and its place', { skip: unlessRoot }, t => {
    const folder = mkdtempSync(join(tmpdir(), 'room-'))
    const at = join(folder, '1 999 1 99% \nodd')
    mkdirSync(at)
    // As df prints it, the second word of its line is not what is free.
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m,nr_inodes=77', '/dev/x 1 2 3 4% /y', at])
    t.after(() => {
      execFileSync('umount', [at])
      rmSync(folder, { recursive: true })
    })
    mkdirSync(join(at, 'deep'))
    symlinkSync('deep', join(at, 'link'))
    const text = 'for each in "$@"; do mb_free_at "$each" && printf "%s %s %s." "$MB_FREE" "$MB_INODES" "$(mb_mount_of "$each")"; done'
    const { bavail, bsize, ffree } = statfsSync(at)
    const one = `${bavail * bsize} ${ffree} ${at}.`
    assert.equal(call(shell, text, { words: [at, join(at, 'deep'), join(at, 'link')] }).toString(), one.repeat(3))
  })
})
