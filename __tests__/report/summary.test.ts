// The page of a job, for each way a run can end, with the names of the worst server.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Manifest } from '../../src/backups/manifest.ts'
import { parseManifest } from '../../src/backups/manifest.ts'
import type { Outcome, Place } from '../../src/report/outcome.ts'
import { summaryOf } from '../../src/report/page/summary.ts'
import { manifestExample } from '../backups/manifestexample.ts'
import { assertInertPage, hostileNames } from './hostile.ts'

const place: Place = {
  server: 'deploy@example.org',
  host: 'example.org',
  port: 22,
  user: 'deploy',
  appDir: '/opt/meeshy',
  backupDir: '/opt/meeshy/backups',
}
const base = { runId: 'r', seconds: 14.2, warnings: [], kept: [], deleted: [], place } as const
const rotation = {
  keep: [{ file: 'pre-update-20261122_174512.tar.zst', why: 'among the newest 3 of pre-update' }],
  remove: [{ file: 'old.tar.zst', name: 'old', why: '4th of its kind, 5 weeks old' }],
}

function manifest(): Manifest {
  const read = parseManifest(JSON.stringify(manifestExample()))
  assert.ok(!('problem' in read))
  return read
}

function succeeded(changes: Partial<Manifest> = {}, more: Partial<Outcome> = {}): Outcome {
  return {
    ...base,
    status: 'success',
    published: { path: '/opt/meeshy/backups/x.tar.zst', manifest: { ...manifest(), ...changes } },
    rotation,
    ...more,
  }
}

test('of a backup begins with what came of it, and holds what an operator asks', () => {
  const page = summaryOf(succeeded(), { trend: 'TREND' })
  assert.match(page, /^\*\*Backed up and proven · 903 MB · 14 s\*\*\n/)
  for (const part of [
    '| <code>database</code> | <code>database/<wbr>mongodb&#95;<wbr>20261122&#95;<wbr>174512.archive</code> | 214\u00a0MB | 61\u00a0MB | &#49;8,052 documents, 7 collections | point-in-time | 4.1\u00a0s |',
    '- <code>bind mount ./logs</code>',
    '- Removed <code>old.tar.zst</code>: &#52;th of its kind, 5 weeks old',
    'meeshy-backup restore pre-update-20261122_174512 --host deploy@example.org\n',
    'sh /opt/meeshy/backups/.meta/pre-update-20261122_174512.restore.sh',
    'tar -tvf /opt/meeshy/backups/pre-update-20261122_174512.tar.zst',
    '\n\nTREND\n',
  ])
    assert.ok(page.includes(part), `${part} in ${page}`)
  assert.match(summaryOf(succeeded({ verified: 'checksum' })), /^\*\*Backed up, decompressed to its end · /)
})

test('of a failure begins with its cause and the way out, also when a backup was published', () => {
  const failure = {
    code: 'E_NOSPACE',
    title: 'Not enough room.',
    details: { Needs: '1.4 GB\nand more' },
    safe: 'all',
    next: 'free space',
  } as const
  const page = summaryOf({ ...base, status: 'failed', failure })
  assert.match(
    page,
    /^\*\*E_NOSPACE · Not enough room\.\*\*\n\n```\nError: E_NOSPACE {2}Not enough room\.\n {2}Needs +1\.4 GB\n +and more\n {2}Safe +all\n {2}Next +free space\n```/,
  )
  assert.match(page, /There is no new backup\. \[.*#e_nospace\)/)
  assert.match(summaryOf({ ...succeeded(), status: 'failed', failure }), /A new backup was published[\s\S]*How to bring this back/)
})

describe('from a hostile server', () => {
  const names = hostileNames.filter(name => name.trim() !== '')
  const components = names.flatMap(name =>
    manifest()
      .components.slice(0, 1)
      .map(each => ({ ...each, name, path: name, consistency: name, counts: { [name]: 1 } })),
  )
  const pages = {
    success: summaryOf(succeeded({ components, leftOut: names.map(name => ({ what: name, why: name })) }, { warnings: names })),
    failed: summaryOf({
      ...base,
      status: 'failed',
      warnings: names,
      failure: { code: 'E_UNKNOWN', title: names.join(''), details: Object.fromEntries(names.map(name => [name, name])) },
    }),
    skipped: summaryOf({ ...base, status: 'skipped', warnings: names, skipped: { reason: names.join(' '), recorded: true } }),
  }
  for (const [status, page] of Object.entries(pages)) test(`is inert: ${status}`, () => assertInertPage(page))
})

test('is never near the limit of the runner', () => {
  const long = '`|<é'.repeat(1000)
  const [one] = manifest().components
  const components = Array.from({ length: 5000 }, () => ({ ...(one as NonNullable<typeof one>), name: long, path: long }))
  const warnings = Array.from({ length: 5000 }, () => long)
  const title = long.repeat(1000)
  for (const outcome of [
    succeeded({ components }, { warnings }),
    { ...base, status: 'failed', warnings, failure: { code: 'E_UNKNOWN', title, details: { a: `${long}\n`.repeat(5000) } } } as const,
  ]) {
    const page = summaryOf(outcome, { trend: long.repeat(1000) })
    assert.ok(Buffer.byteLength(page) <= 400 * 1024, String(Buffer.byteLength(page)))
    assert.match(page, /did not fit/)
  }
})
