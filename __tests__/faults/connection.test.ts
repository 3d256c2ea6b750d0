// A7 to A16, D5: the connection between client and server is cut, falls silent, or is bad; over a real sshd, in a network of its own.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { type Gate, makeGate, reached } from '../../testbed/faults/gate.ts'
import { backUp, type Host, makeHost, type Ran } from '../../testbed/faults/host.ts'
import { type Before, remember, violations } from '../../testbed/faults/invariants.ts'
import { sshdOf, type Target } from '../../testbed/faults/overssh.ts'
import { itself, kill, parentOf, processesWith, type Shells, shellsOf } from '../../testbed/faults/processes.ts'
import { atPhase, type Change, type Phase } from '../../testbed/faults/seam.ts'
import { isLockFree } from '../../testbed/shell/backups.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { realSshd } from '../contracts/places.ts'
import { type Client, type ClientOptions, startClient } from './client.ts'
import { type Network, noNetwork, openNetwork } from './network.ts'

/** Seconds of silence after which the server takes the client for gone. */
const heartbeat = 3

type Scene = {
  readonly host: Host
  readonly network: Network
  readonly target: Target
  readonly before: Before
  readonly listener: number
}

/** A host with one good backup, reached by an sshd in a network of its own. */
async function open(t: TestContext): Promise<Scene> {
  const host = await makeHost(t)
  const network = await openNetwork()
  t.after(() => network.close())
  const sshd = await sshdOf(host, network.under)
  t.after(() => sshd.close())
  assert.equal((await backUp(host)).outcome?.status, 'success')
  return { host, network, target: sshd, before: remember(host), listener: sshd.pid }
}

function start({ host, network, target }: Scene, options: Omit<ClientOptions, 'target' | 'under'> = {}): Client {
  return startClient(host, { target, under: network.under, heartbeat, ...options })
}

/** A client whose run stands still at a phase. */
async function stopped(t: TestContext, scene: Scene, phase: Phase | 'start'): Promise<{ client: Client; gate: Gate; shells: Shells }> {
  const gate = makeGate(scene.host.folder)
  t.after(async () => gate.close())
  const atStart: Change = { operation: 'backup', define: gate.stop('"$$"') }
  const client = start(scene, { changes: [phase === 'start' ? atStart : atPhase(phase, gate.stop(itself))] })
  t.after(async () => kill(client.pid))
  const words = await reached(gate, client.ran)
  const [main = ''] = words
  return { client, gate, shells: phase === 'start' ? { main: Number(main), worker: 0, watchdog: 0 } : shellsOf(words) }
}

/** Nothing of the run is left on the server, without any later run, within its time; then the next one needs no hand. */
async function assertUndone({ host, before }: Scene, ran: Ran): Promise<void> {
  assert.deepEqual(await violations(host, before, ran, 'after the run', { within: heartbeat + 5 }), [], ran.log)
  await assertNext(host, before)
}

async function assertNext(host: Host, before: Before): Promise<void> {
  assert.deepEqual(await violations(host, before, await backUp(host), 'after the next run'), [])
}

const codeOf = (ran: Ran) => ran.outcome?.failure?.code ?? ran.outcome?.status

