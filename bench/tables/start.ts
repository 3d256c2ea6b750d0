// What the action costs before it does anything: the time until it has read its inputs, and until the server's first byte arrives; how much it loads before
// each; the size of dist/. Needs no Docker.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { inputVariables, readActionFile } from '../../testbed/runner/actionfile.ts'
import { createMachine, runnerVariables } from '../../testbed/runner/jobmachine.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { median } from '../measure.ts'
import { type Section, type Target, table } from '../section.ts'

const root = join(import.meta.dirname, '..', '..')
const dist = join(root, 'dist')

/** Milliseconds since the process was started. */
type Start = { readonly input: number; readonly remote: number }
/** Bytes of dist/ that were loaded, and the names of the files. */
type Loaded = { readonly input: readonly File[]; readonly remote: readonly File[] }
type File = { readonly bytes: number; readonly name: string }
type Size = { readonly what: string; readonly bytes: number }

export async function startTable(runs: number): Promise<Section> {
  const sample = await startSample()
  try {
    const [empty, starts]: [number[], Start[]] = [[], []]
    await startAction(sample)
    for (let n = 0; n < runs; n++) {
      empty.push(await emptyScript())
      starts.push(await startAction(sample))
    }
    const loaded = await whatIsLoaded(sample)
    return {
      title: 'The start of the action',
      lines: linesOf({ empty, starts, loaded, sizes: sizesOfDist() }),
      targets: targetsOf(empty, starts, loaded),
    }
  } finally {
    await sample.close()
  }
}

function targetsOf(empty: readonly number[], starts: readonly Start[], { input }: Loaded): Target[] {
  const clients = input.filter(({ name }) => readFileSync(join(dist, name), 'utf8').match(/"CreateArtifact"|"CreateCacheEntry"/) !== null)
  return [
    { what: 'loaded up to the first input', value: sum(input) / 1e6, unit: ' MB', atMost: 1.2 },
    { what: 'files of it with the clients for artifacts and caches', value: clients.length, unit: '', atMost: 0 },
    {
      what: 'from process start to the first input, over an empty script',
      value: median(starts.map(start => start.input)) / median(empty),
      unit: '×',
      atMost: 2.9,
    },
  ]
}

function emptyScript(): Promise<number> {
  const began = performance.now()
  return once(spawn(process.execPath, ['-e', ''], { stdio: 'ignore' }), 'exit').then(() => performance.now() - began)
}

/**
 * Starts the action, and ends it when the server's first byte has reached it. The first line of the action is the mask of the key, which
 * shows that it has read its inputs. `watch`: more arguments for Node, and variables.
 */
async function startAction(sample: Sample, watch: { words: readonly string[]; env: Record<string, string> } = { words: [], env: {} }) {
  const machine = createMachine()
  const gate = await gateTo(sample.server.port)
  const action = readActionFile(root)
  const inputs = inputVariables(action, {
    ...sample.access,
    port: String(gate.port),
    'host-fingerprint': sample.server.fingerprint,
    'known-hosts': '',
  })
  const began = performance.now()
  const child = spawn(process.execPath, [...watch.words, action.main], {
    cwd: machine.workspace,
    env: { ...runnerVariables(machine, false), ...inputs, ...watch.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const input = once(child.stdout, 'data').then(([said]) => {
      if (!String(said).startsWith('::add-mask::')) throw new Error(`the action said something else first: ${said}`)
      return performance.now() - began
    })
    const remote = gate.firstByte.then(() => performance.now() - began)
    return await within(Promise.all([input, remote]), child).then(([input, remote]): Start => ({ input, remote }))
  } finally {
    child.kill('SIGKILL')
    await gate.close()
    machine.remove()
  }
}

function within<Value>(value: Promise<Value>, child: ChildProcess): Promise<Value> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the action ended before it had connected')))
  const late = AbortSignal.timeout(30_000)
  return Promise.race([value, ended, once(late, 'abort').then(() => Promise.reject(new Error('the action did not connect')))])
}

/** Passes everything on, and reports the time of the server's first byte. */
async function gateTo(port: number) {
  let come = () => {}
  const firstByte = new Promise<void>(resolve => {
    come = resolve
  })
  const server = createServer(client => {
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [client, upstream])
      socket.on('error', () => socket.destroy()).on('close', () => [client, upstream].map(each => each.destroy()))
    upstream.once('data', come)
    client.pipe(upstream).pipe(client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.close()
    await once(server, 'close')
  }
  return { port: (server.address() as AddressInfo).port, firstByte, close }
}

/** What one more run loads; it is watched and therefore not timed. */
async function whatIsLoaded(sample: Sample): Promise<Loaded> {
  const folder = mkdtempSync(join(tmpdir(), 'meeshy-start-'))
  try {
    const file = join(folder, 'loaded')
    await startAction(sample, { words: ['--import', join(root, 'bench', 'loaded.mjs')], env: { LOADED_TO: file } })
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    const files = (some: readonly string[]) =>
      some.flatMap(line => {
        const [, bytes, path = ''] = /^(\d+) (.*)$/.exec(line) ?? []
        return bytes === undefined ? [] : [{ bytes: Number(bytes), name: relative(dist, path) }]
      })
    const first = lines.indexOf('first input')
    if (first < 0) throw new Error('no input was read')
    return { input: files(lines.slice(0, first)), remote: files(lines) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function sizesOfDist(): Size[] {
  const sizes = (pattern: string) => globSync(pattern, { cwd: dist }).map(name => ({ name, bytes: statSync(join(dist, name)).size }))
  const chunks = sizes('bundle/*.js').toSorted((one, other) => other.bytes - one.bytes)
  return [
    { what: 'all of dist/', bytes: sum(sizes('**/*.{js,json,txt}')) },
    { what: `the bundle, ${chunks.length} files`, bytes: sum(chunks) },
    ...chunks.slice(0, 6).map(({ name, bytes }) => ({ what: `\`${name}\``, bytes })),
    { what: 'licences', bytes: sum(sizes('licenses.txt')) },
  ]
}

type Measured = { readonly empty: number[]; readonly starts: Start[]; readonly loaded: Loaded; readonly sizes: Size[] }

function linesOf({ empty, starts, loaded, sizes }: Measured): string[] {
  const row = (what: string, all: readonly number[], files?: readonly File[]) => [
    what,
    `${median(all).toFixed(0)} (${Math.min(...all).toFixed(0)}–${Math.max(...all).toFixed(0)})`,
    (median(all) / median(empty)).toFixed(2),
    files === undefined ? '' : `${kilobytes(sum(files))} in ${files.length} files`,
  ]
  const times = (what: keyof Start) => starts.map(start => start[what])
  return [
    ...table([
      ['from process start to', 'ms (from–to)', 'empty script = 1', 'loaded before'],
      row('the end of an empty script', empty),
      row('the first input read', times('input'), loaded.input),
      row('the first byte of the server', times('remote'), loaded.remote),
    ]),
    '',
    ...table([['dist', 'size'], ...sizes.map(({ what, bytes }) => [what, kilobytes(bytes)])]),
  ]
}

function sum(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((all, { bytes }) => all + bytes, 0)
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000).toLocaleString('en-GB')} kB`
}
