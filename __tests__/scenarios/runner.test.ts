// The mini-runner itself: where it differs from GitHub's, every scenario built on it says less.
import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { describe, test } from 'node:test'
import { parsePairs } from '../../testbed/runner/commandfiles.ts'
import { JobLog } from '../../testbed/runner/joblog.ts'
import { eachLine } from '../../testbed/runner/lines.ts'

function logOf(lines: readonly string[], debug = false): JobLog {
  const log = new JobLog(debug, () => {})
  for (const line of lines) log.take(line)
  return log
}

async function linesOf(...chunks: (string | Buffer)[]): Promise<string[]> {
  const lines: string[] = []
  await eachLine(
    Readable.from(
      chunks.map(chunk => Buffer.from(chunk)),
      { objectMode: false },
    ),
    line => lines.push(line),
  )
  return lines
}

describe('lines', () => {
  test('end at \\n, \\r and \\r\\n, wherever the chunks are cut', async () => {
    assert.deepEqual(await linesOf('a\nb\rc\r', '\nd\r\r\n\ne'), ['a', 'b', 'c', 'd', '', '', 'e'])
    assert.deepEqual(await linesOf('a\r'), ['a'])
  })

  test('keep a character that two chunks share', async () => {
    const bytes = Buffer.from('é\u2028!\n')
    assert.deepEqual(await linesOf(bytes.subarray(0, 1), bytes.subarray(1)), ['é\u2028!'])
  })
})

describe('commands', () => {
  test('are obeyed in both syntaxes, after blanks, with their escapes', () => {
    const { annotations } = logOf(['  ::error title=E%3A1%2C2,file=x::one%0Atwo %25', 'text ##[warning]old%5D one', '::notice::n'])
    assert.deepEqual(annotations, [
      { level: 'error', title: 'E:1,2', message: 'one\ntwo %' },
      { level: 'warning', title: '', message: 'old] one' },
      { level: 'notice', title: '', message: 'n' },
    ])
  })

  test('are text when the runner does not know them, or something stands before them', () => {
    const lines = ['::unknown::x', 'x ::error::y', '##[section]z', '::error:x']
    const log = logOf(lines)
    assert.deepEqual([log.lines, log.annotations], [lines, []])
  })

  test('rest between stop-commands and its token', () => {
    const log = logOf(['::stop-commands::t0ken', '::error::no', '::t0ken::', '::error::yes'])
    assert.deepEqual(
      log.annotations.map(({ message }) => message),
      ['yes'],
    )
  })

  test('that set the environment fail the step, as an error', () => {
    assert.deepEqual(logOf(['::set-env name=A::b']).annotations, [
      { level: 'error', title: '', message: 'The `set-env` command is disabled.' },
    ])
  })

  test('group lines, and tell which group an error stands in', () => {
    const log = logOf(['::group::One', 'a', '::error::inside', '::group::Two', 'b', '::endgroup::', 'c'])
    assert.deepEqual(log.groups, [
      { title: 'One', lines: ['a', '##[error]inside'] },
      { title: 'Two', lines: ['b'] },
    ])
    assert.equal(log.annotations[0]?.group, 'One')
  })

  test('of debug show with step debug on only', () => {
    assert.deepEqual([logOf(['::debug::x']).lines, logOf(['::debug::x'], true).lines], [[], ['##[debug]x']])
  })
})

test('masks hide a secret, its lines and its common forms from then on', () => {
  const secret = 'first line of it\n  second "line" of it'
  const log = logOf(['first line of it', `::add-mask::${secret.replaceAll('\n', '%0A')}`, 'a first line of it b'])
  log.take(`x second "line" of it, ${JSON.stringify('second "line" of it')}, ${encodeURIComponent('second "line" of it')}`)
  log.take(Buffer.from('.second "line" of it!').toString('base64'))
  log.annotate('error', 'about second "line" of it')
  assert.deepEqual(log.lines.slice(0, 3), ['first line of it', 'a *** b', 'x ***, "***", ***'])
  assert.match(log.lines[3] ?? '', /^.{4}\*\*\*/)
  assert.equal(log.annotations[0]?.message, 'about ***')
})

describe('command files', () => {
  test('hold values of one line and of many', () => {
    assert.deepEqual(parsePairs('a=1\nb<<X\n2\n\n3=4\nX\nc=<<d\ne=\n'), { a: '1', b: '2\n\n3=4', c: '<<d', e: '' })
  })

  test('that end within a value, or make no sense, are refused', () => {
    assert.throws(() => parsePairs('b<<X\n2\n'), /Unable to process file command/)
    assert.throws(() => parsePairs('nothing\n'), /invalid format 'nothing'/)
  })
})
