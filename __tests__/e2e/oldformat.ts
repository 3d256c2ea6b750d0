// Archives as the old scripts made them: one directory in a .tar.gz, with a dump directory and nested archives of volumes, and no manifest.
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Bed } from '../../testbed/bed.ts'
import { command, text } from '../../testbed/command.ts'
import type { EntryState, TreeState } from '../../testbed/compare.ts'
import { dockerEnv } from '../../testbed/docker.ts'
import { asRoot } from '../../testbed/machine.ts'
import { everythingOf } from './putback.ts'

/** Runs the specified script, written out for the benchmark, on a stack. Returns the archive that it leaves in `directory`. */
export async function specifiedBackup({ project }: Bed, directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const volumes = ['gateway_uploads', 'translator_models', 'redis_data'].map(name => project.volumes[name])
  const env = {
    BACKUP_DIR: directory,
    APP_DIR: project.appDir,
    MONGO: project.mongo.container,
    MONGO_USER: project.mongo.user,
    MONGO_PASSWORD: project.mongo.password,
    REDIS: project.redis?.container ?? '',
    REDISCLI_AUTH: project.redis?.password ?? '',
    HELPER_IMAGE: project.images.app,
    HELPER_OPTIONS: '--network none',
    VOLUMES: volumes.join(' '),
  }
  await command(['sh', join(import.meta.dirname, '../../bench/baseline/meeshy-auto-backup.sh')], { env: { ...dockerEnv(), ...env } })
  return (await text(['sh', '-c', 'ls "$1"/*.tar.gz | tail -n 1', 'sh', directory])).trim()
}

/** What the old scripts kept of a tree: their tar knew no extended attributes and no holes, and times in whole seconds. */
export function asKept(tree: TreeState, { times = true } = {}): TreeState {
  const kept = ({ xattrs: _xattrs, sparse: _sparse, mtimeNs, ...entry }: EntryState) => ({
    ...entry,
    mtimeNs: times ? String(BigInt(mtimeNs) / 1_000_000_000n) : '',
  })
  return Object.fromEntries(Object.entries(tree).map(([path, entry]) => [path, kept(entry)]))
}

/** All that an old archive holds; of configuration they kept content and modes, by `cp`. */
export async function everythingKept(bed: Bed) {
  const { database, redis, uploads: tree, models, files } = await everythingOf(bed)
  return { database, redis, uploads: asKept(tree), models: asKept(models), files: asKept(files, { times: false }) }
}

/** Writes `pre-update-<stamp>.tar.gz` into a directory that may be root's; `cut` loses its second half. Returns the backup's name. */
export async function oldArchive(directory: string, stamp: string, { cut = false } = {}): Promise<string> {
  const name = `pre-update-${stamp}`
  const folder = mkdtempSync(join(dirname(directory), 'old-'))
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true })
    writeFileSync(join(folder, name, path), content)
  }
  const random = Array.from({ length: 400 }, (_, n) => `${n} ${Math.random()}`).join('\n')
  write('backup-metadata.txt', `Date: ${stamp}\nConteneurs: meeshy-database meeshy-redis\n`)
  write('config/docker-compose.yml', 'services: {}\n')
  write('config/.env', 'REDIS_PASSWORD=old\n')
  write('config/env.production', 'NODE_ENV=production\n')
  write(`database/mongodb_${stamp}/meeshy/users.bson`, random)
  write(`database/mongodb_${stamp}/meeshy/users.metadata.json`, '{"indexes":[]}\n')
  write(`redis/redis_dump_${stamp}.rdb`, 'REDIS0009')
  for (const volume of ['gateway_uploads', 'redis_data', 'translator_models']) {
    write(`${volume}/file`, random)
    mkdirSync(join(folder, name, 'volumes'), { recursive: true })
    await command(['tar', 'czf', join(folder, name, 'volumes', `${volume}.tar.gz`), '-C', join(folder, name, volume), '.'])
    rmSync(join(folder, name, volume), { recursive: true })
  }
  const archive = join(folder, `${name}.tar.gz`)
  await command(['tar', 'czf', archive, '-C', folder, name])
  if (cut) truncateSync(archive, 3000)
  await command([...asRoot(), 'install', '-D', '-m', '600', '-o', 'root', archive, join(directory, `${name}.tar.gz`)])
  rmSync(folder, { recursive: true })
  return name
}
