// Each rule of the runtime broken once, on its way to the server: the check that is there for it must notice. So no rule is only believed.
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { makeGate, reached } from '../../testbed/faults/gate.ts'
import { backUp, type Host, keep, makeHost, type Ran } from '../../testbed/faults/host.ts'
import { type Before, remember, violations, type When } from '../../testbed/faults/invariants.ts'
import { sshdOf } from '../../testbed/faults/overssh.ts'
import { everything, itself, kill, processesWith, type Shells, shellsOf } from '../../testbed/faults/processes.ts'
import { startReader } from '../../testbed/faults/reader.ts'
import { atPhase, type Change, type Phase } from '../../testbed/faults/seam.ts'
import { without } from '../../testbed/shell/shells.ts'
import { realSshd } from '../contracts/places.ts'
import { codeOf } from './after.ts'
import { startClient } from './client.ts'
import { traced } from './writes.ts'

type Scene = { readonly t: TestContext; readonly host: Host; readonly before: Before }

async function open(t: TestContext): Promise<Scene> {
  const host = await makeHost(t)
  for (const _ of [1, 2]) assert.equal(codeOf(await backUp(host)), 'success')
  t.after(async () => kill(...processesWith(`HOME=${host.folder}`).map(({ pid }) => pid)))
  return { t, host, before: remember(host) }
}

/** A run of the broken script that loses somebody at a phase. */
async function killed({ t, host }: Scene, broken: Change, phase: Phase, victim: keyof Shells | 'all'): Promise<Ran> {
  const gate = makeGate(host.folder)
  t.after(async () => gate.close())
  const running = backUp(host, { changes: [broken, atPhase(phase, gate.stop(itself))], heartbeat: 2 })
  const shells = shellsOf(await reached(gate, running))
  kill(...(victim === 'all' ? everything(host.folder, shells) : [shells[victim]]))
  gate.open()
  return running
}

async function assertNoticed({ host, before }: Scene, ran: Ran, when: When, expected: RegExp, within = 3): Promise<void> {
  const found = await violations(host, before, ran, when, { within })
  assert.ok(
    found.some(words => expected.test(words)),
    `nobody noticed: ${found.join('\n')}\n${ran.log}`,
  )
}

const replacing = (...replace: readonly (readonly [string, string])[]): Change => ({ operation: 'backup', replace })

const synced = [
  'fsync /.work/RUN/archive',
  'fsync /.work/RUN/runbook',
  'fsync /.work/RUN/manifest',
  'rename /.meta/NAME.restore.sh',
  'rename /.meta/NAME.json',
  'fsync /.meta',
  'link /NAME.tar.zst',
  'fsync /',
]

