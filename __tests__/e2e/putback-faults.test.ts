// Restores of a real database and a real Redis that fail or die at their own moments: what was there is there again, documents, keys and all.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences } from '../../testbed/compare.ts'
import { docker, dockerEnv } from '../../testbed/docker.ts'
import { makeGate } from '../../testbed/faults/gate.ts'
import { itself } from '../../testbed/faults/processes.ts'
import type { Change } from '../../testbed/faults/seam.ts'
import { whyNot } from '../../testbed/machine.ts'
import { redisCli } from '../../testbed/redis.ts'
import { eventually } from '../../testbed/ssh/run.ts'
import { at, cutPower, restoreWith } from './cutoff.ts'
import { meeshy } from './invoke.ts'
import { change, everythingOf } from './putback.ts'
import { backUp } from './stack.ts'

const load = 'mb_raw "$component" | mongo_load "$container" "$consistency"'
const says = (words: string) => `mb_raw "$component" >/dev/null; printf '%s\\n' '${words}' '@status 0' >"$MB_WORK/mongo-said"`
const instead = (text: string): Change => ({ operation: 'restore', replace: [[load, text]] })
const broken = "mb_fail E_RESTORE 'broken by a test'"

describe('a restore of database and redis', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let now: Awaited<ReturnType<typeof everythingOf>>
  /** Its name: some of the backups that clean up here are newer. */
  let backup: string
  before(async () => {
    bed = await openBed({ seed: 'small' })
    backup = (await backUp(bed, [])).manifest.name
    await change(bed)
    now = await everythingOf(bed, { others: true })
  })
  after(() => bed?.close())

  const attempt = (changes: readonly Change[]) => restoreWith(bed, { backup, components: 'database\nredis' }, changes)

  async function assertAsBefore(): Promise<void> {
    const backups = join(bed.project.appDir, 'backups')
    assert.ok(!existsSync(join(backups, '.restore-incomplete')), 'the mark is gone')
    assert.deepEqual(
      readdirSync(join(backups, '.work')).filter(name => !name.endsWith('.log')),
      [],
    )
    assert.deepEqual(differences(await everythingOf(bed, { others: true }), now), [])
  }

  for (const [what, changes, cause] of [
    [
      'whose mongorestore does nothing and ends with 0 (K9)',
      [instead(says('0 document(s) restored successfully. 0 document(s) failed to restore.'))],
      /reports 0 restored documents/,
    ],
    [
      'whose mongorestore says that documents failed, and ends with 0 (E13)',
      [instead(says('1627 document(s) restored successfully. 3 document(s) failed to restore.'))],
      /reports 3 failed documents/,
    ],
    [
      'whose mongorestore says that all is well, and did nothing',
      [instead(says('1630 document(s) restored successfully. 0 document(s) failed to restore.'))],
      /not as in the backup|documents now/,
    ],
    [
      'whose mongorestore is cut off late',
      [instead('mb_raw "$component" | head -c 300000 | mongo_load "$container" "$consistency"')],
      /mongorestore failed/,
    ],
    [
      'whose mongorestore is killed in its container, after it has dropped (E14)',
      // Nothing more than fits into the pipes is on its way by then: the rest of the dump waits for its death.
      [
        instead(`{ mb_raw "$component" | { head -c 300000
          pid=$(docker top "$container" -eo pid,args | awk '/[m]ongorestore .*--drop/ && !/sh -c/ { print $1; exit }')
          kill -KILL "$pid" && cat; }; } | mongo_load "$container" "$consistency"`),
      ],
      /mongorestore failed/,
    ],
    ['that fails when the database is restored', [at('put-database', broken)], /broken/],
    ['that fails when redis is swapped', [at('swapped', broken)], /broken/],
    ['that fails when all runs again', [at('healthy', broken)], /broken/],
    ['that fails one step before it is final', [at('before-clear', broken)], /broken/],
  ] as const satisfies readonly (readonly [string, readonly Change[], RegExp])[]) {
    test(`${what} is undone`, async () => {
      const { outcome, log } = await attempt(changes)
      assert.equal(outcome.failure?.code, 'E_RESTORE', log)
      assert.match(JSON.stringify(outcome.failure), cause)
      assert.match(outcome.failure.safe ?? '', /as it was before the restore/)
      await assertAsBefore()
    })
  }

  for (const [phase, how] of [
    ['loaded', '--undo'],
    ['put-database', 'the next backup'],
    ['swapped', '--undo'],
    ['started', 'the next backup'],
  ] as const) {
    test(`killed at ${phase} is put back by ${how}`, async t => {
      const gate = makeGate(bed.lease.folder)
      t.after(() => gate.close())
      const running = attempt([at(phase, gate.stop(itself))])
      await cutPower(bed, gate)
      const { outcome, log } = await running
      assert.equal(outcome.status, 'failed', log)
      assert.ok(existsSync(join(bed.project.appDir, 'backups/.restore-incomplete')), log)
      if (how === '--undo') {
        const undone = await meeshy(['restore', '--undo', '--app-dir', bed.project.appDir])
        assert.equal(undone.code, 0, undone.stderr.toString())
      } else await backUp(bed, [])
      await assertAsBefore()
    })
  }

  const prelude = 'mb_raw "$1" | mongo_prelude >"$MB_WORK/wanted-all"'
  const dumpOf = (version: string): Change => ({
    operation: 'restore',
    replace: [[prelude, prelude.replace(' >', ` | sed 's/^@version \\([0-9]*\\).*/@version ${version}/' >`)]],
  })

  test('of a dump of a newer major version than the server is refused (E16)', async () => {
    const { outcome, log } = await attempt([dumpOf('99.0.1')])
    assert.equal(outcome.failure?.code, 'E_PREREQ', log)
    assert.match(outcome.failure.title, /dump is of MongoDB 99\.0\.1, and \S+ runs an older one/)
    await assertAsBefore()
  })

  test('of a dump of another minor version goes on, and says so (E16)', async () => {
    const { outcome, log } = await attempt([dumpOf('\\1.99.1'), at('kept', broken)])
    assert.match(outcome.failure?.title ?? '', /broken by a test/, log)
    assert.match(outcome.warnings.join(), /The dump is of MongoDB \d+\.99\.1, and \S+ runs \d/)
    await assertAsBefore()
  })

  test('is refused by a Redis that has a replica, before anything is touched (F9)', async t => {
    const { container = '', password = '' } = bed.project.redis ?? {}
    const image = (await docker(['inspect', '--format', '{{.Image}}', container])).trim()
    const replica = `${bed.project.name}-replica`
    const words = ['--port', '6390', '--replicaof', '127.0.0.1', '6379', '--save', '']
    t.after(() => docker(['rm', '--force', replica]))
    await docker(
      [
        ...['run', '--detach', '--name', replica, '--network', `container:${container}`, '--env', 'PASSWORD', image],
        ...['sh', '-c', `printf 'masterauth "%s"\\n' "$PASSWORD" >/replica.conf; exec redis-server /replica.conf "$@"`, 'sh', ...words],
      ],
      { env: { PASSWORD: password } },
    )
    const replicas = () => redisCli(container, password, ['INFO', 'replication'])
    for (const until = Date.now() + 30_000; !/state=online/.test(await replicas()); ) assert.ok(Date.now() < until, await replicas())
    const { outcome, log } = await attempt([at('held', 'mb_fail E_UNKNOWN "something was held"')])
    assert.equal(outcome.failure?.code, 'E_RESTORE', log)
    assert.match(outcome.failure.title, /has 1 replicas/)
    await docker(['rm', '--force', replica])
    await assertAsBefore()
  })

  test('stops a container that starts again and again, and starts it afterwards', async t => {
    const { appDir, name, containers } = bed.project
    const image = (await docker(['inspect', '--format', '{{.Image}}', containers['gateway'] ?? ''])).trim()
    const looping = `${name}-looping`
    const labels = { project: name, service: 'looping', 'project.working_dir': appDir, oneoff: 'False' }
    t.after(() => docker(['rm', '--force', looping]))
    await docker([
      ...['run', '--detach', '--name', looping, '--restart', 'always', '--network', 'none', '--entrypoint', 'sh'],
      ...Object.entries(labels).flatMap(([label, value]) => ['--label', `com.docker.compose.${label}=${value}`]),
      ...[image, '-c', 'exit 1'],
    ])
    const state = () =>
      execFileSync('docker', ['inspect', '-f', '{{.State.Status}}', looping], { env: { ...process.env, ...dockerEnv() } })
        .toString()
        .trim()
    // Docker waits longer each time: in the end it is hardly ever seen running.
    const count = () => docker(['inspect', '--format', '{{.RestartCount}}', looping])
    while (Number(await count()) < 6) await delay(100)
    await eventually(() => state() === 'restarting', 60)
    const seen = join(bed.lease.folder, 'looping')
    const { outcome, log } = await attempt([
      at('loaded', `docker inspect -f '{{.State.Status}}' ${looping} >${seen}\nmb_fail E_RESTORE 'broken by a test'`),
    ])
    assert.match(outcome.failure?.title ?? '', /broken/, log)
    assert.equal(readFileSync(seen, 'utf8'), 'exited\n')
    await eventually(() => state() === 'restarting', 60)
    await assertAsBefore()
  })

  test('let alone is well', async () => {
    const { outcome, log } = await attempt([])
    assert.equal(outcome.status, 'success', log)
    assert.ok(outcome.dropped.includes('meeshy.newcoll'))
  })
})
