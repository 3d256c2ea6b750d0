// Who owns a directory above the backup directory, and is not the user of the run, may rename and link there at any moment: he gains nothing.
import assert from 'node:assert/strict'
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
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { theBackup } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, unlessRoot } from '../../testbed/shell/shells.ts'
import { call } from '../runtime/functions.ts'
import { backupOf, bytesOf, stepsOf } from '../runtime/plans.ts'
import { play } from '../runtime/run.ts'
import { entryOf } from '../runtime/undos.ts'
import { attack, neighbour, owned } from './neighbour.ts'

const take = [bytesOf('data', 'echo', 'data')]

/** A backup directory in the neighbour's application directory, as it is by default. */
async function makeInside(t: Parameters<typeof makeServer>[0], shell: Parameters<typeof makeServer>[1]): Promise<Server> {
  const server = owned(await makeServer(t, shell))
  const inside = { ...server, backups: join(server.app, 'backups') }
  mkdirSync(inside.backups, { mode: 0o700 })
  return inside
}

onEachShell('the owner of a directory above the backup directory', shell => {
  test('who puts another one in its place during a run gets nothing of that run, and his journal is not obeyed', {
    skip: unlessRoot,
  }, async t => {
    const server = await makeInside(t, shell)
    const [victim, aside] = [join(server.folder, 'victim'), join(server.app, 'aside')]
    writeFileSync(victim, 'precious')
    const planted = entryOf('remove_made', victim, 'run-1')
    const plant = `mv "$1" "$2" && mkdir -p "$1/.work/$MB_RUN/journal" "$1/.meta" && printf '%s' "$3" >"$1/.work/$MB_RUN/journal/0000" &&
chown -R ${neighbour} "$1"`
    writeFileSync(join(server.folder, 'plant'), plant)
    const swap = ['sh', join(server.folder, 'plant'), server.backups, aside, planted] as const
    const failed = await play(server, backupOf(server, { take, before: { take: [swap], publish: [['false']] } }))
    assert.equal(failed.code, 1)
    assert.equal(readFileSync(victim, 'utf8'), 'precious')
    assert.deepEqual(readdirSync(join(aside, '.work')), [], 'its own work is removed where it is')
    const refused = await play(server, backupOf(server, { take }))
    assert.deepEqual([refused.code, refused.failure?.code], [1, 'E_PERM'])
    assert.equal(readFileSync(victim, 'utf8'), 'precious')
    rmSync(server.backups, { recursive: true })
    renameSync(aside, server.backups)
    const taken = await play(server, backupOf(server, { take, before: { take: [swap] } }))
    assert.deepEqual([taken.code, taken.failure], [0, undefined])
    theBackup({ ...server, backups: aside })
    assert.deepEqual(readdirSync(join(server.backups, '.meta')), [], 'nothing is published where the neighbour can write')
  })

  test('who makes it lead to a directory of root is refused, and nothing is made there', { skip: unlessRoot }, async t => {
    const server = await makeInside(t, shell)
    const victim = join(server.folder, 'of-root')
    mkdirSync(join(victim, 'deep'), { recursive: true })
    rmSync(server.backups, { recursive: true })
    const ran = join(server.folder, 'ran')
    for (const [link, target, backups] of [
      ['backups', victim, 'backups'],
      ['way', victim, 'way/deep'],
      ['way', victim, 'way/new'],
      ['way', victim, 'way/new/er'],
    ] as const) {
      symlinkSync(target, join(server.app, link))
      const { code, failure } = await play(
        { ...server, backups: join(server.app, backups) },
        stepsOf({ ...server, backups: join(server.app, backups) }, [['touch', ran]]),
      )
      assert.deepEqual([code, failure?.code, existsSync(ran)], [1, 'E_PERM', false], backups)
      assert.match(String(failure?.title), /a link in .* is on the way, and others than root can make it lead elsewhere/)
      rmSync(join(server.app, link))
    }
    assert.deepEqual([readdirSync(victim), readdirSync(join(victim, 'deep'))], [['deep'], []])
  })

  test('who may own or write to .work or .meta is refused', { skip: unlessRoot }, async t => {
    const server = await makeInside(t, shell)
    for (const at of ['.work', '.meta']) {
      mkdirSync(join(server.backups, at))
      for (const spoil of [() => chownSync(join(server.backups, at), neighbour, 0), () => chmodSync(join(server.backups, at), 0o775)]) {
        spoil()
        const { code, failure } = await play(server, stepsOf(server, [['true']]))
        assert.deepEqual([code, failure?.code], [1, 'E_PERM'], JSON.stringify(failure))
        chownSync(join(server.backups, at), 0, 0)
      }
      rmSync(join(server.backups, at), { recursive: true })
    }
  })

  test('is refused by a run that only reads, too: what is listed there is not read', { skip: unlessRoot }, async t => {
    const server = await makeInside(t, shell)
    mkdirSync(join(server.backups, '.meta'))
    symlinkSync('/etc/shadow', join(server.backups, '.meta', 'manual-20260101_000000.json'))
    chownSync(server.backups, neighbour, neighbour)
    const { code, failure, events } = await play(server, stepsOf(server, [['mb_catalogue']], { writes: false }))
    assert.deepEqual([code, failure?.code], [1, 'E_PERM'])
    assert.doesNotMatch(JSON.stringify(events), /root:/)
  })
})

