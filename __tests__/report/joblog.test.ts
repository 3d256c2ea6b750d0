// A job's log, in a process of its own: what it prints is what a runner obeys.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { JobLog as Runner } from '../../testbed/runner/joblog.ts'

const module = pathToFileURL('src/github/joblog.ts').href

function played(calls: string): Runner {
  const program = `import { JobLog } from ${JSON.stringify(module)}; const log = new JobLog(); ${calls}`
  const runner = new Runner(true, () => {})
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  for (const line of printed.split(/\r\n|\n|\r/)) runner.take(line)
  return runner
}

test('ten warnings at most are annotations, the last of which says where the others are', () => {
  const { annotations, lines } = played("for (let n = 1; n <= 30; n++) log.warning('code', 'number ' + n); log.close()")
  assert.equal(annotations.length, 10)
  assert.deepEqual([annotations[8]?.message, annotations[9]?.title], ['number 9', 'warnings'])
  assert.match(annotations[9]?.message ?? '', /^21 more warnings are in the log/)
  assert.ok(lines.includes('Warning: code  number 30'))
})

test('it obeys no text, even one that a caller forgot to make inert', () => {
  const worst = JSON.stringify('\r::error::a\n::set-output name=x::y\n##[group]b\u001b[31m::add-mask::c')
  const calls = [
    'phase(W, W, [W])',
    'begin(W, W)',
    'line(W)',
    'warning(W, W)',
    'debug(W)',
    'failure({ code: W, title: W, details: { [W]: W } })',
    'done(W)',
  ]
  const { annotations, outputs, masks, groups } = played(
    calls
      .map(call => `log.${call}`)
      .join(';')
      .replaceAll('W', worst),
  )
  assert.deepEqual([outputs, masks.values], [{}, []])
  assert.deepEqual(
    annotations.map(({ level }) => level),
    ['warning', 'error'],
  )
  assert.equal(groups.length, 2)
})
