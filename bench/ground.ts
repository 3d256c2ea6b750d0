// The common ground of the tables: one bed, filled once, the environment of the ways, and the action run as a step of a workflow.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Bed, openBed } from '../testbed/bed.ts'
import { command } from '../testbed/command.ts'
import { installPackage } from '../testbed/machine.ts'
import { type Result, runStep } from '../testbed/runner/runner.ts'
import { restic } from '../testbed/tools.ts'
import { type Cpu, countCpu } from './cpu.ts'
import { type Amounts, fill, mountpoint } from './data/fill.ts'
import { say, type Took, timed } from './measure.ts'

export type Ground = {
  readonly bed: Bed
  readonly runs: number
  readonly amounts: Amounts
  /** The directory that a way works in: empty at its start, removed after. */
  readonly directory: string
  /** The variables of the benchmark's shell programs. */
  readonly env: Readonly<Record<string, string>>
  /** Fills the project, once. */
  filled(): Promise<void>
  /** Measures work on an empty directory, after all earlier writes have reached the disk. */
  measure(work: () => Promise<Took>): Promise<Took>
  /** Runs a program of the benchmark. */
  program(words: readonly string[], env?: Readonly<Record<string, string>>): Promise<Took>
  /** Runs the action with these inputs beside those that say where; fails if it does. */
  action(inputs: Readonly<Record<string, string>>, onLine?: (line: string) => void, action?: '.' | 'restore' | 'list'): Promise<Result>
  close(): Promise<void>
}

const trees = ['gateway_uploads', 'translator_models'] as const

export async function openGround(runs: number, amounts: Amounts): Promise<Ground> {
  await installPackage('borgbackup', 'borg')
  const bed = await openBed({ seed: 'small' })
  const { project, sshd } = bed
  const { gateway = '', translator = '' } = project.containers
  const cpu = await countCpu(Object.values(project.containers), sshd.pid)
  const directory = join(project.scratch, 'opt', 'bench')
  const env = {
    BACKUP_DIR: directory,
    APP_DIR: project.appDir,
    MONGO: project.mongo.container,
    MONGO_USER: project.mongo.user,
    MONGO_PASSWORD: project.mongo.password,
    REDIS: project.redis?.container ?? '',
    REDISCLI_AUTH: project.redis?.password ?? '',
    READERS: `${gateway} ${translator}`,
    HELPER_IMAGE: project.images.app,
    // Without a network, which a helper does not need and which takes time to create.
    HELPER_OPTIONS: `--network none ${cpu.helperOptions}`,
    VOLUMES: [...trees, 'redis_data'].map(name => project.volumes[name]).join(' '),
    TREES: (await Promise.all(trees.map(name => mountpoint(project.volumes[name])))).join(' '),
    COMPONENT: await mountpoint(project.volumes['translator_models']),
    REDIS_FILE: join(await mountpoint(project.volumes['redis_data']), 'dump.rdb'),
    COMPRESS: 'zstd -q -c -T0 -1',
    STAGE: join(project.scratch, 'opt', 'dumps'),
    REPOSITORY: join(directory, 'repository'),
    RESTIC: await restic(),
  }
  const where = {
    host: sshd.host,
    port: String(sshd.port),
    user: sshd.user,
    'private-key': sshd.privateKey,
    'known-hosts': sshd.knownHosts,
    'app-dir': project.appDir,
    'backup-dir': directory,
  }
  let filling: Promise<void> | undefined
  return {
    bed,
    runs,
    amounts,
    directory,
    env,
    filled: () => {
      filling ??= timed(() => fill(project, amounts)).then(({ seconds }) => say('filling', seconds))
      return filling
    },
    async measure(work) {
      mkdirSync(directory, { mode: 0o700 })
      try {
        await command(['sync'])
        return await counted(cpu, work)
      } finally {
        rmSync(directory, { recursive: true, force: true })
      }
    },
    program: ([name = '', ...words], more = {}) =>
      timed(() => command(['sh', join(import.meta.dirname, name), ...words], { env: { ...env, ...more } })),
    async action(inputs, onLine = () => {}, action = '.') {
      const own: Readonly<Record<string, string>> = action === '.' ? { 'min-free': '50MB', artifact: 'false' } : {}
      const result = await runStep({ action, inputs: { ...where, ...own, ...inputs }, onLine })
      if (result.outcome !== 'success') throw new Error(`the action failed:\n${result.log.join('\n')}`)
      return result
    },
    async close() {
      cpu.close()
      await bed.close()
    },
  }
}

async function counted(cpu: Cpu, work: () => Promise<Took>): Promise<Took> {
  const before = cpu.used()
  const took = await work()
  const after = cpu.used()
  return before === undefined || after === undefined || took.cpu !== undefined ? took : { ...took, cpu: after - before }
}
