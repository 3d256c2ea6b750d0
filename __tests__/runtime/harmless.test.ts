// A tar from who knows where, judged by its listing before anything is unpacked.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'
import { directory, file, hard, link, special, tarOf } from './tarwriter.ts'

const judge = 'if mb_read_tree; then echo harmless; else cat "$MB_WORK/why"; fi'
const judgeFiles = 'if mb_read_fragment; then echo harmless; else cat "$MB_WORK/why"; fi'

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

  for (const [what, entries] of [
    ['a link and a file through it', [link('a', '/etc/cron.d'), file('a/x')]],
    ['a link and a file through it, written in another way', [link('./a/', '/etc/cron.d'), file('a//.//x')]],
    ['a link and a directory in its place, and a file in that', [link('a', '..'), directory('a'), file('a/x')]],
    ['a link deep inside and a hard link through it', [directory('d'), link('d/a', '/etc'), hard('d/b', 'd/a/passwd')]],
    ['a link whose target looks like the end of its name', [link('a', '/etc/ -> x'), file('a/x')]],
  ] as const) {
    test(`with ${what}, is refused`, () => {
      assert.match(call(shell, judge, { input: tarOf(entries) }).toString(), /outside of (its|their) place/)
    })
  }

  test('with links that nothing goes through is harmless, also if they are all called alike', () => {
    const entries = [
      directory('a'),
      link('a/link', '/etc'),
      file('a/link2'),
      file('a link/x'),
      file('linked/x'),
      hard('a/again', 'a/link2'),
    ]
    assert.equal(call(shell, judge, { input: tarOf(entries) }).toString(), 'harmless\n')
  })

  const odd = {
    device: special('3'),
    'block device': special('4'),
    pipe: special('6'),
    'program of root': file('x', { mode: 0o4755 }),
    'program of a group': file('x', { mode: 0o2755 }),
  }
  for (const [what, entry] of Object.entries(odd)) {
    test(`of configuration with a ${what} is refused; of a volume it is as it was there`, () => {
      const fragment = tarOf([entry]).subarray(0, -1024)
      assert.match(call(shell, judgeFiles, { input: fragment }).toString(), /it holds (what is neither|a program that)/)
      assert.equal(call(shell, judge, { input: tarOf([entry]) }).toString(), 'harmless\n')
    })
  }

  test('with names that a shell or tar could take for something else is harmless', () => {
    const entries = ['-rf', '$(x)', 'two\nlines', '--checkpoint-action=exec=sh'].map(name => file(name))
    assert.equal(call(shell, judge, { input: tarOf(entries) }).toString(), 'harmless\n')
  })

  test('that is cut is refused', () => {
    assert.match(call(shell, judge, { input: tar('long').subarray(0, 5000) }).toString(), /does not read it to its end/)
  })
})
