// The seam of the sources: a kind of component is a folder of src/sources/ and a line of the registry. A copy of src/ gets a kind that the product does
// not have, and its command line then does with it all that it does with any other: nothing else of it knows a kind.
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Component } from '../../src/backups/manifest.ts'
import type { Verified } from '../../src/report/verified.ts'
import { artifactDetails } from '../../src/settings/settings.ts'
import { attempt, type Finished } from '../../testbed/command.ts'
import { embeddedFile, readShellFiles } from '../../tools/generate/embedded.ts'
import type { Listed } from './invoke.ts'
import { flipped, type Ran as Restored } from './putback.ts'
import { componentOf } from './restored.ts'
import type { Kept, Ran } from './stack.ts'

const root = join(import.meta.dirname, '../..')
const source = join(root, 'src')
const fixture = join(root, '__tests__/fixtures/madeup')
const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'

/** What is written into the copy's registry: an import, and the word in the list of sources. */
const registration = {
  import: "import { notes } from './madeup/madeup.ts'\n",
  list: ['volumes, paths, system]', 'volumes, paths, notes, system]'],
} as const

/** Below build/, so that packages are found from there. */
async function copyWithNotes(): Promise<string> {
  mkdirSync(join(root, 'build'), { recursive: true })
  const copy = join(mkdtempSync(join(root, 'build/madeup-')), 'src')
  cpSync(source, copy, { recursive: true })
  cpSync(fixture, join(copy, 'sources/madeup'), { recursive: true })
  const registry = join(copy, 'sources/registry.ts')
  const [before, now] = registration.list
  writeFileSync(
    registry,
    readFileSync(registry, 'utf8')
      .replace(/^(?=import )/m, registration.import)
      .replace(before, now),
  )
  writeFileSync(join(copy, 'script/embedded.ts'), embeddedFile(await readShellFiles(copy)))
  return copy
}

/** Every file below a directory, by its path. */
function filesIn(directory: string): ReadonlyMap<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = entries.map(entry => join(entry.parentPath, entry.name))
  return new Map(paths.map(path => [relative(directory, path), readFileSync(path, 'utf8')]))
}

/** The lines of one text that the other has not. */
function linesOnlyIn(one = '', other = ''): string[] {
  const known = new Set(other.split('\n'))
  return one.split('\n').filter(line => !known.has(line))
}

const good = { 'to do.note': 'one\ntwo\n', "it's $HOME é.note": `${'long '.repeat(5000)}\n`, 'empty.note': '' }
const said = ({ stdout, stderr }: Finished) => `${stdout}${stderr}`

