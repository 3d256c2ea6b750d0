// A backup that is brought here: its archive whole, its manifest beside it; or a failure that says why not, and nothing left.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, type TestContext, test } from 'node:test'
import { type Manifest, parseManifest } from '../../src/backups/manifest.ts'
import { BackupError, type Code } from '../../src/messages/errors.ts'
import { fetchBackup } from '../../src/operations/fetch.ts'
import type { Session } from '../../src/operations/session.ts'
import { localTransport } from '../../src/transports/local.ts'
import { manifestExample } from '../backups/manifestexample.ts'
import { sessionWith } from './answering.ts'

const content = Buffer.concat([Buffer.from('@nonce {"type":"error"}\n'), randomBytes(3_000_000)])

function manifestOf(bytes: Buffer): Manifest {
  const written = manifestExample()
  const [component] = written.components
  const archive = { ...written.archive, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  const manifest = parseManifest(JSON.stringify({ ...written, archive, components: [{ ...component, offset: 0, length: 1 }] }))
  assert.ok(!('problem' in manifest), JSON.stringify(manifest))
  return manifest
}

const manifest = manifestOf(content)

/** A session with this machine as the server, and its backup directory. */
function here(t: TestContext): { session: Session; backups: string } {
  const backups = mkdtempSync(join(tmpdir(), 'fetched-from-'))
  t.after(() => rmSync(backups, { recursive: true, force: true }))
  const { session } = sessionWith(() => ({ events: [] }), { backupDir: backups, appDir: backups, timeout: 60 })
  return { session: { ...session, transport: localTransport({ sudo: false, environment: process.env }) }, backups }
}

// Of this test alone: a drill beside it has its own in the usual place.
const temporary = mkdtempSync(join(tmpdir(), 'fetch-test-'))
process.env['TMPDIR'] = temporary
after(() => rmSync(temporary, { recursive: true, force: true }))

const left = () => readdirSync(temporary).filter(name => name.startsWith('meeshy-drill-'))

async function refused(session: Session, code: Code, title: RegExp): Promise<void> {
  const before = left()
  await assert.rejects(fetchBackup(session, manifest), (thrown: unknown) => {
    assert.ok(thrown instanceof BackupError)
    assert.deepEqual([thrown.code, title.test(thrown.message)], [code, true], thrown.message)
    return true
  })
  assert.deepEqual(left(), before)
}

describe('a backup that is brought here', () => {
  test('is there as it was, for nobody else to read, until it is removed', async t => {
    const { session, backups } = here(t)
    writeFileSync(join(backups, manifest.archive.file), content)
    const { directory, remove } = await fetchBackup(session, manifest)
    const file = join(directory, manifest.archive.file)
    assert.ok(readFileSync(file).equals(content))
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.deepEqual(parseManifest(readFileSync(join(directory, '.meta', `${manifest.name}.json`), 'utf8')), manifest)
    await remove()
    assert.ok(!left().includes(directory))
  })

  for (const [what, bytes, title] of [
    ['longer', Buffer.concat([content, Buffer.from('x')]), /: 3000025 bytes, not 3000024\.$/],
    ['shorter', content.subarray(1), /: 3000023 bytes, not 3000024\.$/],
    ['empty', Buffer.alloc(0), /: 0 bytes, not 3000024\.$/],
    [
      'another',
      Buffer.concat([content.subarray(0, -1), Buffer.from([(content.at(-1) ?? 0) ^ 1])]),
      / 3000024 bytes with another sha256\.$/,
    ],
  ] as const) {
    test(`is refused where it is ${what} than its manifest says`, async t => {
      const { session, backups } = here(t)
      writeFileSync(join(backups, manifest.archive.file), bytes)
      await refused(session, 'E_VERIFY', title)
    })
  }

  test('is refused where it is gone, or a link', async t => {
    const { session, backups } = here(t)
    await refused(session, 'E_VERIFY', /: 0 bytes, not 3000024\.$/)
    symlinkSync('/etc/hostname', join(backups, manifest.archive.file))
    await refused(session, 'E_VERIFY', /: 0 bytes, not 3000024\.$/)
  })

  test('is not there when the connection is lost on the way, or the work is cancelled', async () => {
    const { session } = sessionWith(() => ({
      events: [{ type: 'raw', backup: manifest.name, bytes: manifest.archive.bytes }],
      exit: { code: null, signal: null, lost: true },
    }))
    await refused(session, 'E_INTERRUPTED', /did not arrive whole from deploy@example\.org/)
    await refused({ ...session, cancel: AbortSignal.abort() }, 'E_CANCELLED', /^The run was cancelled while it fetched the backup/)
  })
})
