// The verification of kept backups on the server: whatever byte of an archive is not as it was written is found, and named by its component and place;
// what is sound beside it is still read, and nothing is left behind.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Damage } from '../../src/backups/damage.ts'
import type { Manifest } from '../../src/backups/manifest.ts'
import type { Subject } from '../../src/backups/subjects.ts'
import { planVerify } from '../../src/plan/verify.ts'
import type { VerifyLevel } from '../../src/settings/settings.ts'
import type { Kept } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell } from '../../testbed/shell/shells.ts'
import { bsonOf, oldArchiveOf, oldEntries, tarOf, uploads } from '../oldarchive.ts'
import { settings } from '../sources/meeshy.ts'
import { backUp, backUpTar, casesOf, flipped, hostile } from './damaged.ts'
import { finish, type Played, start, type Written } from './run.ts'

/** What one verification told of one subject. */
type Told = { readonly damages: readonly Damage[]; readonly sound: readonly string[]; readonly gone: boolean }

async function check(server: Server, subjects: readonly Subject[], level: VerifyLevel = 'read'): Promise<{ played: Played; told: Told[] }> {
  const asked = {
    ...settings,
    appDir: server.app,
    backupDir: server.backups,
    verification: { backup: 'all', level, where: 'server' as const },
  }
  const run = await start(server, planVerify(asked, subjects), { timeout: 300 })
  run.keepBeating()
  const played = await finish(run)
  assert.deepEqual([played.code, played.failure], [0, undefined], played.noise.join('\n'))
  const groups: Written[][] = []
  for (const event of played.events) {
    if (event.type === 'verifying') groups.push([])
    groups.at(-1)?.push(event)
  }
  assert.equal(groups.length, subjects.length)
  return { played, told: groups.map(toldIn) }
}

function toldIn(events: readonly Written[]): Told {
  return {
    damages: events.filter(({ type }) => type === 'damage') as unknown as Damage[],
    sound: events.filter(({ type }) => type === 'sound').map(event => String(event['component'])),
    gone: events.some(({ type }) => type === 'gone'),
  }
}

const subjectOf = ({ manifest, bytes, file }: Kept): Subject => ({ name: manifest.name, file, bytes: bytes.length, manifest })

/** Copies of a backup that were damaged, all of them in one verification. */
function copies(server: Server, good: Kept, damaged: readonly Buffer[]): Subject[] {
  return damaged.map((bytes, n) => {
    writeFileSync(join(server.backups, `copy-${n}`), bytes)
    return { ...subjectOf(good), file: `copy-${n}` }
  })
}

