// C5, C9, C10: a disk that fails in single calls, files that cannot be removed, and old backups that have rotted.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { newRunId } from '../../src/script/conversation.ts'
import { localTransport } from '../../src/transports/local.ts'
import { makeGate } from '../../testbed/faults/gate.ts'
import { backUp, type Host, keep, makeHost, type Ran } from '../../testbed/faults/host.ts'
import { remember } from '../../testbed/faults/invariants.ts'
import { atPhase } from '../../testbed/faults/seam.ts'
import { visible } from '../../testbed/shell/backups.ts'
import { pathOf, unlessRoot, without } from '../../testbed/shell/shells.ts'
import { assertFailed, assertHolds, assertNextIsClean, codeOf } from './after.ts'

async function open(t: TestContext, backups = 1): Promise<Host> {
  const host = await makeHost(t)
  for (let n = 0; n < backups; n++) assert.equal(codeOf(await backUp(host)), 'success')
  return host
}

/** A run of whose system calls on one file some fail: strace(1) makes them. The shell is started through a `sudo` that is strace. */
async function failing(host: Host, file: string, inject: string): Promise<Ran> {
  const runId = newRunId()
  const at = file.replace('RUN', runId)
  // By its path, and as the run names it, by a descriptor of the directory.
  const paths = [join(host.backups, at).replaceAll('$', '\\$'), `/proc/self/fd/7/${at}`].map(path => `-P "${path}"`).join(' ')
  const words = `-f -qq -o /dev/null --seccomp-bpf -e inject=${inject}`
  await host.program('sudo', `shift\nexec '${pathOf('strace')}' ${words} ${paths} "$@"`)
  const transport = localTransport({ sudo: true, environment: { PATH: host.path, HOME: host.folder } })
  return backUp(host, { transport, runId })
}

const names = 'rename,renameat,renameat2'

describe('a disk', { concurrency: 2 }, () => {
  for (const [what, file, inject, code] of [
    ['the archive cannot be made durable', '.work/RUN/archive', 'fsync:error=EIO', 'E_PUBLISH'],
    ['the manifest cannot be made durable', '.work/RUN/manifest', 'fsync:error=EIO', 'E_PUBLISH'],
    ['the directory of manifests cannot be made durable', '.meta', 'fsync:error=EIO', 'E_PUBLISH'],
    ['the backup directory cannot be made durable', '', 'fsync:error=EIO', 'E_PUBLISH'],
    ['the manifest cannot be renamed', '.work/RUN/manifest', `${names}:error=EIO`, 'E_PUBLISH'],
    ['the archive cannot be linked, nor renamed', '.work/RUN/archive', `link,linkat,${names}:error=EIO`, 'E_PUBLISH'],
    ['an entry of the journal cannot be made durable', '.work/RUN/entry', 'fsync:error=EIO', 'E_PUBLISH'],
    ['an entry of the journal cannot be renamed', '.work/RUN/entry', `${names}:error=EIO`, 'E_PUBLISH'],
    ['the archive cannot be written', '.work/RUN/archive', 'write:error=EIO:when=2', 'E_ARCHIVE'],
    ['the archive finds no room', '.work/RUN/archive', 'write:error=ENOSPC:when=2', 'E_NOSPACE'],
    ['the archive is over a quota', '.work/RUN/archive', 'write:error=EDQUOT:when=2', 'E_NOSPACE'],
    ['the archive cannot be read back', '.work/RUN/archive', 'read:error=EIO', 'E_VERIFY'],
  ] as const) {
    test(`on which ${what} (C5)`, { skip: without('strace') }, async t => {
      const host = await open(t)
      const before = remember(host)
      await assertFailed(host, before, await failing(host, file, inject), code)
    })
  }

  test('from which the work of a run cannot be removed: it still says why it was ended', async t => {
    const host = await open(t)
    const before = remember(host)
    const gate = makeGate(host.folder)
    t.after(() => gate.close())
    await host.program('rm', `case "$*" in '-rf -- '*'/.work/'*/*) ;; '-rf -- '*'/.work/'*) exit 1 ;; esac\nexec '${pathOf('rm')}' "$@"`)
    const ran = await backUp(host, { settings: { timeout: 4 }, changes: [atPhase('verified', gate.stop('verified'))] })
    await host.removeProgram('rm')
    assert.equal(codeOf(ran), 'E_TIMEOUT', ran.log)
    await assertHolds(host, before, ran, 'after a death')
    await assertNextIsClean(host, before)
  })

  test('that does not let an old archive go: the backup succeeds, that is said, and it is tried again (C9)', {
    skip: unlessRoot || without('chattr'),
  }, async t => {
    const host = await open(t, keep)
    const before = remember(host)
    const [oldest = ''] = visible(host)
    const at = join(host.backups, oldest)
    execFileSync('chattr', ['+i', at])
    t.after(() => execFileSync('sh', ['-c', 'chattr -i "$1" 2>/dev/null || :', 'sh', at]))
    const ran = await backUp(host)
    assert.equal(codeOf(ran), 'success', ran.log)
    assert.ok(
      ran.outcome?.warnings.some(words => words.startsWith('rotation-failed')),
      ran.log,
    )
    assert.equal(visible(host).length, keep + 1)
    await assertHolds(host, before, ran, 'after the next run')
    execFileSync('chattr', ['-i', at])
    await assertNextIsClean(host, before)
    assert.equal(visible(host).length, keep)
  })

  const rots: Readonly<Record<string, (host: Host, file: string) => void>> = {
    'whose manifest is cut': (host, file) => {
      const at = manifestPath(host, file)
      writeFileSync(at, readFileSync(at).subarray(0, 200), { mode: 0o600 })
    },
    'whose manifest is another’s': (host, file) => {
      const at = manifestPath(host, file)
      writeFileSync(at, readFileSync(at, 'utf8').replaceAll(/_\d{6}/g, '_000000'), { mode: 0o600 })
    },
    'that is cut': (host, file) => {
      const at = join(host.backups, file)
      writeFileSync(at, readFileSync(at).subarray(0, -1), { mode: 0o600 })
    },
  }
  for (const [what, rot] of Object.entries(rots)) {
    test(`with an old backup ${what}: it is not counted, and stays; backups go on (C10, I2)`, async t => {
      const host = await open(t, keep)
      const [oldest = ''] = visible(host)
      rot(host, oldest)
      const allowance = { damaged: [oldest] }
      const before = remember(host, allowance)
      for (let n = 0; n < keep; n++) await assertNextIsClean(host, before, allowance)
      assert.deepEqual([visible(host).length, visible(host).includes(oldest)], [keep + 1, true])
    })
  }
})

function manifestPath({ backups }: Host, file: string): string {
  return join(backups, '.meta', file.replace(/\.tar\..*$/, '.json'))
}
