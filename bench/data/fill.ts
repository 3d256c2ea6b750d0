// The data of a server like Meeshy's, in the given amounts: the same bytes for the same amounts, on every machine.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { docker } from '../../testbed/docker.ts'
import type { Project } from '../../testbed/project.ts'
import { redisCli } from '../../testbed/redis.ts'
import { Noise } from './noise.ts'

/** Bytes of each part, and the number of uploads. */
export type Amounts = {
  readonly uploads: number
  readonly files: number
  readonly models: number
  readonly database: number
  readonly redis: number
}

/** The mix at scale 1, 1.5 GB. The database is small because the bed's server dumps three times slower than MongoDB: it would hide the rest. */
const whole: Amounts = { uploads: 900e6, files: 20_000, models: 300e6, database: 100e6, redis: 200e6 }

export function amountsAt(scale: number): Amounts {
  return Object.fromEntries(Object.entries(whole).map(([part, amount]) => [part, Math.round(amount * scale)])) as Amounts
}

/** Fills a project of the bed in addition to what it holds. */
export async function fill(project: Project, amounts: Amounts): Promise<void> {
  writeUploads(await mountpoint(project.volumes['gateway_uploads']), amounts)
  writeModels(await mountpoint(project.volumes['translator_models']), amounts.models)
  await python(project, 'documents.py', String(amounts.database))
  if (project.redis !== null) await redisCli(project.redis.container, project.redis.password, ['--pipe'], redisKeys(amounts.redis))
}

/** After a database was loaded, before it is dumped again: see nudge.py. */
export async function nudge(project: Project): Promise<void> {
  await python(project, 'nudge.py')
}

async function python(project: Project, name: string, ...words: readonly string[]): Promise<void> {
  const input = readFileSync(join(import.meta.dirname, name), 'utf8')
  await docker(['exec', '--interactive', project.containers['gateway'] ?? '', 'python3', '-', ...words], { input })
}

export async function mountpoint(volume = ''): Promise<string> {
  return (await docker(['volume', 'inspect', '--format', '{{.Mountpoint}}', volume])).trim()
}

/** Photos and the like, which do not compress; every eighth file is text, which does. In the folder `name` of the directory. */
export function writeUploads(directory: string, { uploads, files }: Amounts, name = 'bench', seed = 1): void {
  const noise = new Noise(seed)
  const average = uploads / files
  for (let n = 0; n < files; n++) {
    const folder = join(directory, name, String(n % 100).padStart(2, '0'))
    if (n < 100) mkdirSync(folder, { recursive: true })
    const size = Math.round(average * (0.2 + noise.number(1600) / 1000))
    writeFileSync(join(folder, `${n}.${n % 8 === 0 ? 'log' : 'jpg'}`), n % 8 === 0 ? text(noise, size) : noise.bytes(size))
  }
}

function text(noise: Noise, size: number): Buffer {
  const lines: string[] = []
  for (let length = 0; length < size; length += lines.at(-1)?.length ?? 1) {
    lines.push(`2024-10-19 12:${noise.number(60)}:${noise.number(60)} GET /api/messages/${noise.number(1e6)} 200 ${noise.number(900)} ms\n`)
  }
  return Buffer.from(lines.join('').slice(0, size))
}

/** Weights as they are: of each number's four bytes one says little. */
function writeModels(directory: string, amount: number): void {
  const noise = new Noise(2)
  mkdirSync(join(directory, 'bench'), { recursive: true })
  const files = Math.max(1, Math.round(amount / 50e6))
  for (let n = 0; n < files; n++) {
    const weights = noise.bytes(Math.round(amount / files))
    for (let at = 3; at < weights.length; at += 4) weights[at] = 0x3c + ((weights[at] ?? 0) & 3)
    writeFileSync(join(directory, 'bench', `${n}.bin`), weights)
  }
}

/** Sessions and cached answers: half noise, half text. */
function redisKeys(amount: number): Buffer {
  const noise = new Noise(3)
  const size = 4000
  const commands: Buffer[] = []
  for (let n = 0; n * size < amount; n++) {
    const key = `bench:${n}`
    const value = n % 2 === 0 ? noise.bytes(size) : text(noise, size)
    commands.push(Buffer.from(`*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n`), value, Buffer.from('\r\n'))
  }
  return Buffer.concat(commands)
}
