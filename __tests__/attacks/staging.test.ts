// What a restore makes ready beside a place, swaps and removes there: who owns the directory around it, or has it mounted in a container, may plant and
// replace names at any moment, and no file of others is written, given away or removed.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Command } from '../../src/protocol/step.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, unlessRoot } from '../../testbed/shell/shells.ts'
import { stepsOf } from '../runtime/plans.ts'
import { type Played, play } from '../runtime/run.ts'
import { attack, neighbour, owned } from './neighbour.ts'

const opening: readonly Command[] = [['mb_lock'], ['mb_recover']]
/** Of a run whose names can be planted before it starts. The programs of a run are found by its id, so no two runs at work have the same. */
let runs = 0
const nextRun = () => `attacked-${process.pid}-${++runs}`

/** What no neighbour may change: a directory of root with a secret in it. */
function victimOf(server: Server): string {
  const at = join(server.folder, 'of-root')
  mkdirSync(join(at, 'it.meeshy-new-x'), { recursive: true })
  for (const name of ['victim', 'new', 'gone', '.env']) writeFileSync(join(at, name), 'precious', { mode: 0o600 })
  return at
}

function assertUntouched(at: string): void {
  assert.deepEqual(readdirSync(at).toSorted(), ['.env', 'gone', 'it.meeshy-new-x', 'new', 'victim'])
  for (const name of ['victim', 'new', 'gone', '.env']) {
    const { uid, mode } = lstatSync(join(at, name))
    assert.deepEqual([readFileSync(join(at, name), 'utf8'), uid, mode & 0o777], ['precious', 0, 0o600], name)
  }
}

/** Removes what the neighbour planted: the application has nothing of the run but what it put there. */
function assertClean({ app }: Server, planted: string): void {
  const left = readdirSync(app).filter(name => name !== '.env')
  assert.ok(
    left.every(name => planted !== '' && name.includes(planted)),
    left.join(),
  )
  for (const name of left) rmSync(join(app, name))
}

/** Puts `new` (a file of the neighbour's, as backups keep it) into the place, by a run whose last step fails or not. */
function putIn(server: Server, places: readonly string[], { fails = false, run = nextRun() } = {}): Promise<Played> {
  const fresh = join(server.backups, 'fresh')
  writeFileSync(fresh, 'restored', { mode: 0o600 })
  chownSync(fresh, neighbour, neighbour)
  const define = `put_in() { for at; do at=$(mb_place "$at"); mb_stage_beside "$at"; mb_beside "$at" cp -a -T -- '${fresh.replaceAll("'", "'\\''")}' ./new 2>"$MB_WORK/noise" || mb_unstaged x "$at"; done
for at; do mb_swap "$at"; done; }
finish() { printf x >"$MB_WORK/forward-to-be" && mv -T "$MB_WORK/leftovers" "$MB_WORK/forward"; }`
  const steps: Command[] = [
    ...opening,
    ['eval', 'for f in destinations leftovers; do true >"$MB_WORK/$f"; done'],
    ['mb_mounted'],
    ['put_in', ...places],
    fails ? ['false'] : ['finish'],
  ]
  return play(server, stepsOf(server, steps), { define, id: run })
}

