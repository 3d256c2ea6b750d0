// A Redis container, root inside: what it says of its files, and what it plants among them, makes a restore write nothing outside of its volume.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { quote } from '../../src/protocol/quote.ts'
import type { Command } from '../../src/protocol/step.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, type Shell, unlessRoot } from '../../testbed/shell/shells.ts'
import { stepsOf } from '../runtime/plans.ts'
import { type Played, play } from '../runtime/run.ts'
import { attack } from './neighbour.ts'

const snapshot = Buffer.from('REDIS0011 what was kept EOF')

type Said = { readonly dir?: string; readonly file?: string; readonly append?: string; readonly folder?: string; readonly name?: string }

type Stage = {
  readonly server: Server
  readonly volume: string
  readonly victim: string
  restore(said: Said, fails?: boolean): Promise<Played>
}

/** A server whose Redis keeps its data in `data` of a volume that is mounted at /data; and a directory of root beside the volume. */
async function makeStage(t: Parameters<typeof makeServer>[0], shell: Shell): Promise<Stage> {
  const server = await makeServer(t, shell)
  const [volume, victim] = [join(server.folder, 'volume'), join(server.folder, 'of-root')]
  for (const at of [join(volume, 'sub'), victim]) mkdirSync(at, { recursive: true })
  for (const name of ['dump.rdb', 'victim', 'new', 'appendonly.aof.1.base.rdb'])
    writeFileSync(join(victim, name), 'precious', { mode: 0o644 })
  await server.program(
    'docker',
    `case $1 in ps) echo c1 ;; inspect) case "$*" in *State*) echo exited ;; *Destination*) printf '/data\\t%s\\n' '${volume}' ;; *) echo '${volume}' ;; esac ;; esac`,
  )
  const stored = gzipSync(snapshot)
  const archive = join(server.folder, 'archive')
  writeFileSync(archive, stored)
  const sha = createHash('sha256').update(stored).digest('hex')
  const row = ['redis', 'redis/dump.rdb', snapshot.length, 0, stored.length, sha, 'snapshot', 'keys=1'].join('\t')
  const restore = (said: Said, fails = false): Promise<Played> => {
    const { dir = '/data', file = 'dump.rdb', append = 'no', folder = 'appendonlydir', name = 'appendonly.aof' } = said
    const answer = [dir, file, append, folder, name, '7.2.0', '0'].map(each => `@where ${each}\n`).join('')
    const define = `redis_ask() { printf '%s' ${quote(answer)} >"$MB_WORK/redis-answer"; }
over() { mv -T "$MB_WORK/leftovers" "$MB_WORK/forward"; }`
    const steps: Command[] = [
      ['mb_lock'],
      ['mb_recover'],
      ['eval', 'for f in destinations leftovers restored; do true >"$MB_WORK/$f"; done; mb_mounted'],
      ['redis_stage', 'redis', 'c1'],
      ['redis_swap', 'c1'],
      fails ? ['false'] : ['over'],
    ]
    const variables = {
      MB_ROWS: row,
      MB_SOURCE: archive,
      MB_SOURCE_COMPRESSION: 'gzip',
      MB_SOURCE_NAME: 'x',
      MB_REDIS_PASSWORD: '',
      MB_TAR: shell.tar,
    }
    return play(server, { ...stepsOf(server, steps, { variables }), operation: 'restore' }, { define })
  }
  return { server, volume, victim, restore }
}

function assertUntouched(victim: string): void {
  assert.deepEqual(readdirSync(victim).toSorted(), ['appendonly.aof.1.base.rdb', 'dump.rdb', 'new', 'victim'])
  for (const name of readdirSync(victim)) {
    const { uid, mode } = lstatSync(join(victim, name))
    assert.deepEqual([readFileSync(join(victim, name), 'utf8'), uid, mode & 0o777], ['precious', 0, 0o644], name)
  }
}

