// A tree that is made ready beside its place, from an archive whose tar goes on after its end.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { quote } from '../../src/protocol/quote.ts'
import { onEachShell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

onEachShell('a tree', shell => {
  test('comes out whole, although tar stops reading long before its bytes end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stage-'))
    try {
      mkdirSync(join(folder, 'tree'))
      writeFileSync(join(folder, 'tree', 'file'), 'content')
      const tar = execFileSync('tar', ['-C', join(folder, 'tree'), '-cf', '-', '.'])
      // What a record of the largest size is filled with, and more than a pipe holds.
      const raw = Buffer.concat([tar, Buffer.alloc(2_000_000)])
      const stored = gzipSync(raw)
      const archive = join(folder, 'archive')
      writeFileSync(archive, stored)
      const row = [
        'volumes/tree',
        'x',
        raw.length,
        0,
        stored.length,
        createHash('sha256').update(stored).digest('hex'),
        'live',
        'entries=2',
      ].join('\t')
      const at = join(folder, "its' place \\0101\\n")
      const text = [
        `MB_ROWS=${quote(row)} MB_SOURCE=${quote(archive)} MB_SOURCE_COMPRESSION=gzip MB_SOURCE_NAME=x MB_DIR=$MB_WORK MB_AT=$MB_WORK MB_OPERATION=restore`,
        'exec 3>/dev/null',
        `mkdir -p "$MB_WORK/journal" && mb_stage_tree volumes/tree ${quote(at)} && mb_swap ${quote(at)} && cat ${quote(at)}/file`,
      ].join('\n')
      assert.equal(call(shell, text).toString(), 'content')
      assert.equal(readFileSync(join(at, 'file'), 'utf8'), 'content')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
