// Runs one suite to its end and counts.
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { find } from '../../testbed/machine.ts'
import type { Counts } from './reporter.ts'
import type { Suite } from './suites.ts'

export type Ran = Counts & { readonly suite: Suite; readonly seconds: number; readonly output: string; readonly log: string }

/** The longest time for a test; milliseconds. */
const limit = 600_000

/** `root` is the project's folder. The output of the suite goes to build/test. */
export async function runSuite(suite: Suite, root: string): Promise<Ran> {
  if (suite.program !== undefined && find(suite.program) === null) return notRun(suite, { skipped: `${suite.program} is not installed` })
  const began = performance.now()
  const folder = join(root, 'build', 'test')
  mkdirSync(folder, { recursive: true })
  const [log, told] = [join(folder, `${suite.name}.log`), join(folder, `${suite.name}.json`)]
  const [program = '', ...words] = 'command' in suite.runs ? suite.runs.command : nodeTest(suite.runs.files, told)
  const { code, output } = await run(program, words, root, log)
  const counts: Counts =
    'command' in suite.runs ? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] } : countsIn(told, code)
  return { suite, seconds: (performance.now() - began) / 1000, output, log, ...counts }
}

/** A suite that does not run: skipped, or failed, and why. */
export function notRun(suite: Suite, why: { readonly skipped: string } | { readonly failed: string }): Ran {
  const counts = 'skipped' in why ? { failed: 0, skipped: [why.skipped] } : { failed: 1, skipped: [] }
  return { suite, seconds: 0, output: 'failed' in why ? why.failed : '', log: '', passed: 0, ...counts }
}

function nodeTest(files: readonly string[], told: string): string[] {
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout']
  const counting = [`--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`, `--test-reporter-destination=${told}`]
  return [process.execPath, '--test', `--test-timeout=${limit}`, ...reporters, ...counting, ...files]
}

/** Counts a runner that failed without a failed test (it could not start, or was killed) as one failure. */
function countsIn(told: string, code: number): Counts {
  try {
    const counts: Counts = JSON.parse(readFileSync(told, 'utf8'))
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
  } catch {
    return { passed: 0, failed: 1, skipped: [] }
  }
}

function run(program: string, words: readonly string[], cwd: string, log: string): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    const child = spawn(program, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const file = createWriteStream(log)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        file.write(text)
      })
    }
    const end = (code: number, said = '') => file.end(said, () => resolve({ code, output: output + said }))
    child.once('error', error => end(1, `${error.message}\n`))
    child.once('close', code => end(code ?? 1))
  })
}
