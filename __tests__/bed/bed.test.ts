import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createAccount } from '../../testbed/account.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { attempt, command, text } from '../../testbed/command.ts'
import { differences, mongoState, redisState, treeState } from '../../testbed/compare.ts'
import { docker, dockerBytes, dockerLines } from '../../testbed/docker.ts'
import { type Engine, startEngine } from '../../testbed/engine.ts'
import { emptyVolume, startMongo, startRedis } from '../../testbed/fresh.ts'
import { sweep } from '../../testbed/lease.ts'
import { asRoot, installMissing, whyNot } from '../../testbed/machine.ts'
import { redisCli } from '../../testbed/redis.ts'
import { type Sshd, startSshd } from '../../testbed/sshd.ts'

const reason = whyNot() ?? false

describe('the bed', { skip: reason }, () => {
  let engine: Engine
  let bed: Bed
  before(async () => {
    await installMissing()
    engine = await startEngine()
    bed = await openBed({ seed: 'small', variant: { redisAof: true } })
  })
  after(async () => {
    await bed?.close()
    await engine?.close()
  })

  test('a real SSH session finds the project running', async () => {
    const said = await ssh(bed.sshd, 'docker compose ls; docker ps --format "{{.Names}}"')
    assert.match(said, new RegExp(`^${bed.project.name} +running\\(6\\) +${bed.project.appDir}/docker-compose.yml$`, 'm'))
    for (const container of Object.values(bed.project.containers)) assert.ok(said.includes(`\n${container}`), container)
  })

  test('programs of a shims folder come before the machine’s', async () => {
    const shims = join(bed.lease.folder, 'shims')
    await command(['mkdir', shims])
    writeFileSync(join(shims, 'date'), '#!/bin/sh\necho "it is $NOW"\n', { mode: 0o755 })
    const sshd = await startSshd({ lease: bed.lease, shims, env: { NOW: 'five past' }, hostKeyTypes: ['ecdsa', 'ed25519'] })
    try {
      assert.equal(await ssh(sshd, 'date'), 'it is five past')
    } finally {
      await sshd.close()
    }
  })

  test('an account is what it was asked to be, and gone afterwards', async () => {
    const account = await createAccount({ lease: bed.lease, docker: true, sudo: true })
    const plain = await createAccount({ lease: bed.lease })
    try {
      assert.match(
        await ssh(bed.sshd, 'id -un; sudo -n id -u; docker compose ls -q', account.name),
        new RegExp(`^${account.name}\n0\n[\\s\\S]*${bed.project.name}`),
      )
      assert.match(
        await ssh(bed.sshd, 'sudo -n id -u 2>&1; docker ps 2>&1; true', plain.name),
        /password is required[\s\S]*permission denied/,
      )
    } finally {
      await account.close()
      await plain.close()
    }
    assert.notEqual((await attempt(['id', account.name])).code, 0)
  })

  test('what is uploaded through nginx is in the volume', async () => {
    const put = [
      'python3',
      '-c',
      'import ssl, sys, urllib.request as r; r.urlopen(r.Request(sys.argv[1], b"hello", method="PUT"), context=ssl._create_unverified_context())',
    ]
    await docker(['exec', bed.project.containers['translator'] ?? '', ...put, 'https://nginx/files/up%20loaded'])
    const tree = await treeState(bed.project.volumes['gateway_uploads'] ?? '')
    assert.equal(tree['up loaded']?.size, 5)
  })

  test('the database is restored equal, with its oplog', async () => {
    const { mongo } = bed.project
    const before = await mongoState(mongo)
    assert.equal(before['meeshy']?.['messages']?.count, 1000)
    const dump = await dockerBytes(
      ['exec', '--interactive', mongo.container, 'mongodump', '--config=/dev/stdin', '--archive', '--oplog', '--quiet'],
      {
        input: uri(mongo.user, mongo.password),
      },
    )
    const fresh = await startMongo({ lease: bed.lease, user: 'other', password: 'pass', replicaSet: true })
    assert.deepEqual(await mongoState(fresh), {})
    const archive = join(bed.lease.folder, 'dump.archive')
    writeFileSync(archive, dump)
    await docker(['cp', archive, `${fresh.container}:/tmp/archive`])
    const restore = ['mongorestore', '--config=/dev/stdin', '--archive=/tmp/archive', '--oplogReplay', '--stopOnError']
    await docker(['exec', '--interactive', fresh.container, ...restore], { input: uri('other', 'pass') })
    assert.deepEqual(differences(await mongoState(fresh), before), [])
    await fresh.close()
  })

  test('redis is restored equal, and the append-only one holds the same', async () => {
    const { redis, redisAof, volumes, images } = bed.project
    assert.ok(redis && redisAof)
    const before = await redisState(redis)
    assert.equal(before['0']?.['session:1']?.expiresAt, 4070908800123)
    assert.deepEqual(differences(await redisState(redisAof), before), [])
    await redisCli(redis.container, redis.password, ['SAVE'])
    const volume = await emptyVolume(bed)
    const mounts = [
      '--mount',
      `type=volume,source=${volumes['redis_data']},target=/from,readonly`,
      '--mount',
      `type=volume,source=${volume},target=/to`,
    ]
    await docker(['run', '--rm', '--network', 'none', ...mounts, '--entrypoint', 'cp', images.redis, '-a', '/from/dump.rdb', '/to/'])
    const fresh = await startRedis({ lease: bed.lease, volume, password: 'other' })
    assert.deepEqual(differences(await redisState(fresh), before), [])
    await redisCli(fresh.container, 'other', ['DEL', 'string'])
    assert.deepEqual(
      differences(await redisState(fresh), before).map(line => line.split(':')[0]),
      ['0 › string'],
    )
    await fresh.close()
  })

  test('the uploads tree has every oddity, a faithful copy is equal, and a careless one is not', async () => {
    const source = bed.project.volumes['gateway_uploads'] ?? ''
    const before = await treeState(source)
    assert.equal(before['kinds/fifo']?.type, 'fifo')
    assert.equal(before['kinds/sparse.img']?.sparse, true)
    assert.equal(before['kinds/hard link 1']?.names?.length, 3)
    assert.ok(before['attributes/acl']?.xattrs?.['system.posix_acl_access'])
    assert.ok(before['names/not utf-8 \udcff\udcfe\udce9'])
    const copy = async (create: string) => {
      const volume = await emptyVolume(bed)
      const [from, to] = [await mountpoint(source), await mountpoint(volume)]
      await command([...asRoot(), 'sh', '-c', `tar -c ${create} -C "$1" . | tar -x ${create} -p -C "$2"`, 'sh', from, to])
      return differences(await treeState(volume), before)
    }
    assert.deepEqual(await copy("--numeric-owner --acls --xattrs --xattrs-include='*' --format=posix -S"), [])
    assert.ok((await copy('--numeric-owner --hard-dereference')).some(line => line.startsWith('attributes/xattr › xattrs')))
  })

  test('a second bed beside it, of another shape, comes and goes without touching it', async () => {
    const other = await openBed({
      seed: 'small',
      name: 'shop',
      variant: { ownContainerNames: true, redis: false, uncovered: true, twentyVolumes: true },
    })
    let account: string
    try {
      assert.notEqual(other.sshd.port, bed.sshd.port)
      assert.equal(other.project.redis, null)
      assert.equal(other.project.containers['database'], `store-of-${other.project.id}`)
      const volumes = await dockerLines(['volume', 'ls', '--quiet', '--filter', `name=^shop${other.project.id}_`])
      assert.deepEqual(volumes.sort(), Object.values(other.project.volumes).sort())
      assert.equal(volumes.length, 23)
      assert.equal((await mongoState(other.project.mongo))['meeshy']?.['users']?.count, 500)
      account = (await createAccount({ lease: other.lease })).name
    } finally {
      await other.close()
    }
    assert.deepEqual(await leftOf(other.project.id), [])
    assert.notEqual((await attempt(['id', account])).code, 0)
    assert.equal(
      await docker(['inspect', '--format', '{{.State.Status}}', ...Object.values(bed.project.containers)]),
      Array(6).fill('running').join('\n'),
    )
  })

  test('what a killed process left behind is found and removed', async () => {
    const script = `const { openBed } = await import(${JSON.stringify(join(import.meta.dirname, '..', '..', 'testbed', 'bed.ts'))})
      const { command } = await import(${JSON.stringify(join(import.meta.dirname, '..', '..', 'testbed', 'command.ts'))})
      const bed = await openBed({ seed: 'small', variant: { redis: false } })
      await command(['mkdir', bed.lease.folder + '/a mount'])
      await command(${JSON.stringify([...asRoot(), 'mount', '-t', 'tmpfs', 'tmpfs'])}.concat(bed.lease.folder + '/a mount'))
      process.stdout.write(bed.project.id, () => process.kill(process.pid, 'SIGKILL'))`
    const id = await printed(script)
    assert.match(id, /^[0-9a-f]{8}$/)
    assert.notDeepEqual(await leftOf(id), [])
    await sweep()
    assert.deepEqual(await leftOf(id), [])
  })
})

