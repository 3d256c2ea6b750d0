// The page for 3 a.m., in both languages: its commands as they are printed, with the names of a bed in the place of those that stand for yours.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fromArguments } from '../../src/settings/arguments.ts'
import { help } from '../../src/settings/help.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { differences } from '../../testbed/compare.ts'
import { docker } from '../../testbed/docker.ts'
import { whyNot } from '../../testbed/machine.ts'
import { type Console, consoleOf } from './byhand.ts'
import { cutOffAt } from './cutoff.ts'
import { blocksOf, choose, english, french, namesOn, oui, type Person, personOf, printed } from './nightpage.ts'
import { assertTidy, change, everythingOf, restoreOf } from './putback.ts'
import { backUp, type Kept } from './stack.ts'

const languages = Object.entries({ 'restore.md': english, 'restauration.md': french })

for (const [name, page] of languages) {
  test(`${name} marks every block of commands, so that none goes untried`, () => {
    const fences = page.match(/^ *(```|~~~)/gm)?.length ?? 0
    assert.ok(fences > 0)
    assert.equal(blocksOf(page).size * 2, fences, 'each with a name of its own')
  })
}

test('every block is typed by a test, here or in the test that is named', () => {
  const texts = { 'old archive': 'old-restore.test.ts' }
  for (const block of blocksOf(english).keys()) {
    const file = join(import.meta.dirname, texts[block as keyof typeof texts] ?? 'emergency.test.ts')
    assert.match(readFileSync(file, 'utf8'), new RegExp(`await .*\\b(type|follow)\\('${block}'`), block)
  }
})

test('both pages print the same commands, in blocks and between words', () => {
  const commands = (page: string) => [...blocksOf(page)].map(([name, text]) => [name, text.replace(/ +# .*$/gm, '')])
  assert.deepEqual(commands(french), commands(english))
  const own: Readonly<Record<string, string>> = { NOM: 'NAME', nom: 'name', DOSSIER: 'DIR', FICHIER: 'FILE' }
  const between = (page: string) => {
    const spans = [...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`((?:--|docker |meeshy-backup |tar |mongorestore )[^`]+)`/g)]
    return [...new Set(spans.map(([, text = '']) => text.replace(/\b(?:NOM|nom|DOSSIER|FICHIER)\b/g, word => own[word] ?? word)))].sort()
  }
  assert.ok(between(english).length > 10)
  assert.deepEqual(between(french), between(english))
})

test('the flags between words are understood', () => {
  // Of programs that are not ours, or of the runbook alone.
  const others = ['--oplogReplay', '--volumes', '--follow']
  const spans = [...english.matchAll(/`(--[^`]+)`/g)].map(([, text = '']) => text).filter(text => !others.includes(text))
  assert.ok(spans.length > 10)
  for (const span of new Set(spans)) {
    const words = span
      .replace(/ FILE$/, '')
      .replace(/\bDIR\b/, '/srv/dir')
      .split(' ')
    // A flag without a value, or with a file that is not there, is looked for in the help.
    if (words.length === 1) assert.match(help('restore'), new RegExp(`${words[0]}\\b`), span)
    else {
      const name = words.includes('--confirm') ? [] : ['--confirm', 'OUI']
      const invocation = fromArguments(['restore', ...words, ...name], { env: {}, home: '/', read: () => 'a key' })
      assert.ok(invocation.kind === 'run')
      assert.deepEqual(invocation.given.problems, [], span)
      parseSettings(invocation.given)
    }
  }
})

describe('the page for 3 a.m.', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let kept: Kept
  let server: Console
  let person: Person
  let good: Awaited<ReturnType<typeof everythingOf>>
  before(async () => {
    bed = await openBed({ seed: 'small' })
    good = await everythingOf(bed)
    kept = await backUp(bed, ['--compression', 'zstd'])
    server = await consoleOf(bed)
    person = personOf(bed)
  })
  after(() => bed?.close())

  /** Types a block on the server, where there is nothing but a shell and docker. */
  async function follow(block: string, input = ''): Promise<string> {
    const here = printed(block, { ...namesOn(bed), 'pre-update-20261122_174512': kept.manifest.name })
    const { code, stdout, stderr } = await server.type(`set -e\n${here}`, input)
    assert.equal(code, 0, stdout.toString() + stderr)
    return stdout.toString() + stderr
  }

  test('shows which backups there are, what is in one, and what would be done', async () => {
    assert.match(await follow('runbook list'), /^ {2}database .* documents \d+/m)
    assert.match(await follow('runbook dry run'), /nothing was changed\.$/m)
  })

  test('makes one script for all backups, which lists them where there is no Node', async () => {
    await person.type('one script')
    const { code, stdout, stderr } = await server.type(`sh ${join(person.home, 'meeshy-restore-backup.sh')} --list`)
    assert.equal(code, 0, stderr)
    assert.ok(`${stdout}${stderr}`.includes(kept.manifest.name), `${stdout}${stderr}`)
  })

  test('puts the database back by the runbook', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    await follow('runbook part', 'OUI\n')
    assert.deepEqual(differences(await everythingOf(bed), { ...now, database: good.database }), [])
    assertTidy(bed)
  })

  test('puts the collections of the database back by hand, with tar and docker alone', async () => {
    await change(bed)
    assert.match(await follow('database by hand'), / 0 document\(s\) failed to restore/)
    const { database } = await everythingOf(bed)
    const { newcoll: _added, ...meeshy } = database['meeshy'] ?? {}
    assert.deepEqual(differences({ ...database, meeshy }, good.database), [])
  })

  test('puts everything back by one command from elsewhere, and its safety backup leads back again', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    const said = await person.type('command', [choose(kept.manifest.name), oui])
    assert.deepEqual(differences(await everythingOf(bed), good), [])
    const [, safety = ''] = /The safety backup (pre-restore-\d{8}_\d{6}) holds the previous state\./.exec(said) ?? []
    await person.type('safety backup', [oui], { 'pre-restore-20261123_031502': safety })
    assert.deepEqual(differences(await everythingOf(bed), now), [])
    assertTidy(bed)
  })

  test('after a power cut puts back what was there, or restores once more', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    await cutOffAt(bed, 'before-start', { backup: kept.manifest.name, components: 'config' })
    assert.notEqual(readFileSync(join(bed.project.appDir, 'env.production'), 'utf8'), 'CHANGED=1\n')
    await person.type('undo')
    assert.deepEqual(differences(await everythingOf(bed), now), [])
    assertTidy(bed)
    await cutOffAt(bed, 'put-database', { backup: kept.manifest.name, components: 'database' })
    await person.type('resume')
    assert.deepEqual(differences(await everythingOf(bed), { ...now, database: good.database }), [])
    assertTidy(bed)
  })

  test('whose undo failed is put back by hand, and the next backup finds nothing incomplete', async () => {
    await change(bed)
    const now = await everythingOf(bed)
    const { appDir } = bed.project
    const run = await cutOffAt(bed, 'before-start', { backup: kept.manifest.name, components: 'config' })
    const aside = readdirSync(appDir).filter(name => name.endsWith(`.meeshy-old-${run}`))
    assert.ok(aside.includes(`nginx.meeshy-old-${run}`))
    for (const name of aside.map(each => each.replace(`.meeshy-old-${run}`, ''))) {
      await person.type('undo by hand', [], { nginx: name, RUN: run })
      rmSync(join(appDir, `${name}.broken`), { recursive: true })
    }
    await person.type('all is back', [], { RUN: run })
    assert.deepEqual(differences(await everythingOf(bed), now), [])
    await backUp(bed, ['--scope', 'database'])
    assertTidy(bed)
  })

  test('over a database whose files are broken makes its volume anew', async () => {
    await docker(['stop', bed.project.containers['database'] ?? ''])
    const refused = await restoreOf(bed, ['--components', 'database', '--confirm', 'OUI', '--backup', kept.manifest.name])
    assert.equal(refused.outcome.failure?.code, 'E_DOCKER', refused.log)
    const there = {
      '/var/lib/docker': await docker(['info', '--format', '{{.DockerRootDir}}']),
      '/root/broken-mongo-data': join(bed.lease.folder, 'broken'),
    }
    await person.type('database does not start', [choose(kept.manifest.name), oui], there)
    assert.deepEqual(differences((await everythingOf(bed)).database, good.database), [])
    assert.ok(readdirSync(there['/root/broken-mongo-data']).length > 0)
    assertTidy(bed)
  })
})
