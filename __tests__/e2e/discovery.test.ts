// Nothing is said but where the server and the application are: everything the project keeps is found, or named as not kept.
import assert from 'node:assert/strict'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences, mongoState } from '../../testbed/compare.ts'
import { extraVolumes } from '../../testbed/compose.ts'
import { startMongo, startRedis } from '../../testbed/fresh.ts'
import { whyNot } from '../../testbed/machine.ts'
import { componentOf, restoredDatabase, restoredTree } from './restored.ts'
import { backUp, type Kept, overSsh, run } from './stack.ts'

const variant = { ownContainerNames: true, redis: false, uncovered: true, twentyVolumes: true }
const extra = extraVolumes(variant)

describe('discovery', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let kept: Kept
  before(async () => {
    bed = await openBed({ seed: 'small', name: 'shop', variant })
    // Others of the same images on the same server, which are none of this project's.
    await Promise.all([startMongo({ lease: bed.lease }), startRedis({ lease: bed.lease })])
    kept = await backUp(bed, overSsh(bed.sshd))
  })
  after(() => bed?.close())

  test('finds all of a project with other names, and nothing of others', () => {
    const { manifest } = kept
    const { project } = bed
    assert.deepEqual(manifest.project, { name: project.name, appDir: project.appDir })
    assert.deepEqual(
      manifest.components.map(({ name }) => name),
      ['config', 'secrets', 'database', ...volumesIn(kept), 'system'],
    )
    assert.deepEqual(volumesIn(kept).sort(), [...extra, 'gateway_uploads', 'translator_models'].map(name => `volumes/${name}`).sort())
    assert.equal(componentOf(kept, 'database').details['container'], project.containers['database'])
    assert.deepEqual(componentOf(kept, 'config').paths, ['.env', 'docker-compose.yml', 'env.production', 'nginx'])
    assert.deepEqual(componentOf(kept, 'secrets').paths, ['secrets'])
    for (const name of volumesIn(kept))
      assert.equal(componentOf(kept, name).details['volume'], project.volumes[name.slice('volumes/'.length)])
    assert.deepEqual(manifest.images.map(({ container }) => container).sort(), Object.values(project.containers).sort())
  })

  test('takes what it finds: the database and every volume come back', async () => {
    assert.deepEqual(differences(await restoredDatabase(bed, kept), await mongoState(bed.project.mongo)), [])
    const trees = await Promise.all(extra.map(name => restoredTree(bed, kept, `volumes/${name}`)))
    const sizes = trees.map(tree => tree['file']?.size)
    assert.deepEqual(
      sizes,
      extra.map(name => `this is ${name}\n`.length),
    )
  })

  test('names what the project keeps and no component takes, in the log and in the manifest', () => {
    const database = bed.project.containers['analytics'] ?? ''
    const uncovered = [
      'bind mount ./analytics',
      'anonymous volume at /var/cache/analytics of analytics',
      `the database in ${database} (postgres)`,
    ]
    const { leftOut, warnings } = kept.manifest
    for (const what of uncovered) {
      const why = leftOut.find(row => row.what === what)?.why ?? 'nothing'
      assert.match(why, /dump|paths|name/, what)
      assert.ok(kept.outcome.warnings.includes(`not-kept: ${what}: ${why}`), what)
      assert.ok(kept.log.includes(what), what)
      assert.ok(
        warnings.some(text => text.includes(what)),
        what,
      )
    }
    const carried = ['volume mongo_data', 'anonymous volume at /data/configdb']
    assert.deepEqual(leftOut.map(({ what }) => what).sort(), [...carried, ...uncovered].sort())
    assert.match(kept.log, /There is no Redis in this project/)
  })

  test('finds the same through a symbolic link', async () => {
    const link = join(bed.lease.folder, 'current')
    symlinkSync(bed.project.appDir, link)
    const { outcome, code, log } = await run(bed, [...overSsh(bed.sshd), '--dry-run'], link)
    assert.equal(code, 0, log)
    assert.equal(outcome.status, 'planned')
    assert.match(log, new RegExp(`${bed.project.name}: ${Object.keys(bed.project.containers).length} containers`))
  })

  test('asks the server as often for one volume as for twenty-two', async () => {
    const sessions = async (flags: readonly string[]) => {
      const before = await settled(bed)
      await backUp(bed, [...overSsh(bed.sshd), ...flags])
      return (await settled(bed)) - before
    }
    // The newest three are kept; from here on each run has one to remove.
    for (let n = 0; n < 2; n += 1) await backUp(bed, [...overSsh(bed.sshd), '--scope', 'database'])
    const one = await sessions(['--volumes', 'extra01'])
    assert.equal(await sessions([]), one)
    assert.equal(one, 3)
  })
})

function volumesIn({ manifest }: Kept): string[] {
  return manifest.components.filter(({ kind }) => kind === 'volume').map(({ name }) => name)
}

/** How many sessions the server has begun, once its log says that every connection has ended. */
async function settled({ sshd }: Bed): Promise<number> {
  for (const deadline = Date.now() + 10_000; ; ) {
    const log = readFileSync(sshd.logFile, 'utf8')
    const count = (pattern: RegExp) => log.match(pattern)?.length ?? 0
    if (count(/^Accepted publickey/gm) === count(/^Disconnected from user/gm)) return count(/^Starting session: command/gm)
    if (Date.now() > deadline) throw new Error(`a connection does not end: ${log.slice(-1000)}`)
    await delay(50)
  }
}
