// Restore by the product itself: back up, change or destroy, restore, compare. What is not named is not touched; what fails leaves what was there.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences, redisState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { whyNot } from '../../testbed/machine.ts'
import { happenings } from './happenings.ts'
import { assertTidy, change, destroy, everythingOf, flipped, restoreOf } from './putback.ts'
import { backUp, type Kept, overSsh } from './stack.ts'

describe('a restore', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let kept: Kept
  let good: Awaited<ReturnType<typeof everythingOf>>
  before(async () => {
    bed = await openBed({ seed: 'small' })
    kept = await backUp(bed, overSsh(bed.sshd))
    good = await everythingOf(bed)
  })
  after(() => bed?.close())

  test('by dry run shows what it would replace, and changes nothing', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    const { result, changes } = await happenings(bed.project.name, () => restoreOf(bed, ['--dry-run']))
    assert.equal(result.outcome.status, 'planned', result.log)
    assert.match(result.log, /replaces the databases in /)
    assert.match(result.log, /services are down for about \d+ s/)
    assert.deepEqual(changes, [])
    assert.deepEqual(differences(await everythingOf(bed), now), [])
  })

  test('that nobody confirmed contacts nothing', async () => {
    for (const confirm of [[], ['--confirm', 'oui'], ['--confirm', 'pre-update-20200101_000000']]) {
      const ran = await restoreOf(bed, ['--backup', kept.manifest.name, ...confirm])
      assert.equal(ran.code, 2, ran.log)
      assert.match(ran.log, /confirm must be OUI or pre-update-/)
      assert.ok(!ran.log.includes('Connect'), ran.log)
    }
  })

  test('over SSH brings all of it back: documents, indexes, keys, volumes, files; what came after the backup is gone', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    assert.notDeepEqual(differences(now, good), [])
    const ran = await restoreOf(bed, [...overSsh(bed.sshd), '--confirm', kept.manifest.name])
    assert.equal(ran.outcome.status, 'success', ran.log)
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    assert.ok((ran.outcome.downtimeSeconds ?? 0) > 0)
    assert.equal(ran.outcome.outputs['restored-from'], kept.manifest.name)
    assert.ok(ran.outcome.dropped.includes('meeshy.newcoll'))
    assertTidy(bed)

    // The safety copy is a backup like any other: it leads back.
    const safety = ran.outcome.safetyBackup ?? ''
    const back = await restoreOf(bed, ['--confirm', 'OUI', '--backup', safety])
    assert.equal(back.outcome.status, 'success', back.log)
    assert.deepEqual(differences(await everythingOf(bed), now), [])
  })

  test('of some components touches nothing else, and stops nothing for the database alone', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    const only = ['--components', 'database', '--confirm', 'OUI', '--backup', kept.manifest.name]
    const { result, changes } = await happenings(bed.project.name, () => restoreOf(bed, only))
    assert.equal(result.outcome.status, 'success', result.log)
    assert.deepEqual(differences(await everythingOf(bed), { ...now, database: good.database }), [])
    assert.deepEqual(
      changes.filter(each => !/^(un)?pause /.test(each)),
      [],
    )
    const files = await restoreOf(bed, [
      '--components',
      'volumes/gateway_uploads',
      '--components',
      'config',
      '--confirm',
      'OUI',
      '--backup',
      kept.manifest.name,
    ])
    assert.equal(files.outcome.status, 'success', files.log)
    const { uploads, files: application } = good
    const secrets = Object.fromEntries(Object.entries(now.files).filter(([path]) => path.startsWith('secrets')))
    const config = Object.fromEntries(Object.entries(application).filter(([path]) => !path.startsWith('secrets')))
    assert.deepEqual(
      differences(await everythingOf(bed), { ...now, database: good.database, uploads, files: { ...config, ...secrets } }),
      [],
    )
  })

  test('with exact drops databases that the backup lacks', async () => {
    await change(bed)
    const ran = await restoreOf(bed, ['--components', 'database', '--exact', '--confirm', 'OUI', '--backup', kept.manifest.name])
    assert.equal(ran.outcome.status, 'success', ran.log)
    const { database } = await everythingOf(bed, { others: true })
    assert.equal(database['otherdb'], undefined)
  })

  test('refuses an archive with another sha256, one flipped byte, a missing component, a foreign application: nothing is touched', async () => {
    const now = await everythingOf(bed)
    const named = ['--confirm', 'OUI', '--backup', kept.manifest.name]
    const { changes } = await happenings(bed.project.name, async () => {
      const other = await restoreOf(bed, [...named, '--expected-sha256', '0'.repeat(64)])
      assert.equal(other.outcome.failure?.code, 'E_VERIFY', other.log)
      const undo = flipped(kept, 'redis')
      const rotten = await restoreOf(bed, named)
      assert.equal(rotten.outcome.failure?.code, 'E_VERIFY', rotten.log)
      assert.match(rotten.outcome.failure.title, /redis/)
      undo()
      const missing = await restoreOf(bed, [...named, '--components', 'volumes/uploadz'])
      assert.equal(missing.outcome.failure?.code, 'E_NOT_FOUND', missing.log)
      assert.match(JSON.stringify(missing.outcome.failure.details), /volumes\/gateway_uploads/)
    })
    assert.deepEqual(changes, [])
    assert.deepEqual(differences(await everythingOf(bed), now), [])
    assertTidy(bed)
  })

  test('after everything is destroyed makes the containers anew, and all is there', async () => {
    const { project } = bed
    await destroy(bed)
    const ran = await restoreOf(bed, [...overSsh(bed.sshd), '--confirm', 'OUI', '--backup', kept.manifest.name])
    assert.equal(ran.outcome.status, 'success', ran.log)
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    // Redis keeps it over a restart of its own.
    await docker(['restart', project.redis?.container ?? ''])
    assert.deepEqual(differences(await redisState(project.redis ?? { container: '' }), good.redis), [])
    assertTidy(bed)
  })

  test('whose containers do not come up leaves nothing of what it made', async () => {
    const { project } = bed
    await docker(['compose', 'down', '--volumes', '--timeout', '1'], { cwd: project.appDir })
    writeFileSync(join(project.appDir, '.env'), 'what was there\n')
    // A name that Docker has given away already.
    await docker(['create', '--name', project.containers['nginx'] ?? '', '--label', `meeshy-bed=${bed.lease.id}`, project.images.app])
    // Over SSH, where there is Compose on every machine: without it, nothing would have begun.
    const ran = await restoreOf(bed, [...overSsh(bed.sshd), '--confirm', 'OUI', '--backup', kept.manifest.name])
    assert.equal(ran.outcome.failure?.code, 'E_DOCKER', ran.log)
    assert.match(ran.log, /Make the containers/)
    assert.equal(await docker(['ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${project.name}`]), '')
    assert.equal(await docker(['volume', 'ls', '--quiet', '--filter', `label=com.docker.compose.project=${project.name}`]), '')
    assert.equal(execFileSync('cat', [join(project.appDir, '.env')]).toString(), 'what was there\n')
    assertTidy(bed)
  })
})
