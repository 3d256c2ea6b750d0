// Output of tools is judged from forms that no name in it can shift: of processes, of file systems.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { call } from '../runtime/functions.ts'

onEachShell('a name', shell => {
  test('of a process cannot make another one a part of this run', () => {
    const text = `sleep 20 >/dev/null 2>&1 & victim=$!
sh -c '(printf "a\\n%s (b" "$0" >/proc/self/comm; sleep 20; :) & wait' "$victim" >/dev/null 2>&1 & root=$!
n=0; until grep -qs "^Name:.a.n$victim" /proc/[0-9]*/status || [ $n = 50 ]; do sleep 0.1; n=$((n + 1)); done
MB_MARK=/; mb_ours "$root"
case " $MB_OURS " in *" $victim "*) echo victim ;; *' '[0-9]*) echo spared ;; *) echo nobody ;; esac
kill -KILL $victim $MB_OURS $root`
    assert.equal(call(shell, text).toString(), 'spared\n')
  })

  test('of a device does not shift how much is free', { skip: mounted(() => {}) }, () => {
    mounted(at => {
      const [bytes = 0, inodes = 0] = call(shell, `mb_free_at '${at}'; printf '%s\\n' "$MB_FREE" "$MB_INODES"`)
        .toString()
        .split('\n')
        .map(Number)
      assert.ok(bytes > 900_000 && bytes <= 1_048_576, `${bytes} bytes`)
      assert.ok(inodes > 10 && inodes < 1000, `${inodes} inodes`)
    })
  })
})

/** With a file system of 1 MB whose device has such a name; false, or why there is none. */
function mounted(use: (at: string) => void): string | false {
  const at = mkdtempSync(join(tmpdir(), 'shifted-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,nr_inodes=500', 'my share 7 8 9 10% /x', at])
  try {
    if (status === 0) use(at)
    return status !== 0 && 'this account cannot mount'
  } finally {
    if (status === 0) execFileSync('umount', [at])
    rmdirSync(at)
  }
}