describe('a connection', { skip: noNetwork || realSshd.skip, concurrency: 3 }, () => {
  test('that nothing answers is given up after the connect timeout, all tries together (A2)', async t => {
    const scene = await open(t)
    await scene.network.blackHole(scene.target.port)
    const ran = await start(scene).ran
    assert.equal(codeOf(ran), 'E_CONNECT', ran.log)
    assert.match(ran.outcome?.failure?.title ?? '', new RegExp(`127\\.0\\.0\\.1:${scene.target.port}: .*no answer within 5 s`))
    assert.ok(ran.seconds >= 5 && ran.seconds < 15, `it took ${ran.seconds} s`)
    await scene.network.heal()
    await assertUndone(scene, ran)
  })

  for (const phase of ['start', 'locked', 'quiesced', 'collected-paths/uploads', 'verified'] as const) {
    test(`cut by the death of the session, at ${phase} (A7, A11)`, async t => {
      const scene = await open(t)
      const { client, gate, shells } = await stopped(t, scene, phase)
      kill(parentOf(shells.main))
      if (phase === 'start') gate.open()
      const ran = await client.ran
      assert.equal(codeOf(ran), 'E_INTERRUPTED', ran.log)
      await assertUndone(scene, ran)
    })
  }

  test('cut by the death of the client (A11)', async t => {
    const scene = await open(t)
    const { client } = await stopped(t, scene, 'quiesced')
    kill(client.pid)
    await assertUndone(scene, await client.ran)
  })

  test('cut by the death of the client, below a program that has a process group of its own (A11)', async t => {
    const scene = await open(t)
    const gate = makeGate(scene.host.folder)
    t.after(async () => gate.close())
    await scene.host.program('tar', `exec timeout 600 sh -c '${gate.stop('here').replaceAll("'", `'\\''`)}; exec sleep 600'`)
    const client = start(scene)
    await reached(gate, client.ran)
    kill(client.pid)
    gate.open()
    const ran = await client.ran
    assert.deepEqual(await violations(scene.host, scene.before, ran, 'after the run', { within: heartbeat + 5 }), [])
    await scene.host.removeProgram('tar')
    await assertNext(scene.host, scene.before)
  })

  test('cut while the script is sent (A8)', async t => {
    const scene = await open(t)
    await scene.network.run('sysctl', '-qw', 'net.netfilter.nf_conntrack_acct=1')
    const bytes = ['-m', 'connbytes', '--connbytes', '20000:', '--connbytes-dir', 'original', '--connbytes-mode', 'bytes']
    await scene.network.run(
      'iptables',
      '-I',
      'INPUT',
      '-p',
      'tcp',
      '--dport',
      String(scene.target.port),
      ...bytes,
      '-j',
      'REJECT',
      '--reject-with',
      'tcp-reset',
    )
    const ran = await start(scene).ran
    assert.ok(['E_INTERRUPTED', 'E_CONNECT'].includes(codeOf(ran) ?? ''), ran.log)
    // The server hears nothing of it: a shell waits there for the rest of its script, holds nothing meanwhile, and gives up after a minute.
    assert.deepEqual(readdirSync(join(scene.host.backups, '.work')), [])
    assert.ok(isLockFree(scene.host))
    assert.notDeepEqual(processesWith(`HOME=${scene.host.folder}`), [], 'the script stalled')
    await eventually(() => processesWith(`HOME=${scene.host.folder}`).length === 0, 65)
    await assertUndone(scene, ran)
  })

  test('that becomes a black hole, and heals (A12)', async t => {
    const scene = await open(t)
    const { client } = await stopped(t, scene, 'quiesced')
    await scene.network.blackHole(scene.target.port)
    // The server, alone, within its heartbeat.
    await eventually(() => processesWith(`HOME=${scene.host.folder}`).length === 0)
    assert.deepEqual(scene.host.engine.states(), scene.before.containers)
    await scene.network.heal()
    const ran = await client.ran
    assert.equal(codeOf(ran), 'E_INTERRUPTED', ran.log)
    await assertUndone(scene, ran)
  })

  test('that becomes a black hole, behind which the client dies; a new run at once waits for the old one (A12, D5)', async t => {
    const scene = await open(t)
    const { client } = await stopped(t, scene, 'quiesced')
    await scene.network.blackHole(scene.target.port)
    kill(client.pid)
    const next = await backUp(scene.host, { settings: { lockTimeout: heartbeat + 5 } })
    assert.equal(codeOf(next), 'success', next.log)
    assert.deepEqual(await violations(scene.host, scene.before, next, 'after the next run'), [])
  })

  test('whose listener is restarted goes on (A13)', async t => {
    const scene = await open(t)
    const { client, gate } = await stopped(t, scene, 'collected-paths/uploads')
    process.kill(scene.listener, 'SIGTERM')
    gate.open()
    const ran = await client.ran
    assert.equal(codeOf(ran), 'success', ran.log)
    await assertNext(scene.host, scene.before)
  })

  test('whose client is frozen is given up, and the client says so when it wakes (A14)', async t => {
    const scene = await open(t)
    const { client } = await stopped(t, scene, 'quiesced')
    process.kill(client.pid, 'SIGSTOP')
    await eventually(() => processesWith(`HOME=${scene.host.folder}`).length === 0)
    assert.deepEqual(scene.host.engine.states(), scene.before.containers)
    process.kill(client.pid, 'SIGCONT')
    const ran = await client.ran
    assert.equal(codeOf(ran), 'E_INTERRUPTED', ran.log)
    await assertUndone(scene, ran)
  })

  test('lost after the archive was linked: asked for, and told as what it is (A15)', async t => {
    const scene = await open(t)
    const { client, gate } = await stopped(t, scene, 'linked')
    await scene.network.blackHole(scene.target.port)
    gate.open()
    await client.says('connection-lost')
    await scene.network.heal()
    const ran = await client.ran
    assert.equal(codeOf(ran), 'success', ran.log)
    assert.ok(
      ran.outcome?.warnings.some(words => words.startsWith('outcome-late')),
      ran.log,
    )
    await assertNext(scene.host, scene.before)
  })

  test('lost for good after the archive was linked: unknown, and where to look (A15)', async t => {
    const scene = await open(t)
    const { client, gate } = await stopped(t, scene, 'linked')
    await scene.network.blackHole(scene.target.port)
    gate.open()
    const ran = await client.ran
    const failure = ran.outcome?.failure
    assert.equal(failure?.code, 'E_UNKNOWN', ran.log)
    assert.match(failure?.next ?? '', new RegExp(`${dirname(scene.host.backups).split('/').at(-1)}/.*\\.meta on the server`))
    await assertNext(scene.host, remember(scene.host))
  })

  test('that loses three of ten packets, or is slow, is slower (A16)', async t => {
    const scene = await open(t)
    const { port } = scene.target
    await scene.network.run(
      'iptables',
      '-I',
      'INPUT',
      '-p',
      'tcp',
      '--dport',
      String(port),
      '-m',
      'statistic',
      '--mode',
      'random',
      '--probability',
      '0.3',
      '-j',
      'DROP',
    )
    const lossy = await start(scene, { heartbeat: 30, patient: true }).ran
    assert.equal(codeOf(lossy), 'success', lossy.log)
    await scene.network.heal()
    await scene.network.run('ip', 'link', 'set', 'lo', 'mtu', '1500')
    await scene.network.run('tc', ...'qdisc add dev lo root tbf rate 1mbit burst 32kbit latency 400ms'.split(' '))
    const slow = await start(scene, { heartbeat: 30, patient: true }).ran
    assert.equal(codeOf(slow), 'success', slow.log)
    await assertNext(scene.host, scene.before)
  })
})
