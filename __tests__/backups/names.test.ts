import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { archiveFileOf, nameOf, parseArchiveName, parseName, prefixes } from '../../src/backups/names.ts'

const times = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 })

describe('names of backups', () => {
  test('a name is its prefix and a moment in UTC', () => {
    assert.deepEqual(parseName('pre-update-20241019_143022'), {
      name: 'pre-update-20241019_143022',
      prefix: 'pre-update',
      time: 1729348222,
    })
    assert.equal(nameOf('pre-restore', 0), 'pre-restore-19700101_000000')
    assert.equal(parseName('nightly-20240229_235959')?.time, Date.UTC(2024, 1, 29, 23, 59, 59) / 1000)
  })

  test('the hour that comes twice in autumn has two names', () => {
    assert.equal(nameOf('nightly', 1729987200), 'nightly-20241027_000000')
    assert.equal(nameOf('nightly', 1729990800), 'nightly-20241027_010000')
  })

  test('what is nearly a name is none', () => {
    const wrong = [
      '',
      'pre-update',
      'pre-update-old',
      'pre-update-20241019_143022 (1)',
      'pre-update-20241019_143022.bak',
      'pre-update-20241019_143022\n',
      ' pre-update-20241019_143022',
      'Pre-Update-20241019_143022',
      'pre-update-1-20241019_143022',
      'weekly-20241019_143022',
      '../pre-update-20241019_143022',
      'pre-update-20241019-143022',
      'pre-update-2024109_143022',
      'pre-update-٢٠٢٤١٠١٩_143022',
      // No such day, hour, minute or second; and before any clock.
      'pre-update-20230229_120000',
      'pre-update-20240431_120000',
      'pre-update-20241301_120000',
      'pre-update-20240001_120000',
      'pre-update-20241019_240000',
      'pre-update-20241019_146000',
      'pre-update-20241019_143060',
      'pre-update-19691231_235959',
      'pre-update-00000101_000000',
    ]
    assert.deepEqual(
      wrong.filter(text => parseName(text) !== undefined),
      [],
    )
  })

  test('a time that has no name is refused', () => {
    for (const time of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 253402300800])
      assert.throws(() => nameOf('manual', time), RangeError)
  })

  test('every second and its name are one, and names sort as their times', () => {
    fc.assert(
      fc.property(fc.constantFrom(...prefixes), times, times, (prefix, time, other) => {
        const name = nameOf(prefix, time)
        assert.deepEqual(parseName(name), { name, prefix, time })
        assert.equal(name < nameOf(prefix, other), time < other)
      }),
    )
  })
})

describe('names of archive files', () => {
  test('the extensions say how it was written', () => {
    const name = { name: 'nightly-20241019_143022', prefix: 'nightly', time: 1729348222 }
    const parsed = (extensions: string) => parseArchiveName(`nightly-20241019_143022${extensions}`)
    assert.deepEqual(parsed('.tar.zst'), { ...name, file: 'nightly-20241019_143022.tar.zst', compression: 'zstd', encryption: 'none' })
    assert.deepEqual(parsed('.tar.gz.age'), { ...name, file: 'nightly-20241019_143022.tar.gz.age', compression: 'gzip', encryption: 'age' })
    assert.deepEqual(parsed('.tar.zst.gpg'), {
      ...name,
      file: 'nightly-20241019_143022.tar.zst.gpg',
      compression: 'zstd',
      encryption: 'gpg',
    })
  })

  test('other files are not archives', () => {
    const extensions = [
      '',
      '.tar',
      '.tgz',
      '.tar.xz',
      '.tar.gz.part',
      '.tar.gz.bak',
      '.tar.gz~',
      '.tar.gz ',
      ' (1).tar.gz',
      '.tar.gz\n',
      '.json',
      '.tar.gz.zst',
    ]
    assert.deepEqual(
      extensions.filter(each => parseArchiveName(`pre-update-20241019_143022${each}`) !== undefined),
      [],
    )
    assert.equal(parseArchiveName('pre-update-20241019_143022/../x.tar.gz'), undefined)
    assert.equal(parseArchiveName('./pre-update-20241019_143022.tar.gz'), undefined)
  })

  test('the file of a name parses back to it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...prefixes), times, fc.constantFrom('zstd' as const, 'gzip' as const), (prefix, time, compression) => {
        const parsed = parseArchiveName(archiveFileOf(nameOf(prefix, time), compression))
        assert.deepEqual([parsed?.prefix, parsed?.time, parsed?.compression], [prefix, time, compression])
      }),
    )
  })
})
