// The table is made of what was parsed and is acted upon: whatever somebody does to the text of a manifest, either it is refused, or its table differs,
// or nothing that a restore acts on is another thing than before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { differenceOf, tableOf } from '../../src/backups/table.ts'
import { manifestExample, type Written } from './manifestexample.ts'

const good = read(JSON.stringify(manifestExample()))

function read(text: string): Manifest {
  const manifest = parseManifest(text)
  if ('problem' in manifest) throw new Error(manifest.problem)
  return manifest
}

/** All of a manifest, but what is known only later, may change, or is for people: what a restore may act on. Said by what it is not. */
function actedOn(manifest: Manifest): unknown {
  const { pinned, verified, drill, runbook, archive, leftOut, warnings, host, context, milliseconds, timeText, components, ...head } =
    manifest
  const rows = components.map(({ counts, contents, warnings, milliseconds, ...row }) => row)
  return { ...head, rows, file: archive.file, compression: archive.compression }
}

type Path = readonly (string | number)[]

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...at, Array.isArray(value) ? Number(key) : key]))]
}

/** The example with something else at this place; without it, if it is undefined. */
function changed(path: Path, value: unknown): Written {
  const manifest = manifestExample()
  let holder = manifest as unknown as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder
  const last = path.at(-1)
  if (last === undefined) return value as Written
  holder[last] = value
  return manifest
}

const paths = pathsIn(manifestExample())
/** Anything that JSON holds, and what is almost right. */
const values = fc.oneof(
  fc.jsonValue(),
  fc.constant(undefined),
  fc.nat(),
  fc.constantFrom('x', '/x', '../x', 'a/b', '', "'; id; '", '$(id)', '\n', 'zzz', 'paths/zzz', 0, -1, 1, 526, 2 ** 53, [], {}),
  fc.constantFrom(...paths.map(path => path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], manifestExample()))),
)

test('a manifest with anything in any place is refused, or has another table, or acts as before', () => {
  const seen = { refused: 0, other: 0, same: 0 }
  fc.assert(
    fc.property(fc.constantFrom(...paths), values, (path, value) => {
      const manifest = parseManifest(JSON.stringify(changed(path, value)) ?? '')
      if ('problem' in manifest) seen.refused += 1
      else if (tableOf(manifest) !== tableOf(good)) seen.other += 1
      else {
        seen.same += 1
        assert.deepEqual(actedOn(manifest), actedOn(good))
      }
    }),
    { numRuns: 20_000 },
  )
  assert.ok(Math.min(...Object.values(seen)) > 500, JSON.stringify(seen))
})

test('of two values under one key the table has the one that is acted upon', () => {
  const text = JSON.stringify(manifestExample())
  const keys = [...new Set([...text.matchAll(/"([A-Za-z0-9]+)":("[^"]*"|\d+)/g)].map(([pair]) => pair))]
  assert.ok(keys.length > 30)
  for (const pair of keys) {
    const key = pair.slice(0, pair.indexOf(':'))
    for (const value of ['"zzz"', '7', '"/zzz"', '"paths/zzz"'])
      for (const twice of [`${pair},${key}:${value}`, `${key}:${value},${pair}`]) {
        const manifest = parseManifest(text.replace(pair, () => twice))
        if ('problem' in manifest || tableOf(manifest) !== tableOf(good)) continue
        assert.deepEqual(actedOn(manifest), actedOn(good), twice)
      }
  }
  const evil = read(text.replace('"name":"volumes/gateway_uploads"', '"name":"volumes/gateway_uploads","name":"volumes/zzz"'))
  assert.deepEqual(differenceOf(tableOf(evil), tableOf(good)), { component: 'volumes/zzz', field: 'name' })
})

test('blanks, other escapes, and fields of a later release change no table', () => {
  const text = JSON.stringify(manifestExample())
  for (const other of [
    JSON.stringify(manifestExample(), null, 2),
    text.replaceAll('database', '\\u0064atabase'),
    text.replace('{', '{"later":1,'),
  ])
    assert.equal(tableOf(read(other)), tableOf(good))
})

test('what is pinned, drilled or verified later changes no table', () => {
  const drill = { time: 1, where: 'server', milliseconds: 1, components: { database: 1 } }
  assert.equal(tableOf(read(JSON.stringify(manifestExample({ pinned: true, verified: 'drill', drill })))), tableOf(good))
})
