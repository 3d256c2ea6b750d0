import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Component, type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { decode, encode } from '../../src/protocol/encoding.ts'
import { mongo } from '../../src/sources/mongo/mongo.ts'
import { manifestExample } from './manifestexample.ts'

const parse = (written: unknown) => parseManifest(JSON.stringify(written))
const component = (changes: Readonly<Record<string, unknown>>, index = 0) => {
  const { components } = manifestExample()
  return manifestExample({ components: components.with(index, { ...components[index], ...changes }) })
}
const archive = (changes: Readonly<Record<string, unknown>>) => manifestExample({ archive: { ...manifestExample().archive, ...changes } })

/** The example without some of its fields. */
function without(...fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(manifestExample()).filter(([key]) => !fields.includes(key)))
}

/** The manifest of a text that must be sound. */
function sound(written: unknown): Manifest {
  const manifest = parse(written)
  if ('problem' in manifest) assert.fail(manifest.problem)
  return manifest
}

/** Asserts that each is refused with exactly this problem. */
function refuses(cases: readonly (readonly [unknown, string])[]): void {
  assert.deepEqual(
    cases.map(([written]) => parse(written)),
    cases.map(([, problem]) => ({ problem })),
  )
}

describe('a manifest', () => {
  test('is read whole', () => {
    assert.deepEqual(parse(manifestExample()), manifestExample())
  })

  test('may have fields of a later release', () => {
    assert.deepEqual(parse({ ...manifestExample(), colour: 'red', archive: { ...manifestExample().archive, tape: 1 } }), manifestExample())
  })

  test('may leave out what is only for people', () => {
    const forPeople = ['scope', 'timeText', 'leftOut', 'warnings', 'host', 'images', 'project', 'context', 'milliseconds']
    const { scope, leftOut, context, ...rest } = sound(without(...forPeople))
    assert.deepEqual([scope, leftOut, context.repository, rest.host.tools, rest.project.appDir], ['full', [], '', {}, ''])
  })

  test('keeps paths exactly, and texts for people inert', () => {
    const paths = ['/opt/my app/::x  ##[y]/é.env']
    assert.deepEqual(sound(component({ paths })).components[0]?.paths, paths)
    assert.deepEqual(sound(manifestExample({ warnings: ['::error::x\n##[y]'] })).warnings, [': :error::x # #[y]'])
  })

  test('needs what is relied upon', () => {
    refuses([
      [without('schema'), 'schema is not 1'],
      [without('kind'), 'kind is not one of: backup, old-format'],
      [without('name'), 'name is not a text without control characters'],
      [without('runId'), 'runId is not a run id'],
      [without('sequence'), 'sequence is not a whole number of at least 0'],
      [without('prefix'), 'prefix is not one of: pre-update, nightly, pre-reset, manual, pre-restore'],
      [without('time'), 'time is not a whole number of at least 0'],
      [without('verified'), 'verified is not one of: none, checksum, read, drill'],
      [without('archive'), 'archive is not an object'],
      [without('components'), 'components is not a list of at most 10000'],
      [component({ sha256: undefined }), 'components[0].sha256 is not a sha256 in hex'],
      [component({ consistency: undefined }, 1), 'components[1].consistency is not a word of small letters'],
    ])
  })

  test('is refused for a wrong value, which is not repeated', () => {
    refuses([
      [null, 'it is not an object'],
      [[], 'it is not an object'],
      [manifestExample({ schema: 2 }), 'schema is not 1'],
      [manifestExample({ schema: '1' }), 'schema is not 1'],
      [manifestExample({ time: 253402300800 }), 'time is not a time before the year 10000'],
      [manifestExample({ sequence: 1.5 }), 'sequence is not a whole number of at least 0'],
      [manifestExample({ sequence: 2 ** 53 }), 'sequence is not a whole number of at least 0'],
      [manifestExample({ pinned: 'true' }), 'pinned is not true or false'],
      [manifestExample({ runId: '../x' }), 'runId is not a run id'],
      [manifestExample({ warnings: [7] }), 'warnings[0] is not a text'],
      [manifestExample({ host: { tools: { tar: 1 } } }), 'host.tools.tar is not a text'],
      [archive({ bytes: 0 }), 'archive.bytes is not a whole number of at least 1'],
      [archive({ sha256: 'A'.repeat(64) }), 'archive.sha256 is not a sha256 in hex'],
      [archive({ sha256: `${'a'.repeat(64)}\n` }), 'archive.sha256 is not a sha256 in hex'],
      [component({ counts: { documents: -1 } }), 'components[0].counts.documents is not a whole number of at least 0'],
      [component({ path: '/etc/passwd' }), 'components[0].path is not a path inside the archive'],
      [component({ paths: ['/opt/meeshy/.env', '/opt\n'] }), 'components[0].paths[1] is not a path without . and .. in it'],
      [component({ details: { 'a\nb': 'c' } }), 'a key of components[0].details is not a word'],
    ])
  })

  test('names no path that leaves the archive', () => {
    for (const path of ['', '/x', '..', '../x', 'a/..', 'a/../b', './a', 'a/.', 'a//b', 'a\nb', 'a\0b']) {
      assert.ok('problem' in parse(component({ path })), JSON.stringify(path))
      assert.ok('problem' in parse(component({ name: path })), JSON.stringify(path))
    }
    for (const path of ['config', 'config/', 'volumes/..x.tar', 'a/...', "paths/it's a $(place)"]) sound(component({ path }))
  })

  test('names its components by words that mean nothing to a shell', () => {
    const hostile = [
      '$(reboot)',
      '`reboot`',
      "'; reboot; '",
      'a b',
      'a\tb',
      'a\nb',
      '*',
      '"',
      '\\',
      '&',
      '|',
      '%',
      '%4',
      '%0a',
      '%00',
      'é',
      '../x',
      'a//b',
      '',
    ]
    for (const word of hostile) {
      assert.ok('problem' in parse(component({ name: `volumes/${word}` }, 1)), JSON.stringify(word))
      if (word !== '../x') assert.ok('problem' in parse(component({ name: word })), JSON.stringify(word))
    }
    assert.deepEqual(parse(component({ name: 'volumes/$(reboot)' })), { problem: 'components[0].name is not the name of a component' })
    for (const name of ['database', 'redis', 'database/caf%C3%A9', 'volumes/a.b-c_d', 'paths/_x', 'volumes/..x']) sound(component({ name }))
  })

  test('holds contents that are not nested without end', () => {
    const nested = (depth: number) =>
      parseManifest(JSON.stringify(component({ contents: { x: 'HERE' } })).replace('"HERE"', '['.repeat(depth) + ']'.repeat(depth)))
    assert.ok(!('problem' in nested(8)))
    for (const depth of [40, 10_000])
      assert.deepEqual(nested(depth), { problem: 'components[0].contents.x is not nested 16 levels at most' })
  })

  test('names any volume and any collection by its word', () => {
    const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter(name => !/[\0/]/.test(name) && !/^\.{1,2}$/.test(name))
    fc.assert(
      fc.property(names, names, (volume, collection) => {
        const collections = [{ name: `app.${encode(collection)}`, documents: 1, indexes: [encode(collection)] }]
        const [database, other] = sound(
          component({ name: `volumes/${encode(volume)}`, kind: 'database', contents: { collections } }),
        ).components
        assert.ok(database && other)
        assert.equal(decode(database.name.slice('volumes/'.length)), Buffer.from(volume).toString())
        assert.deepEqual(mongo.contents?.(database), [[database.name, 'collection', `app.${encode(collection)}`, '1', encode(collection)]])
      }),
    )
  })

  test('names collections and indexes by encoded words, or says nothing of them', () => {
    const collections = [{ name: 'app.tab%09x', documents: 7, indexes: ['_id_', 'name%22_1'] }]
    const rows = (contents: object) => mongo.contents?.(sound(component({ kind: 'database', contents })).components[0] as Component)
    assert.deepEqual(rows({ collections }), [['database', 'collection', 'app.tab%09x', '7', '_id_', 'name%22_1']])
    for (const odd of ['tab\tx', '{"a":1}', '$(reboot)', 'line\nbreak', 'caf%c3%a9', '%00', ''])
      for (const each of [
        { name: `${odd}`, indexes: [] },
        { name: 'app.users', indexes: [odd] },
      ])
        assert.deepEqual(rows({ collections: [each] }), [], JSON.stringify(each))
  })

  test('has an alphabet for each name that a restore acts on', () => {
    const [image = {}] = manifestExample()['images'] as object[]
    const writers: Readonly<Record<string, (name: string) => object>> = {
      'the project': name => manifestExample({ project: { name, appDir: '/opt/meeshy' } }),
      ...Object.fromEntries(
        ['container', 'service', 'image', 'id'].map(field => [
          `${field} of an image`,
          (name: string) => manifestExample({ images: [{ ...image, [field]: name }] }),
        ]),
      ),
      ...Object.fromEntries(
        ['container', 'service', 'image', 'volume', 'consistency'].map(field => [
          `${field} of a component`,
          (name: string) => component({ details: { [field]: name } }),
        ]),
      ),
    }
    for (const name of ['-v', '--privileged', 'a b', "'; id; '", '$(id)', 'a\nb', '"', 'a'.repeat(5000), '../x'])
      for (const [what, write] of Object.entries(writers)) assert.ok('problem' in parse(write(name)), `${what}: ${name}`)
    for (const database of ['-x', 'a/b', 'a.b', 'a b', '$x', 'a"b', 'a'.repeat(64), ''])
      assert.ok('problem' in parse(component({ details: { database } })), database)
    const details = { container: 'meeshy-database-1', service: '', image: 'registry:5000/a/b@sha256:00', database: 'café', later: '' }
    sound(component({ details }))
  })

  test('has an alphabet for each place that a restore writes to', () => {
    for (const place of ['/', '//x', '/x/', '/x/../etc', '/./x', '/x\n', '/..', '/x//y']) {
      assert.ok('problem' in parse(component({ details: { path: place } })), place)
      assert.ok('problem' in parse(component({ details: { mountpoint: place } })), place)
      assert.ok('problem' in parse(manifestExample({ project: { name: '', appDir: place } })), place)
      assert.ok('problem' in parse(component({ paths: [place] })), place)
    }
    assert.ok('problem' in parse(component({ details: { path: 'x' } })))
    assert.ok('problem' in parse(manifestExample({ project: { name: '', appDir: 'x' } })))
    for (const path of ['', '..', '../x', 'x/..', 'x/./y', 'x\n']) assert.ok('problem' in parse(component({ paths: [path] })), path)
    sound(component({ paths: ["/opt/it's a/$(place)", 'x', '...', '.env'], details: { path: '/srv/a b"c' } }))
  })

  test('is refused when its parts do not go together', () => {
    refuses([
      [manifestExample({ name: 'pre-update-20261131_174512' }), 'its name does not begin with its prefix'],
      [manifestExample({ prefix: 'nightly' }), 'its name does not begin with its prefix'],
      [archive({ file: 'pre-update-20261122_174513.tar.zst' }), 'its archive does not have its name'],
      [archive({ file: '../pre-update-20261122_174512.tar.zst' }), 'its archive does not have its name'],
      [archive({ compression: 'gzip' }), 'its archive does not have its name'],
      [manifestExample({ runId: '' }), 'it names no run'],
      [manifestExample({ sequence: 0 }), 'it names no run'],
      [manifestExample({ components: [] }), 'it holds no component'],
      [component({ name: 'database' }, 1), 'two of its components have one name'],
      [component({ offset: 61_000_525 }, 1), 'components[1] overlaps the one before'],
      [component({ offset: 0 }, 1), 'components[1] overlaps the one before'],
      [component({ offset: 800_000_000 }, 1), 'components[1] reaches beyond the archive'],
      [component({ length: Number.MAX_SAFE_INTEGER }, 1), 'components[1] reaches beyond the archive'],
      [component({ offset: -1 }), 'components[0].offset is not a whole number of at least 0'],
      [manifestExample({ kind: 'old-format' }), 'the old format has no ranges'],
    ])
  })

  test('of the old format needs no run, no sequence and no components', () => {
    const old = manifestExample({
      kind: 'old-format',
      runId: '',
      sequence: 0,
      components: [],
      archive: { ...manifestExample().archive, file: 'pre-update-20261122_174512.tar.gz', compression: 'gzip' },
    })
    assert.deepEqual(parse(old), old)
  })

  test('that does not say so is pinned by its prefix', () => {
    const named = (prefix: string, pinned?: boolean) => {
      const name = `${prefix}-20261122_174512`
      return sound(manifestExample({ name, prefix, pinned, archive: { ...manifestExample().archive, file: `${name}.tar.zst` } })).pinned
    }
    assert.deepEqual(
      ['pre-update', 'nightly', 'manual', 'pre-reset', 'pre-restore'].map(prefix => named(prefix)),
      [false, false, false, true, true],
    )
    assert.equal(named('pre-reset', false), false)
    assert.equal(named('nightly', true), true)
  })

  test('is not read when it is too large, and not trusted for its shape', () => {
    const padded = (length: number) => parseManifest(JSON.stringify(manifestExample()).padEnd(length))
    assert.ok(!('problem' in padded(4 * 1024 * 1024)))
    assert.deepEqual(padded(4 * 1024 * 1024 + 1), { problem: 'it is too large' })
    assert.deepEqual(parseManifest(''), { problem: 'it is not JSON' })
    assert.deepEqual(parseManifest('{"schema":1'), { problem: 'it is not JSON' })
    assert.deepEqual(parseManifest('['.repeat(80_000)), { problem: 'it is not JSON' })
    assert.deepEqual(parseManifest('['.repeat(90_000)), { problem: 'it is too large' })
    sound(component({ warnings: Array(10_000).fill('x'), path: 'x'.repeat(4096) }))
    const tools = (amount: number) =>
      manifestExample({ host: { tools: Object.fromEntries(Array.from({ length: amount }, (_, index) => [`t${index}`, '1'])) } })
    sound(tools(10_000))
    refuses([
      [component({ warnings: Array(10_001).fill('x') }), 'components[0].warnings is not a list of at most 10000'],
      [component({ path: 'x'.repeat(4097) }), 'components[0].path is not a path inside the archive'],
      [tools(10_001), 'host.tools is not an object of at most 10000 fields'],
    ])
    const strange = parseManifest(JSON.stringify(manifestExample()).replace('"tar":', '"__proto__":'))
    assert.ok(!('problem' in strange) && Object.hasOwn(strange.host.tools, '__proto__'))
    assert.ok('problem' in parseManifest(JSON.stringify(manifestExample()).replace('"container":', '"__proto__":')))
  })
})

