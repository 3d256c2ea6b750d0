// Whether containers are well: their own health check is run at once, and what Docker says of them counts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onEachShell, pathOf } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

type Check = readonly string[]

/**
 * A docker with the container `web`, whose health check is this. `says`: what it says of its health, look by look; the last for ever. Returns each command
 * that was run in it, a line each, and how often it was looked at.
 */
function wait(shell: Parameters<typeof call>[0], check: Check, { says = ['starting'], unsteady = '', within = 8, pause = 0.05 } = {}) {
  const text = `mkdir "$MB_WORK/bin"
cd "$MB_WORK"
printf 'stop web\\n' >held
printf '${unsteady}\\n' >unsteady
true >probed
true >looks
cat >bin/docker <<'DOCKER'
#!/bin/sh
case "$*" in
  *State.Status*)
    echo >>looks
    set -- ${says.join(' ')}
    n=$(($(wc -l <looks)))
    [ $n -le $# ] || n=$#
    eval "echo running \\\${$n} 0" ;;
  *Healthcheck*) cat check ;;
  exec*) shift 2; echo probe >>probed; exec "$@" ;;
esac
DOCKER
cat >bin/timeout <<'TIMEOUT'
#!/bin/sh
shift
exec '${pathOf('timeout')}' 1 "$@"
TIMEOUT
chmod +x bin/*
cat >check
PATH=$PWD/bin:$PATH
sleep() { command sleep ${pause}; }
mb_phase() { :; }
mb_fail() { echo "failed: $4"; [ ${pause} = 0.05 ] || echo "after $(($(wc -l <looks))) looks"; exit; }
MB_HEALTH_TIMEOUT=${within}
mb_health
echo "$(($(wc -l <probed))) $(($(wc -l <looks)))"`
  const said = call(shell, text, { input: [check.length, ...check].join('\n') }).toString()
  const [probed = Number.NaN, looks = Number.NaN] = said.split(' ').map(Number)
  return { said, probed, looks }
}

onEachShell('the health of a container that is starting', shell => {
  test('is that of its own check, in the words of a shell', () => {
    const { probed, looks, said } = wait(shell, ['CMD-SHELL', `[ "$(echo 'a  b')" = 'a  b' ] &&\n  true "*" || exit 1`])
    assert.deepEqual([probed, looks], [2, 2], said)
  })

  test('is that of its own check, word by word', () => {
    const words = ['CMD', 'sh', '-c', '[ "$1" = "a  *" ]', 'name', 'a  *']
    const { probed, looks, said } = wait(shell, words)
    assert.deepEqual([probed, looks], [2, 2], said)
  })

  test('is waited for while the check fails', () => {
    const { probed, looks, said } = wait(shell, [
      'CMD-SHELL',
      '[ -e up ] || { echo >>tries; [ $(wc -l <tries) -lt 3 ] || touch up; exit 1; }',
    ])
    assert.deepEqual([probed, looks], [5, 5], said)
  })

  test('is never found where the check does not come to pass', () => {
    const { said } = wait(shell, ['CMD-SHELL', 'exit 1'])
    assert.equal(said, 'failed: web running starting 0\n')
  })

  test('is waited for by the clock, however long a look takes', () => {
    const { said } = wait(shell, ['CMD-SHELL', 'exit 1'], { within: 4, pause: 2.1 })
    assert.match(said, /^failed: web running starting 0\nafter [123] looks\n$/)
  })

  for (const [what, check] of Object.entries({
    'has a word of two lines': ['CMD', 'sh', '-c', 'true\ntrue'],
    'has an empty word': ['CMD', 'sh', '-c', 'true', ''],
    'is none': ['NONE'],
  } satisfies Record<string, Check>)) {
    test(`is left to Docker where the check ${what}`, () => {
      const { probed, looks, said } = wait(shell, check, { says: ['starting', 'starting', 'healthy'] })
      assert.deepEqual([probed, looks], [0, 4], said)
    })
  }

  test('is left to Docker where the check hangs, which is tried once', () => {
    const { probed, looks, said } = wait(shell, ['CMD-SHELL', 'exec sleep 30'], { says: ['starting', 'starting', 'healthy'] })
    assert.deepEqual([probed, looks], [1, 4], said)
  })

  test('is not judged where it started again and again before', () => {
    const { probed, looks, said } = wait(shell, ['CMD-SHELL', 'exit 1'], { unsteady: 'web' })
    assert.deepEqual([probed, looks], [0, 0], said)
  })

  test('is not asked for where Docker knows it', () => {
    assert.equal(wait(shell, ['CMD-SHELL', 'exit 1'], { says: ['healthy'] }).probed, 0)
    const { probed, said } = wait(shell, ['CMD-SHELL', 'true'], { says: ['unhealthy'] })
    assert.ok(Number.isNaN(probed))
    assert.equal(said, 'failed: web running unhealthy 0\n')
  })
})
