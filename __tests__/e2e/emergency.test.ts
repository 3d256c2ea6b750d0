// The page for 3 a.m., in both languages: its commands as they are printed, with the names of a bed in the place of those that stand for yours.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../bed/bed.ts'
import { differences } from '../bed/compare.ts'
import { whyNot } from '../bed/machine.ts'
import { type Console, consoleOf } from './byhand.ts'
import { assertTidy, change, everythingOf } from './putback.ts'
import { backUp, type Kept } from './stack.ts'

const pages = ['restore.md', 'restauration.md'].map(page => readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8'))

/** Every block that a page marks with `<!-- run: NAME -->`. */
const blocksOf = (page: string) =>
  new Map([...page.matchAll(/^<!-- run: (.+) -->\n```sh\n([\s\S]*?)^```$/gm)].map(([, name = '', commands = '']) => [name, commands]))
const [english, french] = pages.map(blocksOf)

test('both pages print the same commands', () => {
  assert.ok((english?.size ?? 0) >= 4)
  assert.deepEqual([...(english ?? [])], [...(french ?? [])])
})

describe('the page for 3 a.m.', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let kept: Kept
  let server: Console
  let good: Awaited<ReturnType<typeof everythingOf>>
  before(async () => {
    bed = await openBed({ seed: 'small' })
    good = await everythingOf(bed)
    kept = await backUp(bed, ['--compression', 'zstd'])
    server = await consoleOf(bed)
  })
  after(() => bed?.close())

  /** Types a block, with the names of the bed. */
  async function type(name: string, input = ''): Promise<string> {
    const commands = english?.get(name)
    assert.ok(commands, name)
    const here = commands
      .replaceAll('/opt/meeshy/backups', dirname(kept.archive))
      .replaceAll('pre-update-20261122_174512', kept.manifest.name)
      .replaceAll('meeshy-database', bed.project.containers['database'] ?? '')
    const { code, stdout, stderr } = await server.type(`set -e\n${here}`, input)
    assert.equal(code, 0, stdout.toString() + stderr)
    return stdout.toString() + stderr
  }

  test('shows which backups there are, what is in one, and what would be done', async () => {
    assert.match(await type('runbook list'), /^ {2}database .* documents \d+/m)
    assert.match(await type('runbook dry run'), /nothing was changed\.$/m)
  })

  test('puts the database back by the runbook', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    await type('runbook part', 'OUI\n')
    assert.deepEqual(differences(await everythingOf(bed), { ...now, database: good.database }), [])
    assertTidy(bed)
  })

  test('puts the collections of the database back by hand, with tar and docker alone', async () => {
    await change(bed)
    assert.match(await type('database by hand'), / 0 document\(s\) failed to restore/)
    const { database } = await everythingOf(bed)
    const { newcoll: _added, ...meeshy } = database['meeshy'] ?? {}
    assert.deepEqual(differences({ ...database, meeshy }, good.database), [])
  })
})
