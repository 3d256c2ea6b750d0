// Redis in a container, with a redis-cli of the test's own: a new save, the right file, and a password nobody else sees.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, decompress, storedOf, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { busybox, dash, onEachShell } from '../../testbed/shell/shells.ts'
import { startEngine } from './engine.ts'
import { backupOf, bytesOf, type Taken } from './plans.ts'
import { type Played, play } from './run.ts'

type Redis = {
  readonly password: string
  /** What BGSAVE does to the server. */
  readonly save?: 'works' | 'fails' | 'does nothing'
  readonly file?: string
  readonly configDenied?: boolean
  /** The container's own variable. */
  readonly environment?: string
}

const sound = 'REDIS0011 three keys EOF'

async function startRedis(server: Server, redis: Redis): Promise<void> {
  const { password, save = 'works', file = sound, configDenied = false, environment = '' } = redis
  await startEngine(server, { redis: 'running' })
  const at = server.folder
  mkdirSync(join(at, 'data'))
  for (const [name, text] of [
    ['password', password],
    ['environment', environment],
    ['data/dump.rdb', file],
    ['saves', '4'],
  ] as const)
    writeFileSync(join(at, name), text)
  const program = (name: string, text: string) =>
    writeFileSync(join(at, 'inside', name), `#!/bin/sh\nat='${at}'\n${text}\n`, { mode: 0o755 })
  program(
    'sh',
    `n=0; while [ -e "$at/dies" ] && [ $n -lt 200 ]; do sleep 0.05; n=$((n + 1)); [ -e "$at/dies" ] || exit 1; done\nREDIS_PASSWORD=$(cat "$at/environment") && export REDIS_PASSWORD\nexec '${server.shell.path[0]}/sh' "$@"`,
  )
  program(
    'redis-cli',
    `printf '%s\\n' "$*" >>"$at/words"
shift
if [ "\${REDISCLI_AUTH:-}" != "$(cat "$at/password")" ]; then
  if [ -z "\${REDISCLI_AUTH:-}" ]; then echo 'NOAUTH Authentication required.'; else echo 'WRONGPASS invalid username-password pair'; fi
  exit 1
fi
case "$*" in
  PING) ${save === 'fails' ? `if grep -q BGSAVE "$at/words"; then echo 'MISCONF Redis is configured to save RDB snapshots'; else echo PONG; fi` : 'echo PONG'} ;;
  BGSAVE) ${save === 'does nothing' ? ':' : 'echo 5 >"$at/saves"'}; echo 'Background saving started' ;;
  'INFO persistence') printf '%s\\r\\n' loading:0 rdb_bgsave_in_progress:0 aof_rewrite_in_progress:0 "rdb_saves:$(cat "$at/saves")" rdb_last_bgsave_status:${save === 'fails' ? 'err' : 'ok'} aof_enabled:0 ;;
  'INFO server') echo redis_version:7.0.15 ;;
  'CONFIG GET'*) ${configDenied ? 'echo "NOPERM this user has no permissions"; exit 1' : 'case $3 in dir) printf "dir\\n%s\\n" "$at/data" ;; *) printf "dbfilename\\ndump.rdb\\n" ;; esac'} ;;
  --rdb*) cp "$at/data/dump.rdb" "$2"; echo "$2" >"$at/made" ;;
esac`,
  )
  program(
    'redis-check-rdb',
    'case $(cat "$1") in REDIS*EOF) echo "[offset 0] Checksum OK"; echo "[info] 3 keys read" ;; *) echo "--- RDB ERROR DETECTED ---"; exit 1 ;; esac',
  )
}

/** `meanwhile`: what is taken after Redis was asked, and before its snapshot is; without it, Redis is asked when its turn comes. */
function backUp(server: Server, password: string, meanwhile?: Taken): Promise<Played> {
  const take = [
    ...(meanwhile === undefined ? [] : [meanwhile]),
    { name: 'redis', path: 'redis/dump.rdb', by: ['redis_save', 'redis'] as const },
  ]
  const before = meanwhile === undefined ? {} : { take: [['mb_ask', 'redis', 'redis_begin_save', 'redis']] as const }
  return play(server, backupOf(server, { take, before, readers: { redis: 'redis' } }), { secrets: { MB_REDIS_PASSWORD: password } })
}