describe('whatever a server writes', () => {
  test('a manifest or a problem comes of it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), text => {
        assert.ok('problem' in parseManifest(text))
      }),
    )
  })

  test('one field replaced by anything never throws, and is never passed on unchecked', () => {
    const field = fc.constantFrom(...Object.keys(manifestExample()))
    fc.assert(
      fc.property(field, fc.jsonValue(), (key, value) => {
        const parsed = parse({ ...manifestExample(), [key]: value })
        if (!('problem' in parsed)) assert.doesNotMatch(JSON.stringify(parsed), /\\u00[01]|[\u007f-\u009f]|\\[nrtbf]/)
      }),
      { numRuns: 1000 },
    )
  })

  test('no control character of it survives', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, text, (one, other) => {
        const parsed = parse(
          manifestExample({
            warnings: [one],
            leftOut: [{ what: one, why: other }],
            host: { hostname: one, os: other, tools: { [other]: one } },
            images: [{ container: one, image: other }],
            context: { actor: one, url: other },
          }),
        )
        const shown =
          'problem' in parsed
            ? [parsed.problem]
            : [...parsed.warnings, ...Object.entries(parsed.host.tools), JSON.stringify(parsed.leftOut)]
        assert.doesNotMatch(shown.flat().join(''), /\p{Cc}/u)
      }),
    )
  })

  test('ranges are accepted exactly when each byte of the archive belongs to one component at most, in order', () => {
    const range = fc.record({ offset: fc.nat(12), length: fc.integer({ min: 1, max: 8 }) })
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 24 }), (ranges, bytes) => {
        const template = manifestExample().components[0]
        const components = ranges.map((each, index) => ({ ...template, ...each, name: `volumes/v${index}` }))
        const covered = ranges.flatMap(({ offset, length }) => Array.from({ length }, (_, index) => offset + index))
        const inOrder = covered.every((byte, index) => byte < bytes && (index === 0 || byte > (covered[index - 1] as number)))
        const parsed = parse(manifestExample({ components, archive: { ...manifestExample().archive, bytes } }))
        assert.equal(!('problem' in parsed), inOrder)
      }),
      { numRuns: 1000 },
    )
  })
})
