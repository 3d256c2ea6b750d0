// How a backup becomes visible: the order of writes on the disk, and what is there when one of them fails or is the last.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Command } from '../../src/protocol/step.ts'
import { assertGood, assertNothingLeft, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, pathOf, type Shell, without } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf, stepsOf } from './plans.ts'
import { play, start } from './run.ts'
import { callsIn } from './strace.ts'

const take = [bytesOf('data', 'echo', 'data')]
const inside = (text: string): Command => ['eval', text]

/** The system calls of a run that make something durable, visible or gone in the backup directory, as words. */
async function traced(server: Server, calls: string, plan: Parameters<typeof play>[1]): Promise<string[]> {
  const trace = join(server.folder, 'trace')
  const { code, failure, noise } = await play(server, plan, {
    under: [pathOf('strace') ?? '', '-f', '-qq', '-y', '-s', '400', '-o', trace, '-e', `trace=${calls}`],
  })
  assert.deepEqual([code, failure], [0, undefined], noise.join('\n'))
  const names = readdirSync(server.backups).filter(name => !name.startsWith('.'))
  return callsIn(readFileSync(trace, 'utf8'), server.backups).flatMap(line => {
    const call = /^\d+ +(\w+)\((.*)\) += 0$/.exec(line)
    const [, name = '', words = ''] = call ?? []
    const at = words.lastIndexOf(`${server.backups}`)
    if (call === null || at < 0) return []
    const path = words.slice(at + server.backups.length).replace(/[>"].*$/, '') || '/'
    const [what = path] = names.filter(file => path === `/${file}`).map(() => 'ARCHIVE')
    return [`${name.replace(/(at|at2)$/, '')} ${what.replace(/run-[\d-]+/, 'RUN').replace(/[a-z-]+-\d{8}_\d{6}/, 'NAME')}`]
  })
}

onEachShell('publishing', shell => {
  test('shows nothing whose manifest would not read again', async t => {
    const server = await makeServer(t, shell)
    for (const define of [`mb_contents() { printf '{"collections":['; }`, 'MB_MANIFEST_MOST=100']) {
      const { failure, id } = await play(server, backupOf(server, { take }), { define })
      assert.deepEqual([failure?.code, /its manifest could not be read again/.test(failure?.title ?? '')], ['E_PUBLISH', true], define)
      assert.deepEqual(visible(server), [])
      await assertNothingLeft(server, id)
    }
    // What people can make as long as they like is left out before that.
    const { result } = await play(server, backupOf(server, { take }), {
      define: `mb_contents() { printf '{"long":"text"}'; }\nMB_CONTENTS_MOST=5`,
    })
    assert.deepEqual(result?.components[0]?.contents, {})
  })

  test('makes durable what it shows, before it shows it', { skip: without('strace') }, async t => {
    const server = await makeServer(t, shell)
    assert.deepEqual(await traced(server, 'fsync,fdatasync,rename,renameat,renameat2,link,linkat', backupOf(server, { take })), [
      'fsync /.work/RUN/archive',
      'fsync /.work/RUN/manifest',
      'rename /.meta/NAME.json',
      'fsync /.meta',
      'link ARCHIVE',
      'fsync /',
    ])
    theBackup(server)
  })

  test('removal is the same backwards', { skip: without('strace') }, async t => {
    const server = await makeServer(t, shell)
    await play(server, backupOf(server, { take }))
    const { name } = theBackup(server).manifest
    writeFileSync(join(server.backups, '.meta', `${name}.restore.sh`), '')
    const removal = stepsOf(server, [['mb_lock'], ['mb_recover'], ['mb_remove', name]])
    const calls = await traced(server, 'fsync,unlink,unlinkat', removal)
    assert.deepEqual(
      calls.filter(call => !call.includes('/.work') && !call.includes('.probe')),
      ['unlink /NAME.tar.gz', 'fsync /', 'unlink /.meta/NAME.json', 'unlink /.meta/NAME.restore.sh'],
    )
    assert.deepEqual(visible(server), [])
  })

  test('works where the filesystem has no hard links', async t => {
    const server = await makeServer(t, shell)
    await server.program('ln', 'echo "ln: Operation not permitted" >&2; exit 1')
    const { code } = await play(server, backupOf(server, { take }))
    assert.equal(code, 0)
    theBackup(server)
  })

  for (const links of [true, false]) {
    test(`never overwrites what has the name already, ${links ? 'with' : 'without'} hard links`, async t => {
      const server = await makeServer(t, shell)
      if (!links) await server.program('ln', 'exit 1')
      const foreign = inside(`printf foreign >"$MB_DIR/$MB_FILE"; printf '{"foreign":1}' >"$MB_DIR/.meta/$MB_NAME.json"`)
      const played = await play(server, backupOf(server, { take, before: { publish: [foreign] } }))
      assert.deepEqual([played.code, played.failure?.code], [1, 'E_PUBLISH'])
      const [file = ''] = visible(server)
      assert.equal(readFileSync(join(server.backups, file), 'utf8'), 'foreign')
      assert.equal(readFileSync(join(server.backups, '.meta', file.replace('.tar.gz', '.json')), 'utf8'), '{"foreign":1}')
      await assertNothingLeft(server, played.id)
    })
  }
})

onEachShell(
  'publishing',
  shell => {
    test('that fails at any of its writes shows nothing, and says so', async t => {
      const server = await makeServer(t, shell)
      // The archive, its manifest, the directory of manifests, the backup directory; then the two that give names.
      const failing = { sync: ['*/archive', '*/manifest', '*/.meta', '*/fd/7'], mv: ['*'], ln: ['*'] }
      for (const [program, patterns] of Object.entries(failing)) {
        for (const pattern of patterns) {
          await server.program(
            program,
            `for last; do :; done\ncase $last in ${pattern}) echo "${program}: Input/output error" >&2; exit 1 ;; esac\nexec ${realOf(shell, program)} "$@"`,
          )
          if (program === 'ln') await server.program('mv', `case "$*" in *.tar.*) exit 1 ;; esac\nexec ${realOf(shell, 'mv')} "$@"`)
          const played = await play(server, backupOf(server, { take }))
          assert.deepEqual([played.code, played.failure?.code], [1, 'E_PUBLISH'], `${program} ${pattern}`)
          assert.deepEqual(visible(server), [], `${program} ${pattern}`)
          await assertNothingLeft(server, played.id)
        }
        await server.removeProgram(program)
      }
      await server.removeProgram('mv')
      assert.equal((await play(server, backupOf(server, { take }))).code, 0)
      theBackup(server)
    })
  },
  { over: [dash] },
)

onEachShell(
  'publishing',
  shell => {
    test('on a machine that dies at any of its writes leaves a good archive or none, and the next run clears up', async t => {
      const server = await makeServer(t, shell)
      await play(server, backupOf(server, { take }))
      let before = assertGood(server)
      for (const { program, call, when, published } of deaths) {
        await dieAt(server, program, call, when)
        const run = await start(server, backupOf(server, { take }))
        assert.equal((await run.dead).signal, 'SIGKILL')
        await server.removeProgram(program)
        const kept = assertGood(server)
        assert.equal(kept.length, before.length + (published ? 1 : 0), `${when} ${program} ${call}`)
        assert.ok(
          before.every(({ bytes }, n) => kept[n]?.bytes.equals(bytes)),
          'what was there is as it was',
        )
        before = kept
      }
      const next = await play(server, backupOf(server, { take }))
      assert.equal(next.code, 0)
      const sequences = assertGood(server).map(({ manifest }) => manifest.sequence)
      assert.deepEqual(
        sequences,
        Array.from({ length: before.length + 1 }, (_, n) => n + 1),
      )
      await assertNothingLeft(server, next.id)
    })
  },
  { over: [dash, busybox] },
)

/** Each call that writes, in their order; from the link on the archive is there. */
const deaths = ['sync 1', 'sync 2', 'mv 1', 'sync 3', 'ln 1', 'sync 4'].flatMap((words, n) =>
  (['before', 'after'] as const).map(when => {
    const [program = '', call = ''] = words.split(' ')
    return { program, call: Number(call), when, published: n === 5 || (n === 4 && when === 'after') }
  }),
)

/** The n-th call of a program ends every process of the run at once. */
async function dieAt(server: Server, program: string, call: number, when: 'before' | 'after'): Promise<void> {
  const calls = join(server.folder, 'calls')
  writeFileSync(calls, '')
  const die = 'kill -KILL -"$(cut -d " " -f 5 "/proc/$$/stat")"'
  const real = `${realOf(server.shell, program)} "$@"`
  const count = `echo >>'${calls}'\n[ $(($(wc -l <'${calls}'))) = ${call} ] || exec ${real}`
  await server.program(program, `${count}\n${when === 'before' ? die : `${real}; ${die}`}`)
}

function realOf(shell: Shell, program: string): string {
  return shell.tar === 'gnu' ? (pathOf(program) ?? program) : `${pathOf('busybox')} ${program}`
}