function saves({ folder }: Server): number {
  return readFileSync(join(folder, 'words'), 'utf8')
    .split('\n')
    .filter(words => words.endsWith('BGSAVE')).length
}

function assertTaken(server: Server, { code, failure }: Played): void {
  assert.deepEqual([code, failure], [0, undefined])
  const kept = theBackup(server)
  const component = kept.manifest.components.find(({ name }) => name === 'redis')
  assert.equal(decompress(storedOf(kept, 'redis'), kept).toString(), sound)
  assert.deepEqual([component?.counts, component?.consistency], [{ keys: 3 }, 'snapshot'])
}

onEachShell(
  'Redis in a container',
  shell => {
    test('is saved anew with the password that was given, which no argument shows', async t => {
      const server = await makeServer(t, shell)
      const password = `it's "a" $pass \\word`
      await startRedis(server, { password })
      assertTaken(server, await backUp(server, password))
      assert.ok(!readFileSync(join(server.folder, 'words'), 'utf8').includes('pass'))
    })

    test('that was asked before makes its snapshot beside what is taken meanwhile, and only one', async t => {
      const server = await makeServer(t, shell)
      await startRedis(server, { password: 'right' })
      const { folder } = server
      const until = `n=0; until grep -q BGSAVE '${folder}/words' || [ $n = 200 ]; do sleep 0.05; n=$((n + 1)); done; grep -c BGSAVE '${folder}/words'`
      assertTaken(server, await backUp(server, 'right', bytesOf('other', 'sh', '-c', until)))
      const kept = theBackup(server)
      assert.equal(decompress(storedOf(kept, 'other'), kept).toString(), '1\n')
      assert.equal(saves(server), 1)
    })

    test('that was asked, and died before it answered, is asked again', async t => {
      const server = await makeServer(t, shell)
      await startRedis(server, { password: 'right' })
      writeFileSync(join(server.folder, 'dies'), '')
      assertTaken(server, await backUp(server, 'right', bytesOf('other', 'sh', '-c', `rm '${server.folder}/dies'`)))
      assert.equal(saves(server), 1)
    })

    test('is asked with the password of its container, where none was given, letter by letter', async t => {
      const server = await makeServer(t, shell)
      const password = 'pa*word ? [x]'
      writeFileSync(join(server.folder, 'pa--word ? x'), '')
      await startRedis(server, { password, environment: password })
      assertTaken(server, await backUp(server, ''))
    })

    test('that denies CONFIG gives its snapshot another way, of which nothing is left', async t => {
      const server = await makeServer(t, shell)
      await startRedis(server, { password: '', configDenied: true })
      assertTaken(server, await backUp(server, ''))
      assert.ok(!existsSync(readFileSync(join(server.folder, 'made'), 'utf8').trim()))
    })

    const failures: Readonly<Record<string, { redis: Partial<Redis>; given: string; title: RegExp }>> = {
      'refuses the password that was given': { redis: {}, given: 'wrong', title: /^Redis in redis refused the password\.$/ },
      'wants a password that nobody knows': { redis: {}, given: '', title: /^Redis in redis refused the password\.$/ },
      'cannot save': { redis: { save: 'fails' }, given: 'right', title: /the save failed/ },
      'did not save anew': { redis: { save: 'does nothing' }, given: 'right', title: /no new save was made/ },
      'saved half a file': { redis: { file: 'REDIS0011 thr' }, given: 'right', title: /redis-check-rdb: --- RDB ERROR DETECTED/ },
    }
    const ways = Object.entries(failures).flatMap(([what, failure]) => [false, true].map(asked => ({ what, asked, ...failure })))
    for (const { what, asked, redis, given, title } of ways) {
      test(`that ${what} fails the run${asked ? ', asked before or not' : ''}`, async t => {
        const server = await makeServer(t, shell)
        await startRedis(server, { password: 'right', ...redis })
        const { code, failure, events, id } = await backUp(server, given, asked ? bytesOf('other', 'echo', 'other') : undefined)
        assert.deepEqual([code, failure?.code], [1, 'E_DUMP'], JSON.stringify(failure))
        assert.match(failure?.title ?? '', title)
        assert.ok(!JSON.stringify(events).includes('wrong'))
        assert.deepEqual(visible(server), [])
        await assertNothingLeft(server, id)
      })
    }
  },
  { over: [dash, busybox] },
)
