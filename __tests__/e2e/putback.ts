// What a restore must bring back, all of it at once; the changes it must undo; and the command that does it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Restored } from '../../src/report/restored.ts'
import type { RestoreOutputName } from '../../src/settings/outputs.ts'
import type { Bed } from '../../testbed/bed.ts'
import { attempt } from '../../testbed/command.ts'
import type { MongoState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { redisCli } from '../../testbed/redis.ts'
import { componentOf, stateOf } from './restored.ts'
import type { Kept } from './stack.ts'

const program = join(import.meta.dirname, '../../src/entries/cli.ts')

export type Ran = {
  readonly code: number
  readonly log: string
  readonly outcome: Restored & { readonly outputs: Readonly<Record<RestoreOutputName, string>> }
}

/** Runs `restore`, which may fail. */
export async function restoreOf({ project }: Bed, flags: readonly string[]): Promise<Ran> {
  const words = [program, 'restore', '--app-dir', project.appDir, '--json', '--timeout', '300', '--min-free', '0', ...flags]
  const { code, stdout, stderr } = await attempt([process.execPath, ...words])
  if (stdout.length === 0) throw new Error(stderr.toString())
  return { code, log: stderr.toString(), outcome: JSON.parse(stdout.toString()) }
}

/** Everything a backup takes; databases of others, which no restore touches without exact, only where asked. */
export async function everythingOf(bed: Bed, { others = false } = {}) {
  const { database, redis, volumes, files } = await stateOf(bed)
  const { otherdb: _others, ...own } = database as Record<string, MongoState[string]>
  return {
    database: others ? database : own,
    redis,
    uploads: volumes['gateway_uploads'] ?? {},
    models: volumes['translator_models'] ?? {},
    files,
  }
}

/** Something is added, changed and removed, of what each word says. */
export const changes = {
  async database({ project }) {
    const documents = `
import os, pymongo
client = pymongo.MongoClient(os.environ["DATABASE_URL"])
client.meeshy.newcoll.insert_one({"added": 1})
client.meeshy.users.delete_many({})
client.meeshy.sessions.drop()
client.otherdb.things.insert_one({"added": 1})
`
    await docker(['exec', '--interactive', project.containers['gateway'] ?? '', 'python3', '-'], { input: Buffer.from(documents) })
  },
  async uploads({ project }) {
    await docker(['exec', project.containers['gateway'] ?? '', 'sh', '-c', 'date >/app/uploads/stale.txt; rm -rf /app/uploads/[a-m]*'])
  },
  async models({ project }) {
    await docker(['exec', project.containers['translator'] ?? '', 'sh', '-c', 'date >"/app/models/new file"'])
  },
  async redis({ project }) {
    await redisCli(project.redis?.container ?? '', project.redis?.password ?? '', ['FLUSHALL'])
    await redisCli(project.redis?.container ?? '', project.redis?.password ?? '', ['SET', 'added', '1'])
  },
  async config({ project }) {
    writeFileSync(join(project.appDir, 'env.production'), 'CHANGED=1\n')
    writeFileSync(join(project.appDir, 'nginx/extra.conf'), '# changed\n')
  },
  async secrets({ project }) {
    rmSync(join(project.appDir, 'secrets/jwt.key'), { force: true })
  },
} as const satisfies Readonly<Record<string, (bed: Bed) => Promise<void>>>

/** All of it. */
export async function change(bed: Bed): Promise<void> {
  for (const each of Object.values(changes)) await each(bed)
}

/** Of the scratch project's own: what `docker compose down --volumes` and `rm` leave is the backups. */
export async function destroy({ project }: Bed): Promise<void> {
  await docker(['compose', 'down', '--volumes', '--timeout', '1'], { cwd: project.appDir })
  for (const entry of readdirSync(project.appDir, { encoding: 'buffer' }))
    if (entry.toString() !== 'backups') rmSync(Buffer.concat([Buffer.from(`${project.appDir}/`), entry]), { recursive: true })
}

/** Flips a bit inside a component of the archive; returns what flips it back. */
export function flipped(kept: Pick<Kept, 'archive' | 'manifest'>, component: string): () => void {
  const at = componentOf(kept, component).offset + 100
  const flip = () => {
    const file = openSync(kept.archive, 'r+')
    const byte = Buffer.alloc(1)
    readSync(file, byte, 0, 1, at)
    writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at)
    closeSync(file)
  }
  flip()
  return flip
}

/** No mark, no work but logs, nothing put aside. */
export function assertTidy({ project }: Bed): void {
  const backups = join(project.appDir, 'backups')
  assert.ok(!readdirSync(backups).includes('.restore-incomplete'), 'the mark is gone')
  assert.deepEqual(
    readdirSync(join(backups, '.work')).filter(name => !name.endsWith('.log')),
    [],
  )
  const root = execFileSync('docker', ['info', '--format', '{{.DockerRootDir}}']).toString().trim()
  const aside = execFileSync('find', [project.appDir, join(root, 'volumes'), '-name', `*.meeshy-*`, '-path', `*${project.id}*`]).toString()
  assert.equal(aside, '')
}
