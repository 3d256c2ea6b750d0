// Builds dist/, which is committed because GitHub runs an action straight from its repository. `npm run build` writes it; with
// `--check` it only names the files that differ from the committed ones, byte for byte, and fails.
import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ProgramName } from '../src/entries/bundle.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const run = promisify(execFile)

/** The files that GitHub, a shell or a thread starts, and the program of the one bundle that each runs. All share its parts; each loads only its own. */
const starters: Readonly<Record<string, ProgramName>> = {
  'index.js': 'main',
  'post.js': 'post',
  'restore/index.js': 'restore',
  'list/index.js': 'list',
  'verify/index.js': 'verify',
  'cli/index.js': 'cli',
  'bundle/results.js': 'results',
}

/** Files that must never be in an action: native addons and source maps differ between builders, and programs cannot be reviewed. */
const foreign = /\.(node|exe|map|dll|so)$/

/** ssh2 brings this Windows program for an agent that the action does not use; the bundle works without it. */
const unwanted = 'pagent.exe'

await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<void> {
  const check = words.length === 1 && words[0] === '--check'
  if (words.length > 0 && !check) throw new Error('usage: npm run build [-- --check]')
  await compile()
  const fresh = await mkdtemp(join(root, 'build', 'dist-'))
  try {
    await bundle(join(fresh, 'bundle'))
    for (const file of ['package.json', 'licenses.txt']) await rename(join(fresh, 'bundle', file), join(fresh, file))
    for (const [path, program] of Object.entries(starters)) await writeStarter(fresh, path, program)
    await refuseForeign(fresh)
    if (check) await compare(fresh, join(root, 'dist'))
    else await replace(fresh, join(root, 'dist'))
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Compiles TypeScript to JavaScript, always in build/, because the bundler makes its module ids from the paths. */
async function compile(): Promise<void> {
  await mkdir(join(root, 'build'), { recursive: true })
  await node('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json')
  await declarePure(join('node_modules', '@actions', 'core'))
}

/**
 * Copies the package for the bundler and declares it free of side effects, which is true, so that the bundler can leave out unused parts.
 * For @actions/core that is its client for OpenID tokens with all of undici, a megabyte that every start would load.
 */
async function declarePure(folder: string): Promise<void> {
  const copy = join(root, 'build', folder)
  await cp(join(root, folder), copy, { recursive: true })
  const about = JSON.parse(await readFile(join(copy, 'package.json'), 'utf8')) as object
  await writeFile(join(copy, 'package.json'), JSON.stringify({ ...about, sideEffects: false }))
}

/** Not minified and without source maps: people can read what runs, and it starts as fast (and prints a crash a thousand times faster). */
async function bundle(folder: string): Promise<void> {
  const ncc = 'node_modules/@vercel/ncc/dist/ncc/cli.js'
  await node(ncc, 'build', join('build', 'entries', 'bundle.js'), '--out', folder, '--license', 'licenses.txt', '--no-cache', '--quiet')
  await rm(join(folder, unwanted), { force: true })
}

async function writeStarter(dist: string, path: string, program: ProgramName): Promise<void> {
  const bundle = posix.relative(posix.dirname(path), 'bundle/index.js').replace(/^(?!\.)/, './')
  const lines = [`// See src/entries/bundle.ts.`, `import { programs } from '${bundle}'`, '', `await programs.${program}()`, '']
  const file = join(dist, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, (program === 'cli' ? ['#!/usr/bin/env node', ...lines] : lines).join('\n'))
  if (program === 'cli') await chmod(file, 0o755)
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
  if (found.length > 0) throw new Error(`These files do not belong in dist/ (did npm run install scripts?): ${found.join(', ')}`)
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

/** Replaces dist/ by renames, so that there is never half of one for long. */
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
