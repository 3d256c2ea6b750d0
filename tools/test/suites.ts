// The suites of `npm test`: what each runs, and what it needs before.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `packages`: programs of a server (several shells, sshd, shellcheck); `bed`: Docker engine and images too. */
export type Need = 'nothing' | 'packages' | 'bed'

export type Suite = {
  readonly name: string
  readonly need: Need
  /** The program that runs it: without the program the suite is skipped. */
  readonly program?: string
  /** A program and its arguments that pass or fail as a whole, or test files for node:test. */
  readonly runs: { readonly command: readonly string[] } | { readonly files: readonly string[] }
}

const node = process.execPath
const root = join(import.meta.dirname, '..', '..')

/** A lane takes the first suite that can run: the quick checks first, then the longest first, so that both lanes end at about the same time. */
export const suites: readonly Suite[] = [
  check('generated', node, 'tools/generate.ts', '--check'),
  check('format', node, 'node_modules/@biomejs/biome/bin/biome', 'check', '.'),
  check('types', node, 'node_modules/typescript/bin/tsc', '--noEmit'),
  check('dist', node, 'tools/build.ts', '--check'),
  { ...check('shell', 'sh', '-c', shellcheck(), 'sh', ...shellPrograms()), need: 'packages', program: 'shellcheck' },
  tests('e2e', 'bed'),
  tests('runtime', 'packages'),
  tests('faults', 'bed'),
  tests('unit', 'packages'),
  tests('scenarios', 'bed'),
  tests('attacks', 'bed'),
  tests('workflows', 'bed'),
  tests('bed', 'bed'),
  tests('contracts', 'packages'),
  // As on a machine without the bed; the scenarios test what the bed adds. Its server is this machine.
  { ...check('demo', 'env', 'MEESHY_DEMO=sample', node, 'demo/demo.ts'), program: 'flock' },
]

function check(name: string, ...command: readonly string[]): Suite {
  return { name, need: 'nothing', runs: { command } }
}

/** The files of the folder with the suite's name; for `unit`, those outside of the other suites' folders. */
function tests(name: string, need: Need): Suite {
  const own = ['runtime', 'contracts', 'scenarios', 'workflows', 'bed', 'e2e', 'faults', 'attacks']
  const files = globSync('__tests__/**/*.test.ts', { cwd: root }).sort()
  const folderOf = (file: string) => file.split(/[/\\]/)[1] ?? ''
  return { name, need, runs: { files: files.filter(file => (name === 'unit' ? !own.includes(folderOf(file)) : folderOf(file) === name)) } }
}

/** The runtime is one script in many files, so shellcheck reads it as one; it reads every other program by itself. */
function shellcheck(): string {
  return 'cat src/script/runtime/*.sh src/sources/*/*.sh | shellcheck -s sh -e SC2154,SC2034,SC2153 - && shellcheck "$@"'
}

function shellPrograms(): string[] {
  const programs = [...globSync('{__tests__,testbed,bench,demo,scripts,tools}/**/*.sh', { cwd: root }), 'meeshy.sh', '.ci/run'].sort()
  return programs.filter(program => /^#!.*sh\b/.test(readFileSync(join(root, program), 'utf8')))
}
