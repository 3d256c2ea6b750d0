// The documentation against the code: every error code has its section, every warning of the runtime its row, every link a file.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { codes } from '../src/messages/errors.ts'
import { scripts } from '../src/script/embedded.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter(file => file.endsWith('.md'))
    .map(file => `docs/${file}`),
]

test('every error code has its section in docs/troubleshooting.md, and no other', () => {
  const sections = [...read('docs/troubleshooting.md').matchAll(/^## (E_\w+)$/gm)].map(match => match[1])
  assert.deepEqual(sections.toSorted(), [...codes].toSorted())
})

test('every warning that a script can tell is explained', () => {
  const told = Object.values(scripts).flatMap(text => [...text.matchAll(/mb_warn ([a-z-]+)/g)].map(match => match[1] ?? ''))
  assert.ok(told.length > 5)
  const page = read('docs/troubleshooting.md')
  for (const code of new Set(told)) assert.ok(page.includes(`| \`${code}\` |`), `${code} is not in the table of warnings`)
})

test('every error code that a script tells is one of ours', () => {
  const told = Object.values(scripts).flatMap(text => [...text.matchAll(/\b(E_[A-Z_]+)\b/g)].map(match => match[1] ?? ''))
  for (const code of new Set(told)) assert.ok((codes as readonly string[]).includes(code), code)
})

test('every link of the documentation leads to a file', () => {
  for (const page of pages) {
    for (const [, target = ''] of read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      assert.ok(existsSync(join(root, dirname(page), target)), `${page} links to ${target}`)
    }
  }
})