describe('a kind of component that was made up', { skip }, () => {
  let copy: string
  let scratch: string
  let app: string
  let kept: Kept
  before(async () => {
    copy = await copyWithNotes()
    scratch = mkdtempSync(join(tmpdir(), 'madeup-'))
    app = join(scratch, 'app')
    mkdirSync(app)
    writeNotes(good)
    writeFileSync(join(app, '.env'), 'TOKEN=1\n')
  })
  after(() => {
    rmSync(scratch, { recursive: true, force: true })
    rmSync(dirname(copy), { recursive: true, force: true })
  })

  const writeNotes = (notes: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(notes)) writeFileSync(join(app, name), text)
  }
  const notes = () =>
    Object.fromEntries(readdirSync(app).flatMap(name => (name.endsWith('.note') ? [[name, readFileSync(join(app, name), 'utf8')]] : [])))
  const env = () => readFileSync(join(app, '.env'), 'utf8')
  const changeAll = () => {
    writeNotes({ 'to do.note': 'changed\n', 'added.note': 'added\n' })
    rmSync(join(app, 'empty.note'), { force: true })
    writeFileSync(join(app, '.env'), 'TOKEN=changed\n')
  }
  /** Whatever engine this machine has is not asked. */
  const elsewhere = { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } }
  const cli = (...words: readonly string[]) =>
    attempt([process.execPath, join(copy, 'entries/cli.ts'), ...words, '--app-dir', app], elsewhere)
  const outcomeOf = async <Outcome>(...words: readonly string[]): Promise<{ outcome: Outcome; log: string; code: number }> => {
    const { code, stdout, stderr } = await cli(...words, '--json')
    assert.notEqual(stdout.length, 0, stderr)
    return { code, log: stderr, outcome: JSON.parse(stdout.toString()) as Outcome }
  }
  const verify = (...words: readonly string[]) => outcomeOf<Verified>('verify', ...words)
  const restoreOf = (backup: string, ...words: readonly string[]) =>
    outcomeOf<Restored['outcome']>('restore', '--backup', backup, '--confirm', 'OUI', '--min-free', '0', ...words)
  const restore = (...words: readonly string[]) => restoreOf(kept.manifest.name, ...words)
  const byHand = (script: string, ...words: readonly string[]) =>
    attempt(['sh', script, ...words, '--confirm', 'OUI', '--min-free', '0'], elsewhere)

  test('is one folder and one line: nothing else of src/ differs', async () => {
    const [ours, copied] = [filesIn(source), filesIn(copy)]
    const own = readdirSync(fixture).map(name => `sources/madeup/${name}`)
    assert.deepEqual([...copied.keys()].filter(path => !ours.has(path)).toSorted(), own.toSorted())
    assert.deepEqual(
      [...ours.keys()].filter(path => !copied.has(path)),
      [],
    )
    const differing = [...ours.keys()].filter(path => ours.get(path) !== copied.get(path))
    assert.deepEqual(differing.toSorted(), ['script/embedded.ts', 'sources/registry.ts'])
    const registries = [copied.get('sources/registry.ts'), ours.get('sources/registry.ts')] as const
    const added = linesOnlyIn(...registries)
    const [list = ''] = linesOnlyIn(registries[1], registries[0])
    assert.deepEqual(added, [registration.import.trim(), list.replace(...registration.list)])
    // What is generated holds its shell, and nothing else that is new.
    const shell = await readShellFiles(copy)
    assert.equal(copied.get('script/embedded.ts'), embeddedFile(shell))
    shell.delete('sources/madeup/madeup.sh')
    assert.equal(ours.get('script/embedded.ts'), embeddedFile(shell))
  })

  test('is found, said, taken, read back and drilled by a backup', async () => {
    const { outcome, log, code } = await outcomeOf<Ran['outcome']>('backup', '--verify', 'drill', '--min-free', '0', '--keep', '50')
    const { published } = outcome
    assert.ok(code === 0 && published !== undefined, log)
    kept = { code, log, outcome, archive: published.path, manifest: published.manifest }
    const { counts, contents, kind, path } = componentOf(kept, 'notes')
    const bytes = Object.values(good).map(text => Buffer.byteLength(text))
    assert.deepEqual([kind, path, counts], ['notes', 'notes/all.notes', { notes: 3 }])
    assert.deepEqual(Object.values(contents['notes'] as Record<string, number>).toSorted(), bytes.toSorted())
    assert.match(log, /^ +notes +empty\.note, it's \$HOME é\.note, to do\.note$/m)
    assert.equal(published.manifest.verified, 'drill')
    assert.ok(Object.keys(published.manifest.drill?.components ?? {}).includes('notes'))
    const told = JSON.parse(outcome.outputs.components) as Pick<Component, 'name' | 'counts'>[]
    assert.deepEqual(told.find(({ name }) => name === 'notes')?.counts, { notes: 3 })
  })

  test('is planned by a dry run', async () => {
    const { code, stderr } = await cli('backup', '--dry-run', '--verify', 'drill', '--min-free', '0')
    assert.equal(code, 0, stderr)
    assert.match(stderr, /Take notes \(empty\.note, .*\)\n[\s\S]*Drill notes: restore it into a directory of its own/)
  })

  test('is in the list, and in the list of the script beside the archive', async () => {
    const { stdout } = await cli('list')
    assert.match(stdout.toString(), new RegExp(`^ *${kept.manifest.name} .* notes`, 'm'))
    const { outcome } = await outcomeOf<Listed>('list')
    const [backup] = outcome.backups
    assert.ok(backup?.manifest?.components.some(({ name, kind }) => name === 'notes' && kind === 'notes'))
    const listed = await attempt(['sh', runbook(), '--list'], elsewhere)
    assert.match(said(listed), /^ {2}notes .* notes 3$/m)
  })

  for (const where of ['server', 'runner'] as const) {
    test(`is read back by the ${where}`, async () => {
      const { outcome, log } = await verify('--where', where)
      assert.deepEqual([outcome.status, outcome.damaged, outcome.unread], ['success', [], []], log)
      assert.equal(outcome.backups[0]?.sound, kept.manifest.components.length)
    })

    test(`is named where it is damaged, by the ${where}`, async () => {
      const undo = flipped(kept, 'notes')
      try {
        const { outcome } = await verify('--where', where)
        assert.deepEqual(
          outcome.damaged.map(({ component, part }) => [component, part]),
          [['notes', 'data']],
        )
      } finally {
        undo()
      }
    })

    test(`is drilled by the ${where} when it is kept`, async () => {
      const { outcome, log } = await verify('--level', 'drill', '--where', where, '--min-free', '0', '--backup', kept.manifest.name)
      assert.equal(outcome.status, 'success', log)
      assert.match(log, /notes +restored in .*notes 3/)
      assert.match(said(await cli('list')), new RegExp(`${kept.manifest.name} .*drill`))
    })
  }

  test('that is damaged is refused before anything is touched; what is beside it comes back', async () => {
    const undo = flipped(kept, 'notes')
    try {
      changeAll()
      const refused = await restore('--components', 'notes')
      assert.equal(refused.outcome.failure?.code, 'E_VERIFY', refused.log)
      assert.match(refused.outcome.failure.title, /notes/)
      assert.equal(notes()['to do.note'], 'changed\n')
      const beside = await restore('--components', 'config')
      assert.deepEqual([beside.outcome.status, env()], ['success', 'TOKEN=1\n'], beside.log)
    } finally {
      undo()
    }
  })

  test('comes back, with all else, by a restore; its safety backup leads back', async () => {
    changeAll()
    const changed = notes()
    const shown = await cli('restore', '--backup', kept.manifest.name, '--dry-run')
    assert.match(shown.stderr, /notes +[\d.]+ kB +replaces the notes in .*\(3 notes in the backup\)/)
    const { outcome, log } = await restore()
    assert.equal(outcome.status, 'success', log)
    assert.deepEqual([notes(), env()], [good, 'TOKEN=1\n'])
    const back = await restoreOf(outcome.safetyBackup ?? '', '--components', 'notes')
    assert.deepEqual([back.outcome.status, notes()], ['success', changed], back.log)
  })

  test('comes back alone', async () => {
    changeAll()
    const { outcome, log } = await restore('--components', 'notes')
    assert.deepEqual([outcome.status, notes(), env()], ['success', good, 'TOKEN=changed\n'], log)
    assert.deepEqual(
      outcome.components.map(({ name }) => name),
      ['notes'],
    )
    assert.deepEqual(
      readdirSync(app).filter(name => name.includes('.meeshy-')),
      [],
    )
  })

  const runbook = () => join(dirname(kept.archive), '.meta', `${kept.manifest.name}.restore.sh`)

  test('comes back by hand, by the script beside the archive', async () => {
    changeAll()
    const ran = await byHand(runbook(), 'notes')
    assert.deepEqual([ran.code, notes(), env()], [0, good, 'TOKEN=changed\n'], said(ran))
    assert.match(said(ran), /^This puts back: notes \(3 notes\)/m)
    changeAll()
    const all = await byHand(runbook())
    assert.deepEqual([all.code, notes(), env()], [0, good, 'TOKEN=1\n'], said(all))
  })

  test('comes back by what script restore prints, without the script beside the archive', async () => {
    const printed = await cli('script', 'restore')
    assert.equal(printed.code, 0, printed.stderr)
    const script = join(scratch, 'restore.sh')
    writeFileSync(script, printed.stdout)
    rmSync(runbook())
    assert.ok(!existsSync(runbook()))
    changeAll()
    const ran = await byHand(script, kept.manifest.name, 'notes')
    assert.deepEqual([ran.code, notes(), env()], [0, good, 'TOKEN=changed\n'], said(ran))
  })

  test('is taken and rotated by what script backup prints', async () => {
    const printed = await cli('script', 'backup', '--min-free', '0', '--keep', '50')
    const script = join(scratch, 'backup.sh')
    writeFileSync(script, printed.stdout)
    const ran = await attempt(['sh', script], elsewhere)
    assert.equal(ran.code, 0, said(ran))
    const { outcome } = await outcomeOf<Listed>('list')
    assert.ok(outcome.backups[0]?.manifest?.components.some(({ name }) => name === 'notes'))
  })

  test('is on the page of the job, and in its artifact, redacted or not', async () => {
    const { summaryOf } = (await import(join(copy, 'report/page/summary.ts'))) as typeof import('../../src/report/page/summary.ts')
    const page = summaryOf(kept.outcome).replaceAll('<wbr>', '')
    assert.match(page, /\| <code>notes<\/code> \| <code>notes\/all\.notes<\/code> \| [^|]+ \| [^|]+ \| (3|&#51;) notes \| live \|/)
    const { artifactFiles } = (await import(join(copy, 'report/artifact.ts'))) as typeof import('../../src/report/artifact.ts')
    const { parseSettings } = (await import(join(copy, 'settings/parse.ts'))) as typeof import('../../src/settings/parse.ts')
    const { settings } = parseSettings({ surface: 'cli', values: { 'app-dir': app }, problems: [] })
    for (const details of artifactDetails) {
      const files = artifactFiles(kept.outcome, { ...settings, artifact: { details } }, {})
      const manifest = JSON.parse(files['manifest.json'] ?? '{}') as typeof kept.manifest
      assert.deepEqual(componentOf({ manifest }, 'notes').counts, { notes: 3 })
      assert.match(files['backup-metadata.txt'] ?? '', /^ {2}notes .* live {2}3 notes$/m)
    }
  })
})
