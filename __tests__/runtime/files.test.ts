// Configuration and secrets: small sets of files, whatever they are called and wherever their links lead.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { assertNothingLeft, theBackup, visible } from '../../testbed/shell/backups.ts'
import { makeServer, type Server } from '../../testbed/shell/server.ts'
import { onEachShell, pathOf, type Shell } from '../../testbed/shell/shells.ts'
import { backupOf } from './plans.ts'
import { type Played, play } from './run.ts'

function write(file: string, text: string, mode = 0o640): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  chmodSync(file, mode)
}

async function take(server: Server, ...items: string[]): Promise<Played> {
  return play(server, backupOf(server, { take: [{ name: 'config', by: ['files_take', 'config', ...items] }] }))
}

/** The files of `config/` in the one archive, taken out. */
function config(server: Server): string {
  const { bytes, manifest } = theBackup(server)
  execFileSync('tar', ['-xzpf', '-', '-C', server.folder], { input: bytes })
  return join(server.folder, manifest.name, 'config')
}

function filesIn(directory: string, below = ''): string[] {
  return readdirSync(join(directory, below), { withFileTypes: true })
    .flatMap(entry =>
      entry.isDirectory() ? [`${below}${entry.name}/`, ...filesIn(directory, `${below}${entry.name}/`)] : [`${below}${entry.name}`],
    )
    .toSorted()
}

function realCp({ tar }: Shell): string {
  return tar === 'gnu' ? String(pathOf('cp')) : `${pathOf('busybox')} cp`
}

/** Shell text that runs this: once in all, or each time. */
function altering(server: Server, when: string, text: string): string {
  return `[ ${when} = always ] || mkdir '${server.folder}/altered' 2>/dev/null || exit 0\n${text}`
}

async function assertRefused(server: Server, played: Played, code: string, title: RegExp): Promise<void> {
  assert.deepEqual([played.code, played.failure?.code], [1, code], JSON.stringify(played.failure))
  assert.match(String(played.failure?.title), title)
  assert.deepEqual(visible(server), [])
  await assertNothingLeft(server, played.id)
}

