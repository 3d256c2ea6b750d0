// What a person decides about backups that are there: pinned, released, pruned, deleted; from this machine and over SSH.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { whyNot } from '../../testbed/machine.ts'
import { list, meeshy, table } from './invoke.ts'
import { oldArchive } from './oldformat.ts'
import { backUp, type Kept, overSsh } from './stack.ts'
import { onTerminal } from './terminal.ts'

const program = join(import.meta.dirname, '../../src/entries/cli.ts')

describe('what a person keeps', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  before(async () => {
    bed = await openBed({ seed: 'small' })
  })
  after(() => bed?.close())

  const place = (name: string) => join(bed.lease.folder, name)
  const here = (directory: string) => ['--app-dir', bed.project.appDir, '--backup-dir', directory]
  const there = (directory: string) => [...overSsh(bed.sshd), ...here(directory)]
  const backup = (directory: string): Promise<Kept> =>
    backUp(bed, ['--backup-dir', directory, '--min-free', '0', '--scope', 'database', '--keep', '9'])
  const archivesIn = (directory: string) => readdirSync(directory).filter(file => !file.startsWith('.'))
  const filesOf = (...kept: readonly Kept[]) => kept.map(each => each.manifest.archive.file).sort()
  const ran = async (words: readonly string[]) => {
    const { code, stdout, stderr } = await meeshy(words)
    return { code, out: stdout.toString(), log: stderr.toString() }
  }

  for (const [way, flags] of [
    ['on this machine', here],
    ['over SSH', there],
  ] as const) {
    test(`pin, prune, unpin, prune ${way}`, async () => {
      const directory = place(`prune ${way}`)
      const all = [await backup(directory), await backup(directory), await backup(directory)]
      const [first, second, third] = all as [Kept, Kept, Kept]
      const at = flags(directory)
      const pinned = await ran(['pin', first.manifest.name, ...at])
      assert.deepEqual([pinned.code, pinned.out], [0, `${first.manifest.name}\n`], pinned.log)
      assert.match(await table(at), new RegExp(`${first.manifest.name}.*stays: pinned until it is released`))

      const planned = await ran(['prune', '--keep', '1', '--dry-run', ...at])
      assert.deepEqual([planned.code, planned.out], [0, `${second.manifest.name}\n`], planned.log)
      assert.match(planned.log, new RegExp(`goes +${second.manifest.archive.file} +2nd of its kind`))
      assert.match(planned.log, new RegExp(`stays +${first.manifest.archive.file} +pinned until it is released`))
      assert.match(planned.log, new RegExp(`stays +${third.manifest.archive.file} +the newest pre-update`))
      assert.deepEqual(archivesIn(directory), filesOf(...all))

      const pruned = await ran(['prune', '--keep', '1', '--json', ...at])
      assert.deepEqual(JSON.parse(pruned.out).deleted, [second.manifest.name])
      assert.deepEqual(archivesIn(directory), filesOf(first, third))
      await ran(['unpin', first.manifest.name, ...at])
      assert.equal((await ran(['prune', '--keep', '1', ...at])).out, `${first.manifest.name}\n`)
      assert.deepEqual(archivesIn(directory), filesOf(third))
      assert.equal((await ran(['prune', '--keep', '1', ...at])).out, '')
    })
  }

  test('an archive of the old scripts is read before it is pinned or pruned', async () => {
    const directory = place('old')
    const [one = '', other = ''] = await Promise.all(['20241015_100000', '20241016_100000'].map(stamp => oldArchive(directory, stamp)))
    assert.equal((await ran(['pin', one, ...here(directory)])).code, 0)
    const kept = await backup(directory)
    assert.match((await ran(['prune', '--keep', '1', ...here(directory)])).out, new RegExp(`^${other}\\n$`))
    assert.deepEqual(archivesIn(directory), [`${one}.tar.gz`, ...filesOf(kept)].sort())
  })

  test('delete asks on a terminal, naming host and directory, and takes anything but yes for no', async () => {
    const directory = place('asked')
    const [one, other] = [await backup(directory), await backup(directory)]
    const line = (...words: readonly string[]) => [process.execPath, program, 'delete', ...words, ...there(directory)]
    const asks = /Type OUI or the name to go on: /
    const no = await onTerminal(line(one.manifest.name), [{ to: asks, type: 'oui' }])
    assert.deepEqual([no.code, archivesIn(directory)], [2, filesOf(one, other)], no.text)
    assert.match(no.text, new RegExp(`This deletes 1 backup from ${directory} on ${bed.sshd.user}@`))
    const yes = await onTerminal(line(one.manifest.name), [{ to: asks, type: one.manifest.name }])
    assert.deepEqual([yes.code, archivesIn(directory)], [0, filesOf(other)], yes.text)
    assert.ok(!existsSync(join(directory, '.meta', `${one.manifest.name}.json`)))
    const last = await onTerminal(line(other.manifest.name), [{ to: asks, type: 'OUI' }])
    assert.match(last.text, /after that no good backup of pre-update is left/)
    assert.deepEqual(archivesIn(directory), [])
  })

  test('without a terminal it needs confirm, and contacts nobody before', async () => {
    const directory = place('confirmed')
    const [one, other, third] = [await backup(directory), await backup(directory), await backup(directory)]
    const names = [one.manifest.name, other.manifest.name]
    const unreachable = ['--host', 'nobody@127.0.0.1:1', '--private-key-file', bed.sshd.privateKeyPath]
    const refused = await ran(['delete', ...names, ...unreachable])
    assert.equal(refused.code, 2)
    assert.match(refused.log, /E_INPUT +The deletion was not confirmed: confirm must be OUI\./)
    const wrong = await ran(['delete', one.manifest.name, '--confirm', other.manifest.name, ...here(directory)])
    assert.equal(wrong.code, 2)
    const planned = await ran(['delete', ...names, '--dry-run', ...here(directory)])
    assert.deepEqual([planned.code, planned.out, archivesIn(directory).length], [0, `${names.join('\n')}\n`, 3])
    const done = await ran(['delete', ...names, '--confirm', 'OUI', '--json', ...here(directory)])
    assert.deepEqual(JSON.parse(done.out).deleted, names)
    assert.deepEqual(archivesIn(directory), filesOf(third))
  })

  test('what is pinned, damaged, or not there', async () => {
    const directory = place('special')
    const [pinned, cut] = [await backup(directory), await backup(directory)]
    await ran(['pin', pinned.manifest.name, ...here(directory)])
    const refused = await ran(['delete', pinned.manifest.name, cut.manifest.name, '--confirm', 'OUI', ...here(directory)])
    assert.equal(refused.code, 2)
    assert.match(refused.log, new RegExp(`pinned, so it is not deleted[\\s\\S]*unpin ${pinned.manifest.name}`))
    assert.equal(archivesIn(directory).length, 2)
    truncateSync(cut.archive, 100)
    assert.equal((await list(here(directory))).damaged.length, 1)
    assert.equal((await ran(['delete', cut.manifest.archive.file, '--confirm', 'OUI', ...here(directory)])).code, 0)
    assert.deepEqual(archivesIn(directory), filesOf(pinned))
    const missing = await ran(['pin', 'nightly-20200101_000000', ...here(directory)])
    assert.equal(missing.code, 4)
    assert.match(missing.log, new RegExp(`There is no backup nightly-20200101_000000[\\s\\S]*There are +${pinned.manifest.name}`))
    writeFileSync(join(directory, `${pinned.manifest.name}.tar.gz`), 'x')
    const two = await ran(['delete', pinned.manifest.name, '--confirm', 'OUI', ...here(directory)])
    assert.match(two.log, /E_AMBIGUOUS +Two archives have the name/)
  })

  test('the list is as wide as the screen, and coloured there alone', async () => {
    const directory = place('wide')
    await backup(directory)
    const words = [process.execPath, program, 'list', ...here(directory)]
    const wide = await onTerminal(words, [], { columns: 160 })
    assert.match(wide.text, /\x1b\[1m {2}NAME +AGE +SIZE +COMPONENTS +PROVEN +NEXT ROTATION\x1b\[0m/)
    const narrow = await onTerminal(words, [], { columns: 60, env: { NO_COLOR: '1' } })
    assert.ok(!narrow.text.includes('\x1b['))
    assert.ok(narrow.text.split('\n').every(line => line.length <= 60))
    assert.match(narrow.text, /database · stays \(1 of 3\)/)
    const sessions = () => readFileSync(bed.sshd.logFile, 'utf8').match(/^Starting session: command/gm)?.length ?? 0
    const before = sessions()
    assert.ok(!(await table(there(directory))).includes('\x1b'))
    assert.equal(sessions() - before, 1, 'a list is one round trip')
  })
})
