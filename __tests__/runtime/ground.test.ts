// The small functions that everything else stands on, where the tools of machines differ.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

onEachShell('the ground of every script', shell => {
  test('takes two sums that both failed for no equal ones', () => {
    const text = `openssl() { return 1; }; sha256sum() { return 1; }
one=$(echo x | mb_sha256) other=$(echo x | mb_sha256)
[ "$one" = "$other" ] && echo equal || echo other; echo "\${#one}"`
    const [verdict, length] = call(shell, text).toString().split('\n')
    assert.equal(verdict, 'other')
    assert.ok(Number(length) < 64)
  })

  test('finds the lines that are not in a file, also in an empty one', () => {
    const text = `printf 'a\\nb b\\n*\\n' >"$MB_WORK/all"; true >"$MB_WORK/none"; printf 'b b\\n' >"$MB_WORK/one"
for known in none one all; do printf '%s: ' "$known"; mb_lines_not_in "$MB_WORK/$known" <"$MB_WORK/all" | tr '\\n' ','; echo; done`
    assert.equal(call(shell, text).toString(), 'none: a,b b,*,\none: a,*,\nall: \n')
  })
})