/** What of a bed is still there: containers, volumes, networks, processes, files. */
async function leftOf(id: string): Promise<string[]> {
  const lists = [
    ['ps', '--all', '--format', '{{.Names}} {{.Labels}}'],
    ['volume', 'ls', '--format', '{{.Name}} {{.Labels}}'],
    ['network', 'ls', '--format', '{{.Name}} {{.Labels}}'],
  ]
  const known = (await Promise.all(lists.map(dockerLines))).flat()
  const processes = (await text(['ps', '-eo', 'args'])).split('\n')
  const folder = `/tmp/meeshy-bed-${id}`
  return [...[...known, ...processes].filter(line => line.includes(id)), ...(existsSync(folder) ? [folder] : [])]
}

function mountpoint(volume: string): Promise<string> {
  return docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', volume])
}

function uri(user: string, password: string): string {
  return `uri: "mongodb://${user}:${encodeURIComponent(password)}@127.0.0.1/?authSource=admin"\n`
}

function ssh(sshd: Sshd, line: string, user = sshd.user): Promise<string> {
  const options = ['BatchMode=yes', 'StrictHostKeyChecking=yes', `UserKnownHostsFile=${sshd.knownHostsPath}`].flatMap(option => [
    '-o',
    option,
  ])
  return text(['ssh', '-F', 'none', '-i', sshd.privateKeyPath, ...options, '-p', String(sshd.port), `${user}@${sshd.host}`, line])
}

/** What a program printed until it was killed. */
function printed(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
    })
    child.on('error', reject)
    child.on('close', () => resolve(said))
  })
}
