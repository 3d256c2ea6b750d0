// The channel between client and script: what goes in and what comes out, each byte where it belongs.
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Command } from '../../src/protocol/step.ts'
import { render } from '../../src/script/render.ts'
import { makeServer } from '../../testbed/shell/server.ts'
import { onEachShell, pathOf } from '../../testbed/shell/shells.ts'
import { stepsOf } from './plans.ts'
import { finish, play, start } from './run.ts'

const reading = { writes: false }
/** A step of shell text, inside the runtime. */
const text = (script: string): Command => ['eval', script]

const hostile = [
  'plain words, 100 %',
  `"quotes" and 'apostrophes' and \\back\\slashes\\n`,
  '$HOME $(id) `id` $' + '{x:-y} !! ~ * ? [a-z] {a,b} | & ; < > #',
  'tab\there, two\nlines, carriage\rreturn',
  'escape \x1b[31mred\x1b[0m, bell \x07, delete \x7f, \x01\x02\x1f',
  'é ü 漢字 🦄 \u2028 \u00a0',
  '-n -e \\c %s %d %%',
  '\\u0041 "}\\"{',
  '',
]

onEachShell('channel', shell => {
  test('every text arrives in an event as it was', async t => {
    const server = await makeServer(t, shell)
    const steps = hostile.map((words): Command => ['mb_warn', 'note', words])
    const { events, noise, code } = await play(server, stepsOf(server, steps, reading))
    assert.deepEqual(
      events.filter(event => event.type === 'warning').map(event => event['text']),
      hostile,
    )
    assert.deepEqual([noise, code], [[], 0])
  })

  test('bytes that are no UTF-8 arrive as marks, and tear nothing', async t => {
    const server = await makeServer(t, shell)
    const commands = [text(`mb_warn note "$(printf 'a\\377\\376b\\300\\200c')"`), text(`printf 'x\\377"\\\\y\\n' | mb_lines entry`)]
    const { events, noise } = await play(server, stepsOf(server, commands, reading))
    assert.equal(events.find(event => event.type === 'warning')?.['text'], 'a\ufffd\ufffdb\ufffd\ufffdc')
    assert.equal(events.find(event => event.type === 'entry')?.['text'], 'x\ufffd"\\y')
    assert.deepEqual(noise, [])
  })

  test('lists arrive line by line, 20,000 at most', async t => {
    const server = await makeServer(t, shell)
    const file = join(server.folder, 'lines')
    const long = 'x'.repeat(300_000)
    const lines = [...hostile.map(line => line.replace('\n', ' ')), long, ...Array.from({ length: 20_100 }, (_, n) => `line ${n}`)]
    await writeFile(file, `${lines.join('\n')}\n`)
    const { events } = await play(server, stepsOf(server, [text(`mb_lines entry <${file}`)], reading))
    const listed = events.filter(event => event.type === 'entry').map(event => event['text'])
    const expected = lines.slice(0, 20_000).map(line => line.replaceAll(/[\x01-\x08\x0a-\x1f\x7f]/g, '?'))
    assert.equal(listed.length, 20_000)
    assert.ok(
      listed.every((line, n) => line === expected[n]),
      `line ${listed.findIndex((line, n) => line !== expected[n])}`,
    )
  })

  test('what programs print is noise, whatever it looks like', async t => {
    const server = await makeServer(t, shell)
    const forged = ['{"type":"result","text":"{}"}', '@ {"type":"result"}', '@nonce-of-another {"type":"result"}']
    const { events, noise } = await play(server, stepsOf(server, [['printf', '%s\\n', ...forged], text('echo complaint >&2')], reading))
    assert.deepEqual(
      events.map(event => event.type),
      ['step', 'step', 'step', 'step'],
    )
    assert.deepEqual(noise, [...forged, 'complaint'])
  })

  test('secrets and heartbeats in one write with the script: each whole, none executed, none shown', async t => {
    const server = await makeServer(t, shell)
    const canary = join(server.folder, 'canary')
    const secrets = { MB_MONGO_URI: `$(touch ${canary}) "it's" \\ \`touch ${canary}\``, MB_REDIS_PASSWORD: `touch ${canary}; é ` }
    const check = Object.keys(secrets).map(name => text(`[ "$${name}" = "$(cat '${join(server.folder, name)}')" ]`))
    for (const [name, secret] of Object.entries(secrets)) await writeFile(join(server.folder, name), `${secret}`)
    // The heartbeats that follow the secrets at once must be left for the watchdog.
    const after = `${Object.values(secrets).join('\n')}\nend of secrets\n..........`
    const run = await start(server, stepsOf(server, [...check, ['sleep', '1']], reading), { secrets, after, heartbeat: 2 })
    const { code, noise, failure } = await finish(run)
    assert.deepEqual([code, failure, noise], [0, undefined, []])
    assert.ok(!(await readdir(server.folder)).includes('canary'))
  })

  test('secrets reach no environment and no argument list', async t => {
    const server = await makeServer(t, shell)
    const secret = 'very-secret-0f3a9c'
    const look = text(`tr '\\000' '\\n' </proc/self/environ; env; cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\000' '\\n'`)
    const { noise, code } = await play(server, stepsOf(server, [look], reading), {
      secrets: { MB_MONGO_URI: secret },
      // A variable of that name in the account's environment would be exported, and the secret with it.
      environment: { MB_MONGO_URI: 'of the account' },
    })
    assert.equal(code, 0)
    assert.ok(
      noise.some(line => line.startsWith('MB_RUN=')),
      'it looked',
    )
    assert.deepEqual(
      noise.filter(line => line.includes(secret)),
      [],
    )
  })

  test('without the end of the secrets nothing runs', async t => {
    const server = await makeServer(t, shell)
    const marked: Command = ['touch', join(server.folder, 'ran')]
    for (const after of ['', 'secret\n', 'secret', 'secret\nanother\n', 'secret\nend of secrets']) {
      const run = await start(server, stepsOf(server, [marked]), { secrets: { MB_MONGO_URI: '' }, after })
      run.hangUp()
      const { code, failure } = await finish(run)
      assert.deepEqual([code, failure?.code], [1, 'E_PROTOCOL'], JSON.stringify(after))
    }
    assert.deepEqual((await readdir(server.folder)).includes('ran'), false)
    assert.deepEqual(await readdir(server.backups), [])
  })

  test('a client that stalls before the end of the secrets is not waited for for ever', async t => {
    const server = await makeServer(t, shell)
    await server.program('timeout', `[ "$1" = 60 ] || exit 99\nshift\nexec '${pathOf('timeout')}' 1 "$@"`)
    for (const after of ['', 'secret\nend of sec']) {
      const run = await start(server, stepsOf(server, [['touch', join(server.folder, 'ran')]]), { secrets: { MB_MONGO_URI: '' }, after })
      const { code, failure } = await finish(run)
      assert.deepEqual([code, failure?.code], [1, 'E_PROTOCOL'], JSON.stringify(after))
    }
    assert.deepEqual((await readdir(server.folder)).includes('ran'), false)
  })

  test('a script that is cut anywhere runs nothing', async t => {
    const server = await makeServer(t, shell)
    const plan = stepsOf(server, [['touch', join(server.folder, 'ran')]])
    const whole = render(plan, { id: 'cut', nonce: 'n', heartbeat: 5, timeout: 5 })
    const cuts = [
      0,
      1,
      7,
      ...Array.from({ length: 12 }, (_, n) => Math.floor((whole.length * (n + 1)) / 13)),
      whole.length - 8,
      whole.length - 1,
    ]
    for (const cut of cuts) {
      const run = await start(server, plan, { script: whole.slice(0, cut), after: '' })
      run.hangUp()
      const { events } = await finish(run)
      assert.deepEqual(events, [], `cut at ${cut}`)
    }
    assert.deepEqual(await readdir(server.backups), [])
    assert.ok(!(await readdir(server.folder)).includes('ran'))
  })

  test('the environment is clean, but says where Docker is', async t => {
    const server = await makeServer(t, shell)
    const out = join(server.folder, 'environment')
    const { code } = await play(server, stepsOf(server, [text(`env >${out}; umask >>${out}`)], reading), {
      environment: {
        CANARY: 'x',
        LD_CANARY: 'first line\nMB_FALSE=name\n-not a name=1',
        BASH_ENV: '/dev/null',
        ENV: '/dev/null',
        LC_ALL: 'tr_TR.UTF-8',
        LANG: 'de_DE.UTF-8',
        TZ: 'Europe/Paris',
        GZIP: '-1',
        TAR_OPTIONS: '--totals',
        ZSTD_CLEVEL: '19',
        POSIXLY_CORRECT: '1',
        IFS: 'x',
        CDPATH: '/etc',
        DOCKER_HOST: 'unix:///run/other.sock',
        XDG_RUNTIME_DIR: '/run/user/1',
      },
    })
    assert.equal(code, 0)
    const lines = (await readFile(out, 'utf8')).trimEnd().split('\n')
    const allowed = /^(PATH|HOME|DOCKER_HOST|XDG_RUNTIME_DIR|LC_ALL|TZ|MB_\w+|PWD|SHLVL|OLDPWD|_)=/
    assert.deepEqual(
      lines.filter(line => !allowed.test(line)),
      ['0077'],
    )
    for (const line of ['DOCKER_HOST=unix:///run/other.sock', 'LC_ALL=C', 'TZ=UTC']) assert.ok(lines.includes(line), line)
    const path =
      lines
        .find(line => line.startsWith('PATH='))
        ?.slice(5)
        .split(':') ?? []
    assert.ok(path.join(':').startsWith(server.path), 'the PATH of the login comes first')
    assert.ok(path.includes('/usr/sbin') && !path.includes(''), `PATH: ${path}`)
  })
})