onEachShell('the owner of the directory around a place', shell => {
  for (const fails of [false, true]) {
    for (const what of ['new', 'old', 'gone', 'undone']) {
      test(`who plants a link at …${what}… where a restore ${fails ? 'fails' : 'works'} gives it no way out`, {
        skip: unlessRoot,
      }, async t => {
        const server = owned(await makeServer(t, shell))
        const victim = victimOf(server)
        const place = join(server.app, '.env')
        for (const target of [join(victim, 'victim'), victim, join(victim, 'fresh')]) {
          writeFileSync(place, 'present')
          const run = nextRun()
          symlinkSync(target, `${place}.meeshy-${what}-${run}`)
          const { code } = await putIn(server, [place], { fails, run })
          assertUntouched(victim)
          assert.deepEqual([code, readFileSync(place, 'utf8')], fails ? [1, 'present'] : [0, 'restored'], target)
          // A name that the run never came to is the neighbour's own affair.
          assertClean(server, fails ? '' : 'undone')
          rmSync(join(server.backups, '.work'), { recursive: true, force: true })
        }
      })
    }
  }

  test('who makes the directory around it a link to one of root is refused, before anything is changed', { skip: unlessRoot }, async t => {
    const server = owned(await makeServer(t, shell))
    const victim = victimOf(server)
    symlinkSync(victim, join(server.app, 'conf'))
    const { code, failure } = await putIn(server, [join(server.app, 'conf', '.env')])
    assert.deepEqual([code, failure?.code], [1, 'E_PERM'])
    assert.match(String(failure?.title), /cannot be entered: a link in .* is on the way/)
    assertUntouched(victim)
  })

  test('who makes directories of his own where a restore makes its cover gets nothing to look into', { skip: unlessRoot }, async t => {
    const server = owned(await makeServer(t, shell))
    const place = join(server.app, '.env')
    for (const mode of [0o700, 0o777]) {
      const run = nextRun()
      const planted = `${place}.meeshy-new-${run}`
      writeFileSync(place, 'present')
      mkdirSync(planted)
      chmodSync(planted, mode)
      chownSync(planted, neighbour, neighbour)
      const { code, failure } = await putIn(server, [place], { run })
      assert.deepEqual([code, failure?.code, readFileSync(place, 'utf8')], [1, 'E_RESTORE', 'present'])
      assert.deepEqual(existsSync(planted) ? readdirSync(planted) : [], [])
      rmSync(join(server.backups, '.work'), { recursive: true, force: true })
    }
  })

  test('cannot look into what is made ready, nor change it', { skip: unlessRoot }, async t => {
    const server = owned(await makeServer(t, shell))
    const seen = join(server.folder, 'seen')
    const look = `for at in "$1"/*; do (mb_enter "$1" && stat -c '%a %u' -- "./\${at##*/}"); done >'${seen}'`
    const place = join(server.app, 'tree')
    const define = `look() { ${look}; }`
    const steps: Command[] = [...opening, ['eval', 'true >"$MB_WORK/destinations"'], ['mb_stage_beside', place], ['look', server.app]]
    assert.equal((await play(server, stepsOf(server, steps), { define })).code, 0)
    assert.equal(readFileSync(seen, 'utf8'), '700 0\n')
  })
})

onEachShell(
  'who replaces names around a place in a loop',
  shell => {
    test('turns no write, no owner and no removal of a restore elsewhere', { skip: unlessRoot }, async t => {
      const server = owned(await makeServer(t, shell))
      const victim = victimOf(server)
      const conf = join(server.app, 'conf')
      mkdirSync(conf)
      chownSync(conf, neighbour, neighbour)
      // The directory becomes a link and a directory again; and each name that a restore makes there becomes a link.
      const flip =
        'cd "$1"; mv -T conf aside; ln -sT "$2" conf; rm -f conf; mv -T aside conf; for at in conf/.env.meeshy-*; do [ ! -e "$at" ] || { mv -T "$at" "conf/taken-$n"; ln -sT "$2" "$at"; }; done'
      const loop = attack(flip, [server.app, victim])
      let put = 0
      try {
        for (let n = 0; n < 14; n++) {
          const { code } = await putIn(server, [join(conf, '.env')], { fails: n % 2 === 1 })
          if (code === 0) put++
          assertUntouched(victim)
          rmSync(join(server.backups, '.work'), { recursive: true, force: true })
        }
      } finally {
        await loop.stop()
      }
      assertUntouched(victim)
      t.diagnostic(`${put} of 7 restores were final meanwhile`)
    })
  },
  { over: [dash, busybox] },
)