onEachShell('listed files', shell => {
  test('are kept byte for byte under every name, with their modes', async t => {
    const server = await makeServer(t, shell)
    const names = ['-rf', '*', '$(touch x)', "it's", 'two words', '"', '\\n', '~', '?', '=', 'é.env', '-', '--help', '@root', 'a;b']
    for (const [n, name] of names.entries()) write(join(server.app, name), `file ${n}\n`, 0o600 | (n * 8))
    const { code, failure, result } = await take(server, ...names.map(name => `=${name}`))
    assert.deepEqual([code, failure], [0, undefined])
    assert.deepEqual(result?.components[0]?.counts, { files: names.length })
    const to = config(server)
    assert.deepEqual(filesIn(to), names.toSorted())
    for (const [n, name] of names.entries()) {
      assert.equal(readFileSync(join(to, name), 'utf8'), `file ${n}\n`)
      assert.equal(lstatSync(join(to, name)).mode & 0o7777, 0o600 | (n * 8), name)
    }
  })

  test('are counted one by one, although a name has several lines', async t => {
    const server = await makeServer(t, shell)
    for (const name of ['plain', 'two\nlines', '\n', 'three\n\nlines']) write(join(server.app, 'nginx', name), 'x')
    chmodSync(join(server.app, 'nginx', 'two\nlines'), 0o4750)
    const { code, failure, result, events } = await take(server, '=nginx')
    assert.deepEqual([code, failure], [0, undefined])
    assert.deepEqual(result?.components[0]?.counts, { files: 4 })
    assert.match(String(events.find(event => event.type === 'warning' && event['code'] === 'special')?.['text']), /^1 special files/)
  })

  test('in directories keep their place; links in a directory stay links', async t => {
    const server = await makeServer(t, shell)
    write(join(server.app, 'nginx/conf.d/site.conf'), 'site\n')
    mkdirSync(join(server.app, 'nginx/empty'), { mode: 0o750 })
    symlinkSync('conf.d/site.conf', join(server.app, 'nginx/current'))
    symlinkSync('/nowhere', join(server.app, 'nginx/dangling'))
    write(join(server.app, 'deploy/prod/app.env'), 'A=1\n')
    const elsewhere = join(server.folder, 'etc/app.conf')
    write(elsewhere, 'absolute\n')
    // The first of two that overlap must not push the second a level down.
    const { code, failure } = await take(
      server,
      '=nginx/conf.d',
      '=nginx',
      '=deploy/prod/app.env',
      `=${elsewhere}`,
      `=${server.app}/deploy/prod`,
    )
    assert.deepEqual([code, failure], [0, undefined])
    const to = config(server)
    const root = `@root${server.folder}/etc/`
    assert.deepEqual(
      filesIn(to).filter(path => !root.startsWith(path)),
      [
        `${root}app.conf`,
        'deploy/',
        'deploy/prod/',
        'deploy/prod/app.env',
        'nginx/',
        'nginx/conf.d/',
        'nginx/conf.d/site.conf',
        'nginx/current',
        'nginx/dangling',
        'nginx/empty/',
      ],
    )
    assert.equal(readFileSync(join(to, `${root}app.conf`), 'utf8'), 'absolute\n')
    assert.equal(readlinkSync(join(to, 'nginx/current')), 'conf.d/site.conf')
    assert.equal(lstatSync(join(to, 'nginx/empty')).mode & 0o7777, 0o750)
  })

  test('that are links are kept as what they lead to', async t => {
    const server = await makeServer(t, shell)
    write(join(server.app, 'shared/env.production'), 'SECRET=1\n', 0o600)
    symlinkSync('shared/env.production', join(server.app, '.env'))
    const { code, failure } = await take(server, '=.env')
    assert.deepEqual([code, failure], [0, undefined])
    assert.deepEqual(filesIn(config(server)), ['.env'])
    assert.ok(lstatSync(join(config(server), '.env')).isFile())
    assert.equal(readFileSync(join(config(server), '.env'), 'utf8'), 'SECRET=1\n')
  })

  test('that are missing: an error where they were asked for, a warning where they were found, silence with a ?', async t => {
    const server = await makeServer(t, shell)
    symlinkSync('/nowhere', join(server.app, 'dangling'))
    write(join(server.app, 'there'), 'there\n')
    await assertRefused(server, await take(server, '=there', '=gone'), 'E_NOT_FOUND', /gone, which config-paths names, is not there/)
    await assertRefused(server, await take(server, '=dangling'), 'E_NOT_FOUND', /dangling, which/)
    const { code, events } = await take(server, '=there', '~dangling', '~found-before', '?maybe')
    assert.equal(code, 0)
    assert.deepEqual(
      events.filter(event => event.type === 'warning').map(event => [event['code'], event['component'], event['text']]),
      ['dangling', 'found-before'].map(name => [
        'missing',
        'config',
        `${server.app}/${name} belongs to config, but is missing or leads nowhere.`,
      ]),
    )
    assert.deepEqual(filesIn(config(server)), ['there'])
  })

  test('of which one changes while it is copied are copied again; of which one changes each time are kept, and that is said', async t => {
    for (const when of ['once', 'always']) {
      const server = await makeServer(t, shell)
      write(join(server.app, '.env'), 'SECRET=1\n', 0o600)
      // A file of the same size and the same inode takes the place of what was copied.
      await server.program('cp', `${realCp(shell)} "$@" || exit\n${altering(server, when, `echo SECRET=2 >'${server.app}/.env'`)}`)
      const { code, failure, result, events } = await take(server, '=.env', '~gone')
      assert.deepEqual([code, failure], [0, undefined])
      assert.equal(readFileSync(join(config(server), '.env'), 'utf8'), 'SECRET=2\n')
      const warnings = events.filter(event => event.type === 'warning' && event['code'] !== 'plain-tar')
      assert.deepEqual(
        warnings.map(event => event['code']),
        when === 'once' ? ['missing'] : ['missing', 'changed-while-read'],
      )
      assert.equal(result?.components[0]?.consistency, when === 'once' ? 'exact' : 'changed-while-read')
      if (when === 'always') assert.match(String(warnings[1]?.['text']), /three times.*\(.*\/\.env changed while it was copied\)/)
    }
  })

  test('that cannot be looked at are not called exact', async t => {
    const server = await makeServer(t, shell)
    write(join(server.app, '.env'), 'SECRET=1\n', 0o600)
    const real = shell.tar === 'gnu' ? String(pathOf('find')) : `${pathOf('busybox')} find`
    await server.program('find', `case "$*" in *'-exec stat'*) exit 1 ;; esac\nexec ${real} "$@"`)
    const { code, result } = await take(server, '=.env')
    assert.deepEqual([code, result?.components[0]?.consistency], [0, 'changed-while-read'])
  })

  test('among which one comes or goes while they are copied are copied again', async t => {
    for (const change of [`echo new >'DIRECTORY/z'`, `rm -f 'DIRECTORY/b'`]) {
      const server = await makeServer(t, shell)
      const directory = join(server.app, 'conf.d')
      for (const name of ['a', 'b']) write(join(directory, name), `${name}\n`)
      await server.program('cp', `${realCp(shell)} "$@" || exit\n${altering(server, 'once', change.replace('DIRECTORY', directory))}`)
      const { code, result } = await take(server, '=conf.d')
      assert.deepEqual([code, result?.warnings], [0, []])
      assert.deepEqual(filesIn(join(config(server), 'conf.d')), readdirSync(directory).toSorted())
    }
  })

  test('that leave the application by a link are refused', async t => {
    const server = await makeServer(t, shell)
    write(join(server.folder, 'outside/passwords'), 'not yours\n')
    symlinkSync('../outside', join(server.app, 'data'))
    symlinkSync('../outside/passwords', join(server.app, 'link'))
    symlinkSync(server.app, join(server.folder, 'app-by-another-name'))
    write(join(server.app, 'inside'), 'fine\n')
    await assertRefused(
      server,
      await take(server, '=data/passwords'),
      'E_INPUT',
      /leads out of the application directory, to .*\/outside\/passwords/,
    )
    await assertRefused(server, await take(server, '=link'), 'E_INPUT', /leads out of the application directory/)
    // The application directory itself may be a link.
    const moved: Server = { ...server, app: join(server.folder, 'app-by-another-name') }
    const { code, failure } = await take(moved, '=inside')
    assert.deepEqual([code, failure], [0, undefined])
  })
})
