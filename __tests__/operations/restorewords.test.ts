// What a restore is asked for, judged before the server is contacted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { restore } from '../../src/operations/restore.ts'
import { settings } from '../sources/meeshy.ts'
import { sessionWith } from './answering.ts'

const asking = (components: readonly string[]) => {
  const seen: string[] = []
  const answer = (operation: string) => {
    seen.push(operation)
    return { events: [] }
  }
  const { session, kept } = sessionWith(answer, { restore: { ...settings.restore, components, confirm: 'OUI' } })
  return { seen, kept, restored: restore(session, {}) }
}

test('a name of no component is refused before anything is contacted, with those there are', async () => {
  for (const wrong of ['databse', 'system', 'volume/gateway_uploads']) {
    const { seen, restored } = asking(['config', wrong])
    const { status, failure } = await restored
    assert.deepEqual([status, failure?.code, seen], ['failed', 'E_INPUT', []], wrong)
    assert.ok(failure?.title.includes(wrong) && !failure.title.includes('config,'))
    assert.match(failure?.details?.['There are'] ?? '', /config, secrets, database, redis, volumes, paths/)
  }
})

test('a group alone, and a name in it, are taken to the server', async () => {
  const { seen, restored } = asking(['volumes', 'database/app'])
  await restored
  assert.ok(seen.length > 0)
})
