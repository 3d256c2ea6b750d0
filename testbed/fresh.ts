// Empty servers and volumes with the images of the project: a test restores into them, to compare.
import { randomBytes } from 'node:crypto'
import type { RedisAt } from './compare.ts'
import { docker } from './docker.ts'
import { images } from './images.ts'
import { type Lease, label } from './lease.ts'
import { type MongoAt, mongoReady } from './mongo.ts'
import { redisAnswers } from './redis.ts'
import { redisServer, replicaSetMember } from './servers.ts'

type Owner = { readonly lease: Pick<Lease, 'id'> }
/** Ends with the bed, or before by `close`, with its anonymous volumes. */
export type Fresh = { readonly container: string; close(): Promise<void> }

export type FreshMongo = Owner & {
  /** The root user to create; without one the server requires no login. */
  readonly user?: string
  readonly password?: string
  /** A member of a replica set, with an oplog; a single server otherwise. */
  readonly replicaSet?: boolean
  /** An existing volume for /data/db. */
  readonly volume?: string
}

/** An empty MongoDB server that answers. */
export async function startMongo(options: FreshMongo): Promise<Fresh & MongoAt> {
  const { mongo } = await images()
  const auth = options.user === undefined ? {} : { user: options.user, password: options.password ?? '' }
  const env = {
    ...(options.user === undefined ? {} : { MONGO_INITDB_ROOT_USERNAME: options.user, MONGO_INITDB_ROOT_PASSWORD: options.password ?? '' }),
    ...(options.replicaSet ? { KEYFILE: randomBytes(48).toString('hex') } : {}),
  }
  const container = await run(
    options,
    'mongo',
    env,
    mount(options.volume, '/data/db'),
    mongo,
    options.replicaSet ? replicaSetMember : ['mongod'],
  )
  const at = { container, ...auth }
  await mongoReady(at, options.replicaSet ?? false)
  return { ...at, close: () => remove(container) }
}

export type FreshRedis = Owner & {
  readonly password?: string
  readonly appendOnly?: boolean
  /** An existing volume for /data, with the data to start from. */
  readonly volume?: string
}

/** A Redis server that has loaded what is in its volume. */
export async function startRedis(options: FreshRedis): Promise<Fresh & RedisAt> {
  const { redis } = await images()
  const env = { REDIS_PASSWORD: options.password ?? '' }
  const command = redisServer(`--appendonly ${options.appendOnly ? 'yes' : 'no'}`)
  const container = await run(options, 'redis', env, mount(options.volume, '/data'), redis, command)
  await redisAnswers(container, options.password ?? '')
  return { container, ...(options.password === undefined ? {} : { password: options.password }), close: () => remove(container) }
}

/** A new volume; returns its name. Removed with the bed. */
export async function emptyVolume({ lease }: Owner): Promise<string> {
  return docker(['volume', 'create', '--label', label(lease.id), unique('volume', lease.id)])
}

async function run(
  owner: Owner,
  kind: string,
  env: Readonly<Record<string, string>>,
  mounts: readonly string[],
  image: string,
  command: readonly string[],
): Promise<string> {
  const name = unique(kind, owner.lease.id)
  const flags = ['--detach', '--name', name, '--label', label(owner.lease.id), '--network', 'none', ...mounts]
  // `--env NAME` takes the value from the environment of this process, so that it shows in no process list.
  await docker(['run', ...flags, ...Object.keys(env).flatMap(variable => ['--env', variable]), image, ...command], { env })
  return name
}

function mount(volume: string | undefined, target: string): readonly string[] {
  return volume === undefined ? [] : ['--mount', `type=volume,source=${volume},target=${target}`]
}

function unique(kind: string, id: string): string {
  return `fresh-${kind}-${id}-${Math.random().toString(36).slice(2, 8)}`
}

async function remove(container: string): Promise<void> {
  await docker(['rm', '--force', '--volumes', container])
}
