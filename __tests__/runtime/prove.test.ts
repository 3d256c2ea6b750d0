// Between the writing of an archive and its publication any byte may go bad: whatever does is found, and named.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'
import { backupOf, bytesOf, tree } from './plans.ts'
import { play } from './run.ts'

/** Shell text that turns over every bit of the byte at an offset of the archive. */
const flip = (at: string) =>
  `at=$((${at})); byte=$(dd if="$MB_WORK/archive" bs=1 skip=$at count=1 2>/dev/null | od -An -tu1)
printf "\\\\$(printf %03o $((255 - byte)))" | dd of="$MB_WORK/archive" bs=1 seek=$at conv=notrunc 2>/dev/null`
/** A number about the n-th component: its row's column. */
const columnOf = (component: number, column: number) => `$(sed -n ${component}p "$MB_WORK/components" | cut -f ${column})`

function components(server: Server) {
  writeFileSync(join(server.app, 'words'), 'word\n'.repeat(5000))
  return [bytesOf('first', 'seq', '1', '2000'), tree('app', server.app), bytesOf('last', 'echo', 'last')]
}

const middle = `${columnOf(2, 4)} + ${columnOf(2, 5)} / 2`
const cutAt = (at: string) => `dd if=/dev/null of="$MB_WORK/archive" bs=1 seek=$((${at})) count=0 2>/dev/null`
const damages = [
  { level: 'read', compress: 'zstd', what: 'a flipped byte', damage: flip(middle) },
  { level: 'checksum', compress: 'gzip', what: 'a missing end', damage: cutAt(middle) },
] as const

onEachShell('verification', shell => {
  for (const { level, compress, what, damage } of damages) {
    test(`by ${level} finds ${what}, names the component and its bytes, and publishes nothing`, async t => {
      const server = await makeServer(t, shell)
      const plan = backupOf(server, { take: components(server), compress, verify: level, before: { verify: [['eval', damage]] } })
      const { code, failure, id, noise } = await play(server, plan)
      assert.deepEqual([code, failure?.code], [1, 'E_VERIFY'], `${JSON.stringify(failure)} ${noise}`)
      assert.match(String(failure?.title), /^paths\/app does not read back as it was taken/)
      assert.match(failure?.details['Archive'] ?? '', /^bytes \d+ to \d+ of the new archive$/)
      assert.deepEqual(visible(server), [])
      await assertNothingLeft(server, id)
    })
  }
})

/** Offsets in an archive, as shell text: in a component, in gzip's own header where no checksum of it reaches, and where no component lies. */
const places: Readonly<Record<string, string>> = {
  'the first byte of a component': columnOf(2, 4),
  'the last byte of a component': `${columnOf(2, 4)} + ${columnOf(2, 5)} - 1`,
  'the first byte': '0',
  'the first header': '200',
  'the end of a header': `${columnOf(1, 4)} - 1`,
  'the time in a compressed header': `${columnOf(1, 4)} + 5`,
  'a padding': `${columnOf(1, 4)} + ${columnOf(1, 5)} + 12`,
  'a header in between': `${columnOf(2, 4)} - 200`,
  'the entry of the metadata': `${columnOf(2, 4)} + ${columnOf(2, 5)} + 900`,
  'the last byte': '$(mb_size "$MB_WORK/archive") - 1',
}

onEachShell(
  'verification of an archive',
  shell => {
    for (const [compress, levels] of [
      ['zstd', 'read'],
      ['gzip', 'read checksum'],
    ] as const) {
      test(`of ${compress} by ${levels}: nothing may flip or go unnoticed`, () => {
        // The archive is written by the runtime, and damaged in one shell, over and over.
        const check = (what: string, damage: string) =>
          `${damage}\nfor level in ${levels}; do rm -rf "$MB_WORK/failed"; ! (mb_prove_new $level) 2>/dev/null || echo "unnoticed by $level: ${what}"; done
cp "$MB_WORK/sound" "$MB_WORK/archive"`
        const script = [
          `MB_DIR=$MB_WORK MB_AT=$MB_WORK MB_APP=/ MB_PREFIX=manual MB_SCOPE=full MB_CONTEXT= MB_NOTES= MB_COMPRESS=${compress} MB_MIN_FREE=0`,
          'exec 3>/dev/null',
          'docker() { :; }',
          'mkdir -p "$MB_WORK/.meta"; : >"$MB_WORK/warnings"',
          'mb_open_archive; mb_collect one one.bin echo some words; mb_collect two two.bin echo more; mb_close_archive',
          'cp "$MB_WORK/archive" "$MB_WORK/sound"',
          `for level in ${levels}; do (mb_prove_new $level) && echo "sound by $level"; done`,
          ...Object.entries(places).map(([what, at]) => check(what, flip(at))),
          check('the last entries', cutAt(`${columnOf(2, 4)} + ${columnOf(2, 5)}`)),
          check('something after the end', 'cat "$MB_WORK/member" >>"$MB_WORK/archive"'),
        ].join('\n')
        assert.deepEqual(
          call(shell, script).toString().trim().split('\n'),
          levels.split(' ').map(level => `sound by ${level}`),
        )
      })
    }
  },
  { over: [dash, busybox] },
)
