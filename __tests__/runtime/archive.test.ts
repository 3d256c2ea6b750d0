// An archive as every reader of tar sees it, and as docs/format.md says it can be cut by hand.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { Parser, type ReadEntry } from 'tar'
import { quote } from '../../src/protocol/quote.ts'
import { decompress, extracted, type Kept, storedOf, theBackup } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { dash, onEachShell, pathOf, without } from '../../testbed/shell/shells.ts'
import { type BackupWords, backupOf, bytesOf, tree } from './plans.ts'
import { play } from './run.ts'

/** Sources of awkward sizes and names: nothing, one block, one byte more, several megabytes; an entry whose path needs a long name. */
const longName = `others/${'long-'.repeat(40)}name`
const pieces: Readonly<Record<string, Buffer>> = {
  empty: Buffer.alloc(0),
  block: Buffer.alloc(512, 'b'),
  odd: Buffer.alloc(513, 'o'),
  [longName]: Buffer.from('short, but its name is not'),
  large: Buffer.from(Array.from({ length: 3_000_001 }, (_, n) => (n * n * 31) % 251)),
}

function wordsFor(server: Server, compress: NonNullable<BackupWords['compress']>): BackupWords {
  mkdirSync(join(server.app, 'nginx', 'conf.d'), { recursive: true })
  writeFileSync(join(server.app, 'compose.yml'), 'services: {}\n')
  writeFileSync(join(server.app, '.env'), "PASSWORD='it''s'\n", { mode: 0o640 })
  writeFileSync(join(server.app, 'nginx', 'conf.d', 'site.conf'), 'listen 443;\n')
  const files = Object.entries(pieces).map(([name, bytes], n) => {
    const file = join(server.folder, `piece-${n}`)
    writeFileSync(file, bytes)
    return bytesOf(name, 'cat', file)
  })
  return {
    compress,
    take: [...files, { name: 'config', by: ['files_take', 'config', '=compose.yml', '=.env', '=nginx'] }, tree('app', server.app)],
  }
}

onEachShell('archive', shell => {
  // What pigz writes is gzip's format: once is enough.
  for (const compress of shell === dash ? (['gzip', 'zstd', 'pigz'] as const) : (['gzip', 'zstd'] as const)) {
    test(`by ${compress}, is one tar for every reader`, { skip: without(compress, 'tar', 'gzip', 'zstd') }, async t => {
      const server = await makeServer(t, shell)
      const played = await play(server, backupOf(server, wordsFor(server, compress)))
      assert.deepEqual([played.code, played.failure], [0, undefined], played.noise.join('\n'))
      const kept = theBackup(server)
      const raw = decompress(kept.bytes, kept)
      await assertTar(kept, raw)
      assertExtracted(server, kept)
      assertCut(server, kept)
    })
  }
})

/** GNU tar, BusyBox tar and npm's tar list the same entries, and read to the end without a word. */
async function assertTar({ manifest: { name } }: Kept, raw: Buffer): Promise<void> {
  assert.equal(raw.length % 512, 0)
  assert.ok(raw.subarray(-1024).equals(Buffer.alloc(1024)), 'two zero blocks end a tar')
  const entries = [
    ...Object.keys(pieces).map(piece => `${piece}.bin`),
    ...['config/', 'config/.env', 'config/compose.yml', 'config/nginx/', 'config/nginx/conf.d/', 'config/nginx/conf.d/site.conf'],
    ...['paths/app.tar', 'backup-metadata.txt', 'MANIFEST.sha256', 'MANIFEST.json'],
  ].map(path => `${name}/${path}`)
  const listed = (program: string) =>
    execFileSync(program, [...(program.endsWith('busybox') ? ['tar'] : []), '-tf', '-'], { input: raw })
      .toString()
      .trim()
      .split('\n')
  assert.deepEqual(listed('tar').toSorted(), entries.toSorted())
  const busybox = pathOf('busybox')
  if (busybox !== undefined) assert.deepEqual(listed(busybox).toSorted(), entries.toSorted())
  const found: string[] = []
  const onReadEntry = (entry: ReadEntry) => {
    found.push(entry.path)
    entry.resume()
  }
  const parser = new Parser({ strict: true, onReadEntry })
  await pipeline(Readable.from([raw]), parser)
  assert.deepEqual(found.toSorted(), entries.toSorted())
}

/** What plain tar takes out of it is what went in. */
function assertExtracted(server: Server, kept: Kept): void {
  const to = join(server.folder, 'extracted')
  mkdirSync(to)
  execFileSync('tar', [kept.manifest.archive.compression === 'zstd' ? '--zstd' : '-z', '-xf', '-'], { cwd: to, input: kept.bytes })
  for (const [piece, bytes] of Object.entries(pieces)) {
    assert.ok(readFileSync(join(to, kept.manifest.name, `${piece}.bin`)).equals(bytes), piece)
  }
  execFileSync('diff', ['-r', join(to, kept.manifest.name, 'config'), server.app])
  assert.equal(execFileSync('stat', ['-c', '%a', join(to, kept.manifest.name, 'config', '.env')]).toString(), '640\n')
  const apart = join(to, 'apart')
  mkdirSync(apart)
  execFileSync('tar', ['-xf', join(to, kept.manifest.name, 'paths', 'app.tar')], { cwd: apart })
  execFileSync('diff', ['-r', apart, server.app])
  assert.match(extracted(kept, 'backup-metadata.txt').toString(), new RegExp(`^Backup +${kept.manifest.name}\n`))
}

/** Each component by `tail | head | zstd`, from the numbers in MANIFEST.sha256 alone; its sum by sha256sum. */
function assertCut(server: Server, kept: Kept): void {
  const archive = join(server.backups, kept.manifest.archive.file)
  const tool = kept.manifest.archive.compression === 'zstd' ? 'zstd -dc' : 'gzip -dc'
  const rows = extracted(kept, 'MANIFEST.sha256')
    .toString()
    .split('\n')
    .filter(row => /^[0-9a-f]{64} /.test(row))
  assert.equal(rows.length, kept.manifest.components.length)
  for (const row of rows) {
    const [sum = '', offset = '', length = '', raw = '', path = ''] = row.split(' ')
    const range = `tail -c +$((${offset} + 1)) ${quote(archive)} | head -c ${length}`
    const run = (script: string) => execFileSync('sh', ['-c', script], { maxBuffer: 1 << 28 })
    assert.equal(run(`${range} | sha256sum | cut -c 1-64`).toString().trim(), sum, path)
    const bytes = run(`${range} | ${tool}`)
    assert.equal(bytes.length, Number(raw), path)
    const piece = pieces[path.slice(kept.manifest.name.length + 1).replace(/\.bin$/, '')]
    if (piece !== undefined) assert.ok(bytes.equals(piece), path)
  }
  assert.ok(decompress(storedOf(kept, 'odd'), kept).equals(pieces['odd'] ?? Buffer.alloc(0)))
}
