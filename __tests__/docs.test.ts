// The documentation against the code: every error code has its section, every warning its row, every link a file.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { codes } from '../src/messages/errors.ts'
import { toldWarning, warnings } from '../src/messages/warnings.ts'
import { scripts } from '../src/script/embedded.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'testbed/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => `docs/${file}`),
]

test('every error code has its section in docs/troubleshooting.md, and no other', () => {
  const sections = [...read('docs/troubleshooting.md').matchAll(/^## (E_\w+)$/gm)].map(match => match[1])
  assert.deepEqual(sections.toSorted(), [...codes].toSorted())
})

test('every warning in the code has a row in the table, and every row is used', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(sh|ts)$/.test(file) && !/\b(embedded|warnings)\.ts$/.test(file))
    .map(file => read(`src/${file}`))
  const pattern = /\bmb_warn ([a-z-]+)|\b(?:warn|warning)\(\s*'([a-z-]+)'|\btitle: '([a-z-]+)' satisfies WarningCode/g
  const told = sources.flatMap(text => [...text.matchAll(pattern)].map(match => match[1] ?? match[2] ?? match[3]))
  assert.deepEqual([...new Set(told)].toSorted(), Object.keys(warnings).toSorted())
})

test('a warning that the table lacks is shown as the server tells it', () => {
  assert.equal(toldWarning('plain-tar'), 'plain-tar')
  assert.equal(toldWarning('of-tomorrow'), 'of-tomorrow')
  assert.equal(toldWarning('constructor'), 'constructor')
  assert.ok(!toldWarning('::add-mask::\nx').includes('\n'))
})

test('every error code that a script tells is in the table', () => {
  const told = Object.values(scripts).flatMap(text => [...text.matchAll(/\b(E_[A-Z_]+)\b/g)].map(match => match[1] ?? ''))
  for (const code of new Set(told)) assert.ok((codes as readonly string[]).includes(code), code)
})

test('every link of the documentation leads to a file', () => {
  const links = pages.flatMap(page =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, target = '']) => ({ page, target })),
  )
  assert.ok(links.length > 50, `the pattern finds ${links.length} links`)
  for (const { page, target } of links) assert.ok(existsSync(join(root, dirname(page), target)), `${page} links to ${target}`)
})