onEachShell('a container that has the directory above a place mounted', shell => {
  /** A server on which a container, root inside, may write to `data`. */
  async function mountedServer(t: Parameters<typeof makeServer>[0]): Promise<{ server: Server; data: string; victim: string }> {
    const server = await makeServer(t, shell)
    const data = join(server.folder, 'data')
    mkdirSync(join(data, 'sub'), { recursive: true })
    await server.program('docker', `case $1 in ps) echo c1 ;; inspect) printf '%s\\n' '${data}' / '' ;; esac`)
    return { server, data, victim: victimOf(server) }
  }

  test('gets what is made ready put beside its mount, where it has no way to, and its place swapped as any other', {
    skip: unlessRoot,
  }, async t => {
    const { server, data } = await mountedServer(t)
    const place = join(data, 'sub', 'file')
    writeFileSync(place, 'present')
    const seen = join(server.folder, 'seen')
    const define = `look() { ls -A '${data}/sub' '${data}' '${server.folder}' >'${seen}'; }`
    const steps: Command[] = [
      ...opening,
      ['eval', 'for f in destinations leftovers; do true >"$MB_WORK/$f"; done'],
      ['mb_mounted'],
      ['eval', `mb_stage_beside "$(mb_place '${place}')"`],
      ['look'],
    ]
    assert.equal((await play(server, stepsOf(server, steps), { define })).code, 0)
    const [within = '', beside = ''] = readFileSync(seen, 'utf8').split(`${server.folder}:\n`)
    assert.doesNotMatch(within, /meeshy/)
    assert.match(beside, /^data\.\d+-\d+\.meeshy-new-/m)
    for (const fails of [true, false]) {
      const { code } = await putIn(server, [place], { fails })
      assert.deepEqual([code, readFileSync(place, 'utf8')], fails ? [1, 'present'] : [0, 'restored'])
      assert.deepEqual(
        [readdirSync(join(data, 'sub')), readdirSync(server.folder).filter(name => name.startsWith('data'))],
        [['file'], ['data']],
      )
    }
  })

  test('gets its place where the restore makes the directory of its mount anew', { skip: unlessRoot }, async t => {
    const { server, data } = await mountedServer(t)
    rmSync(data, { recursive: true })
    const place = join(data, 'sub', 'file')
    const { code } = await putIn(server, [place])
    assert.deepEqual([code, readFileSync(place, 'utf8')], [0, 'restored'])
    assert.deepEqual(
      [readdirSync(join(data, 'sub')), readdirSync(server.folder).filter(name => name.startsWith('data'))],
      [['file'], ['data']],
    )
  })

  test('whose mount is known to Docker by a link is held to its own directory', { skip: unlessRoot }, async t => {
    const { server, data, victim } = await mountedServer(t)
    const link = join(server.folder, 'link')
    symlinkSync(data, link)
    await server.program('docker', `case $1 in ps) echo c1 ;; inspect) echo '${link}' ;; esac`)
    symlinkSync(victim, join(data, 'to'))
    for (const at of [data, link]) {
      const { code, failure } = await putIn(server, [join(at, 'to', '.env')])
      assert.deepEqual([code, failure?.code], [1, 'E_PERM'], at)
      assertUntouched(victim)
    }
  })

  test('as root inside can make no directory on the way lead elsewhere', { skip: unlessRoot }, async t => {
    const { server, data, victim } = await mountedServer(t)
    for (const [link, place] of [
      ['to', 'to/.env'],
      ['to', 'to/it.meeshy-new-x/.env'],
      ['sub/to', 'sub/to/.env'],
      ['to', 'to/made/.env'],
    ] as const) {
      symlinkSync(victim, join(data, link))
      const { code, failure } = await putIn(server, [join(data, place)])
      assert.deepEqual([code, failure?.code], [1, 'E_PERM'], place)
      assert.match(String(failure?.title), /to is not a directory in .*, or is a link/)
      assertUntouched(victim)
      rmSync(join(data, link))
    }
  })

  test('in a loop turns nothing elsewhere', { skip: unlessRoot }, async t => {
    const { server, data, victim } = await mountedServer(t)
    const flip =
      'cd "$1"; mv -T sub aside; ln -sT "$2" sub; rm -f sub; mv -T aside sub; for at in sub/*.meeshy-* *.meeshy-*; do [ ! -e "$at" ] || { mv -T "$at" "taken-$n"; ln -sT "$2" "$at"; }; done'
    const loop = attack(flip, [data, victim], 0)
    try {
      for (let n = 0; n < 6; n++) {
        await putIn(server, [join(data, 'sub', '.env')], { fails: n % 2 === 1 })
        assertUntouched(victim)
        rmSync(join(server.backups, '.work'), { recursive: true, force: true })
      }
    } finally {
      await loop.stop()
    }
    assertUntouched(victim)
  })
})

onEachShell('what is removed after a restore', shell => {
  test('goes by its own names, and nothing goes that a link in it leads to', { skip: unlessRoot }, async t => {
    const server = owned(await makeServer(t, shell))
    const victim = victimOf(server)
    const place = join(server.app, 'tree')
    mkdirSync(join(place, 'deep'), { recursive: true })
    for (const [name, target] of [
      ['link', victim],
      ['deep/up', join('..', '..', '..', 'of-root')],
    ] as const)
      symlinkSync(target, join(place, name))
    execFileSync('chown', ['-hR', `${neighbour}:${neighbour}`, place])
    const { code } = await putIn(server, [place])
    assert.deepEqual([code, readFileSync(place, 'utf8'), readdirSync(server.app)], [0, 'restored', ['tree']])
    assertUntouched(victim)
    assert.ok(existsSync(victim) && statSync(victim).uid === 0)
    chmodSync(server.app, 0o755)
    renameSync(place, `${place}-over`)
  })
})
