// A server without end: the real client ends with a failure that has a name, and stays below 200 MB.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Flooded, flooded } from './flooding.ts'

const most = 200_000_000

function assertBounded({ code, output, peak, seconds }: Flooded, words: RegExp): void {
  const said = `${(peak / 1e6).toFixed(0)} MB, ${seconds.toFixed(1)} s, status ${code}: ${output.slice(0, 300)} … ${output.slice(-300)}`
  assert.match(output, words, said)
  assert.ok(peak < most, said)
  process.stdout.write(`# flood: ${(peak / 1e6).toFixed(0)} MB, ${seconds.toFixed(1)} s\n`)
}

/** For the floods below: a manifest of the n-th backup, with more in it. */
const manifests = `const nameOf = n => 'pre-update-' + String(20260101000000 + n).replace(/^(\\d{8})/, '$1_')
const sha256 = 'a'.repeat(64)
const component = { name: 'database', kind: 'database', path: 'x', rawBytes: 1, offset: 0, length: 1, sha256, consistency: 'exact' }
const manifest = (n, more = {}) => nameOf(n) + '.json:' + JSON.stringify({ schema: 1, kind: 'backup', name: nameOf(n), runId: 'r', sequence: n + 1, prefix: 'pre-update',
  time: 1, verified: 'read', archive: { file: nameOf(n) + '.tar.gz', bytes: 1e9, sha256, compression: 'gzip' }, components: [{ ...component, ...more }] })
const listed = async (n, more) => { await tell({ type: 'entry', text: '1000000000 1 regular file/' + nameOf(n) + '.tar.gz' }); await tell({ type: 'manifest', text: manifest(n, more) }) }
const last = () => tell({ type: 'catalogue', now: 1, odd: 0, atWork: 0 })
`

describe('a client that lists', { concurrency: 2 }, () => {
  for (const [what, body, words] of [
    ['manifests', 'await flood(n => ({ type: "manifest", text: manifest(n) }))', /E_PROTOCOL.*more than/],
    [
      'manifests of 3 MB',
      'const warnings = ["x".repeat(3e6)]; await flood(n => ({ type: "manifest", text: manifest(n, { warnings }) }))',
      /E_PROTOCOL.*16 MB/,
    ],
    [
      'texts of wide letters',
      'await flood(n => ({ type: "manifest", text: nameOf(n) + ".json:" + "中".repeat(1e6) }))',
      /E_PROTOCOL.*16 MB/,
    ],
    [
      'lists in manifests',
      'const contents = { a: Array(500000).fill([]) }; await flood(n => ({ type: "manifest", text: manifest(n, { contents }) }))',
      /E_PROTOCOL.*values/,
    ],
    [
      'mounts of a container',
      'const mounts = Array(500000).fill({}); await flood(n => ({ type: "container", text: JSON.stringify({ id: "c" + n, mounts }) }))',
      /E_PROTOCOL.*values/,
    ],
    ['list items', 'await flood(n => ({ type: "entry", text: "1 1 regular file/f" + n }))', /E_PROTOCOL.*20,000 lines/],
    ['noise', 'const t = ("noise ".repeat(10) + "\\n").repeat(1000); for (;;) await write(t)', /E_PROTOCOL.*MB of lines/],
    [
      'noise beside the script',
      'const t = ("noise ".repeat(10) + "\\n").repeat(1000); for (;;) await write(t, process.stderr)',
      /E_PROTOCOL.*MB of lines/,
    ],
    ['one line', 'const t = "x".repeat(65536); for (;;) await write(t)', /E_PROTOCOL.*MB of lines/],
    ['one event', 'await write("\\n@" + nonce + " "); const t = "x".repeat(65536); for (;;) await write(t)', /E_PROTOCOL.*MB of lines/],
    ['lines of 4 MB', 'const t = "x".repeat(4000000) + "\\n"; for (;;) await write(t)', /E_PROTOCOL.*MB of lines/],
    ['warnings', 'await flood(n => ({ type: "warning", code: "x", text: n + "w".repeat(1900) }))', /E_PROTOCOL.*16 MB/],
    ['other runs to wait for', 'await flood(n => ({ type: "waiting", holder: n + "h".repeat(1900) }))', /E_PROTOCOL.*16 MB/],
    [
      'damage',
      'await flood(n => ({ type: "damage", backup: "b".repeat(4000), component: "", part: "end", from: 1, to: 2, why: "w" }))',
      /E_PROTOCOL.*16 MB/,
    ],
    ['steps', 'await flood(n => ({ type: "step", step: n, state: "start" }))', /E_PROTOCOL.*20,000 lines/],
    ['heartbeats', 'await flood(n => ({ type: "progress", bytes: n }))', /E_PROTOCOL.*MB of lines/],
    [
      'facts of a failure',
      'const d = Object.fromEntries(Array.from({ length: 300000 }, (_, n) => ["k" + n, "v"])); const t = framed({ type: "error", code: "E_DUMP", title: "x", details: d }); for (;;) await write(t)',
      /E_PROTOCOL.*MB of lines/,
    ],
    [
      'nesting',
      'const t = "\\n@" + nonce + \' {"type":"warning","code":"x","text":\' + "[".repeat(1900000) + "]".repeat(1900000) + "}\\n"; for (;;) await write(t)',
      /E_PROTOCOL.*MB of lines/,
    ],
    [
      'lists in an event',
      'const t = "\\n@" + nonce + \' {"type":"warning","code":"x","text":[\' + "[],".repeat(1300000) + "0]}\\n"; for (;;) await write(t)',
      /E_PROTOCOL.*MB of lines/,
    ],
  ] as const) {
    test(`${what} without end`, async () => assertBounded(await flooded(manifests + body, ['list']), words))
  }

  for (const [what, body] of [
    ['texts', 'const warnings = Array(1000).fill("w中".repeat(490)); for (let n = 0; n < 7; n++) await listed(n, { warnings })'],
    [
      'counts',
      'const counts = Object.fromEntries(Array.from({ length: 9900 }, (_, n) => ["k" + n, n])); for (let n = 0; n < 90; n++) await listed(n, { counts })',
    ],
    ['lists', 'const contents = { a: Array(15000).fill([]) }; for (let n = 0; n < 32; n++) await listed(n, { contents })'],
  ] as const) {
    test(`as many ${what} as it takes`, async () => {
      const ran = await flooded(`${manifests}${body}\nawait last()`, ['list', '--json'])
      assertBounded(ran, /"backups"/)
      assert.equal(ran.code, 0)
    })
  }
})