onEachShell('a Redis container', shell => {
  test('that plants nothing gets its snapshot, with append-only files and without, in its volume or below; and back', {
    skip: unlessRoot,
  }, async t => {
    const { volume, victim, restore, server } = await makeStage(t, shell)
    for (const [said, at] of [
      [{}, 'dump.rdb'],
      [{ dir: '/data/sub' }, 'sub/dump.rdb'],
      [{ append: 'yes' }, 'appendonlydir/appendonly.aof.1.base.rdb'],
      [{ append: 'yes', folder: '', name: 'old.aof' }, 'old.aof'],
    ] as const) {
      const { code, failure } = await restore(said)
      assert.deepEqual([code, failure], [0, undefined], JSON.stringify(failure))
      assert.deepEqual(readFileSync(join(volume, at)), snapshot)
      assert.equal(lstatSync(join(volume, at)).mode & 0o777, 0o600)
      writeFileSync(join(volume, at), 'present')
      assert.equal((await restore(said, true)).code, 1)
      assert.equal(readFileSync(join(volume, at), 'utf8'), 'present')
    }
    assert.equal(
      readFileSync(join(volume, 'appendonlydir/appendonly.aof.manifest'), 'utf8'),
      'file appendonly.aof.1.base.rdb seq 1 type b\n',
    )
    assert.deepEqual(
      [readdirSync(server.folder).filter(name => name.includes('meeshy')), readdirSync(volume).filter(name => name.includes('meeshy'))],
      [[], []],
    )
    assertUntouched(victim)
  })

  for (const said of [
    { dir: '/data/../of-root' },
    { dir: '/data/../../../root' },
    { dir: '/data/./sub' },
    { dir: 'data' },
    { dir: '/data//sub' },
    { dir: '/elsewhere' },
    { dir: '' },
    { file: '../of-root/dump.rdb' },
    { file: '' },
    { file: '..' },
    { file: 'a\tb' },
    { append: 'yes', folder: '../../of-root' },
    { append: 'yes', folder: '.' },
    { append: 'yes', name: '../../of-root/victim' },
  ] satisfies Said[]) {
    test(`that says ${JSON.stringify(said)} is refused before anything is written`, { skip: unlessRoot }, async t => {
      const { volume, victim, restore } = await makeStage(t, shell)
      const { code, failure } = await restore(said)
      assert.deepEqual([code, failure?.code], [1, 'E_PREREQ'], JSON.stringify(failure))
      assert.deepEqual(readdirSync(volume), ['sub'])
      assertUntouched(victim)
    })
  }

  test('that makes its directory a link out of its volume is refused', { skip: unlessRoot }, async t => {
    const { volume, victim, restore } = await makeStage(t, shell)
    rmSync(join(volume, 'sub'), { recursive: true })
    symlinkSync(victim, join(volume, 'sub'))
    const { code, failure } = await restore({ dir: '/data/sub' })
    assert.deepEqual([code, failure?.code], [1, 'E_PREREQ'])
    assert.match(JSON.stringify(failure), /sub is not a directory in .*, or is a link/)
    assertUntouched(victim)
  })

  test('that plants links at every name of a restore loses its own names alone', { skip: unlessRoot }, async t => {
    const { volume, victim, restore } = await makeStage(t, shell)
    for (const append of ['no', 'yes']) {
      for (const name of ['dump.rdb', 'appendonlydir', 'appendonly.aof']) {
        rmSync(join(volume, name), { recursive: true, force: true })
        symlinkSync(name === 'appendonlydir' ? victim : join(victim, 'victim'), join(volume, name))
      }
      const { code, failure } = await restore({ append })
      assert.deepEqual([code, failure], [0, undefined], JSON.stringify(failure))
      assert.deepEqual(readFileSync(join(volume, 'dump.rdb')), snapshot)
      assert.ok(!lstatSync(join(volume, 'dump.rdb')).isSymbolicLink())
      assertUntouched(victim)
    }
  })
})

onEachShell(
  'a Redis container that plants links in a loop',
  shell => {
    test('turns no snapshot and no owner elsewhere', { skip: unlessRoot }, async t => {
      const { volume, victim, restore } = await makeStage(t, shell)
      const flip =
        'cd "$1"; mv -T sub aside; ln -sT "$2" sub; rm -f sub; mv -T aside sub; for at in sub/*meeshy-* sub/dump.rdb sub/appendonlydir; do rm -rf "$at"; ln -sT "$2" "$at"; ln -sfT "$2/victim" sub/dump.rdb; done'
      const loop = attack(flip, [volume, victim], 0)
      try {
        for (let n = 0; n < 8; n++) {
          await restore({ dir: '/data/sub', append: n % 2 === 0 ? 'yes' : 'no' }, n % 3 === 0)
          assertUntouched(victim)
        }
      } finally {
        await loop.stop()
      }
      assertUntouched(victim)
    })
  },
  { over: [dash, busybox] },
)
