// A real engine with a stranger's image on it, an application in a directory whose name is a command where it is not quoted, and another account that
// looks on all the time.
import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createAccount } from '../../testbed/account.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { attempt, text } from '../../testbed/command.ts'
import { differences } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { label } from '../../testbed/lease.ts'
import { asRoot, whyNot } from '../../testbed/machine.ts'
import { consoleOf, runbookOf } from '../e2e/byhand.ts'
import { canariesOf } from '../e2e/canaries.ts'
import { meeshy } from '../e2e/invoke.ts'
import { assertTidy, change, everythingOf, restoreOf } from '../e2e/putback.ts'
import { backUp, type Kept, overSsh } from '../e2e/stack.ts'
import { type Watching, watch } from '../e2e/watching.ts'

/** All that a directory's name may be: `app-dir` takes no control character. */
const directory = `m y'"$(touch pwned)\`touch pwned\`*[a-z]?;&|#\\--rf%41 é`

/** What only those may read who may read the database, a volume, the secrets. */
const bird = 'zaunkoenig'

describe('a server with a stranger on it', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let flags: string[]
  let good: Awaited<ReturnType<typeof everythingOf>>
  let kept: Kept
  let stranger: string
  let guest: string
  let image: string
  let onlookers: readonly Watching[]
  before(async () => {
    bed = await openBed({ seed: 'small', directory })
    flags = [...overSsh(bed.sshd), '--min-free', '0']
    await invite()
    await hide()
    onlookers = await lookOn()
    good = await everythingOf(bed)
  })
  after(async () => {
    // The engine ends with the last bed.
    if (guest) await docker(['rm', '--force', '--volumes', stranger, guest])
    if (guest) await docker(['image', 'rm', image])
    await bed?.close()
  })

  /** An image whose labels make it a MongoDB of this application, and files of the server its configuration; its containers. */
  async function invite(): Promise<void> {
    const { name, appDir, images } = bed.project
    image = `meeshy-bed-${bed.lease.id}/mongo:8`
    const labels = {
      'com.docker.compose.project': name,
      'com.docker.compose.service': 'database',
      'com.docker.compose.project.working_dir': appDir,
      'com.docker.compose.project.config_files': `${appDir}/docker-compose.yml,/etc/shadow`,
      'com.docker.compose.project.environment_file': '/etc/shadow,/root/.ssh',
      'com.docker.compose.oneoff': 'False',
      'com.docker.compose.image': `sha256:${'a'.repeat(64)}`,
    }
    const lines = Object.entries(labels).map(
      ([key, value]) => `LABEL ${key}=${JSON.stringify(value).replaceAll('$', '\\$').replaceAll('`', '\\`')}`,
    )
    const file = [`FROM ${images.app}`, ...lines, String.raw`VOLUME ["/data\n::error::forged"]`, 'CMD ["sleep", "infinity"]'].join('\n')
    await docker(['build', '--quiet', '--tag', image, '-'], { input: Buffer.from(`${file}\n`) })
    const id = await docker(['image', 'inspect', '--format', '{{.Id}}', image])
    const start = (...words: string[]) => docker(['run', '--detach', '--network', 'none', '--label', label(bed.lease.id), ...words])
    stranger = await start('--name', `stranger-${bed.lease.id}`, image)
    // As Compose makes one: every label that it sets is its own, and this one it does not set.
    const own = {
      ...labels,
      'com.docker.compose.service': 'guest',
      'com.docker.compose.image': id,
      'com.docker.compose.project.config_files': `${appDir}/docker-compose.yml`,
    }
    const set = Object.entries(own).filter(([key]) => !key.endsWith('environment_file'))
    guest = await start('--name', `guest-${bed.lease.id}`, ...set.flatMap(([key, value]) => ['--label', `${key}=${value}`]), id)
  }

  /** The same word as the name of a collection, of a file in a volume, and of one among the secrets. */
  async function hide(): Promise<void> {
    const { gateway = '' } = bed.project.containers
    const script = `import os, pymongo
pymongo.MongoClient(os.environ["DATABASE_URL"]).meeshy["${bird}"].insert_one({"_id": 1})
os.mkdir("/app/uploads/${bird}")
open("/app/uploads/${bird}/${bird}", "w").write("x")
`
    await docker(['exec', '--interactive', gateway, 'python3', '-'], { input: Buffer.from(script) })
    mkdirSync(join(bed.project.appDir, 'secrets', bird))
    writeFileSync(join(bed.project.appDir, 'secrets', bird, bird), 'x', { mode: 0o600 })
  }

  /** Another account, which has no right to anything: what it sees in processes, and what it can read of what runs make. */
  async function lookOn(): Promise<readonly Watching[]> {
    const account = await createAccount({ lease: bed.lease })
    const patterns = join(bed.lease.folder, 'patterns')
    writeFileSync(patterns, [...(await canariesOf(bed)).keys(), bird, 'the canary of the onlooker'].join('\n'))
    const processes = `CONTROL='the canary of the onlooker' grep -aFsH -f "$1" /proc/[0-9]*/cmdline /proc/[0-9]*/environ`
    const files = `find "$1" "$2" /tmp/meeshy-backup-* /tmp/meeshy-drill-* -readable 2>/dev/null`
    return [
      await watch(processes, [patterns], account.name),
      await watch(files, [join(bed.project.appDir, 'backups'), patterns], account.name),
    ]
  }

  const nothingRan = () =>
    assert.deepEqual(
      [bed.project.appDir, dirname(bed.project.appDir), bed.lease.folder, '/root', process.cwd()].filter(each =>
        readdirSync(each).includes('pwned'),
      ),
      [],
    )

  test('is backed up as if the stranger were not there; a container that Compose made of such an image has no more than its own', async () => {
    kept = await backUp(bed, flags)
    const { components, images, leftOut, warnings } = kept.manifest
    const [guestName, strangerName] = [`guest-${bed.lease.id}`, `stranger-${bed.lease.id}`]
    const named = images.map(({ container }) => container)
    assert.deepEqual([named.includes(guestName), named.includes(strangerName)], [true, false])
    const paths = components.flatMap(each => each.paths)
    assert.ok(paths.includes('docker-compose.yml') && paths.includes('.env'))
    assert.deepEqual(
      paths.filter(path => path.startsWith('/')),
      [],
    )
    const all = [...leftOut.flatMap(row => Object.values(row)), ...warnings, ...kept.log.split('\n')]
    assert.ok(
      all.some(line => line.includes('/data ::error::forged')),
      'it names the place that it did not keep',
    )
    assert.deepEqual(
      all.filter(line => /\p{Cc}|^\s*::/u.test(line)),
      [],
    )
    await nothingRan()
  })

  test('is verified, by the server and by the runner', async () => {
    for (const where of ['server', 'runner']) {
      const { code, stderr } = await meeshy(['verify', '--app-dir', bed.project.appDir, ...flags, '--where', where, '--level', 'read'])
      assert.equal(code, 0, stderr.toString())
      assert.match(stderr.toString(), /Verified 1 backup .*: all sound/)
      assert.doesNotMatch(stderr.toString(), /not read/i)
    }
    nothingRan()
  })

  test('is restored, and the stranger is not stopped for it', async () => {
    const started = () => docker(['inspect', '--format', '{{.State.StartedAt}} {{.State.Paused}}', stranger])
    const before = await started()
    await change(bed)
    const ran = await restoreOf(bed, [...flags.slice(0, -2), '--confirm', kept.manifest.name])
    assert.equal(ran.outcome.status, 'success', ran.log)
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    assert.equal(await started(), before)
    assertTidy(bed)
    nothingRan()
  })

  test('is restored by the runbook beside its archive, from another directory', async () => {
    await change(bed)
    const server = await consoleOf(bed)
    const shellWord = `'${runbookOf(kept).replaceAll("'", `'\\''`)}'`
    const ran = await server.type(`cd / && sh ${shellWord} --min-free 0`, 'OUI\n')
    assert.equal(ran.code, 0, ran.stdout.toString() + ran.stderr)
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    assertTidy(bed)
    nothingRan()
  })

  for (const what of ['backup', 'restore'] as const)
    test(`has a printed script for ${what} in which every name is one word`, async () => {
      const printed = await meeshy([
        'script',
        what,
        '--app-dir',
        bed.project.appDir,
        ...flags,
        '--mongo-container',
        bed.project.mongo.container,
      ])
      assert.equal(printed.code, 0, printed.stderr)
      const script = join(bed.lease.folder, `${what}.sh`)
      writeFileSync(script, printed.stdout)
      const words = what === 'backup' ? [script] : [script, kept.manifest.name, 'redis', '--min-free', '0', '--confirm', 'OUI']
      const ran = await attempt([...asRoot(), 'sh', ...words], { cwd: bed.lease.folder, input: 'OUI\n' })
      assert.equal(ran.code, 0, ran.stdout.toString() + ran.stderr)
      if (what === 'restore') assert.deepEqual(differences((await everythingOf(bed)).redis, good.redis), [])
      assertTidy(bed)
      nothingRan()
      assert.doesNotMatch(await text(['sh', '-n', script]), /./)
    })

  test('names a way out that a person can type', async () => {
    const ran = await attempt([...asRoot(), 'sh', runbookOf(kept), '--nonsense'], { cwd: bed.lease.folder })
    const [, typed = ''] = /next: (sh .*) --help$/m.exec(ran.stderr) ?? []
    const help = await attempt([...asRoot(), 'sh', '-c', `${typed} --help`], { cwd: bed.lease.folder })
    assert.equal(help.code, 0, ran.stderr + help.stderr)
    nothingRan()
  })

  test('shows another account neither a secret nor a name that it may not read, in processes and files', async () => {
    const [processes, files] = await Promise.all(onlookers.map(each => each.stop()))
    assert.ok((processes?.rounds ?? 0) > 100 && (files?.rounds ?? 0) > 100, `${processes?.rounds} and ${files?.rounds} rounds`)
    const seen = (processes?.lines ?? []).filter(line => !line.includes('the canary of the onlooker'))
    assert.ok(seen.length < (processes?.lines.length ?? 0), 'it would have seen one')
    assert.deepEqual(
      seen.map(line => line.replaceAll('\0', ' ')),
      [],
    )
    assert.deepEqual(files?.lines, [join(bed.lease.folder, 'patterns')], 'it reads what is open to all, and nothing that a run made')
  })

  test('has the guest still', async () => {
    assert.match(await docker(['inspect', '--format', '{{.State.Status}}', guest]), /^running$/)
  })
})
