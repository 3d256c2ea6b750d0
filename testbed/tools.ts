// The programs the bed builds from source, pinned by the go.mod and go.sum beside them: the database tools, Compose if
// Docker has none, a runner and checkers of workflows, and a backup tool to compare with.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cached, contentHash } from './cache.ts'
import { attempt, command } from './command.ts'
import { composePlugin } from './docker.ts'
import { goCommand } from './golang.ts'
import { lock } from './lock.ts'
import { timed } from './report.ts'

const sources = join(import.meta.dirname, 'build')

/** The folder with mongodump, mongorestore and bsondump, built if the cache has none. */
export async function mongoTools(): Promise<string> {
  const folder = cached(`mongo-tools-${pin('mongo-tools')}`)
  if (existsSync(folder)) return folder
  return timed('mongodump, mongorestore, bsondump', async () => {
    const unfinished = `${folder}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    for (const tool of ['mongodump', 'mongorestore', 'bsondump']) {
      await build('mongo-tools', `github.com/mongodb/mongo-tools/${tool}/main`, join(unfinished, tool), '')
    }
    renameSync(unfinished, folder)
    return folder
  })
}

/** Makes sure that `docker compose` works: builds the plugin into the cache if Docker has none. */
export async function compose(): Promise<void> {
  if (existsSync(composePlugin()) || (await attempt(['docker', 'compose', 'version'])).code === 0) return
  await timed('docker compose', async () => {
    const unfinished = cached('docker-compose.unfinished')
    await build('compose', 'github.com/docker/compose/v2/cmd', unfinished, '-X github.com/docker/compose/v2/internal.Version=v2.40.3')
    mkdirSync(dirname(composePlugin()), { recursive: true })
    renameSync(unfinished, composePlugin())
  })
}

/** nektos/act: runs a workflow as GitHub's runner does, on this machine. */
export function workflowRunner(): Promise<string> {
  return program('act', 'github.com/nektos/act')
}

/** actionlint: finds what GitHub would refuse in a workflow. */
export function workflowLinter(): Promise<string> {
  return program('actionlint', 'github.com/rhysd/actionlint/cmd/actionlint')
}

/** restic: the benchmark compares the product with it. */
export function restic(): Promise<string> {
  return program('restic', 'github.com/restic/restic/cmd/restic')
}

/** zizmor, from PyPI: finds what an attacker could use in a workflow. */
export async function workflowAuditor(): Promise<string> {
  const folder = cached('zizmor-1.32.0')
  if (!existsSync(folder)) {
    await timed('zizmor', async () => {
      const unfinished = `${folder}.unfinished`
      await command(['pip3', 'install', '--quiet', '--root-user-action=ignore', '--target', unfinished, 'zizmor==1.32.0'])
      renameSync(unfinished, folder)
    })
  }
  return join(folder, 'bin', 'zizmor')
}

/** The path of a program whose module holds nothing else, built if the cache has none. Parallel tests wait for one build. */
async function program(name: string, what: string): Promise<string> {
  const file = cached(`${name}-${pin(name)}`)
  const gate = await lock(cached(`${name}.lock`))
  try {
    if (!existsSync(file)) {
      await timed(name, async () => {
        await build(name, what, `${file}.unfinished`, '')
        renameSync(`${file}.unfinished`, file)
      })
    }
    return file
  } finally {
    await gate.release()
  }
}

async function build(module: string, what: string, output: string, flags: string): Promise<void> {
  await command([await goCommand(), 'build', '-trimpath', '-ldflags', `-s -w ${flags}`, '-o', output, what], {
    cwd: join(sources, module),
    // The checksum database does not know this module's untagged versions; the go.sum in this repository does.
    env: { CGO_ENABLED: '0', GONOSUMDB: 'github.com/mongodb/mongo-tools', GOFLAGS: '-mod=readonly -buildvcs=false' },
  })
}

function pin(module: string): string {
  return contentHash(readFileSync(join(sources, module, 'go.mod')), readFileSync(join(sources, module, 'go.sum')))
}
