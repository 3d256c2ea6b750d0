// What every source promises, a row each: what is there is found and taken, reads back by two readers, is named where a byte of it goes bad, is drilled,
// and comes back as it was.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Component } from '../../src/backups/manifest.ts'
import type { Verified } from '../../src/report/verified.ts'
import { sources } from '../../src/sources/registry.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences } from '../../testbed/compare.ts'
import { whyNot } from '../../testbed/machine.ts'
import { fill, type Holder, holders, type Made, rows } from './contractrows.ts'
import { list, meeshy } from './invoke.ts'
import { specifiedBackup } from './oldformat.ts'
import { assertTidy, flipped, restoreOf } from './putback.ts'
import { componentOf } from './restored.ts'
import { backUp, overSsh } from './stack.ts'

const places = ['server', 'runner'] as const

test('every source has a row', () => {
  const kinds = rows.flatMap(({ kind }) => kind ?? [])
  assert.deepEqual([...new Set(kinds)].toSorted(), sources.map(({ kind }) => kind).toSorted())
})

describe('the contract of the sources', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let where: string[]
  const made = new Map<string, Made>()
  const good = new Map<string, unknown>()
  before(async () => {
    bed = await openBed({ seed: 'small' })
    where = overSsh(bed.sshd)
    fill(bed)
    // The next backup reads it.
    const archive = await specifiedBackup(bed, join(bed.project.appDir, 'backups'))
    for (const name of ['full', 'listed'] as const)
      made.set(name, await backUp(bed, [...where, '--min-free', '0', '--keep', '50', ...holders[name].flags]))
    const { backups } = await list([...where, '--app-dir', bed.project.appDir])
    const manifest = backups.find(({ kind }) => kind === 'old-format')?.manifest
    if (manifest !== undefined) made.set('old', { archive, manifest })
    for (const { what, back } of rows) good.set(what, await back?.state(bed))
  })
  after(() => bed?.close())

  /** What came of verifying a backup; of one that is not touched, each time the same. */
  const verify = async ({ manifest }: Made, ...words: readonly string[]): Promise<Verified & { readonly log: string }> => {
    const named = ['verify', '--app-dir', bed.project.appDir, '--backup', manifest.name, '--min-free', '0', '--json']
    const { stdout, stderr } = await meeshy([...named, ...where, ...words])
    assert.notEqual(stdout.length, 0, stderr)
    return { ...(JSON.parse(stdout.toString()) as Verified), log: stderr }
  }
  const once = new Map<string, ReturnType<typeof verify>>()
  const verifiedOnce = (backup: Made, ...words: readonly string[]) => {
    const key = [backup.manifest.name, ...words].join(' ')
    const verified = once.get(key) ?? verify(backup, ...words)
    once.set(key, verified)
    return verified
  }

  for (const { what, kind, component, back, ...row } of rows) {
    describe(what, () => {
      const { old }: Holder = holders[row.in]
      let backup: Made
      let components: readonly Component[]
      before(() => {
        const found = made.get(row.in)
        assert.ok(found, `there is a backup ${row.in}`)
        backup = found
        components = component === 'all' ? found.manifest.components : [componentOf(found, component)]
      })
      const restore = () => restoreOf(bed, [...where, '--backup', backup.manifest.name, '--components', component, '--confirm', 'OUI'])

      test('is found and taken', () => {
        const bytes = readFileSync(backup.archive)
        assert.ok(components.length > 0)
        for (const each of components) {
          if (kind !== undefined) assert.equal(each.kind, kind)
          assert.ok(each.rawBytes > 0 && Object.values(each.counts).every(count => count > 0), JSON.stringify(each))
          const stored = bytes.subarray(each.offset, each.offset + each.length)
          assert.equal(createHash('sha256').update(stored).digest('hex'), each.sha256)
        }
      })

      for (const place of places) {
        test(`reads back by the ${place}`, async () => {
          const { status, damaged, unread, log } = await verifiedOnce(backup, '--level', 'read', '--where', place)
          assert.deepEqual([status, damaged, unread], ['success', [], []], log)
        })
      }

      test('is named where a byte of it is another, by both; no restore touches anything then', async () => {
        const undo = flipped(backup, components[0]?.name ?? '')
        try {
          const named = async (place: (typeof places)[number]) => {
            const { damaged, log } = await verify(backup, '--level', 'read', '--where', place)
            const expected = [backup.manifest.name, ...(old ? ['', 'archive'] : [component, 'data'])]
            assert.deepEqual(
              damaged.map(each => [each.backup, each.component, each.part]),
              [expected],
              log,
            )
          }
          const refused = async () => {
            if (back === undefined) return
            const { outcome, log } = await restore()
            assert.equal(outcome.failure?.code, 'E_VERIFY', log)
            assert.deepEqual(differences(await back.state(bed), good.get(what)), [])
          }
          await Promise.all([...places.map(named), refused()])
        } finally {
          undo()
        }
      })

      test(old ? 'is not drilled, which is said' : 'is drilled', async () => {
        const { status, unread, log } = await verifiedOnce(backup, '--level', 'drill')
        assert.deepEqual([status, unread.length], old ? ['failed', 1] : ['success', 0], log)
        const { backups } = await list([...where, '--app-dir', bed.project.appDir])
        const { drill } = backups.find(({ name }) => name === backup.manifest.name)?.manifest ?? {}
        const restored = Object.keys(drill?.components ?? {})
        assert.deepEqual(
          components.map(({ name }) => restored.includes(name)),
          components.map(() => !old),
        )
      })

      test(back === undefined ? 'is for people, and goes nowhere' : 'comes back as it was', async () => {
        assert.equal(sources.find(each => each.kind === kind)?.forPeople, back === undefined ? true : undefined)
        if (back === undefined) return
        await back.change(bed)
        assert.notDeepEqual(differences(await back.state(bed), good.get(what)), [])
        const { outcome, log } = await restore()
        assert.equal(outcome.status, 'success', log)
        assert.deepEqual(differences(await back.state(bed), good.get(what)), [])
        assertTidy(bed)
      })
    })
  }
})
