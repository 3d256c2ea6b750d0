// The images of the bed: built once from Debian and package registries, named after what they were built from, or the
// official ones of a registry. This file is the only place that knows the difference.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { cached, contentHash } from './cache.ts'
import { command } from './command.ts'
import { docker, dockerSays } from './docker.ts'
import { lock } from './lock.ts'
import { asRoot, usesOfficialImages } from './machine.ts'
import { timed } from './report.ts'
import { compose, mongoTools } from './tools.ts'

/** Image names by the part they play. `app` also carries Python and pymongo, with which the bed seeds and compares. */
export type Images = {
  readonly mongo: string
  readonly redis: string
  readonly nginx: string
  readonly app: string
  readonly postgres: string
}

const debian = {
  suite: 'bookworm',
  packages: ['nginx-light', 'python3', 'redis-server'],
}
const official = { mongo: 'mongo:8', redis: 'redis:7', nginx: 'nginx:1.27', python: 'python:3.11-slim', postgres: 'postgres:15' }

let known: Promise<Images> | null = null

/** The images, built if the engine lacks them, once per process. Beds that start together wait for one build. */
export function images(): Promise<Images> {
  known ??= locate()
  return known
}

async function locate(): Promise<Images> {
  const gate = await lock(cached('images.lock'))
  try {
    await (usesOfficialImages() ? compose() : Promise.all([compose(), mongoTools(), base()]))
    return usesOfficialImages() ? await pulled() : await built()
  } finally {
    await gate.release()
  }
}

async function pulled(): Promise<Images> {
  const { python, ...rest } = official
  for (const image of [...Object.values(rest), python]) {
    if (!(await dockerSays(['image', 'inspect', image]))) await timed(image, () => docker(['pull', '--quiet', image]))
  }
  return { ...rest, app: await build('app', python, { python: wheels }) }
}

async function built(): Promise<Images> {
  const from = await base()
  const tools = await mongoTools()
  const mongo = await build('mongo', from, { python: wheels, bin: (_, folder) => copy(tools, folder) }, basename(tools))
  const redis = await build('redis', from, {})
  const app = await build('app', from, { python: wheels })
  // Only a name of another database's image: no test runs a server in it.
  const postgres = `postgres:${contentHash(from)}`
  const nginx = app.replace('/app:', '/nginx:')
  await docker(['tag', app, nginx])
  await docker(['tag', from, postgres])
  return { mongo, redis, nginx, app, postgres }
}

/** Debian with the packages of all images, so that none of them needs the network to be built. */
async function base(): Promise<string> {
  const tag = `meeshy-bed/base:${contentHash(JSON.stringify(debian))}`
  if (await dockerSays(['image', 'inspect', tag])) return tag
  return timed('base image', async () => {
    const folder = mkdtempSync(cached('debootstrap-'))
    const [root, tar] = [join(folder, 'root'), join(folder, 'root.tar')]
    try {
      await command([...asRoot(), 'debootstrap', '--variant=minbase', `--include=${debian.packages.join(',')}`, debian.suite, root])
      const caches = ['./var/cache/apt', './var/lib/apt/lists'].map(path => `--exclude=${path}/*`)
      await command([...asRoot(), 'tar', '-c', '-f', tar, '-C', root, ...caches, '.'])
      await docker(['import', tar, tag])
      return tag
    } finally {
      await command([...asRoot(), 'rm', '-rf', '--one-file-system', folder])
    }
  })
}

/** A part of an image that is not a file of this repository: the build writes it into `folder`. */
type Part = (image: string, folder: string) => Promise<void>

async function build(name: string, from: string, parts: Readonly<Record<string, Part>>, pin = ''): Promise<string> {
  const source = join(import.meta.dirname, 'images', name)
  const contents = readdirSync(source)
    .sort()
    .flatMap(file => [file, readFileSync(join(source, file))])
  const tag = `meeshy-bed/${name}:${contentHash(from, pin, ...contents)}`
  if (await dockerSays(['image', 'inspect', tag])) return tag
  return timed(`${name} image`, async () => {
    const context = mkdtempSync(join(tmpdir(), 'meeshy-bed-image-'))
    try {
      cpSync(source, context, { recursive: true })
      for (const [folder, part] of Object.entries(parts)) await part(name, join(context, folder))
      // Readable whatever the umask of the checkout was: servers read them as their own users.
      await command(['chmod', '-R', 'a+rX', context])
      await docker(['build', '--quiet', '--network', 'none', '--build-arg', `BASE=${from}`, '--tag', tag, context], {
        env: { DOCKER_BUILDKIT: '0' },
      })
      return tag
    } finally {
      rmSync(context, { recursive: true, force: true })
    }
  })
}

/** Python packages for Debian 12's Python, whatever Python this machine has; pinned by their hashes. */
const wheels: Part = async (image, folder) => {
  const requirements = join(import.meta.dirname, 'images', image, 'requirements.txt')
  const debian12 = ['--python-version=3.11', '--only-binary=:all:', '--platform=manylinux2014_x86_64', '--platform=manylinux_2_28_x86_64']
  const pinned = ['--no-deps', '--require-hashes', `--requirement=${requirements}`]
  await command(['pip3', 'install', '--quiet', '--no-compile', `--target=${folder}`, ...debian12, ...pinned])
}

async function copy(from: string, to: string): Promise<void> {
  cpSync(from, to, { recursive: true })
}
