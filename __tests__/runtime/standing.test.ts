// A rendered script that a person or cron runs on the server: no client, plain words, and the same care.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { policyWords } from '../../src/backups/retention.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { renderStanding } from '../../src/script/render.ts'
import { assertGood, assertNothingLeft, processesOf, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { backupOf, bytesOf } from './plans.ts'
import { withSecrets } from './run.ts'
import { undosOfTests } from './undos.ts'

const take = [bytesOf('data', 'echo', 'data')]

/** Writes the script down, and starts it with nothing on stdin. */
function begin(server: Server, plan: Plan, environment: Readonly<Record<string, string>> = {}) {
  const file = join(server.folder, 'backup.sh')
  const script = renderStanding(withSecrets(plan, { MB_MONGO_URI: '' }), { timeout: 30 })
  writeFileSync(
    file,
    script.replace(/\nmb_main\n$/, () => `\n${undosOfTests}\nmb_main\n`),
  )
  chmodSync(file, 0o700)
  const env = { PATH: server.path, HOME: server.folder, ...environment }
  const child = spawn(join(server.shell.path[0] ?? '', 'sh'), [file], {
    cwd: server.folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  const ended = once(child, 'close').then(([code]) => ({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }))
  return { pid: child.pid ?? 0, ended }
}

onEachShell('a script without a client', shell => {
  test('says in plain words what it does, rotates by itself, and ends with status 0', async t => {
    const server = await makeServer(t, shell)
    const plan = backupOf(server, { take, after: [['mb_rotate_alone', 'pre-update', policyWords({ keep: 2 })]] })
    for (let n = 0; n < 3; n += 1) {
      const { code, out, err } = await begin(server, plan).ended
      assert.deepEqual([code, err], [0, ''])
      const lines = out.trimEnd().split('\n')
      assert.deepEqual(
        lines.filter(line => line.startsWith('- ')),
        plan.steps.map(step => `- ${step.title}`),
      )
      assert.match(out, /^ {2}data: 5 B -> \d+ B$/m)
      assert.match(out, /^Backed up as .*\.tar\.gz, .*, verified: read\.$/m)
      assert.equal(/^ {2}removed pre-update-/m.test(out), n === 2)
      assert.ok(!out.includes('{"'), out)
    }
    const kept = assertGood(server)
    assert.deepEqual(
      kept.map(({ manifest }) => manifest.sequence),
      [2, 3],
    )
    const ids = kept.map(({ manifest }) => manifest.runId)
    assert.ok(new Set(ids).size === 2 && ids.every(id => /^standing-\d+-\d+$/.test(id)), `run ids: ${ids}`)
    await assertNothingLeft(server, ids[0] ?? '')
  })

  test('says why it fails on stderr, and ends with status 1', async t => {
    const server = await makeServer(t, shell)
    const failing = [{ name: 'data', by: ['mb_fail', 'E_DUMP', 'The dump failed.', 'Said', 'two\nlines', 'next', 'look at it'] as const }]
    const { code, err } = await begin(server, backupOf(server, { take: failing })).ended
    assert.equal(code, 1)
    assert.match(err, /^Error: E_DUMP {2}The dump failed\.\n {2}Said: two\nlines\n {2}next: look at it\n/)
    assert.deepEqual(visible(server), [])
  })

  test('takes secrets from variables of its own, and hands them to nobody', async t => {
    const server = await makeServer(t, shell)
    const look = ['eval', `[ "$MB_MONGO_URI" = 'a "secret"' ] && env >'${server.folder}/env'`] as const
    const { code } = await begin(server, backupOf(server, { take, before: { take: [look] } }), { MB_MONGO_URI: 'a "secret"' }).ended
    assert.equal(code, 0)
    assert.ok(!readFileSync(join(server.folder, 'env'), 'utf8').includes('secret'))
    theBackup(server)
  })

  test('that gets SIGTERM puts everything back', async t => {
    const server = await makeServer(t, shell)
    const undo = ['mb_journal', 'note', join(server.folder, 'undone'), 'undone'] as const
    const endless = bytesOf('endless', 'sh', '-c', `echo "$MB_RUN" >'${server.folder}/id'; while :; do echo more; sleep 0.01; done`)
    const run = begin(server, backupOf(server, { take: [endless], before: { take: [undo] } }))
    const told = join(server.folder, 'id')
    await eventually(() => existsSync(told) && readFileSync(told, 'utf8').endsWith('\n'))
    const id = readFileSync(told, 'utf8').trim()
    await eventually(() => processesOf(id).length > 0)
    process.kill(run.pid, 'SIGTERM')
    const { code, err } = await run.ended
    assert.equal(code, 1)
    assert.match(err, /^Error: E_INTERRUPTED {2}A signal stopped the run\.$/m)
    assert.ok(existsSync(join(server.folder, 'undone')))
    await assertNothingLeft(server, id)
  })
})