/** A server with one backup, of one component, that sends these bytes when it is asked for it; after some seconds it stops. */
const sending = (kind: string, compression: 'gzip' | 'zstd', body: string, manifest = true) => `import zlib from 'node:zlib'
const name = 'pre-update-20260101_000000', file = name + '.tar.${compression === 'zstd' ? 'zst' : 'gz'}', sha256 = 'a'.repeat(64)
const until = Date.now() + 5000
if (before === 0) {
  await tell({ type: 'entry', text: '9000000000000 1 regular file/' + file })
  if (${manifest}) await tell({ type: 'manifest', text: name + '.json:' + JSON.stringify({ schema: 1, kind: 'backup', name, runId: 'r', sequence: 1, prefix: 'pre-update', time: 1, verified: 'read',
    archive: { file, bytes: 9e12, sha256, compression: '${compression}' },
    components: [{ name: ${kind === 'volume' ? '"volumes/x"' : '"database"'}, kind: '${kind}', path: 'x', rawBytes: 1e15, offset: 600, length: 1e12, sha256, consistency: 'exact' }] }) })
  await tell({ type: 'catalogue', now: 1, odd: 0, atWork: 0 })
} else {
  await tell({ type: 'verifying', backup: name })
  await tell({ type: 'raw', backup: name, bytes: 9e12 })
  if (${manifest}) await write(Buffer.alloc(600))
  const packer = zlib.createGzip({ level: 1 })
  packer.on('data', bytes => { if (!process.stdout.write(bytes)) { packer.pause(); process.stdout.once('drain', () => packer.resume()) } })
  const put = async bytes => { if (!packer.write(bytes)) await new Promise(resolve => packer.once('drain', resolve)) }
  const int = n => { const b = Buffer.alloc(4); b.writeInt32LE(n); return b }
  const text = (key, value) => Buffer.concat([Buffer.from([2]), Buffer.from(key + '\\0'), int(value.length + 1), Buffer.from(value + '\\0')])
  const document = (...fields) => { const b = Buffer.concat(fields); return Buffer.concat([int(b.length + 5), b, Buffer.alloc(1)]) }
  const header = (path, type, target = '', size = 0) => {
    const h = Buffer.alloc(512), octal = (value, at, length) => h.write(value.toString(8).padStart(length - 1, '0'), at)
    h.write(path, 0, 100); octal(0o644, 100, 8); octal(0, 108, 8); octal(0, 116, 8); octal(size, 124, 12); octal(1e9, 136, 12)
    h.fill(' ', 148, 156); h.write(type, 156); h.write(target, 157, 100); h.write('ustar', 257); h.write('00', 263)
    octal(h.reduce((sum, byte) => sum + byte, 0), 148, 7); h[154] = 0
    return h
  }
  const padded = bytes => Buffer.concat([bytes, Buffer.alloc((512 - bytes.length % 512) % 512)])
  /** Many at a time, because each is small. */
  const puts = async make => { for (let n = 0; Date.now() < until; ) await put(Buffer.concat(Array.from({ length: 200 }, () => make(n++)))) }
  ${body}
}`

