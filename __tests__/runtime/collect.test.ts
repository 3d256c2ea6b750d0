// Producers that fail in every way a program can, and the programs behind them: no status of a pipeline is lost.
import assert from 'node:assert/strict'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, decompress, storedOf, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell, pathOf, without } from '../../testbed/shell/shells.ts'
import { backupOf, bytesOf, tree } from './plans.ts'
import { type Played, play } from './run.ts'

/** A producer of the test's own. It gets the number of earlier calls. */
async function producer(server: Server, text: string): Promise<string> {
  const file = join(server.folder, 'producer')
  const counter = join(server.folder, 'calls')
  await writeFile(counter, '')
  await writeFile(file, `#!/bin/sh\necho >>'${counter}'\nn=$(($(wc -l <'${counter}')))\n${text}\n`)
  await chmod(file, 0o755)
  return file
}

async function take(server: Server, text: string): Promise<Played> {
  return play(
    server,
    backupOf(server, {
      take: [bytesOf('before', 'echo', 'before'), bytesOf('data', await producer(server, text)), bytesOf('after', 'echo', 'after')],
    }),
  )
}

async function assertFailed(server: Server, played: Played, code: string, title: RegExp): Promise<void> {
  assert.deepEqual([played.code, played.failure?.code], [1, code], JSON.stringify(played.failure))
  assert.match(String(played.failure?.title), title)
  assert.deepEqual(visible(server), [])
  await assertNothingLeft(server, played.id)
}

onEachShell('a producer', shell => {
  test('that fails, fails the run with its status and its words', async t => {
    const server = await makeServer(t, shell)
    const played = await take(server, 'echo half; echo "cannot go on: \\"x\\"" >&2; exit 3')
    await assertFailed(server, played, 'E_ARCHIVE', /^Reading data ended with status 3\.$/)
    assert.equal(played.failure?.details['Said'], 'cannot go on: "x"')
  })

  test('that is killed, fails the run', async t => {
    const server = await makeServer(t, shell)
    await assertFailed(server, await take(server, 'echo half; kill -KILL $$'), 'E_ARCHIVE', /^Reading data ended with status 137\.$/)
  })

  test('whose files changed twice is read a third time, and only that is kept', async t => {
    const server = await makeServer(t, shell)
    const { code, result } = await take(server, 'seq 1 "$n"; [ "$n" -eq 3 ] || exit $((74 + n))')
    assert.equal(code, 0)
    assert.deepEqual(result?.warnings, [])
    const kept = theBackup(server)
    for (const [name, text] of [
      ['before', 'before\n'],
      ['data', '1\n2\n3\n'],
      ['after', 'after\n'],
    ] as const) {
      assert.equal(decompress(storedOf(kept, name), kept).toString(), text)
    }
  })

  test('whose files changed three times is kept as it was read, and that is said', async t => {
    const server = await makeServer(t, shell)
    const { code, events } = await take(server, 'echo "$n"; echo "tar: ./a: file changed as we read it" >&2; exit 75')
    assert.equal(code, 0)
    const kept = theBackup(server)
    const data = kept.manifest.components.find(component => component.name === 'data')
    assert.equal(data?.consistency, 'changed-while-read')
    assert.match(data?.warnings[0] ?? '', /^changed-while-read: .*three times.*file changed as we read it/)
    assert.deepEqual(
      events.filter(event => event.type === 'warning').map(event => [event['code'], event['component']]),
      [['changed-while-read', 'data']],
    )
    assert.equal(decompress(storedOf(kept, 'data'), kept).toString(), '3\n')
  })

  test('whose files shrank three times fails the run: no copy is whole', async t => {
    const server = await makeServer(t, shell)
    const played = await take(server, 'echo "$n"; echo "tar: ./a: File shrank by 9 bytes; padding with zeros" >&2; exit 76')
    await assertFailed(server, played, 'E_ARCHIVE', /^Files of data shrank while they were read, three times/)
    assert.match(String(played.failure?.details['Said']), /padding with zeros/)
  })

  test('that says why it fails is heard, and nobody else', async t => {
    const server = await makeServer(t, shell)
    const plan = backupOf(server, { take: [{ name: 'data', by: ['mb_fail', 'E_DUMP', 'the words', 'Said', 'a', 'next', 'b'] }] })
    const played = await play(server, plan)
    await assertFailed(server, played, 'E_DUMP', /^the words$/)
    const safe = 'no backup was lost; a new one is visible only if it is complete'
    assert.deepEqual(played.failure?.details, { Said: 'a', next: 'b', safe })
    assert.equal(played.events.filter(event => event.type === 'error').length, 1)
  })
})

/** Only for the first component: what hashes the archive in the end must not be what notices. */
const once = 'mkdir "$(dirname "$0")/../called" 2>/dev/null || exec "$real" "$@"; '
/** What goes wrong behind the producer: a program of the pipeline in front of the real one. */
const broken: Readonly<Record<string, { program: string; text: string }>> = {
  'a compressor that is killed': { program: 'gzip', text: `head -c 2000 | "$real" "$@"; kill -KILL $$` },
  'a compressor that fails at its end': { program: 'gzip', text: '"$real" "$@"; exit 1' },
  'a counter that is killed': { program: 'dd', text: 'case $1 in bs=65536) head -c 2000; kill -KILL $$ ;; esac; exec "$real" "$@"' },
  'a hasher that says nothing': { program: 'openssl', text: `${once}cat >/dev/null; exit 1` },
  'a hasher that is killed': { program: 'openssl', text: `${once}head -c 2000 >/dev/null; kill -KILL $$` },
}

onEachShell(
  'behind a producer',
  shell => {
    for (const [what, { program, text }] of Object.entries(broken)) {
      test(`${what} fails the run`, { skip: without(program) }, async t => {
        const server = await makeServer(t, shell)
        await server.program(program, `real='${pathOf(program) ?? program}'\n${text}`)
        const played = await take(server, 'seq 1 20000')
        await assertFailed(server, played, 'E_ARCHIVE', /into the archive failed|could not be counted|could not be taken/)
      })
    }
  },
  { over: [dash, busybox] },
)

/** A tree is not counted on its way: its tar says what it wrote. */
const counts: Readonly<Record<string, { text: string; code: string; title: RegExp }>> = {
  'says nothing of it': { text: `"$real" "$@" 2>/dev/null`, code: 'E_ARCHIVE', title: /^The bytes of paths\/data could not be counted\.$/ },
  'says another number': {
    text: `{ "$real" "$@" 2>&1 >&3 | sed 's/written: /written: 1/' >&2; } 3>&1`,
    code: 'E_VERIFY',
    title: /^paths\/data does not read back as it was taken: it has not the 1\d+ bytes that were taken\.$/,
  },
}

onEachShell(
  'a tree whose tar',
  shell => {
    for (const [what, { text, code, title }] of Object.entries(counts)) {
      test(`${what} fails the run`, async t => {
        const server = await makeServer(t, shell)
        await server.program('tar', `real='${pathOf('tar')}'\ncase " $* " in *' --totals '*) ${text} ;; *) exec "$real" "$@" ;; esac`)
        const played = await play(server, backupOf(server, { take: [tree('data', server.app)] }))
        await assertFailed(server, played, code, title)
      })
    }
  },
  { over: [dash] },
)
