// Secrets: what could be seen of them while a backup runs, and what is left of them after it. Nothing, each time.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createAccount } from '../../testbed/account.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { command, text } from '../../testbed/command.ts'
import { docker } from '../../testbed/docker.ts'
import { asRoot, whyNot } from '../../testbed/machine.ts'
import { runStep } from '../../testbed/runner/runner.ts'
import { assertNothingLeaked, assertSucceeded } from '../scenarios/assertions.ts'
import { type Canaries, canariesOf, found } from './canaries.ts'
import { list, meeshy } from './invoke.ts'
import { type Execution, watchContainer, watchedServer } from './programs.ts'
import { backUp, type Kept, overSsh } from './stack.ts'
import { openTo } from './traces.ts'
import { watch } from './watching.ts'

describe('secrets', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let canaries: Canaries
  let given: string[]
  before(async () => {
    bed = await openBed({ seed: 'small' })
    canaries = await canariesOf(bed)
    assert.ok(canaries.size > 30)
    const { mongo, redis } = bed.project
    const file = (name: string, content: string) => {
      writeFileSync(join(bed.lease.folder, name), content, { mode: 0o600 })
      return join(bed.lease.folder, name)
    }
    const uri = `mongodb://${mongo.user}:${encodeURIComponent(mongo.password)}@127.0.0.1:27017/?authSource=admin`
    given = ['--min-free', '0', '--mongo-uri-file', file('uri', uri), '--redis-password-file', file('redis', redis?.password ?? '')]
    process.env['MEESHY_DEBUG'] = '1'
  })
  after(async () => {
    delete process.env['MEESHY_DEBUG']
    await bed?.close()
  })

  const nowhere = (said: string) => assert.deepEqual(found(canaries, said), [])

  describe('while a backup runs, given its secrets as settings', () => {
    let kept: Kept
    let onServer: Execution[]
    let inContainers: Execution[]
    let seenByOthers: readonly string[]
    let open: readonly string[]
    let events: string
    before(async () => {
      const backupDir = join(bed.project.appDir, 'backups')
      const account = await createAccount({ lease: bed.lease })
      const patterns = join(bed.lease.folder, 'canaries')
      writeFileSync(patterns, [...canaries.keys(), 'the canary of the watcher'].join('\n'))
      const server = await watchedServer(bed)
      const containers = await Promise.all([bed.project.mongo, bed.project.redis].map(each => watchContainer(bed, each?.container ?? '')))
      const looking = `CONTROL='the canary of the watcher' grep -aoFsH -f "$1" /proc/[0-9]*/cmdline /proc/[0-9]*/environ`
      const others = await watch(looking, [patterns], account.name)
      // Copies staged for the archive keep the modes they are kept with, in a directory that is closed as all others are.
      const modes = await watch(`find "$1" -path "$1/.work/*/stage/*" -prune -o -perm /077 -printf '%m %p\\n' 2>/dev/null`, [backupDir])
      const since = await text(['date', '+%s'])
      kept = await backUp(bed, [...overSsh(server.sshd), ...given])
      events = await docker(['events', '--since', since, '--until', await text(['date', '+%s']), '--format', '{{json .}}'])
      const [saw, polled] = [await others.stop(), await modes.stop()]
      assert.ok(saw.rounds > 20 && polled.rounds > 20, `${saw.rounds} and ${polled.rounds} rounds`)
      seenByOthers = saw.lines
      open = polled.lines
      inContainers = (await Promise.all(containers.map(each => each.stop()))).flat()
      onServer = server.executions()
      await account.close()
    })

    test('no program of the server has one among its arguments or in its environment', () => {
      assert.ok(onServer.some(({ args }) => args.includes('"docker", "exec"')) && onServer.length > 200, `${onServer.length} programs`)
      nowhere(onServer.map(({ args, environment }) => args + environment).join('\n'))
    })

    test('no program in a container has one among its arguments', () => {
      for (const program of ['mongodump', 'mongorestore', 'redis-cli', 'redis-check-rdb']) {
        assert.ok(
          inContainers.some(({ args }) => args.startsWith(`["${program}"`)),
          `${program} was seen`,
        )
      }
      nowhere(inContainers.map(({ args }) => args).join('\n'))
    })

    test('another account sees none in any process', () => {
      const [own, foreign] = [true, false].map(mine => seenByOthers.filter(line => line.endsWith(':the canary of the watcher') === mine))
      assert.ok((own ?? []).length > 0, 'it would have seen one')
      assert.deepEqual(foreign, [])
    })

    test('no file of it can be read by others, at any moment', () => {
      assert.deepEqual(open, [])
    })

    test('Docker gets none', () => {
      assert.match(events, /exec_create/)
      nowhere(events)
    })

    test('its log and its result have none, debugging on', () => {
      assert.match(kept.log, /CHANNEL_OPEN/, 'debugging is on')
      nowhere(kept.log + JSON.stringify(kept.outcome))
    })
  })

  describe('when it is over', () => {
    let kept: Kept
    let backupDir: string
    before(async () => {
      kept = await backUp(bed, [...overSsh(bed.sshd), ...given])
      backupDir = join(bed.project.appDir, 'backups')
    })

    test('no file may be read by others', async () => {
      assert.equal(await openTo(backupDir), '')
    })

    test('what lies beside the archives has none', async () => {
      const beside = await text([
        ...asRoot(),
        'sh',
        '-c',
        'cd "$1" && cat .lock .meta/*; find . -type f ! -name "*.tar.*"',
        'sh',
        backupDir,
      ])
      assert.match(beside, /"kind":"backup"[\s\S]*\.lock/)
      nowhere(beside)
    })

    test('what tells about the server has none: metadata, sums, system', async () => {
      const { name } = kept.manifest
      const read = ['tar', '--zstd', '-xOf', kept.archive, `${name}/backup-metadata.txt`, `${name}/MANIFEST.sha256`, `${name}/system`]
      const told = await text([...asRoot(), ...read])
      assert.ok(told.includes(bed.project.mongo.container))
      nowhere(told)
    })

    test('the listing and the printed script have none', async () => {
      const script = await meeshy(['script', 'backup', '--app-dir', bed.project.appDir, ...overSsh(bed.sshd), ...given])
      assert.equal(script.code, 0, script.stderr)
      assert.match(script.stdout.toString(), /^#!\/bin\/sh\n/)
      nowhere(
        script.stdout.toString() + script.stderr + JSON.stringify(await list(['--app-dir', bed.project.appDir, ...overSsh(bed.sshd)])),
      )
    })
  })

  test('a backup of the database alone has no configuration, no secrets, and none of them anywhere', async () => {
    const kept = await backUp(bed, [...overSsh(bed.sshd), ...given, '--scope', 'database'])
    assert.deepEqual(
      kept.manifest.components.map(({ name }) => name),
      ['database'],
    )
    const whole = (await command([...asRoot(), 'zstd', '-dc', kept.archive])).toString('latin1')
    const entries = await text([...asRoot(), 'tar', '--zstd', '-tf', kept.archive])
    assert.doesNotMatch(entries, /\/(config|secrets|system|volumes|redis)\//)
    assert.match(whole, /messages/)
    nowhere(Buffer.from(whole, 'latin1').toString('utf8'))
  })

  test('the action with all debugging on prints none, sets none, leaves none', async () => {
    const { host, port, user, privateKey, knownHosts } = bed.sshd
    const { mongo, redis, appDir } = bed.project
    const inputs = {
      host,
      port: String(port),
      user,
      'private-key': privateKey,
      'known-hosts': knownHosts,
      'app-dir': appDir,
      'min-free': '0',
      'mongo-uri': `mongodb://${mongo.user}:${encodeURIComponent(mongo.password)}@127.0.0.1:27017/?authSource=admin`,
      'redis-password': redis?.password ?? '',
    }
    const result = await runStep({ inputs, debug: true })
    assertSucceeded(result)
    assert.ok(result.raw.some(line => line.startsWith('::debug::')))
    assertNothingLeaked(result, [...canaries.keys()])
  })
})
