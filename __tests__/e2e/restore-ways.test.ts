// The same backup on other ways to the server and with other rights and tools there: what can be kept comes back, what cannot is said.
import assert from 'node:assert/strict'
import { linkSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createAccount } from '../../testbed/account.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { command, text } from '../../testbed/command.ts'
import { differences, redisState, treeState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { label } from '../../testbed/lease.ts'
import { whyNot } from '../../testbed/machine.ts'
import { startSshd } from '../../testbed/sshd.ts'
import { busyBoxFolder, busyBoxImage, plainly } from './busybox.ts'
import { restored, restoredFiles, restoredRedis, restoredTree, type StackState, stateOf } from './restored.ts'
import { backUp, type Kept, overSsh, run } from './stack.ts'

describe('a full backup in other ways', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let state: StackState
  let usual: string[]
  before(async () => {
    bed = await openBed({ seed: 'small', variant: { redisAof: true } })
    state = await stateOf(bed)
    usual = ['--redis-container', bed.project.redis?.container ?? '']
  })
  after(() => bed?.close())

  test('two of a kind are not guessed between', async () => {
    const { code, outcome } = await run(bed, [])
    assert.notEqual(code, 0)
    assert.equal(outcome.failure?.code, 'E_AMBIGUOUS')
    for (const redis of [bed.project.redis, bed.project.redisAof]) assert.ok(outcome.failure.title.includes(redis?.container ?? ''))
  })

  test('of this machine, by pigz', async () => {
    const kept = await backUp(bed, [...usual, '--compression', 'pigz'])
    assert.deepEqual(differences(await restored(bed, kept), state), [])
  })

  test('through sudo, for a user who may do nothing himself', async () => {
    const account = await createAccount({ lease: bed.lease, sudo: true })
    const refused = await run(bed, [...overSsh(bed.sshd, account.name), ...usual])
    assert.equal(refused.outcome.failure?.code, 'E_PERM')
    const kept = await backUp(bed, [...overSsh(bed.sshd, account.name), ...usual, '--sudo'])
    assert.deepEqual(differences(await restored(bed, kept), state), [])
    assert.equal(statSync(kept.archive).uid, 0)
  })

  test('by a user of the docker group who is not root, with their own backup directory', async () => {
    const account = await createAccount({ lease: bed.lease, docker: true })
    const id = Number(await text(['id', '-u', account.name]))
    const mine = join(account.home, 'backups')
    const flags = [...overSsh(bed.sshd, account.name), ...usual, '--backup-dir', mine]
    const unreadable = await run(bed, flags)
    assert.equal(unreadable.outcome.failure?.code, 'E_ARCHIVE')
    assert.match(unreadable.outcome.failure.title, /\.env could not be read/)
    assert.deepEqual(
      readdirSync(mine).filter(name => name.includes('.tar.')),
      [],
    )

    await command(['chown', '-R', `${account.name}:`, bed.project.appDir])
    try {
      const kept = await backUp(bed, flags)
      assert.equal(statSync(kept.archive).uid, id)
      assert.deepEqual(differences(await restored(bed, kept), await stateOf(bed)), [])
      assert.equal(await docker(['ps', '--all', '--quiet', '--filter', `label=meeshy-backup=${kept.manifest.runId}`]), '')
    } finally {
      await command(['chown', '-R', 'root:', bed.project.appDir])
    }
  })

  test('by that user, for a volume whose containers have no GNU tar either', async () => {
    const account = await createAccount({ lease: bed.lease, docker: true })
    const source = bed.project.volumes['gateway_uploads'] ?? ''
    const image = await busyBoxImage(bed.lease)
    try {
      // The newest container that uses a volume says which image it is read with.
      const user = await startContainer(bed, image, source)
      const only = ['--volumes', 'gateway_uploads', '--config-paths', 'docker-compose.yml', '--secret-paths', 'none?']
      const kept = await backUp(bed, [...overSsh(bed.sshd, account.name), ...usual, ...only, '--backup-dir', join(account.home, 'backups')])
      await docker(['rm', '--force', user])
      assert.deepEqual(plainTar(kept), [`The tar of the image that read the volume ${source} is not GNU tar`])
      const tree = await restoredTree(bed, kept, 'volumes/gateway_uploads')
      assert.deepEqual(differences(tree, plainly(state.volumes['gateway_uploads'] ?? {})), [])
    } finally {
      await docker(['rmi', '--force', image])
    }
  })

  test('with the programs of BusyBox, which keep less and say so', async () => {
    const sshd = await startSshd({ lease: bed.lease, shims: await busyBoxFolder(bed.lease) })
    const kept = await backUp(bed, [...overSsh(sshd), ...usual])
    assert.match(kept.manifest.host.tools['tar'] ?? '', /busybox/i)
    assert.deepEqual(plainTar(kept), ['The tar of this server is not GNU tar'])
    assert.match(kept.log, /The tar of this server is not GNU tar/)
    const { database, redis, volumes, files } = await restored(bed, kept)
    assert.deepEqual(differences({ database, redis }, { database: state.database, redis: state.redis }), [])
    for (const [name, tree] of Object.entries(state.volumes)) assert.deepEqual(differences(volumes[name], plainly(tree)), [], name)
    // Its cp does not keep the times of symbolic links.
    const link = 'nginx/sites-enabled/meeshy.conf'
    assert.deepEqual(
      differences(files, plainly(state.files)).filter(line => !line.startsWith(`${link} › mtimeNs`)),
      [],
    )
    await sshd.close()
  })

  test('of a redis with append-only files, into one with and one without', async () => {
    const { redisAof } = bed.project
    assert.ok(redisAof)
    const kept = await backUp(bed, ['--redis-container', redisAof.container])
    const expected = await redisState(redisAof)
    assert.deepEqual(differences(await restoredRedis(bed, kept, { appendOnly: true }), expected), [])
    assert.deepEqual(differences(await restoredRedis(bed, kept), expected), [])
  })

  test('of listed paths, inside the application and outside, with names that need care', async () => {
    const outside = join(bed.lease.folder, `it's outside $HOME`)
    const media = join(outside, '-rf media')
    mkdirSync(media, { recursive: true })
    writeFileSync(join(outside, 'é "x".env'), 'A=1\n', { mode: 0o604 })
    writeFileSync(join(media, 'one\nphoto'), 'photo', { mode: 0o640 })
    linkSync(join(media, 'one\nphoto'), join(media, '*'))
    symlinkSync('.env', join(bed.project.appDir, 'current.env'))
    const paths = [
      '--paths',
      media,
      '--config-paths',
      'current.env',
      '--config-paths',
      join(outside, 'é "x".env'),
      '--config-paths',
      'gone?',
    ]
    const kept = await backUp(bed, [...usual, ...paths, '--secret-paths', 'secrets/jwt.key'])
    const name = kept.manifest.components.find(({ kind }) => kind === 'path')?.name ?? ''
    assert.deepEqual(differences(await restoredTree(bed, kept, name), await treeState(media)), [])
    const config = await restoredFiles(bed, kept, 'config')
    const elsewhere = `@root${outside}/é "x".env`
    const filesOnly = Object.keys(config).filter(path => config[path]?.type !== 'directory')
    assert.deepEqual(filesOnly.sort(), [elsewhere, 'current.env'].sort())
    assert.deepEqual(differences(config[elsewhere], (await treeState(outside))['é "x".env']), [])
    assert.deepEqual(differences(config['current.env'], state.files['.env']), [])
    const secrets = await restoredFiles(bed, kept, 'secrets')
    assert.deepEqual(Object.keys(secrets), ['secrets', 'secrets/jwt.key'])
    assert.deepEqual(differences(secrets['secrets/jwt.key'], state.files['secrets/jwt.key']), [])
  })
})

/** A container of no project that has a volume mounted; its name. */
async function startContainer({ lease }: Bed, image: string, volume: string): Promise<string> {
  const name = `user-${lease.id}`
  const flags = ['--detach', '--name', name, '--label', label(lease.id), '--network', 'none', '--stop-signal', 'KILL']
  await docker(['run', ...flags, '--mount', `type=volume,source=${volume},target=/volume`, image, 'sleep', 'infinity'])
  return name
}

/** What the manifest says of a tar that keeps less, up to what that is. */
function plainTar({ manifest }: Kept): string[] {
  return manifest.warnings.filter(text => text.startsWith('plain-tar: ')).map(text => text.slice('plain-tar: '.length).split(':')[0] ?? '')
}
