// Which processes are a run's own: what is not found is not ended, and holds the connection until it ends by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

onEachShell('the processes of a run', shell => {
  test('are found although the shell that looks for them is killed', () => {
    const said = call(
      shell,
      `MB_RUN=marked sleep 30 &
ours=$!
MB_MARK=marked
awk() {
  [ -e "$MB_WORK/killed" ] || { true >"$MB_WORK/killed"; kill -KILL "$(exec sh -c 'echo "$PPID"')"; }
  command awk "$@"
}
mb_ours 0
kill "$ours"
[ -e "$MB_WORK/killed" ] || echo 'nobody was killed'
case " $MB_OURS " in *" $ours "*) echo found ;; *) echo "not found: $MB_OURS" ;; esac`,
    )
    assert.equal(said.toString(), 'found\n')
  })
})
