// The ways to back the same project up: the specified scripts, the bare tools, and this action. Each into a directory of its own.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../__tests__/bed/bed.ts'
import { command } from '../__tests__/bed/command.ts'
import { runStep } from '../__tests__/scenarios/runner.ts'
import { mountpoint } from './data/fill.ts'

/** Backs up once, into a directory that is empty and goes away after; resolves with the seconds that took. */
export type Way = (directory: string) => Promise<number>

const volumes = ['gateway_uploads', 'translator_models'] as const

export async function waysOn(bed: Bed): Promise<Readonly<Record<'specified' | 'bare' | 'checksum' | 'read', Way>>> {
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
    return result.seconds
  }
  return {
    specified: script('baseline/meeshy-auto-backup.sh'),
    bare: script('limit/bare-tools.sh'),
    checksum: action('checksum'),
    read: action('read'),
  }
}

/** Runs a way once, on an empty directory, with nothing of the one before still on its way to the disk. */
export async function measure(bed: Bed, way: Way): Promise<number> {
  const directory = join(bed.project.scratch, 'opt', 'bench')
  mkdirSync(directory, { mode: 0o700 })
  try {
    await command(['sync'])
    return await way(directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
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