describe('a client that reads archives', { concurrency: 2 }, () => {
  for (const [what, kind, compression, body, manifest] of [
    ['of links', 'volume', 'gzip', 'await puts(n => header("d".repeat(80) + n, "2", "t"))'],
    [
      'of long names',
      'volume',
      'gzip',
      'await puts(n => Buffer.concat([header("././@LongLink", "L", "", 900000), padded(Buffer.alloc(900000, "d" + n + "/")), header("x" + n, "2", "t")]))'.replace(
        'puts',
        'puts',
      ),
    ],
    ['of zeros', 'volume', 'gzip', 'const zeros = Buffer.alloc(1e6); while (Date.now() < until) await put(zeros)'],
    [
      'of one file',
      'volume',
      'gzip',
      'await put(header("x", "0", "", 8 ** 11 - 1)); const zeros = Buffer.alloc(1e6); while (Date.now() < until) await put(zeros)',
    ],
    [
      'of collections',
      'database',
      'gzip',
      'await put(Buffer.from("6de29981", "hex")); await put(document(text("version", "0.1"))); await puts(n => document(text("db", "d"), text("collection", "c" + n)))',
    ],
    [
      'of one header',
      'database',
      'gzip',
      'await put(Buffer.from("6de29981", "hex")); await put(int(48 * 1024 * 1024)); const ones = Buffer.alloc(1e6, 1); while (Date.now() < until) await put(ones)',
    ],
    [
      'of a window of 128 MB',
      'volume',
      'zstd',
      'await write(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 17 << 3])); const run = Buffer.alloc(4); run.writeUIntLE(2 | 131072 << 3, 0, 3); while (Date.now() < until) await write(run)',
    ],
    ['of the old scripts, of archives', 'volume', 'gzip', 'await puts(n => header("v" + n + ".tar.gz", "0"))', false],
    [
      'of the old scripts, of bombs',
      'volume',
      'gzip',
      'const bomb = zlib.gzipSync(Buffer.concat([header("x", "0", "", 8 ** 11 - 1), Buffer.alloc(1e8)])); for (let n = 0; Date.now() < until; n++) await put(Buffer.concat([header("v" + n + ".tar.gz", "0", "", bomb.length), padded(bomb)]))',
      false,
    ],
  ] as const) {
    test(`${what} without end`, async () => {
      const ran = await flooded(sending(kind, compression, body, manifest), ['verify', '--where', 'runner', '--timeout', '60'])
      assertBounded(ran, /DAMAGED|E_VERIFY/)
    })
  }

  test('is not led by a length that is a lie', async () => {
    const ran = await flooded(
      sending(
        'volume',
        'gzip',
        'await write(Buffer.alloc(1000)); process.stdout.write("\\n"); await tell({ type: "verified", backup: name })',
      ),
      ['verify', '--where', 'runner', '--timeout', '60'],
    )
    assertBounded(ran, /bytes arrived/)
  })
})
