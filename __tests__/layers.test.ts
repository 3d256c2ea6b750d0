// Who imports whom: src/ against the tables of docs/design.md, and the linter's rules against the same tables.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, test } from 'node:test'
import { layersIn, placesIn, refusal, usesIn, wrongRows } from './layers.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const page = read('docs/design.md')
const layers = layersIn(page)
const places = placesIn(page)
const files = globSync('**/*.ts', { cwd: join(root, 'src') }).map(file => file.replaceAll('\\', '/'))

test('every import in src/ is one that the tables allow', () => {
  const uses = files.flatMap(file => usesIn(file, read(`src/${file}`)))
  assert.ok(uses.length > 900, `${uses.length} imports`)
  assert.deepEqual(
    uses.map(use => refusal(use, layers, places)).filter(each => each !== undefined),
    [],
  )
})

test('every folder of src/ has its row, and every row its folder', () => {
  assert.deepEqual([...layers.keys()].toSorted(), [...new Set(files.map(file => file.split('/')[0] ?? ''))].toSorted())
})

test('a folder may import only those in the rows below its own', () => {
  assert.deepEqual(wrongRows(layers), [])
  const cycle = new Map([
    ['plan', ['text']],
    ['text', ['plan']],
  ])
  assert.deepEqual(wrongRows(cycle), ['text may import plan, which is not below it'])
})

describe('an import that the tables do not allow', () => {
  const cases: readonly (readonly [from: string, text: string, refused: RegExp | undefined])[] = [
    ['backups/names.ts', "import type { Values } from '../settings/values.ts'", /backups may not import settings/],
    ['sources/redis/redis.ts', "import { planBackup } from '../../plan/backup.ts'", /sources may not import plan/],
    ['report/page/summary.ts', "export { backup } from '../../operations/backup.ts'", /report may not import operations/],
    ['text/inert.ts', "const late = () => import('../messages/errors.ts')", /text may not import messages/],
    ['sources/redis/redis.ts', "import { mongo } from '../mongo/mongo.ts'", /the source redis may not import mongo/],
    ['sources/redis/redis.ts', "import { nothing } from '../source.ts'", undefined],
    ['sources/registry.ts', "import { redis } from './redis/redis.ts'", undefined],
    ['more/new.ts', "import { inert } from '../text/inert.ts'", /the folder more has no row/],
    ['plan/new.ts', "import { more } from '../more/new.ts'", /plan may not import more/],
    ['plan/new.ts', "import { bed } from '../../testbed/bed.ts'", /plan may not import/],
    ['settings/new.ts', "import type { Client } from 'ssh2'", /ssh2 belongs to transports/],
    ['transports/ssh.ts', "const { default: ssh2 } = await import('ssh2')", undefined],
    ['transports/ssh.ts', "import { spawn } from 'node:child_process'", /node:child_process belongs to transports\/local.ts/],
    ['entries/main.ts', "import { getInput } from '@actions/core'", /@actions\/core belongs to github/],
    ['transports/local.ts', "import 'node:fs'\nrun(process.env)", /process.env belongs to entries\/, github/],
    ['plan/new.ts', 'const { env } = process', /process.env belongs to/],
    ['github/engine.ts', "import { exec } from '@actions/exec'\nexec('x', [], { env: process.env })", undefined],
  ]
  for (const [from, text, refused] of cases) {
    test(`${from}: ${text.replaceAll('\n', '; ')}`, () => {
      const said = usesIn(from, text).map(use => refusal(use, layers, places) ?? '')
      if (refused === undefined) assert.deepEqual([...new Set(said)], [''])
      else assert.match(said.join('\n'), refused)
    })
  }
})

type Override = {
  readonly includes: readonly string[]
  readonly linter: { readonly rules: { readonly style?: { readonly noProcessEnv?: string; readonly noRestrictedImports?: Restricted } } }
}
type Restricted = {
  readonly options: {
    readonly paths: Readonly<Record<string, string>>
    readonly patterns?: readonly { readonly group: readonly string[] }[]
  }
}

test('the linter refuses what the tables refuse, so that an editor shows it at once', () => {
  const { overrides } = JSON.parse(read('biome.json')) as { readonly overrides: readonly Override[] }
  for (const file of ['plan/plan.ts', 'entries/main.ts', 'github/step.ts', 'transports/ssh.ts', 'transports/local.ts']) {
    // Of several overrides for a file the last one that has the rule counts.
    const styles = overrides
      .filter(({ includes }) => includes.some(each => posix.matchesGlob(`src/${file}`, each)))
      .map(each => each.linter.rules.style)
    const imports = styles.findLast(style => style?.noRestrictedImports !== undefined)?.noRestrictedImports?.options
    const patterns = imports?.patterns?.flatMap(({ group }) => group) ?? []
    const environment = styles.findLast(style => style?.noProcessEnv !== undefined)?.noProcessEnv === 'error' ? ['process.env'] : []
    const linted = [...Object.keys(imports?.paths ?? {}), ...patterns, ...environment]
    const tabled = [...places.keys()].filter(to => refusal({ from: file, to }, layers, places) !== undefined)
    assert.deepEqual(linted.toSorted(), tabled.toSorted(), file)
  }
})
