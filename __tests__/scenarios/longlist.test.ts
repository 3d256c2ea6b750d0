// A thousand backups, listed by the bundle as a person runs it: all of them, and no complaint when the reader has read enough.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { without } from '../../testbed/shell/shells.ts'
import { day, type Kept, listingOf, now } from '../backups/listing.ts'

const count = 1000
let folder: string

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'longlist-'))
  mkdirSync(join(folder, '.meta'), { mode: 0o700 })
  const { manifests, entries } = listingOf(
    Array.from({ length: count }, (_, n): Kept => ({ prefix: 'nightly', time: now - (count - n) * day })),
  )
  for (const { name, text } of manifests) writeFileSync(join(folder, '.meta', `${name}.json`), `${text}\n`)
  for (const { file, bytes } of entries) {
    const opened = openSync(join(folder, file), 'wx', 0o600)
    ftruncateSync(opened, bytes)
    closeSync(opened)
  }
})
after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs `list` and reads its output to the end, or no further than its first bytes. */
async function list(words: readonly string[], { enough = false } = {}) {
  const line = ['dist/cli/index.js', 'list', '--app-dir', '/opt/meeshy', '--backup-dir', folder, ...words]
  const child = spawn(process.execPath, line, { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, said] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => {
    out += bytes.toString()
    if (enough) child.stdout.destroy()
  })
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, said }
}

const options = { skip: without('flock', 'stat', 'awk') }

test('every one has its line, the newest first, and JSON has them all', options, async () => {
  const { code, out, said } = await list([])
  assert.equal(code, 0, said)
  const lines = out.trimEnd().split('\n')
  assert.equal(lines.length, count + 1)
  assert.match(lines[1] ?? '', /nightly-20261121_180000 .*stays \(1 of 3 nightly\)$/)
  assert.match(lines.at(-1) ?? '', /goes: 1001st of its kind$/)
  const printed = JSON.parse((await list(['--json'])).out)
  assert.deepEqual([printed.backups.length, printed.count, printed.latest], [count, count, 'nightly-20261121_180000'])
})

test('a reader of the first line only, as head is, is no failure', options, async () => {
  const { code, said } = await list(['--json'], { enough: true })
  assert.deepEqual([code, said], [0, ''])
})
