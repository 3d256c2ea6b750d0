// Builds dist/, which is committed because GitHub runs an action as it lies in its repository. `npm run build` writes it; with
// `--check` it only names the files that differ from the committed ones, byte for byte, and fails.
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const run = promisify(execFile)

/** Each entry point and the folder of dist/ it is bundled into. */
const entries = {
  'action.js': '.',
  'restore.js': 'restore',
  'list.js': 'list',
  'cli.js': 'cli',
  'github/resultsthread.js': 'results',
} as const

/** The post stage is the same program: it sees by the name it was started with that it is the second one. */
const postFile = { path: 'post.js', text: "// The post stage of the action: see src/action.ts.\nimport './index.js'\n" }

/** What must never be in an action: a native addon or a source map differs between builders, a program nobody has read. */
const foreign = /\.(node|exe|map|dll|so)$/

/** ssh2 brings this Windows program for an agent that we do not speak to; the bundle works without it. */
const unwanted = 'pagent.exe'

await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<void> {
  const check = words.length === 1 && words[0] === '--check'
  if (words.length > 0 && !check) throw new Error('usage: npm run build [-- --check]')
  await compile()
  const fresh = await mkdtemp(join(root, 'build', 'dist-'))
  try {
    await Promise.all(Object.entries(entries).map(([entry, folder]) => bundle(entry, join(fresh, folder))))
    await writeFile(join(fresh, postFile.path), postFile.text)
    await chmod(join(fresh, 'cli', 'index.js'), 0o755)
    await refuseForeign(fresh)
    if (check) await compare(fresh, join(root, 'dist'))
    else await replace(fresh, join(root, 'dist'))
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** TypeScript to JavaScript in build/: always there, because the bundler's module ids come from the paths it sees. */
async function compile(): Promise<void> {
  await mkdir(join(root, 'build'), { recursive: true })
  await node('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json')
}

/** Not minified and without source maps: what runs can be read, and starts as fast (a crash prints a thousand times faster). */
async function bundle(entry: string, folder: string): Promise<void> {
  const ncc = 'node_modules/@vercel/ncc/dist/ncc/cli.js'
  await node(ncc, 'build', join('build', entry), '--out', folder, '--license', 'licenses.txt', '--no-cache', '--quiet')
  await rm(join(folder, unwanted), { force: true })
}

async function node(...words: readonly string[]): Promise<void> {
  try {
    await run(process.execPath, words, { cwd: root })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${words[0]} failed:\n${stdout}${stderr}`, { cause: error })
  }
}

async function refuseForeign(folder: string): Promise<void> {
  const found = (await filesOf(folder)).filter(file => foreign.test(file))
  if (found.length > 0)
    throw new Error(`These do not belong into dist/ (was something installed with its install scripts?): ${found.join(', ')}`)
}

async function compare(fresh: string, committed: string): Promise<void> {
  const names = new Set([...(await filesOf(fresh)), ...(await filesOf(committed))])
  const differing: string[] = []
  for (const name of [...names].sort()) {
    const [one, other] = await Promise.all([contentOf(join(fresh, name)), contentOf(join(committed, name))])
    if (one === undefined || other === undefined || !one.equals(other)) differing.push(`dist/${name}`)
  }
  if (differing.length > 0) {
    process.stderr.write(`Not what npm run build writes: ${differing.join(', ')}\n`)
    process.exitCode = 1
    return
  }
  process.stdout.write(`dist/ is what its sources build: ${names.size} files, byte for byte.\n`)
}

/** The old dist/ goes away last, so that there is never half of one for long. */
async function replace(fresh: string, dist: string): Promise<void> {
  await rm(`${fresh}-old`, { recursive: true, force: true })
  await rename(dist, `${fresh}-old`).catch(ignoreMissing)
  await rename(fresh, dist)
  await chmod(dist, 0o755)
  await rm(`${fresh}-old`, { recursive: true, force: true })
  process.stdout.write(`Written: ${(await filesOf(dist)).map(name => `dist/${name}`).join(', ')}\n`)
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(ignoreMissing)
  return (entries ?? []).filter(entry => entry.isFile()).map(entry => relative(folder, join(entry.parentPath, entry.name)))
}

function contentOf(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(ignoreMissing)
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