onEachShell('the verification of a kept backup', shell => {
  for (const compress of ['gzip', 'zstd'] as const) {
    // It is the compressor that differs, not the shell.
    if (compress === 'zstd' && shell !== dash) continue
    test(`of ${compress}: a flipped byte is named, wherever it is, and nothing else is blamed`, async t => {
      const server = await makeServer(t, shell)
      const good = await backUp(server, compress)
      const cases = casesOf(good)
      const subjects = [
        subjectOf(good),
        ...copies(
          server,
          good,
          cases.map(({ at }) => flipped(good.bytes, at)),
        ),
      ]
      for (const level of shell === dash ? (['checksum', 'read'] as const) : (['read'] as const)) {
        const [sound, ...others] = (await check(server, subjects, level)).told
        const names = good.manifest.components.map(({ name }) => name)
        assert.deepEqual(sound, { damages: [], sound: names, gone: false })
        for (const [n, { what, at, is }] of cases.entries()) {
          const { damages = [], sound: rest = [] } = others[n] ?? {}
          const [damage] = damages
          assert.deepEqual(
            damages.map(({ component, part }) => `${part} ${component}`.trim()),
            [is],
            `${what}, by ${level}: ${JSON.stringify(damages)}`,
          )
          assert.ok(damage && damage.from <= at && at < damage.to, `${what} at ${at} is within ${damage?.from} to ${damage?.to}`)
          assert.deepEqual(
            rest,
            names.filter(name => is !== `data ${name}`),
            `${what}: the others are sound`,
          )
        }
      }
    })
  }

  test('that is cut is named after each part, and what is whole before the cut is said to be sound', async t => {
    const server = await makeServer(t, shell)
    const good = await backUp(server)
    const { components } = good.manifest
    const cuts = components.flatMap(({ offset, length }, n) => [
      { at: offset, whole: n },
      { at: offset + 1, whole: n },
      { at: offset + length, whole: n + 1 },
    ])
    const { told } = await check(
      server,
      copies(
        server,
        good,
        cuts.map(({ at }) => good.bytes.subarray(0, at)),
      ),
    )
    for (const [n, { at, whole }] of cuts.entries()) {
      const { damages = [], sound } = told[n] ?? {}
      assert.deepEqual([damages[0]?.part, damages[0]?.from, damages[0]?.to], ['archive', at, good.bytes.length])
      const broken = damages.filter(({ part }) => part === 'data').map(({ component }) => component)
      assert.deepEqual(
        [sound, broken],
        [components.slice(0, whole), components.slice(whole)].map(list => list.map(({ name }) => name)),
        `cut at ${at}`,
      )
    }
  })

  test('that is empty, or is followed by something, is not sound', async t => {
    const server = await makeServer(t, shell)
    const good = await backUp(server)
    const [empty, longer] = (
      await check(server, copies(server, good, [Buffer.alloc(0), Buffer.concat([good.bytes, Buffer.from('garbage')])]))
    ).told
    assert.match(empty?.damages[0]?.why ?? '', /^it ends early: it has 0 bytes/)
    assert.match(longer?.damages[0]?.why ?? '', /^something follows its end/)
  })

  test('whose manifest was changed is found out, and nothing is read beyond the archive', async t => {
    const server = await makeServer(t, shell)
    const good = await backUp(server)
    const [config, first, ...others] = good.manifest.components
    assert.ok(config && first)
    const end = config.offset + config.length
    const changes: readonly (readonly [Partial<Manifest['components'][number]>, RegExp])[] = [
      [{ sha256: '0'.repeat(64) }, /^first: its stored bytes have another sha256/],
      [{ length: first.length - 1 }, /^first: its stored bytes have another sha256/],
      [{ rawBytes: first.rawBytes - 1 }, /^first: it unpacks to more than/m],
      [{ rawBytes: first.rawBytes + 1 }, /^first: it does not unpack to/m],
      [{ offset: good.bytes.length - 10 }, /^first: it would lie beyond the end/m],
      [{ offset: end + 5 }, /^first: there is no room for its tar header/m],
      [{ path: 'other.bin' }, /^first: its tar header is not the one/m],
      [{ counts: { entries: 1 }, path: 'paths/first.tar' }, /^first: tar does not read it to its end/m],
    ]
    const subjects = changes.map(([change]) => ({
      ...subjectOf(good),
      manifest: { ...good.manifest, components: [config, { ...first, ...change }, ...others] },
    }))
    const { told } = await check(server, subjects)
    for (const [n, [, is]] of changes.entries())
      assert.match(told[n]?.damages.map(({ component, why }) => `${component}: ${why}`).join('\n') ?? '', is)
  })

  test('that goes away meanwhile is gone, which is no damage; a link in its place is not followed', async t => {
    const server = await makeServer(t, shell)
    const good = await backUp(server)
    const away = join(server.folder, 'away')
    renameSync(join(server.backups, good.file), away)
    symlinkSync(away, join(server.backups, 'link'))
    for (const { damages, gone } of (await check(server, [subjectOf(good), { ...subjectOf(good), file: 'link' }])).told)
      assert.deepEqual([damages, gone], [[], true])
  })

  test('leaves nothing behind, neither beside the backups nor in /tmp', async t => {
    const server = await makeServer(t, shell)
    const good = await backUp(server)
    const beside = () => ['.', '.work', '.meta'].map(name => readdirSync(join(server.backups, name)))
    const before = beside()
    const { played } = await check(server, [subjectOf(good)])
    assert.deepEqual(beside(), before)
    assert.deepEqual(
      readdirSync('/tmp').filter(name => name.includes(`${played.id}-`)),
      [],
    )
  })

  // It is the tools that differ, not the shell.
  if ([dash, busybox].includes(shell)) {
    test('of right sums is still read: what would harm a server is damage', async t => {
      for (const [what, { path, content, why }] of Object.entries(hostile)) {
        const server = await makeServer(t, shell)
        const kept = await backUpTar(server, path, content)
        const [checksum] = (await check(server, [subjectOf(kept)], 'checksum')).told
        assert.deepEqual(checksum?.damages, [], what)
        const [read] = (await check(server, [subjectOf(kept)])).told
        assert.deepEqual(
          read?.damages.map(({ part }) => part),
          ['data'],
          what,
        )
        assert.match(read?.damages[0]?.why ?? '', why, what)
      }
    })
  }

  test('of the old scripts is read to its end', async t => {
    const server = await makeServer(t, shell)
    const name = 'pre-update-20241019_143022'
    mkdirSync(join(server.folder, name))
    writeFileSync(join(server.folder, name, 'file'), Array.from({ length: 2000 }, () => Math.random()).join('\n'))
    for (const file of ['whole', 'cut']) execFileSync('tar', ['-czf', join(server.backups, file), '-C', server.folder, name])
    truncateSync(join(server.backups, 'cut'), 3000)
    const { told } = await check(
      server,
      ['whole', 'cut'].map(file => ({ name, file, bytes: 1 })),
    )
    assert.deepEqual(
      told.map(({ damages }) => damages.map(({ why }) => why)),
      [[], ['it does not read to its end']],
    )
  })

  test('of the old scripts is named by its components, and the sound ones beside them are still read', async t => {
    const server = await makeServer(t, shell)
    const name = 'pre-update-20241019_143022'
    const cut = gzipSync(tarOf(uploads)).subarray(0, -9)
    const users = 'database/mongodb_20241019_143022/meeshy/users.bson'
    const half = bsonOf(300).subarray(0, 5000)
    writeFileSync(join(server.backups, 'damaged'), oldArchiveOf(name, { 'volumes/gateway_uploads.tar.gz': cut, [users]: half }))
    writeFileSync(join(server.backups, 'sound'), oldArchiveOf(name))
    writeFileSync(join(server.backups, 'hostile'), gzipSync(tarOf([...oldEntries(name), { path: '/etc/cron.d/x' }])))
    const subjects = ['damaged', 'sound', 'hostile'].map(file => ({ name, file, bytes: 1 }))
    const [damaged, sound, hostile] = (await check(server, subjects)).told
    assert.deepEqual(damaged?.damages.map(each => each.component).sort(), ['database', 'volumes/gateway_uploads'])
    assert.match(damaged.damages.find(each => each.component === 'database')?.why ?? '', /^meeshy\/users\.bson: it ends within a document$/)
    assert.deepEqual(damaged.sound.toSorted(), ['config', 'redis', 'secrets'])
    assert.deepEqual([sound?.damages, sound?.sound.length], [[], 5])
    assert.match(hostile?.damages.map(({ why }) => why).join() ?? '', /^it holds what is outside of its directory: \/?etc\/cron\.d\/x$/)
  })
})
