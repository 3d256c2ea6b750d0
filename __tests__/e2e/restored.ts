// Components brought back by the commands of docs/format.md alone, into fresh servers, volumes and directories, as states to compare.
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Component } from '../../src/backups/manifest.ts'
import type { Bed } from '../../testbed/bed.ts'
import { type MongoState, mongoState, type RedisState, redisState, type TreeState, treeState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { emptyVolume, startMongo, startRedis } from '../../testbed/fresh.ts'
import { follow } from './handbook.ts'
import type { Kept } from './stack.ts'

/** What a stack holds, or what came out of a backup of it: two that have no differences hold the same. */
export type StackState = {
  readonly database: MongoState
  readonly redis: RedisState
  /** By the volume's name in the compose file. */
  readonly volumes: Readonly<Record<string, TreeState>>
  /** Configuration and secrets, by their path in the application directory. */
  readonly files: TreeState
}

/** What discovery takes of the application directory of every bed. */
const files = ['.env', 'docker-compose.yml', 'env.production', 'nginx', 'secrets']
const fresh = { user: 'other', password: `another "one" it's $HOME é` }

/** The running stack, as a backup must bring it back. */
export async function stateOf({ project }: Bed): Promise<StackState> {
  const { mongo, redis, volumes, appDir } = project
  const kept = (path: string) => files.some(file => path === file || path.startsWith(`${file}/`))
  const [database, keys, uploads, models, application] = await Promise.all([
    mongoState(mongo),
    redis === null ? {} : redisState(redis),
    treeState(volumes['gateway_uploads'] ?? ''),
    treeState(volumes['translator_models'] ?? ''),
    treeState(appDir),
  ])
  return {
    database,
    redis: keys,
    volumes: { gateway_uploads: uploads, translator_models: models },
    files: Object.fromEntries(Object.entries(application).filter(([path]) => kept(path))),
  }
}

/** The dump, restored into an empty member of a replica set. */
export async function restoredDatabase(bed: Bed, kept: Kept): Promise<MongoState> {
  const server = await startMongo({ lease: bed.lease, ...fresh, replicaSet: true })
  const at = { CONTAINER: server.container, MONGO_USER: fresh.user, MONGO_PASSWORD: fresh.password }
  await follow(['locate', cut(kept), 'database'], { ...whereIs(kept, 'database'), ...at })
  const state = await mongoState(server)
  await server.close()
  return state
}

/** The snapshot, as a fresh server has it after its start and again after a restart: with append-only files it must not lose it then. */
export async function restoredRedis(bed: Bed, kept: Kept, { appendOnly = false } = {}): Promise<RedisState> {
  const volume = await emptyVolume(bed)
  const at = { VOLUME: volume, IMAGE: bed.project.images.redis }
  await follow(['locate', cut(kept), appendOnly ? 'redis append-only' : 'redis'], { ...whereIs(kept, 'redis'), ...at })
  const first = await startRedis({ lease: bed.lease, volume, appendOnly })
  await docker(['stop', first.container])
  await first.close()
  const second = await startRedis({ lease: bed.lease, volume, appendOnly })
  const state = await redisState(second)
  await second.close()
  return state
}

/** The tree of a volume or directory, restored into an empty volume. */
export async function restoredTree(bed: Bed, kept: Kept, name: string): Promise<TreeState> {
  const volume = await emptyVolume(bed)
  const INTO = await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', volume])
  await follow(['locate', cut(kept), 'tree'], { ...whereIs(kept, name), INTO })
  return treeState(volume)
}

/** Configuration or secrets, without the directory they are in. */
export async function restoredFiles(bed: Bed, kept: Kept, name: 'config' | 'secrets'): Promise<TreeState> {
  const INTO = mkdtempSync(join(bed.lease.folder, 'files-'))
  await follow(['locate', cut(kept), 'files'], { ...whereIs(kept, name), INTO })
  const { '.': _top, ...below } = await treeState(join(INTO, kept.manifest.name, name))
  return below
}

/** Every component of a full backup. */
export async function restored(bed: Bed, kept: Kept): Promise<StackState> {
  const [database, redis, uploads, models, config, secrets] = await Promise.all([
    restoredDatabase(bed, kept),
    restoredRedis(bed, kept),
    restoredTree(bed, kept, 'volumes/gateway_uploads'),
    restoredTree(bed, kept, 'volumes/translator_models'),
    restoredFiles(bed, kept, 'config'),
    restoredFiles(bed, kept, 'secrets'),
  ])
  return { database, redis, volumes: { gateway_uploads: uploads, translator_models: models }, files: { ...config, ...secrets } }
}

/** What the page asks for to find a component. */
export function whereIs({ archive, manifest }: Kept, name: string): Readonly<Record<string, string>> {
  return { ARCHIVE: archive, NAME: manifest.name, COMPONENT: name }
}

/** The page's block that cuts a component out of this archive. */
export function cut({ manifest }: Kept): string {
  return `cut ${manifest.archive.compression}`
}

export function componentOf({ manifest }: Pick<Kept, 'manifest'>, name: string): Component {
  const component = manifest.components.find(each => each.name === name)
  assert.ok(component, `the backup holds ${name}`)
  return component
}
