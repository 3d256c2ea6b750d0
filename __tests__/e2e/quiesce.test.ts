// Who is paused or stopped for a backup, and that each comes back as it was; and that a dry run does none of it.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences, treeState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { whyNot } from '../../testbed/machine.ts'
import { assertFails } from './failing.ts'
import { happenings } from './happenings.ts'
import { componentOf } from './restored.ts'
import { backUp, type Kept, overSsh, run } from './stack.ts'
import { traces } from './traces.ts'

describe('quiescing', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let flags: string[]
  before(async () => {
    bed = await openBed({ seed: 'small' })
    flags = [...overSsh(bed.sshd), '--min-free', '0']
  })
  after(() => bed?.close())
  const container = (service: string) => bed.project.containers[service] ?? ''

  test('a dry run shows the plan and changes nothing', async () => {
    const { appDir, id, project } = { ...bed.project, project: bed.project }
    const state = async () => [await treeState(appDir), await traces(project, [join(appDir, 'backups')])]
    const before = await state()
    const { result, changes } = await happenings(id, () => run(bed, [...flags, '--dry-run', '--quiesce', 'stop']))
    assert.deepEqual([result.code, result.outcome.status, result.outcome.outputs['backup-path']], [0, 'planned', ''], result.log)
    for (const step of ['Take database', 'Stop ', 'Take volumes/gateway_uploads', 'Bring back', 'Publish'])
      assert.ok(result.log.includes(step), step)
    assert.deepEqual(changes, [])
    assert.deepEqual(differences(await state(), before), [])
  })

  describe('quiesced', () => {
    const startedAt = (names: readonly string[]) =>
      docker(['inspect', '--format', '{{.Name}} {{.State.Status}} {{.State.StartedAt}}', ...names])
    const consistencies = (kept: Kept) =>
      ['gateway_uploads', 'translator_models'].map(name => componentOf(kept, `volumes/${name}`).consistency)

    test('by a pause: those who write to what is kept, and nobody else', async () => {
      const all = Object.values(bed.project.containers)
      const before = await startedAt(all)
      const { result, changes } = await happenings(bed.project.id, () => backUp(bed, [...flags, '--quiesce', 'pause']))
      const [gateway, translator] = [container('gateway'), container('translator')]
      assert.deepEqual([...changes].sort(), [`pause ${gateway}`, `pause ${translator}`, `unpause ${gateway}`, `unpause ${translator}`])
      assert.equal(await startedAt(all), before)
      assert.deepEqual(consistencies(result), ['quiesced', 'quiesced'])
    })

    test('by a stop: what was stopped before stays so', async () => {
      const others = Object.values(bed.project.containers).filter(name => name !== container('gateway'))
      await docker(['stop', container('translator')])
      try {
        const before = await startedAt(others)
        const { changes } = await happenings(bed.project.id, () => backUp(bed, [...flags, '--quiesce', 'stop']))
        const gateway = container('gateway')
        assert.deepEqual([...new Set(changes)].sort(), [`die ${gateway}`, `kill ${gateway}`, `start ${gateway}`, `stop ${gateway}`])
        assert.equal(await startedAt(others), before)
        assert.equal(await docker(['inspect', '--format', '{{.State.Status}}', gateway]), 'running')
      } finally {
        await docker(['start', container('translator')])
      }
    })

    test('by name: that service alone', async () => {
      const { changes } = await happenings(bed.project.id, () =>
        backUp(bed, [...flags, '--quiesce', 'pause', '--quiesce-services', 'gateway']),
      )
      assert.deepEqual(changes, [`pause ${container('gateway')}`, `unpause ${container('gateway')}`])
    })

    test('the files of the database are refused while it runs, and kept while it is stopped', async () => {
      const expected = {
        code: 'E_INPUT',
        cause: /mongo_data.*cannot be backed up: it holds the files of a running database/,
        next: /volumes/,
      } as const
      await assertFails(bed, [...overSsh(bed.sshd), '--min-free', '0', '--volumes', 'mongo_data'], expected)
      const own = [...flags, '--volumes', 'mongo_data', '--quiesce', 'stop']
      const { result, changes } = await happenings(bed.project.id, () => backUp(bed, own))
      const database = container('database')
      assert.deepEqual([...new Set(changes)].sort(), [`die ${database}`, `kill ${database}`, `start ${database}`, `stop ${database}`])
      assert.equal(componentOf(result, 'volumes/mongo_data').consistency, 'quiesced')
    })
  })
})
