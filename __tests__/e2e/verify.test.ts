// A kept backup of the whole stack, read to its end by the tools of its containers, and by a reader that shares nothing with them. What rot does to one
// is in faults/rot.test.ts.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Verified } from '../../src/report/verified.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { whyNot } from '../../testbed/machine.ts'
import { meeshy } from './invoke.ts'
import { backUp, type Kept, overSsh } from './stack.ts'

describe('a kept backup of the whole stack', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let flags: string[]
  let kept: Kept
  before(async () => {
    bed = await openBed({ seed: 'small' })
    flags = overSsh(bed.sshd)
    kept = await backUp(bed, [...flags, '--min-free', '0'])
  })
  after(() => bed?.close())

  for (const where of ['server', 'runner'] as const) {
    test(`by the ${where}: all of it is read to its end, and sound`, async () => {
      const words = ['verify', '--app-dir', bed.project.appDir, '--json', '--where', where, ...flags]
      const { code, stdout, stderr } = await meeshy(words)
      assert.notEqual(stdout.length, 0, stderr.toString())
      const outcome = JSON.parse(stdout.toString()) as Verified
      assert.deepEqual([code, outcome.status, outcome.damaged, outcome.unread], [0, 'success', [], []], stderr.toString())
      const { length } = kept.manifest.components
      assert.deepEqual(
        outcome.backups.map(({ state, sound, components }) => [state, sound, components]),
        [['sound', length, length]],
      )
    })
  }
})
