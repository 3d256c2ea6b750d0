// Checks a backup directory without the code of the runtime: what must hold there after any run.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { parseArchiveName } from '../../src/backups/names.ts'
import { tableOf } from '../../src/backups/table.ts'
import { eventually } from '../ssh/run.ts'
import type { Server } from './server.ts'

export type Kept = { readonly file: string; readonly bytes: Buffer; readonly manifest: Manifest }

/** The parts of a server that these checks need. */
type Place = Pick<Server, 'backups'>

/** The file names of the visible archives. */
export function visible({ backups }: Place): string[] {
  return readdirSync(backups)
    .filter(name => !name.startsWith('.'))
    .sort()
}

/** The archives and their manifests; fails unless each visible one (or each of `files`) is whole, proven by its own list of sums, and closed to other users. */
export function assertGood(server: Place, files: readonly string[] = visible(server)): Kept[] {
  return files.map(file => {
    const name = parseArchiveName(file)
    assert.ok(name, `${file} is no name of an archive`)
    const at = join(server.backups, file)
    assert.equal(lstatSync(at).mode & 0o7777, 0o600, `mode of ${file}`)
    const manifest = manifestOf(server, name.name)
    const bytes = readFileSync(at)
    assert.equal(bytes.length, manifest.archive.bytes, `size of ${file}`)
    assert.equal(sha256(bytes), manifest.archive.sha256, `sha256 of ${file}`)
    const what = `${sha256(bytes)} ${JSON.stringify(manifest)}`
    if (!proven.has(what)) assertSums({ file, bytes, manifest })
    proven.add(what)
    return { file, bytes, manifest }
  })
}

/** Archives, by sha256 and manifest, that have been read to their end: another read would give the same. */
const proven = new Set<string>()

/** The only archive; fails if there are more or none. */
export function theBackup(server: Server): Kept {
  const [only, ...others] = assertGood(server)
  assert.ok(only !== undefined && others.length === 0, `one archive: ${visible(server)}`)
  return only
}

export function manifestOf({ backups }: Place, name: string): Manifest {
  const manifest = parseManifest(readFileSync(join(backups, '.meta', `${name}.json`), 'utf8'))
  assert.ok(!('problem' in manifest), `manifest of ${name}: ${'problem' in manifest && manifest.problem}`)
  return manifest
}

/** The stored bytes of a component. */
export function storedOf({ bytes, manifest }: Kept, name: string): Buffer {
  const component = manifest.components.find(each => each.name === name)
  assert.ok(component, `no component ${name}`)
  return bytes.subarray(component.offset, component.offset + component.length)
}

/** Any number of members. */
export function decompress(bytes: Buffer, { manifest }: Kept): Buffer {
  if (manifest.archive.compression === 'gzip') return gunzipSync(bytes)
  return execFileSync('zstd', ['-q', '-d', '-c'], { input: bytes, maxBuffer: 1 << 28 })
}

/** A file in the archive as GNU tar takes it out. */
export function extracted({ manifest, bytes }: Kept, path: string): Buffer {
  const flag = manifest.archive.compression === 'zstd' ? '--zstd' : '-z'
  return execFileSync('tar', [flag, '-xOf', '-', `${manifest.name}/${path}`], { input: bytes, maxBuffer: 1 << 28 })
}

/** MANIFEST.sha256: one line per component, and each is true of this very archive. MANIFEST.json: what the manifest beside it says. */
function assertSums(kept: Kept): void {
  assert.equal(extracted(kept, 'MANIFEST.json').toString(), `${tableOf(kept.manifest)}\n`, 'MANIFEST.json')
  const text = extracted(kept, 'MANIFEST.sha256').toString()
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  assert.equal(lines.length, kept.manifest.components.length, 'lines of MANIFEST.sha256')
  for (const [n, component] of kept.manifest.components.entries()) {
    const stored = kept.bytes.subarray(component.offset, component.offset + component.length)
    const { sha256: sum, offset, length, rawBytes, path } = component
    assert.equal(sha256(stored), sum, `sha256 of ${component.name}`)
    assert.equal(lines[n], `${sum} ${offset} ${length} ${rawBytes} ${kept.manifest.name}/${path}`)
    assert.equal(decompress(stored, kept).length, rawBytes, `raw bytes of ${component.name}`)
  }
}

/** Fails if a run has left anything: a process, work, the lock, or a file that the next run would have to remove. */
export async function assertNothingLeft(server: Server, id: string): Promise<void> {
  await eventually(() => processesOf(id).length === 0)
  const work = join(server.backups, '.work')
  assert.deepEqual(existsSync(work) ? readdirSync(work) : [], [], 'work directories')
  assert.ok(isLockFree(server), 'the lock is still held')
  const names = visible(server).map(file => parseArchiveName(file)?.name)
  const meta = join(server.backups, '.meta')
  const orphans = existsSync(meta) ? readdirSync(meta).filter(file => !names.includes(file.replace(/\.(json|restore\.sh)$/, ''))) : []
  assert.deepEqual(orphans, [], 'manifests and runbooks without an archive')
}

/** Whether the lock is free. */
export function isLockFree({ backups }: Place): boolean {
  if (!existsSync(backups)) return true
  try {
    execFileSync('flock', ['-n', backups, 'true'])
    return true
  } catch {
    return false
  }
}

/** Live processes that carry the mark of a run, or were started by its shell in its session: by pid and command line. */
export function processesOf(id: string): string[] {
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .flatMap(pid => {
      const [environment, command] = [readProc(pid, 'environ'), readProc(pid, 'cmdline')]
      const ours = environment.split('\0').includes(`MB_RUN=${id}`) || environment.includes(`RUN_OF_TEST=${id}\0`)
      return ours && command !== '' ? [`${pid} ${command.replaceAll('\0', ' ').slice(0, 200)}`] : []
    })
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
