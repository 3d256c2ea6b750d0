// What `script backup` prints: a file that makes, proves and rotates backups on the server by itself.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { attempt, command, type Finished, text } from '../../testbed/command.ts'
import { differences, treeState } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { asRoot, whyNot } from '../../testbed/machine.ts'
import { follow } from './handbook.ts'
import { list, meeshy } from './invoke.ts'
import { overSsh } from './stack.ts'
import { leftOf } from './traces.ts'
import { serverWithout } from './withouttools.ts'

describe('the printed script', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let directory: string
  let flags: string[]
  let onServer: (words: string) => Promise<Finished>
  let script: string
  before(async () => {
    bed = await openBed({ seed: 'small' })
    directory = join(bed.lease.folder, 'alone')
    flags = [...overSsh(bed.sshd), '--app-dir', bed.project.appDir, '--backup-dir', directory]
    const sshd = await serverWithout(bed, ['node', 'nodejs', 'npm', 'npx'])
    const [, login = '', , key = '', , knownHosts = ''] = overSsh(sshd)
    const options = ['-i', key, '-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'BatchMode=yes', '-p', String(sshd.port)]
    onServer = words => attempt(['ssh', ...options, login.replace(/:\d+$/, ''), words])
    const printed = await meeshy(['script', 'backup', ...flags, '--min-free', '0', '--keep', '2'])
    assert.equal(printed.code, 0, printed.stderr)
    script = join(bed.lease.folder, 'backup.sh')
    writeFileSync(script, printed.stdout)
  })
  after(() => bed?.close())

  const left = () => text([...asRoot(), 'sh', '-c', 'cd "$1" && find .work -mindepth 1; ls .meta', 'sh', directory])

  test('runs where there is no Node, and its backups are as good as any', async () => {
    assert.notEqual((await onServer('command -v node')).code, 0)
    const { code, stdout, stderr } = await onServer(`sh ${script}`)
    assert.equal(code, 0, stdout.toString() + stderr)
    assert.match(stdout.toString(), /Backed up as .*pre-update-.*, verified: read\.[\s\S]*- Rotate: keep 2/)
    const { backups, damaged } = await list(flags)
    assert.deepEqual([backups.length, backups[0]?.verified, damaged.length], [1, 'read', 0])
    const INTO = join(bed.lease.folder, 'into')
    await command(['mkdir', INTO])
    const where = {
      ARCHIVE: join(directory, backups[0]?.file ?? ''),
      NAME: backups[0]?.name ?? '',
      COMPONENT: 'volumes/gateway_uploads',
      INTO,
    }
    await follow(['locate', 'cut zstd', 'tree'], where)
    assert.deepEqual(differences(await treeState(INTO), await treeState(bed.project.volumes['gateway_uploads'] ?? '')), [])
  })

  test('rotates alone', async () => {
    const names = new Set((await list(flags)).backups.map(each => each.name))
    const said: string[] = []
    for (let times = 0; times < 2; times++) {
      said.push((await onServer(`sh ${script}`)).stdout.toString())
      for (const { name } of (await list(flags)).backups) names.add(name)
    }
    const [oldest = '', ...rest] = [...names].sort()
    assert.deepEqual((await list(flags)).backups.map(each => each.name).sort(), rest)
    assert.match(said[1] ?? '', new RegExp(`removed ${oldest}$`, 'm'))
    assert.deepEqual(
      (await left()).split('\n'),
      rest.flatMap(name => [`${name}.json`, `${name}.restore.sh`]),
    )
  })

  test('fails as plainly as the action, removes nothing and leaves nothing', async () => {
    const before = await left()
    await docker(['stop', bed.project.redis?.container ?? ''])
    const { code, stdout, stderr } = await onServer(`sh ${script}`)
    assert.equal(code, 1, stdout.toString() + stderr)
    assert.match(stderr, /^Error: E_DUMP {2}The snapshot of Redis in .* failed/m)
    assert.match(stderr, /^ {2}next: /m)
    assert.equal(await left(), before)
    const [run = ''] = /standing-\d+-\d+/.exec(await text([...asRoot(), 'cat', join(directory, '.lock')])) ?? []
    assert.notEqual(run, '')
    assert.deepEqual(await leftOf(run, [directory]), [])
  })
})
