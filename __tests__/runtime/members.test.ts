// The pieces an archive is made of, each against another program's idea of it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { Header } from 'tar'
import { onEachShell, without } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

const sizes = [0, 1, 7, 511, 512, 513, 65_536, 2 ** 31, 8_589_934_591, 8_589_934_592, 2 ** 40 + 12_345, Number.MAX_SAFE_INTEGER]

onEachShell('members', shell => {
  test('a tar header says path, size, time and mode, whatever the size', () => {
    const text = `MB_TIME=1729348222; for n; do mb_tar_header 0 "pre-update-20241019_143022/a name" "$n"; done`
    const blocks = call(shell, text, { words: sizes.map(String) })
    assert.equal(blocks.length, 512 * sizes.length)
    for (const [n, size] of sizes.entries()) {
      const header = new Header(blocks, n * 512)
      const { path, type, mode, uid, gid, mtime, cksumValid } = header
      assert.deepEqual(
        { path, type, mode, uid, gid, mtime, size: header.size, cksumValid },
        {
          path: 'pre-update-20241019_143022/a name',
          type: 'File',
          mode: 0o600,
          uid: 0,
          gid: 0,
          mtime: new Date(1_729_348_222_000),
          size,
          cksumValid: true,
        },
      )
    }
  })

  test('GNU tar believes the same of a file beyond 8 GiB', { skip: without('tar') }, () => {
    const header = call(shell, 'MB_TIME=1729348222; mb_tar_header 0 large 1099511640121')
    // It skips over data that is not there, and says so after it has listed the entry.
    const listed = execFileSync('sh', ['-c', 'tar -tvf - 2>/dev/null; :'], { input: header, env: { ...process.env, TZ: 'UTC' } }).toString()
    assert.match(listed, /^-rw------- root\/root 1099511640121 2024-10-19 14:30 large\n$/)
  })

  for (const compressor of ['zstd', 'gzip'] as const) {
    test(`512 bytes as a ${compressor} member are always of one length`, { skip: without(compressor) }, () => {
      const lengths = new Set<number>()
      for (const block of [
        Buffer.alloc(512),
        Buffer.alloc(512, 0xff),
        Buffer.from(Array.from({ length: 512 }, (_, n) => (n * 73) % 256)),
      ]) {
        const member = call(shell, `MB_COMPRESS=${compressor}; mb_stored_member`, { input: block })
        const read = compressor === 'gzip' ? gunzipSync(member) : execFileSync('zstd', ['-q', '-d', '-c'], { input: member })
        assert.ok(read.equals(block))
        lengths.add(member.length)
      }
      assert.deepEqual([...lengths], [Number(call(shell, `MB_COMPRESS=${compressor}; mb_stored_length`))])
    })
  }

  for (const compressor of ['zstd', 'gzip'] as const) {
    test(`larger blocks as ${compressor} members are read as they were`, { skip: without(compressor) }, () => {
      for (const size of [1024, 32_256, 32_768]) {
        const block = randomBytes(size)
        const member = call(shell, `MB_COMPRESS=${compressor}; mb_stored_member ${size}`, { input: block })
        assert.ok((compressor === 'gzip' ? gunzipSync(member) : execFileSync('zstd', ['-q', '-d', '-c'], { input: member })).equals(block))
      }
    })
  }

  test('padding fills the last block with zeros, and no block where none is open', () => {
    const cases = [1, 511, 512, 513, 1024, 1025, 9_000_000_001]
    for (const size of cases) {
      const member = call(shell, `MB_COMPRESS=gzip; mb_padding ${size}`)
      const zeros = member.length === 0 ? 0 : gunzipSync(member).length
      assert.equal(zeros, (512 - (size % 512)) % 512, `after ${size} bytes`)
    }
  })
})
