// C10, H1: bytes of a kept backup go bad. A verification names each, there and here; a restore of everything refuses it before it touches anything; what
// is not damaged can still be restored.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { restore } from '../../src/operations/restore.ts'
import { verify } from '../../src/operations/verify.ts'
import { backUp, type Host, makeHost, sessionOf } from '../../testbed/faults/host.ts'
import { assertGood } from '../../testbed/shell/backups.ts'
import { flipped } from '../runtime/damaged.ts'
import { codeOf } from './after.ts'

/** Every name below the application with what it is, its times, and its inode; and the states of the containers. */
function everything({ app, engine }: Host): readonly string[] {
  const find = ['.', '-printf', '%y %p %m %T@ %s %i\\n']
  return [...execFileSync('find', find, { cwd: app }).toString().split('\n').sort(), ...engine.states()]
}

async function rotten(t: TestContext) {
  const host = await makeHost(t)
  writeFileSync(join(host.folder, 'engine/states/frozen'), 'running\n')
  assert.equal(codeOf(await backUp(host, { settings: { quiesce: 'none' } })), 'success')
  const [kept] = assertGood(host)
  assert.ok(kept)
  const file = join(host.backups, kept.file)
  const damagesOf = async (where: 'server' | 'runner') => {
    const { session } = sessionOf(host, { settings: { verification: { backup: 'all', level: 'read', where } } })
    const { damaged, failure } = await verify(session, {
      transport: session.transport,
      prepare: async () => assert.fail('no drill is asked for'),
    })
    await session.transport.close()
    assert.equal(failure?.code, 'E_VERIFY')
    return damaged.map(({ component, part }) => `${part} ${component}`.trim())
  }
  const putBack = async (components: 'all' | readonly string[]) => {
    const asked = {
      backup: 'latest',
      components,
      confirm: 'OUI',
      outside: [{ path: host.app, optional: false }],
      exact: false,
      mode: 'restore',
    } as const
    const { session, log } = sessionOf(host, { settings: { restore: asked } })
    const outcome = await restore(session, {})
    await session.transport.close()
    return { ...outcome, log: log() }
  }
  return { host, kept, file, damagesOf, putBack }
}

describe('rot in a kept backup', () => {
  test('is named wherever it is, and refused by a restore before it touches anything (C10, H1)', async t => {
    const { host, kept, file, damagesOf, putBack } = await rotten(t)
    const header = kept.manifest.archive.compression === 'zstd' ? 526 : 535
    const last = kept.manifest.components.at(-1)
    assert.ok(last)
    const places = [
      ...kept.manifest.components.flatMap(({ name, path, offset, length }) => [
        { is: `data ${name}`, at: offset + Math.floor(length / 2) },
        ...(['config', 'secrets', 'system'].includes(path) ? [] : [{ is: `header ${name}`, at: offset - Math.floor(header / 2) }]),
      ]),
      { is: 'end', at: last.offset + last.length + 300 },
    ]
    assert.ok(places.length > 4)
    const before = everything(host)
    for (const { is, at } of places) {
      writeFileSync(file, flipped(kept.bytes, at))
      for (const where of ['server', 'runner'] as const) assert.deepEqual(await damagesOf(where), [is], where)
      const ran = await putBack('all')
      assert.equal(ran.failure?.code, 'E_VERIFY', `${is}: ${ran.log}`)
      assert.match(ran.failure.safe ?? '', /nothing was stopped, nothing was changed/)
      assert.deepEqual(everything(host), before, is)
    }
  })

  test('elsewhere does not keep a component from being restored', async t => {
    const { host, kept, file, putBack } = await rotten(t)
    const uploads = kept.manifest.components.find(({ name }) => name === 'paths/uploads')
    assert.ok(uploads)
    writeFileSync(file, flipped(kept.bytes, uploads.offset + 1000))
    const env = join(host.app, '.env')
    const good = readFileSync(env, 'utf8')
    writeFileSync(env, 'TOKEN=lost\n')
    assert.equal((await putBack(['paths/uploads'])).failure?.code, 'E_VERIFY')
    assert.equal(readFileSync(env, 'utf8'), 'TOKEN=lost\n')
    const ran = await putBack(['config'])
    assert.equal(ran.status, 'success', ran.log)
    assert.equal(readFileSync(env, 'utf8'), good)
  })

  test('in the manifest does not lead to /etc/cron.d', async t => {
    const { host, kept, putBack } = await rotten(t)
    const meta = join(host.backups, '.meta', `${kept.manifest.name}.json`)
    const text = readFileSync(meta, 'utf8')
    const changed = text.replace('"paths":[', '"paths":["/etc/cron.d/meeshy-backup-test",')
    assert.notEqual(changed, text)
    writeFileSync(meta, changed)
    const before = everything(host)
    const ran = await putBack('all')
    assert.equal(ran.failure?.code, 'E_INPUT', ran.log)
    assert.match(JSON.stringify(ran.failure), /outside of the application.*\/etc\/cron\.d\/meeshy-backup-test/)
    assert.throws(() => readFileSync('/etc/cron.d/meeshy-backup-test'), { code: 'ENOENT' })
    assert.deepEqual(everything(host), before)
  })
})
