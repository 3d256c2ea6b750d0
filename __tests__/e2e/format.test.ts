// docs/format.md does what it says: its commands are run as they stand, on real backups; what they cut out is what plain tar extracts.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { attempt, text } from '../../testbed/command.ts'
import { find, whyNot } from '../../testbed/machine.ts'
import { busyBoxFolder } from './busybox.ts'
import { follow, page } from './handbook.ts'
import { cut, whereIs } from './restored.ts'
import { backUp, type Kept, overSsh } from './stack.ts'

const pieces = ['config', 'secrets', 'system']

describe('docs/format.md', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  const backups: Kept[] = []
  before(async () => {
    bed = await openBed({ seed: 'small' })
    for (const compression of ['zstd', 'gzip']) backups.push(await backUp(bed, [...overSsh(bed.sshd), '--compression', compression]))
  })
  after(() => bed?.close())
  const folder = () => mkdtempSync(join(bed.lease.folder, 'format-'))

  test('marks every command, so that none goes unread', () => {
    const fences = page.match(/^```sh$/gm)?.length
    assert.equal(page.match(/^<!-- (run|example): .+ -->\n```sh$/gm)?.length, fences)
  })

  test('cuts out of each archive what tar extracts from it', async () => {
    for (const kept of backups) {
      const INTO = folder()
      await follow([`extract ${kept.manifest.archive.compression}`], { ...whereIs(kept, ''), INTO })
      for (const { name, path, rawBytes } of kept.manifest.components) {
        const extracted = join(INTO, kept.manifest.name, path)
        const FILE = join(folder(), 'file')
        await follow(['locate', cut(kept), 'to file'], { ...whereIs(kept, name), FILE })
        assert.equal(statSync(FILE).size, rawBytes, name)
        if (!pieces.includes(name)) await text(['cmp', FILE, extracted])
        else {
          await follow(['locate', cut(kept), 'files'], { ...whereIs(kept, name), INTO: dirname(FILE) })
          await text(['diff', '-r', '--no-dereference', join(dirname(FILE), kept.manifest.name, path), extracted])
        }
      }
    }
  })

  test('does so with the programs of BusyBox too', async () => {
    const shims = await busyBoxFolder(bed.lease)
    const [zstd, gzip] = backups
    assert.ok(zstd && gzip)
    symlinkSync(find('zstd') ?? '', join(shims, 'zstd'))
    for (const kept of [zstd, gzip]) {
      const INTO = folder()
      const busybox = { PATH: shims, FILE: join(INTO, 'dump'), INTO }
      assert.equal(await follow(['locate', 'check', cut(kept), 'to file'], { ...whereIs(kept, 'database'), ...busybox }), 'OK')
      assert.equal(statSync(busybox.FILE).size, kept.manifest.components.find(({ name }) => name === 'database')?.rawBytes)
    }
    const listed = await text([join(shims, 'tar'), '-tzf', gzip.archive])
    assert.deepEqual(listed.split('\n'), (await text(['tar', '-tzf', gzip.archive])).split('\n'))
  })

  test('finds a component without the manifest', async () => {
    for (const kept of backups) {
      const lines = (await follow(['sums'], whereIs(kept, ''))).split('\n')
      const [SHA256 = '', OFFSET = '', LENGTH = ''] = lines.find(line => line.endsWith('.rdb'))?.split(' ') ?? []
      assert.equal(await follow(['check'], { ...whereIs(kept, ''), SHA256, OFFSET, LENGTH }), 'OK')
    }
  })

  test('tells a manifest that says what its archive says from another one', async () => {
    for (const kept of backups) {
      const directory = join(folder(), 'backups')
      cpSync(dirname(kept.archive), directory, { recursive: true })
      const copy = { ...kept, archive: join(directory, kept.manifest.archive.file) }
      assert.equal(await follow(['locate', 'same'], whereIs(copy, 'redis')), 'OK')
      const meta = join(directory, '.meta', `${kept.manifest.name}.json`)
      writeFileSync(meta, readFileSync(meta, 'utf8').replace('"name":"redis"', '"name":"rediz"'))
      await assert.rejects(follow(['locate', 'same'], whereIs(copy, 'config')))
      rmSync(directory, { recursive: true })
    }
  })

  test('tells a damaged archive from a whole one', async () => {
    for (const kept of backups) {
      const directory = join(folder(), 'backups')
      cpSync(dirname(kept.archive), directory, { recursive: true })
      const damaged = { ...kept, archive: join(directory, kept.manifest.archive.file) }
      const [whole, recorded] = (await follow(['whole'], whereIs(damaged, ''))).split(/\s.*\n/)
      assert.equal(whole, recorded)
      const last = kept.manifest.components.findLast(({ kind }) => kind === 'volume')
      assert.ok(last)
      truncateSync(damaged.archive, last.offset + last.length)
      const [cutShort] = (await follow(['whole'], whereIs(damaged, ''))).split(/\s.*\n/)
      assert.notEqual(cutShort, recorded)
      const tester = kept.manifest.archive.compression === 'zstd' ? ['zstd', '-qt'] : ['gzip', '-t']
      assert.equal((await attempt([...tester, damaged.archive])).code, 0, 'which proves little, as the page says')
      truncateSync(damaged.archive, last.offset + last.length - 1)
      await assert.rejects(follow(['locate', 'check'], whereIs(damaged, last.name)))
      rmSync(directory, { recursive: true })
    }
  })

  test('names every field of a manifest, and none that is not there', () => {
    const [backup = [], component = []] = ['## The manifest', 'Each of `components`:'].map(fieldsAfter)
    for (const { manifest, archive } of backups) {
      const written = JSON.parse(readFileSync(join(dirname(archive), '.meta', `${manifest.name}.json`), 'utf8'))
      // What is said of drills, databases and files alone is not in every manifest.
      assert.deepEqual(differing(backup, Object.keys(written)), ['drill'])
      const found = new Set<string>(written.components.flatMap((each: object) => Object.keys(each)))
      assert.deepEqual(differing(component, [...found]), [])
      for (const each of written.components) {
        const some = component.filter(field => !['collections', 'tree'].includes(field) || Object.hasOwn(each, field))
        assert.deepEqual(some, Object.keys(each).sort())
      }
    }
  })

  test('shows the directory as it is', () => {
    const [kept] = backups
    assert.ok(kept)
    const directory = dirname(kept.archive)
    assert.deepEqual(
      readdirSync(directory).sort(),
      ['.lock', '.meta', '.work', ...backups.map(({ manifest }) => manifest.archive.file)].sort(),
    )
    assert.deepEqual(
      readdirSync(join(directory, '.meta')).sort(),
      backups.flatMap(({ manifest }) => ['json', 'restore.sh'].map(ending => `${manifest.name}.${ending}`)).sort(),
    )
    assert.deepEqual(readdirSync(join(directory, '.work')), [])
  })
})

/** What is in one of both alone. */
function differing(one: readonly string[], other: readonly string[]): string[] {
  return [...one, ...other].filter(each => !one.includes(each) || !other.includes(each))
}

/** The names in the first column of the first table after some words of the page. */
function fieldsAfter(words: string): string[] {
  const table = /\n\|.*\n\|[-|]+\n((?:\|.*\n)+)/.exec(page.slice(page.indexOf(words)))?.[1] ?? ''
  return table
    .split('\n')
    .flatMap(row => [...(row.split('|')[1] ?? '').matchAll(/`([A-Za-z0-9]+)`/g)])
    .map(([, name = '']) => name)
    .sort()
}
