// A tar from who knows where, judged by its listing before anything is unpacked.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { call } from './functions.ts'
import { onEachShell } from './shells.ts'

const judge = 'if mb_read_tree; then echo harmless; else cat "$MB_WORK/why"; fi'

const folder = mkdtempSync(join(tmpdir(), 'harmless-'))
after(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'sub'))
for (const file of ['file', 'a..b', 'sub/...']) writeFileSync(join(folder, file), 'x')
writeFileSync(join(folder, 'long'), 'x'.repeat(9000))
linkSync(join(folder, 'file'), join(folder, 'hard'))
symlinkSync('/etc/passwd', join(folder, 'absolute link'))
symlinkSync('../../up', join(folder, 'sub', 'link up'))

const tar = (...words: readonly string[]) => execFileSync('tar', ['-C', folder, '-P', '-cf', '-', ...words])

onEachShell('a tar', shell => {
  test('with links, hard links and odd names that stay inside is harmless', () => {
    assert.equal(call(shell, judge, { input: tar('.') }).toString(), 'harmless\n')
  })

  for (const [what, words] of [
    ['an absolute name', ['--transform', 's,^file$,/etc/cron.d/x,', 'file']],
    ['a name that climbs', ['--transform', 's,^file$,../../x,', 'file']],
    ['a name that climbs later', ['--transform', 's,^file$,sub/../../x,', 'file']],
    ['a hard link to an absolute target', ['--transform', 's,^file$,/etc/passwd,hR', 'file', 'hard']],
    ['a hard link that climbs', ['--transform', 's,^file$,../../x,hR', 'file', 'hard']],
  ] as const) {
    test(`with ${what}, that would write outside of its place is refused`, () => {
      assert.match(call(shell, judge, { input: tar(...words) }).toString(), /outside of its place/)
    })
  }

  test('that is cut is refused', () => {
    assert.match(call(shell, judge, { input: tar('long').subarray(0, 5000) }).toString(), /does not read it to its end/)
  })
})
