// A server that answers every script by a flood, and the real client in front of it, whose memory is measured.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Flooded = {
  readonly code: number | null
  readonly output: string
  /** Bytes that the client had in memory at most. */
  readonly peak: number
  readonly seconds: number
}

/** What stands before each flood: it takes the script, knows its nonce and operation, and waits for a client that is slower. */
const server = `import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
let heard = ''
for await (const chunk of process.stdin.setEncoding('latin1')) {
  heard += chunk
  if (heard.includes('end of secrets\\n')) break
}
const nonce = /^MB_NONCE='?([0-9a-f]+)/m.exec(heard)[1]
/** How many scripts were answered before this one. */
const before = readdirSync(import.meta.dirname).filter(file => file.startsWith('answered-')).length
writeFileSync(join(import.meta.dirname, 'answered-' + before), '')
process.stdout.on('error', () => process.exit(0))
process.stderr.on('error', () => process.exit(0))
setTimeout(() => process.exit(0), 120_000).unref()
const write = async (bytes, to = process.stdout) => { if (!to.write(bytes)) await new Promise(resolve => to.once('drain', resolve)) }
const framed = event => '\\n@' + nonce + ' ' + JSON.stringify(event) + '\\n'
const tell = event => write(framed(event))
/** Events without end, or so many: written by the hundred. */
const flood = async (event, times = Infinity) => {
  for (let n = 0; n < times; ) { let text = ''; for (let m = 0; m < 100 && n < times && text.length < 1e6; m++, n++) text += framed(event(n)); await write(text) }
}
`

/** Runs the command line against a server that does this. */
export async function flooded(body: string, words: readonly string[]): Promise<Flooded> {
  const folder = mkdtempSync(join(tmpdir(), 'flooded-'))
  try {
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'sh'), `#!/bin/sh\nexec ${process.execPath} ${join(folder, 'server.mjs')}\n`)
    chmodSync(join(bin, 'sh'), 0o755)
    writeFileSync(join(folder, 'server.mjs'), `${server}${body}\nprocess.stdout.end(() => process.exit(0))\n`)
    const told = join(folder, 'peak')
    const preload = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(told)},String(process.resourceUsage().maxRSS)))`
    const client = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'index.js')
    const began = performance.now()
    const child = spawn(process.execPath, ['--import', preload, client, ...words, '--app-dir', folder], {
      env: { PATH: `${bin}:${process.env['PATH']}`, HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
    const limit = setTimeout(() => child.kill('SIGKILL'), 90_000)
    const [code] = (await once(child, 'close')) as [number | null]
    clearTimeout(limit)
    const peak = code === null ? Number.POSITIVE_INFINITY : Number(readFileSync(told, 'utf8')) * 1024
    return { code, output: Buffer.concat(said).toString(), peak, seconds: (performance.now() - began) / 1000 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
