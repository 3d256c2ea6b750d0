// A Compose project like Meeshy's: writes its files, starts it, fills it, and removes it.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { passwords, writeAppDir } from './appdir.ts'
import { composeFile, containerName, extraVolumes, services, type Variant, volumes } from './compose.ts'
import { docker } from './docker.ts'
import type { Engine } from './engine.ts'
import { type Images, images } from './images.ts'
import { type Lease, takeLease } from './lease.ts'
import { mongoReady } from './mongo.ts'
import { redisAnswers, redisCli } from './redis.ts'
import { timed } from './report.ts'
import { redisCommands } from './seed/redis.ts'

export type Seed = 'small' | 'large'

export type ProjectOptions = {
  /** The engine that must be up; see startEngine. */
  readonly engine: Engine
  readonly seed: Seed
  readonly variant?: Variant
  /** The first part of the project's name; the bed's id follows it. */
  readonly name?: string
  /** The name of its directory, in place of `meeshy`. */
  readonly directory?: string
  /** The bed this project is part of; without one it has an id and a scratch folder of its own. */
  readonly lease?: Lease
}

export type Project = {
  readonly id: string
  /** The Compose project's name: unique on this machine. */
  readonly name: string
  /** Where docker-compose.yml, .env, env.production, nginx/ and secrets/ are: `<scratch>/opt/meeshy`, if no other name was asked for. */
  readonly appDir: string
  readonly scratch: string
  readonly images: Images
  readonly mongo: { readonly container: string; readonly user: string; readonly password: string }
  readonly redis: { readonly container: string; readonly password: string } | null
  readonly redisAof: { readonly container: string; readonly password: string } | null
  /** Container name by service name: database, redis, gateway, translator, nginx, … */
  readonly containers: Readonly<Record<string, string>>
  /** Volume name by the name in the Compose file: mongo_data, redis_data, gateway_uploads, translator_models, … */
  readonly volumes: Readonly<Record<string, string>>
  /** Removes containers, volumes, networks and files; for a project that is part of a bed, the bed's close does that. */
  close(): Promise<void>
}

/** Starts a project and fills it; its servers answer when this returns. */
export async function startProject(options: ProjectOptions): Promise<Project> {
  const made = await images()
  const lease = options.lease ?? (await takeLease())
  const own = options.lease === undefined
  try {
    const project = await write(lease, made, options)
    await timed(`project ${project.name} up`, () => docker(['compose', 'up', '--detach', '--quiet-pull'], { cwd: project.appDir }))
    await timed(`project ${project.name} filled (${options.seed})`, () => fill(project, options.seed, options.variant ?? {}))
    return { ...project, close: own ? () => lease.release() : async () => {} }
  } catch (error) {
    if (own) await lease.release()
    throw error
  }
}

type Written = Omit<Project, 'close'>

async function write(lease: Lease, made: Images, options: ProjectOptions): Promise<Written> {
  const variant = options.variant ?? {}
  const name = `${options.name ?? 'meeshy'}${lease.id}`
  const appDir = join(lease.folder, 'opt', options.directory ?? 'meeshy')
  mkdirSync(appDir, { recursive: true })
  await writeAppDir(appDir, composeFile(name, lease.id, made, variant))
  const containers = Object.fromEntries(services(variant).map(service => [service, containerName(name, service, lease.id, variant)]))
  return {
    id: lease.id,
    name,
    appDir,
    scratch: lease.folder,
    images: made,
    mongo: { container: containers['database'] ?? '', user: passwords.mongoUser, password: passwords.mongo },
    redis: at(containers['redis'], passwords.redis),
    redisAof: at(containers['redis-aof'], passwords.redisAof),
    containers,
    volumes: Object.fromEntries(volumes(variant).map(volume => [volume, `${name}_${volume}`])),
  }
}

function at(container: string | undefined, password: string) {
  return container === undefined ? null : { container, password }
}

/** Fills all parts at once, each from inside its container with the application's own tools. */
async function fill(project: Written, seed: Seed, variant: Variant): Promise<void> {
  const { gateway = '', translator = '' } = project.containers
  await Promise.all([
    mongoReady(project.mongo, true).then(() => python(gateway, 'mongo.py', [seed])),
    python(gateway, 'uploads.py', ['/app/uploads', seed]),
    python(translator, 'models.py', ['/app/models', seed]),
    ...[project.redis, project.redisAof].map(redis => redis && fillRedis(redis.container, redis.password, seed)),
    ...extraVolumes(variant).map(name => docker(['exec', gateway, 'sh', '-c', `echo "this is ${name}" > /app/extra/${name}/file`])),
  ])
}

async function python(container: string, script: string, args: readonly string[]): Promise<void> {
  const source = readFileSync(join(import.meta.dirname, 'seed', script))
  await docker(['exec', '--interactive', container, 'python3', '-', ...args], { input: source })
}

async function fillRedis(container: string, password: string, seed: Seed): Promise<void> {
  await redisAnswers(container, password)
  const said = await redisCli(container, password, ['--pipe'], redisCommands(seed))
  if (!/errors: 0,/.test(said)) throw new Error(`redis did not take its keys: ${said}`)
}
