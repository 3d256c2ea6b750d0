// What a workflow got wrong: told all at once, with every output set, before anything is contacted.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readActionFile } from '../../testbed/runner/actionfile.ts'
import { runStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { assertFailed } from './assertions.ts'

describe('inputs', () => {
  let sample: Sample
  before(async () => {
    sample = await startSample()
  })
  after(() => sample.close())

  test('that cannot be used are all named in one error, and nothing is contacted', async () => {
    const inputs = { ...sample.access, port: '70000', user: 'a b', keep: '0', compression: 'zst', 'app-dir': 'relative' }
    const result = await runStep({ inputs })
    const { message } = assertFailed(result, 'E_INPUT')
    assert.match(message, /5 settings cannot be used/)
    for (const name of ['port', 'user', 'keep', 'compression', 'app-dir'])
      assert.match(message, new RegExp(`Invalid input '${name}': .*; got "`))
    assert.match(message, /nothing was contacted and nothing was changed/)
    assert.deepEqual(sample.server.log, [])
  })

  test('that are missing fail before anything is contacted, and every output is set', async () => {
    const result = await runStep({ inputs: {} })
    const { message } = assertFailed(result, 'E_INPUT')
    for (const name of ['host', 'user', 'private-key']) assert.match(message, new RegExp(`'${name}'`))
    assert.deepEqual(Object.keys(result.outputs).sort(), [...readActionFile('.').outputs].sort())
    assert.deepEqual([result.outputs['backup-path'], result.outputs['kept'], result.outputs['components']], ['', '[]', '[]'])
    assert.notEqual(result.outputs['run-id'], '')
  })

  test('that are misspelt are problems of their own, with the nearest name and without their value', async () => {
    const { 'private-key': key, ...rest } = sample.access
    const result = await runStep({ inputs: { ...rest, 'ssh-private-key': key ?? '', 'known-host': 'x' } })
    const { message } = assertFailed(result, 'E_INPUT')
    assert.match(message, /'ssh-private-key': not an input of this action; did you mean 'private-key'\?/)
    assert.match(message, /'known-host': not an input of this action; did you mean 'known-hosts'\?/)
    assert.match(result.annotations[0]?.message ?? '', /^Unexpected input\(s\) 'ssh-private-key', 'known-host'/)
    assertSilent(result.raw, key ?? '')
    assert.deepEqual(sample.server.log, [])
  })

  test('of a fork, which gets no secrets, say so', async () => {
    const result = await runStep({ inputs: { ...sample.access, 'private-key': '' } })
    assert.match(assertFailed(result, 'E_INPUT').message, /'private-key'.*forks/)
  })

  test('that hold a damaged key are refused without showing it', async () => {
    const key = sample.privateKey.replace(/\n.{20}/, '\n')
    const result = await runStep({ inputs: { ...sample.access, 'private-key': key, port: 'x' } })
    const { message } = assertFailed(result, 'E_INPUT')
    assert.match(message, /'private-key': .*; got \d+ characters/)
    assertSilent(result.raw, key)
  })
})

/** No line of the key is printed, but to have it masked. */
function assertSilent(raw: readonly string[], key: string): void {
  const printed = raw.filter(line => !line.startsWith('::add-mask::')).join('\n')
  for (const line of key.trim().split('\n').slice(1, -1)) assert.ok(!printed.includes(line), 'a line of the key was printed')
}
