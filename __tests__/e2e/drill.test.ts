// Drills on a server: a good one, and every way in which what comes back differs from what was taken. Each that fails publishes nothing.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { exitCodeOf } from '../../src/messages/errors.ts'
import type { Verified } from '../../src/report/verified.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { attempt, text } from '../../testbed/command.ts'
import { docker, dockerLines, dockerSays } from '../../testbed/docker.ts'
import { asRoot, whyNot } from '../../testbed/machine.ts'
import { assertFails, both, type Failing } from './failing.ts'
import { list, meeshy, startBackup, table } from './invoke.ts'
import { type Shims, shimmedServer } from './shims.ts'
import { backUp, overSsh, run } from './stack.ts'
import { blockEnds, endsAfter, lacksADocument, record, type StandIn, standIn } from './standin.ts'
import { leftOf, traces } from './traces.ts'
import { watch } from './watching.ts'

/** Of throw-away containers: what they may reach and use. */
const limits =
  '{{.Name}} network={{.HostConfig.NetworkMode}} binds={{json .HostConfig.Binds}} mounts={{range .Mounts}}{{.Type}} {{end}}memory={{.HostConfig.Memory}} swap={{.HostConfig.MemorySwap}} pids={{.HostConfig.PidsLimit}} cpus={{.HostConfig.NanoCpus}} privileged={{.HostConfig.Privileged}} dropped={{.HostConfig.CapDrop}} image={{.Image}} volumes={{range .Mounts}}{{.Name}},{{end}}'

