// The benchmark runs in every one of its ways and prints its page; how fast anything is, no test says.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { attempt } from '../../testbed/command.ts'
import { whyNot } from '../../testbed/machine.ts'

const program = join(import.meta.dirname, '..', '..', 'bench', 'bench.ts')
const onlyRoot = process.getuid?.() === 0 ? false : 'the benchmark writes into volumes, so it needs root'

describe('the benchmark', { skip: whyNot() ?? onlyRoot }, () => {
  test('backs up, lists and restores in every way, and prints the ratios', async () => {
    const { code, stdout, stderr } = await attempt([process.execPath, program, 'quick'])
    assert.equal(code, 0, stderr)
    const page = stdout.toString()
    const titles = [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title)
    assert.deepEqual(titles, [
      'The start of the action',
      'Fixed costs',
      'A thousand backups',
      'A full backup',
      'A restore of everything, over what is there',
      'One component back, with small and with large neighbours',
    ])
    const rows = page.split('\n').filter(line => line.startsWith('| ') && /\d/.test(line))
    assert.ok(rows.length >= 30, page)
    for (const row of rows) assert.doesNotMatch(row, /NaN|undefined|Infinity/)
  })

  test('says what it takes when it is asked for another table', async () => {
    const { code, stderr } = await attempt([process.execPath, program, 'speed'])
    assert.equal(code, 2)
    assert.match(stderr, /^usage: npm run bench -- \[start \| fixed \| list \| backup \| restore \| component\]/)
  })
})
