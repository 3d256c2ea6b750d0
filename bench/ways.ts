// The ways to back the same project up: the specified scripts, the bare tools, and this action. Each into a directory of its own.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../__tests__/bed/bed.ts'
import { command } from '../__tests__/bed/command.ts'
import { runStep } from '../__tests__/scenarios/runner.ts'
import { mountpoint } from './data/fill.ts'

/** Seconds a way took, and how many of them went into the proof of what was kept. */
export type Took = { readonly seconds: number; readonly proof?: number }
/** Backs up once, into a directory that is empty and goes away after. */
export type Way = (directory: string) => Promise<Took>

const volumes = ['gateway_uploads', 'translator_models'] as const

export async function waysOn(bed: Bed): Promise<Readonly<Record<'specified' | 'servers' | 'bare' | 'checksum' | 'read', Way>>> {
  const { project } = bed
  const env = {
    APP_DIR: project.appDir,
    MONGO: project.mongo.container,
    MONGO_USER: project.mongo.user,
    MONGO_PASSWORD: project.mongo.password,
    REDIS: project.redis?.container ?? '',
    REDISCLI_AUTH: project.redis?.password ?? '',
    HELPER_IMAGE: project.images.app,
    VOLUMES: [...volumes, 'redis_data'].map(name => project.volumes[name]).join(' '),
    TREES: (await Promise.all(volumes.map(name => mountpoint(project.volumes[name])))).join(' '),
    REDIS_FILE: join(await mountpoint(project.volumes['redis_data']), 'dump.rdb'),
    COMPRESS: 'zstd -q -c -T0 -1',
  }
  const script = (name: string) => (directory: string) =>
    timed(() => command(['sh', join(import.meta.dirname, name)], { env: { ...env, BACKUP_DIR: directory } }))
  const action = (verify: string) => async (directory: string) => {
    const result = await runStep({ inputs: { ...inputsFor(bed), 'backup-dir': directory, compression: 'zstd', verify } })
    if (result.outcome !== 'success') throw new Error(`the action failed:\n${result.log.join('\n')}`)
    return { seconds: result.seconds, proof: proofIn(result.log) }
  }
  return {
    specified: script('baseline/meeshy-auto-backup.sh'),
    servers: script('limit/servers.sh'),
    bare: script('limit/bare-tools.sh'),
    checksum: action('checksum'),
    read: action('read'),
  }
}

/** Runs a way once, on an empty directory, with nothing of the one before still on its way to the disk. */
export async function measure(bed: Bed, way: Way): Promise<Took> {
  const directory = join(bed.project.scratch, 'opt', 'bench')
  mkdirSync(directory, { mode: 0o700 })
  try {
    await command(['sync'])
    return await way(directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

export async function timed(work: () => Promise<unknown>): Promise<Took> {
  const began = performance.now()
  await work()
  return { seconds: (performance.now() - began) / 1000 }
}

/** What the log says of its phase Verify. */
function proofIn(log: readonly string[]): number {
  const said = log.map(line => /▸ Verify .* ([\d.]+) s$/.exec(line)?.[1]).find(seconds => seconds !== undefined)
  if (said === undefined) throw new Error(`the log does not say how long verification took:\n${log.join('\n')}`)
  return Number(said)
}

function inputsFor({ sshd, project }: Bed): Record<string, string> {
  return {
    host: sshd.host,
    port: String(sshd.port),
    user: sshd.user,
    'private-key': sshd.privateKey,
    'known-hosts': sshd.knownHosts,
    'app-dir': project.appDir,
    'min-free': '50MB',
  }
}