onEachShell(
  'who swaps directories above the backup directory in a loop',
  shell => {
    test('gets no file of a run into his own directory, and none of it into that of root', { skip: unlessRoot }, async t => {
      const server = await makeInside(t, shell)
      const [victim, bait] = [join(server.folder, 'of-root'), join(server.app, 'bait')]
      mkdirSync(victim, { mode: 0o700 })
      mkdirSync(bait)
      chownSync(bait, neighbour, neighbour)
      // A run that finds none makes one: that goes out of the way too.
      const flip =
        'cd "$1"; [ ! -e aside ] || mv -T backups "made-$n"; mv -T backups aside && mv -T bait backups; mv -T backups bait; ln -s "$2" backups; rm -f backups; mv -T aside backups'
      const loop = attack(flip, [server.app, victim])
      let good = 0
      try {
        for (let n = 0; n < 12; n++) {
          const { code, failure } = await play(server, backupOf(server, { take }))
          if (code === 0) good++
          else assert.match(String(failure?.code), /^E_(PERM|PREREQ|NOT_FOUND|NOSPACE)$/, JSON.stringify(failure))
        }
      } finally {
        await loop.stop()
      }
      assert.deepEqual(readdirSync(victim), [])
      const own = readdirSync(server.app).map(name => join(server.app, name))
      for (const at of own.filter(each => lstatSync(each).uid === neighbour)) assert.deepEqual(readdirSync(at), [], at)
      t.diagnostic(`${good} of 12 backups succeeded meanwhile; the others were refused`)
    })
  },
  { over: [dash, busybox] },
)

onEachShell('a directory on the way', shell => {
  test('is followed where nobody else can change it, and where who can gains nothing', { skip: unlessRoot }, async t => {
    const { folder } = await makeServer(t, shell)
    chmodSync(folder, 0o755)
    const at = (name: string) => `${folder}/way/${name}`
    const make = (name: string, owner: number, mode: number) => {
      mkdirSync(at(name), { recursive: true })
      chmodSync(at(name), mode)
      chownSync(at(name), owner, owner)
    }
    make('', 0, 0o755)
    for (const [name, owner, mode] of [
      ['root', 0, 0o755],
      ['root/deep', 0, 0o755],
      ['his', neighbour, 0o755],
      ['his/own', neighbour, 0o755],
      ['his/second', neighbour, 0o775],
      ['his/open', neighbour, 0o777],
      ['shared', 0, 0o775],
      ['sticky', 0, 0o1777],
      ['his/of-root', 0, 0o755],
    ] as const)
      make(name, owner, mode)
    const links: readonly (readonly [string, string])[] = [
      ['root/to-deep', 'deep'],
      ['root/to-his', '../his/own'],
      ['root/absolute', at('root/deep')],
      ['root/via-his', '../his/to-own'],
      ['root/via-his-to-root', '../his/to-root'],
      ['root/endless', 'endless'],
      ['his/to-own', 'own'],
      ['his/to-root', '../root/deep'],
      ['his/second/to-own', '../own'],
      ['his/second/to-root', '../../root'],
      ['his/open/to-own', '../own'],
      ['shared/to-root', '../root/deep'],
      ['sticky/to-root', '../root/deep'],
    ]
    for (const [name, target] of links) symlinkSync(target, at(name))
    const expected: Readonly<Record<string, string>> = {
      'root/deep': 'root/deep',
      'his/own': 'his/own',
      'his/of-root': 'his/of-root',
      'root//./deep/': 'root/deep',
      'root/to-deep': 'root/deep',
      'root/to-his': 'his/own',
      'root/absolute': 'root/deep',
      'root/via-his': 'his/own',
      'root/via-his-to-root': '',
      'root/endless': '',
      'his/to-own': 'his/own',
      'his/to-root': '',
      'his/to-root/..': '',
      'his/second/to-own': 'his/own',
      'his/second/to-root': '',
      'his/open/to-own': '',
      'shared/to-root': '',
      'sticky/to-root': '',
      'root/none': '',
    }
    const text = `for at; do (mb_enter "$at" && printf '%s\\n' "$(pwd -P)" || printf 'refused\\n'); done`
    const told = call(shell, text, { words: Object.keys(expected).map(at) })
      .toString()
      .trimEnd()
      .split('\n')
    assert.deepEqual(
      Object.fromEntries(Object.keys(expected).map((name, n) => [name, told[n]])),
      Object.fromEntries(Object.entries(expected).map(([name, to]) => [name, to === '' ? 'refused' : at(to)])),
    )
  })

  test('may belong to the account behind sudo, but only for root', { skip: unlessRoot }, async t => {
    const server = await makeInside(t, shell)
    chownSync(server.backups, neighbour, neighbour)
    const behind = { environment: { SUDO_UID: String(neighbour) } }
    assert.equal((await play(server, backupOf(server, { take }), behind)).code, 0)
    // A restore goes on in a shell of its own, which sudo did not start; the account itself cannot say it.
    const text = `MB_BEHIND=1234; mb_environment; echo "$MB_BEHIND"; export MB_BEHIND; mb_environment; echo "[$MB_BEHIND]"`
    assert.equal(call(shell, text).toString(), '1234\n[]\n')
    for (const environment of [{ SUDO_UID: '' }, { SUDO_UID: '0x4d2' }, { SUDO_UID: '99' }, { MB_BEHIND: String(neighbour) }]) {
      const { code, failure } = await play(server, backupOf(server, { take }), { environment })
      assert.deepEqual([code, failure?.code], [1, 'E_PERM'], JSON.stringify(environment))
    }
  })
})