describe('a runtime that is broken', { concurrency: 2 }, () => {
  for (const [what, from, to] of [
    ['without fsync of the archive', 'mb_sync "$MB_WORK/archive" ||', ': ||'],
    ['without fsync of the runbook', '&& mb_sync "$MB_WORK/runbook" ||', '||'],
    ['without fsync of the manifest', '&& mb_sync "$MB_WORK/manifest" ||', '||'],
    ['without fsync of the directory of manifests', '"$meta" && mb_sync "$MB_AT/.meta" ||\nmb_unpublished', '"$meta" ||\nmb_unpublished'],
  ] as const) {
    test(`${what}: the order of writes is another (B5)`, { skip: without('strace') }, async t => {
      const { host } = await open(t)
      const published = (writes: readonly string[]) => writes.filter(write => !/journal|entry/.test(write)).slice(0, synced.length)
      assert.deepEqual(published((await traced(host)).writes), synced)
      const { ran, writes } = await traced(host, { changes: [replacing([from, to])] })
      assert.equal(codeOf(ran), 'success', ran.log)
      assert.notDeepEqual(published(writes), synced)
    })
  }

  test('that links the archive before its manifest is there: INV1, by the checker and by who reads meanwhile', async t => {
    const scene = await open(t)
    const reader = await startReader(scene.host.backups)
    const early = 'mb_phase synced\nmb_link "$MB_WORK/archive" "$MB_PATH"\nmb_phase early'
    const broken = replacing(['mb_phase synced', early])
    const ran = await killed(scene, broken, 'early' as Phase, 'all')
    await assertNoticed(scene, ran, 'after a death', /^INV1 .* is visible and not good/)
    assert.match((await reader.stop()).violations.join(), /^INV1/)
  })

  test('that removes what it was not told to: INV2', async t => {
    const scene = await open(t)
    const greedy: Change = { operation: 'rotate', replace: [['mb_remove() {\n', 'mb_remove() {\n  rm -f -- "$MB_DIR"/*.tar.*\n']] }
    await assertNoticed(scene, await backUp(scene.host, { changes: [greedy] }), 'after the run', /^INV2 /)
  })

  test('that publishes and does not say so: INV3', async t => {
    const scene = await open(t)
    const mute = replacing(['mb_lines result <"$MB_AT/.meta/$MB_NAME.json"', ':'])
    await assertNoticed(scene, await backUp(scene.host, { changes: [mute] }), 'after the run', /^INV3 /)
  })

  test('that drops an undo: INV4', async t => {
    const scene = await open(t)
    const ran = await killed(scene, replacing(['mb_settle "$entry" && continue\n', 'continue\n']), 'quiesced', 'worker')
    await assertNoticed(scene, ran, 'after the run', /^INV4 /)
  })

  test('that does not hear the end of its stdin, nor silence: INV5', { skip: realSshd.skip }, async t => {
    const scene = await open(t)
    const sshd = await sshdOf(scene.host)
    t.after(() => sshd.close())
    const gate = makeGate(scene.host.folder)
    t.after(async () => gate.close())
    const deaf = replacing(['mb_listen() {\n', 'mb_listen() {\n  sleep 1\n  return\n'])
    const client = startClient(scene.host, { target: sshd, heartbeat: 1, changes: [deaf, atPhase('verified', gate.stop('verified'))] })
    await reached(gate, client.ran)
    kill(client.pid)
    await assertNoticed(scene, await client.ran, 'after the run', /^INV5 the lock is held/)
  })

  test('that does not watch its time: INV12', async t => {
    const scene = await open(t)
    const gate = makeGate(scene.host.folder)
    t.after(async () => gate.close())
    const timeless = replacing(['[ "$MB_NOW" -lt "$MB_DEADLINE" ] ||', ': ||'], ['(sleep "$MB_TIMEOUT" && mb_tell USR2)', '(:)'])
    const ran = await backUp(scene.host, {
      settings: { timeout: 4 },
      heartbeat: 2,
      changes: [timeless, atPhase('verified', gate.stop('verified'))],
    })
    // The client gives up at last, and that ends it; the server should have, long before.
    assert.ok(ran.seconds > 10, ran.log)
  })

  test('that leaves its work: INV6', async t => {
    const scene = await open(t)
    const untidy = replacing(['= 1 ]; then mb_remove_work "$MB_WORK"; else', '= 1 ]; then :; else'])
    await assertNoticed(
      scene,
      await backUp(scene.host, { changes: [untidy], settings: { policy: { keep: keep + 1 } } }),
      'after the run',
      /^INV6 \.work/,
    )
  })

  test('that does not mind who may read: INV7', async t => {
    const scene = await open(t)
    await assertNoticed(
      scene,
      await backUp(scene.host, { changes: [replacing(['umask 077\nfor name', 'umask 022\nfor name'])] }),
      'after the run',
      /^INV7 /,
    )
  })

  test('that quotes what it reads: INV8', async t => {
    const scene = await open(t)
    const chatty = replacing(['files_inside "$path" "$from"\n', 'mb_warn note "$(cat "$from")" config\n'])
    const ran = await backUp(scene.host, { changes: [chatty] })
    await assertNoticed(scene, ran, 'after the run', /^INV8 the secret is in the log/)
    await assertNoticed(scene, ran, 'after the run', /^INV8 the secret is in \.meta/)
  })

  test('without the lock: INV10, of two at once one is cleaned up after by the other', async t => {
    const scene = await open(t)
    const gate = makeGate(scene.host.folder)
    t.after(async () => gate.close())
    const unlocked = replacing(['while ! flock -n 9; do', 'while false; do'])
    const first = backUp(scene.host, { changes: [unlocked, atPhase('quiesced', gate.stop('quiesced'))] })
    await reached(gate, first)
    await backUp(scene.host, { changes: [unlocked] })
    gate.open()
    await assertNoticed(scene, await first, 'after the next run', /^INV10 /)
  })

  test('that makes room by removing: INV11', async t => {
    const scene = await open(t)
    const rm = 'for file in "$MB_DIR"/*.tar.*; do rm -f -- "$file"; break; done'
    const greedy = replacing(['mb_preflight() {\n', `mb_preflight() {\n  ${rm}\n`])
    await assertNoticed(scene, await killed(scene, greedy, 'closed', 'worker'), 'after the run', /^INV11 /)
  })

  test('that does not clean up after the dead: INV4, INV6', async t => {
    const scene = await open(t)
    await killed(scene, replacing(), 'quiesced', 'all')
    const forgetful = replacing([
      'mb_recover() {\n',
      'mb_recover() {\n  mkdir "$MB_WORK" "$MB_WORK/journal" && : >"$MB_WORK/warnings"\n  return\n',
    ])
    // A run that finds traces of a dead one cleans up before it plans, and once more under its own lock.
    const changes = [forgetful, { ...forgetful, operation: 'recover' } as const]
    const next = await backUp(scene.host, { changes, settings: { policy: { keep: keep + 1 } } })
    await assertNoticed(scene, next, 'after the next run', /^INV4 /)
    await assertNoticed(scene, next, 'after the next run', /^INV6 \.work/)
  })

  test('that takes the statuses of its programs for good: INV1, the archive is not what was read', async t => {
    const scene = await open(t)
    await scene.host.program(
      'zstd',
      `case " $* " in *' -T0 '*) head -c 1000 | /usr/bin/zstd "$@"; cat >/dev/null; exit 0 ;; esac\nexec /usr/bin/zstd "$@"`,
    )
    const blind = replacing([
      'mb_prove_new() {\n',
      'mb_prove_new() {\n  MB_BYTES=$(mb_size "$MB_WORK/archive") MB_SHA256=$(mb_sha256 <"$MB_WORK/archive") MB_VERIFIED=$1\n  : >"$MB_WORK/verified"\n  return\n',
    ])
    const ran = await backUp(scene.host, { changes: [blind] })
    assert.equal(codeOf(ran), 'success', ran.log)
    await scene.host.removeProgram('zstd')
    await assertNoticed(scene, ran, 'after the run', /^INV1 /)
  })
})