describe('a drill', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let shims: Shims
  let everything: string[]
  let database: string[]
  let mongodump: StandIn
  before(async () => {
    bed = await openBed({ seed: 'small' })
    shims = await shimmedServer(bed)
    mongodump = await standIn(bed.project.mongo.container)
    everything = [...overSsh(shims.sshd), '--min-free', '0', '--verify', 'drill']
    database = [...everything, '--scope', 'database']
  })
  after(() => bed?.close())

  const backups = () => `${bed.project.appDir}/backups`
  const ours = () => dockerLines(['ps', '--all', '--quiet', '--filter', `label=meeshy-backup.directory=${backups()}`])
  const theirs = async () => (await traces(bed.project, [])).sort()

  test('that goes well is the level reached, is measured, and leaves nothing', async () => {
    const before = await theirs()
    const look = `docker ps -aq --filter "label=meeshy-backup.directory=$1" | while read -r id; do docker inspect -f "$2" "$id" 2>/dev/null; done`
    const watching = await watch(look, [backups(), limits])
    const { manifest, outcome, log } = await backUp(bed, everything)
    const { lines } = await watching.stop()
    assert.equal(outcome.outputs.verified, 'drill')
    assert.equal(manifest.verified, 'drill')
    const { drill, components } = manifest
    assert.deepEqual(Object.keys(drill?.components ?? {}).sort(), components.map(({ name }) => name).sort())
    assert.equal(
      drill?.milliseconds,
      Object.values(drill?.components ?? {}).reduce((sum, each) => sum + each, 0),
    )
    const seconds = /restore takes about ([\d.]+ s)/.exec(log)?.[1]
    assert.ok(seconds !== undefined, log)
    assert.match(await table(overSsh(bed.sshd).concat('--app-dir', bed.project.appDir)), new RegExp(`drill ${seconds}`))
    const [kept] = (await list([...overSsh(bed.sshd), '--app-dir', bed.project.appDir])).backups
    assert.equal(kept?.verified, 'drill')
    const collections = components.find(({ name }) => name === 'database')?.contents['collections']
    const users = (collections as { name: string }[]).find(({ name }) => name === 'meeshy.users')
    assert.deepEqual(users, {
      name: 'meeshy.users',
      documents: 500,
      indexes: ['_id_', 'country%20and%20age', 'email_1', 'nick_1', 'phone_1'],
    })

    const seen = new Map(lines.map(line => [/-(database|redis) /.exec(line)?.[1] ?? line, line]))
    assert.deepEqual([...seen.keys()].sort(), ['database', 'redis'], lines.join('\n'))
    for (const [kind, line] of seen) {
      assert.match(
        line,
        /network=none binds=null mounts=(volume )*memory=[1-9]\d+ swap=[1-9]\d+ pids=512 cpus=[1-9]\d+ privileged=false dropped=\[ALL\]/,
      )
      const image = await docker(['inspect', '--format', '{{.Image}}', bed.project.containers[kind] ?? ''])
      assert.match(line, new RegExp(`image=${image} `))
      for (const volume of /volumes=(.*)$/.exec(line)?.[1]?.split(',').filter(Boolean) ?? [])
        assert.equal(await dockerSays(['volume', 'inspect', volume]), false, `the volume ${volume} is gone`)
    }
    assert.deepEqual(await ours(), [])
    assert.deepEqual(await theirs(), before)
    assert.deepEqual(await leftOf(outcome.runId, [backups()]), [])
  })

  const differs = (what: RegExp): Failing => ({ code: 'E_VERIFY', cause: what, next: /do not trust this backup/ })
  const fails = async (flags: readonly string[], expected: Failing, meanwhile = async () => {}) => {
    await assertFails(bed, flags, expected, { meanwhile })
    assert.deepEqual(await ours(), [])
  }

  describe('fails', () => {
    after(() => shims?.docker(null))

    test('when a document is missing', async () => {
      await mongodump.does(lacksADocument)
      try {
        await fails(
          database,
          differs(/database.*differs from the backup[\s\S]*meeshy\.users: 500 documents restored, and the backup says 501/),
        )
      } finally {
        await mongodump.does(null)
      }
    })

    test('when a dump is truncated: on its way out, and on its way back', async () => {
      await mongodump.does(record)
      await backUp(bed, [...database.filter(word => word !== 'drill' && word !== '--verify')])
      const recorded = await mongodump.recorded()
      const [, , third = 0] = blockEnds(recorded)
      await mongodump.does(endsAfter(third))
      try {
        await fails(database, { code: 'E_VERIFY', cause: /mongorestore cannot read the dump to its end/, next: /run the backup again/ })
      } finally {
        await mongodump.does(null)
      }
      await shims.docker(`case "$*" in *meeshy-drill-*mongorestore*) head -c ${third + 1000} | "$real" "$@"; exit ;; esac`)
      await fails(database, { code: 'E_VERIFY', cause: /drill of database failed: mongorestore fails on it/, next: /take another one/ })
    })

    test('when an index, or a collection, is missing', async () => {
      await shims.docker(`case "$*" in *meeshy-drill-*mongorestore*) set -- "$@" --noIndexRestore ;; esac`)
      await fails(database, differs(/meeshy\.users: the index email_1 is missing/))
    })

    test('when nothing was restored, and the tool says that all is well', async () => {
      await shims.docker(
        `case "$*" in *meeshy-drill-*mongorestore*) cat >/dev/null; echo '0 document(s) restored successfully. 0 document(s) failed to restore.' >&2; echo '@status 0' >&2; exit ;; esac`,
      )
      await fails(database, differs(/meeshy\.users is missing/))
    })

    test('when a key is missing', async () => {
      const { container = '' } = bed.project.redis ?? {}
      const inside = (script: string) => docker(['exec', '--user', '0', container, 'sh', '-c', script])
      const wrapper = `#!/bin/sh
redis-check-rdb.real "$@" >/tmp/checked; status=$?; sed "s/ 219 keys read/ 220 keys read/" /tmp/checked; exit $status`
      await inside(
        `cd /usr/bin && mv redis-check-rdb redis-check-rdb.real && printf '%s\n' '${wrapper}' >redis-check-rdb && chmod 755 redis-check-rdb`,
      )
      try {
        await shims.docker(null)
        await fails(everything, differs(/redis.*differs from the backup[\s\S]*219 keys are there after the restore.*the backup says 220/))
      } finally {
        await inside('mv /usr/bin/redis-check-rdb.real /usr/bin/redis-check-rdb')
      }
    })

    test('when a file is missing', async () => {
      const volume = bed.project.volumes['gateway_uploads'] ?? ''
      const at = await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', volume])
      const [first = ''] = (
        await text([...asRoot(), 'find', at, '-type', 'f', '-size', '+1k', '-name', '[a-z]*.*', '-printf', '%f\n'])
      ).split('\n')
      assert.notEqual(first, '')
      await shims.program('tar', `case "$*" in *-xpf*) set -- "--exclude=${first}" "$@" ;; esac`)
      try {
        await fails(everything, differs(/volumes\/gateway_uploads.*differs from the backup[\s\S]*files are there, and the backup says/))
      } finally {
        await shims.program('tar', null)
      }
    })

    test('when its server is killed', async () => {
      await shims.docker(
        `case "$*" in *meeshy-drill-*mongorestore*) for w; do case $w in meeshy-drill-*) "$real" kill "$w" >/dev/null ;; esac; done ;; esac`,
      )
      await fails(database, {
        code: 'E_VERIFY',
        cause: /its throw-away server has stopped: exited, status 137/,
        next: /memory and disk/,
      })
    })

    test('when its image is gone, and when Docker will not make its container', async () => {
      await shims.docker(`case "$1 $2" in 'image inspect') echo 'Error: No such image: gone' >&2; exit 1 ;; esac`)
      await fails(database, {
        code: 'E_VERIFY',
        cause: /the image it came from is not on this server[\s\S]*No such image/,
        next: /docker pull meeshy-bed\/mongo/,
      })
      await shims.docker(`case $1 in create) echo 'Error response from daemon: no space left on device' >&2; exit 1 ;; esac`)
      await fails(database, { code: 'E_VERIFY', cause: /could not be made[\s\S]*no space left/, next: /verify: read/ })
    })

    test('when there is no room for it, before anything is done', async () => {
      await shims.program(
        'stat',
        `case "$*" in *-f*docker*) echo '250000 250 4096 100 100'; exit ;; *'%d'*docker*) echo 4242; exit ;; esac`,
      )
      try {
        await fails(database, { code: 'E_NOSPACE', cause: /Not enough room to drill[\s\S]*1\.0 MB free/, next: /verify: read/ })
      } finally {
        await shims.program('stat', null)
      }
    })
  })

  test('of a kept backup, there and here, is measured in its manifest; one that says more than it holds is not', async () => {
    await shims.docker(null)
    const where = [...overSsh(bed.sshd), '--app-dir', bed.project.appDir]
    const kept = await backUp(bed, [...overSsh(bed.sshd), '--min-free', '0', '--scope', 'database'])
    const meta = `${backups()}/.meta/${kept.manifest.name}.json`
    const read = () => parseManifest(readFileSync(meta, 'utf8')) as Manifest
    const verify = (...flags: string[]) =>
      meeshy(['verify', ...where, '--backup', kept.manifest.name, '--level', 'drill', '--min-free', '0', ...flags])
    for (const place of ['server', 'runner'] as const) {
      const { code, stderr } = await verify('--where', place)
      assert.equal(code, 0, stderr)
      assert.match(stderr, /database +restored in .*documents 1630 collections 8 indexes 14/)
      const { drill, verified, ...rest } = read()
      assert.deepEqual([verified, drill?.where, Object.keys(drill?.components ?? {})], ['drill', place, ['database']])
      const { verified: _, ...before } = kept.manifest
      assert.deepEqual(rest, before)
      assert.match(await table(where), new RegExp(`${kept.manifest.name}.* drill [0-9.]+ s`))
    }
    const sound = readFileSync(meta, 'utf8')
    const lies = [
      [/("name":"meeshy.users","documents":)500/, '$1501', /meeshy\.users: 500 documents restored, and the backup says 501/],
      [/"email_1"/, '"email_1","of%20nobody"', /meeshy\.users: the index of%20nobody is missing/],
      [/"id":"sha256:[0-9a-f]{64}"/g, `"id":"sha256:${'0'.repeat(64)}"`, /something else than the archive itself\.\s+Differs +id/],
    ] as const
    for (const [what, other, why] of lies) {
      const lie = sound.replace(what, other)
      assert.notEqual(lie, sound)
      writeFileSync(meta, lie)
      const { code, stderr } = await verify()
      assert.equal(code, exitCodeOf('E_VERIFY'), stderr)
      assert.match(stderr, why)
      assert.equal(readFileSync(meta, 'utf8'), lie, 'it says what it said before')
    }
    writeFileSync(meta, sound)
    assert.deepEqual(await ours(), [])
    assert.equal(await text([...asRoot(), 'find', `${backups()}/.work`, '-mindepth', '1']), '')
  })

  test('of all backups names the one that failed, as a drill that failed, and drills the others', async () => {
    await shims.docker(null)
    const directory = `${bed.lease.folder}/all of them`
    const where = [...overSsh(bed.sshd), '--backup-dir', directory, '--min-free', '0']
    const [first, second] = [await backUp(bed, [...where, '--scope', 'database']), await backUp(bed, [...where, '--scope', 'database'])]
    const { name } = first.manifest
    const meta = `${directory}/.meta/${name}.json`
    writeFileSync(meta, readFileSync(meta, 'utf8').replace(/("name":"meeshy.users","documents":)500/, '$1501'))
    const there = ['--app-dir', bed.project.appDir, '--backup', 'all']
    const { code, stdout, stderr } = await meeshy(['verify', ...where, ...there, '--level', 'drill', '--json'])
    assert.equal(code, exitCodeOf('E_VERIFY'), stderr)
    const told = JSON.parse(stdout.toString()) as Verified
    assert.equal(told.failure?.title, `1 drill failed: ${name}.`)
    assert.match(
      stderr,
      new RegExp(`${name}: The drill of database failed: .*meeshy\\.users: 500 documents restored, and the backup says 501`),
    )
    assert.doesNotMatch(stderr, /not read/i)
    assert.deepEqual([told.failedDrills.map(each => each.backup), told.unread, told.damaged], [[name], [], []])
    const states = Object.fromEntries(told.backups.map(each => [each.name, each.state]))
    assert.deepEqual(states, { [name]: 'failed', [second.manifest.name]: 'sound' })
  })

  test('two at once, of two directories, do not touch each other', async () => {
    await shims.docker(null)
    const other = `${bed.lease.folder}/other backups`
    const [one, two] = await both(backUp(bed, database), backUp(bed, [...database, '--backup-dir', other]))
    assert.deepEqual([one.manifest.verified, two.manifest.verified], ['drill', 'drill'])
    for (const { outcome } of [one, two]) assert.deepEqual(await leftOf(outcome.runId, [backups(), other]), [])
  })

  const begun = async () => {
    for (let n = 0; n < 600; n += 1) {
      const [id] = await ours()
      if (id !== undefined && (await docker(['inspect', '--format', '{{.State.Status}}', id]).catch(() => '')) === 'running') return id
      await delay(100)
    }
    throw new Error('no drill began within a minute')
  }

  test('whose run is killed, watchdog and all, is cleaned up by the next run', async () => {
    await shims.docker(null)
    const running = startBackup(bed, [...database, '--client-timeout', '10s'])
    const id = await begun()
    const runId = await docker(['inspect', '--format', '{{index .Config.Labels "meeshy-backup"}}', id])
    const volumes = await docker(['inspect', '--format', '{{range .Mounts}}{{.Name}} {{end}}', id])
    // As when the machine dies: everything of the run at once. The container stays, and what was unpacked.
    await attempt([...asRoot(), 'sh', '-c', 'kill -KILL $(grep -lsz "^MB_RUN=$1\\$" /proc/[0-9]*/environ | cut -d/ -f3)', 'sh', runId])
    await attempt([
      ...asRoot(),
      'sh',
      '-c',
      'for n in 1 2 3; do p=$(grep -lsz "^MB_RUN=$1\\$" /proc/[0-9]*/environ | cut -d/ -f3); [ -z "$p" ] || kill -KILL $p; done',
      'sh',
      runId,
    ])
    const { outcome } = await running.ended
    assert.equal(outcome.status, 'failed')
    const next = await run(bed, [...overSsh(bed.sshd), '--min-free', '0', '--scope', 'database'])
    assert.equal(next.code, 0, next.log)
    assert.deepEqual(await ours(), [])
    for (const volume of volumes.trim().split(' ')) assert.equal(await dockerSays(['volume', 'inspect', volume]), false)
    assert.deepEqual(await leftOf(runId, [backups()]), [])
    assert.equal(await text([...asRoot(), 'find', `${backups()}/.work`, '-mindepth', '1']), '')
  })

  test('whose container outlived its run is swept by its label', async () => {
    const image = await docker(['inspect', '--format', '{{.Image}}', bed.project.mongo.container])
    const labels = [`meeshy-backup.directory=${backups()}`, 'meeshy-backup=run-that-died'].flatMap(label => ['--label', label])
    await docker(['create', '--name', `meeshy-drill-of-${bed.lease.id}`, ...labels, image])
    await backUp(bed, [...overSsh(bed.sshd), '--min-free', '0', '--scope', 'database'])
    assert.deepEqual(await ours(), [])
  })
})
