// The runbook of a backup: its plan as text that people review, and that it is the plan of a restore, whatever of the backup is chosen.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Component as Kept, Manifest } from '../../src/backups/manifest.ts'
import { planBackup } from '../../src/plan/backup.ts'
import type { Runbook } from '../../src/plan/plan.ts'
import { planRestore } from '../../src/plan/restore.ts'
import { withRunbook } from '../../src/plan/runbook.ts'
import { quoteAll } from '../../src/protocol/quote.ts'
import type { Command, Step } from '../../src/protocol/step.ts'
import { definedFunctions, render } from '../../src/script/render.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { select } from '../../src/sources/registry.ts'
import type { View } from '../../src/sources/source.ts'
import { Sensitive } from '../../src/text/sensitive.ts'
import { container, facts, mounted, settings, viewOf, volume } from '../sources/meeshy.ts'

const run = { id: 'r', nonce: 'n', heartbeat: 1, timeout: 1 }

function planned(view: View = viewOf()) {
  return withRunbook(planBackup(view, select(view), {}), view)
}

function runbookOf(view: View = viewOf()): Runbook {
  const { runbook } = planned(view)
  assert.ok(runbook)
  return runbook
}

function lines({ components, without, here, anew }: Runbook): string[] {
  const forWhom = ({ serves, unless = [] }: Step) => {
    if (serves === undefined) return ''
    const names = serves.length === components.length ? 'any' : serves.join(', ')
    return `   (for ${names}${unless.length === 0 ? '' : `, not with ${unless.join(', ')}`})`
  }
  const list = (steps: readonly Step[]) =>
    steps.flatMap((step, n) => [`${String(n + 1).padStart(2)}. ${step.title}${forWhom(step)}`, `      ${quoteAll(step.command)}`])
  return [
    `Puts back: ${components.join(', ')}`,
    ...without.map(({ name, why }) => `Does not put back: ${name}: ${why}`),
    '',
    'While the containers are there',
    ...list(here),
    '',
    'When the containers are gone',
    ...list(anew),
  ]
}

test('it reads as in runbook.golden.txt', () => {
  const golden = join(import.meta.dirname, 'runbook.golden.txt')
  const text = `${lines(runbookOf()).join('\n')}\n`
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text)
  assert.equal(text, readFileSync(golden, 'utf8'))
})

test('it names only functions that the runtime has', () => {
  const known = definedFunctions()
  const { here, anew } = runbookOf()
  for (const { command } of [...here, ...anew])
    for (const word of command.filter(each => each.startsWith('mb_'))) assert.ok(known.has(word), word)
})

/** What a restore of some components does, in the words of a plan, without what a runbook must leave to the day. */
const today = (steps: readonly { readonly title: string; readonly command: Command }[]) =>
  steps
    .filter(({ command }) => !['mb_catalogue', 'mb_hold_users', 'mb_room', 'mb_prove_rest', 'mb_if_whole'].includes(command[0]))
    .map(({ title, command }) => [title, ...command])

/** What mb_hold_each makes of its words: the containers of what was chosen. */
function resolved({ id, title, command: [verb, how = '', ...words], ...rest }: Step, names: readonly string[]): Step[] {
  if (verb !== 'mb_hold_each')
    return [{ id, title, command: [verb, how, ...words].filter((word, n) => n !== 1 || word !== '') as [string], ...rest }]
  const held = words
    .join(' ')
    .split(' --')
    .map(text => text.trim())
    .filter(text => text !== '')
    .flatMap(text => {
      const [uses = '', spared = ''] = text.split(' !')
      const [container = '', ...serves] = uses.split(' ')
      const isChosen = (list: readonly string[]) => list.some(name => names.includes(name))
      return isChosen(serves) && !isChosen(spared.trim().split(' ')) ? [container] : []
    })
  return held.length === 0
    ? []
    : [{ id, title: `${how === 'pause' ? 'Pause' : 'Stop'} ${held.join(', ')}`, command: ['mb_hold', how, ...held] }]
}

const chosenOf = (steps: readonly Step[], names: readonly string[]) =>
  steps
    .filter(
      ({ serves, unless = [] }) =>
        (serves === undefined || serves.some(name => names.includes(name))) && !unless.some(name => names.includes(name)),
    )
    .flatMap(step => resolved(step, names))

/** The manifest that such a backup ends with. */
function manifestOf(view: View): Manifest {
  const plan = planBackup(view, select(view), {})
  const components = plan.steps.flatMap(({ command: [verb, name = '', path = ''] }): Kept[] => {
    if (verb !== 'mb_collect') return []
    const measured = {
      rawBytes: 1,
      offset: 0,
      length: 1,
      sha256: '',
      counts: {},
      consistency: 'exact',
      warnings: [],
      milliseconds: 0,
      contents: {},
    }
    return [
      {
        ...measured,
        ...(plan.known[name] as Pick<Kept, 'kind' | 'details' | 'paths'>),
        name,
        path: path.replace('<stamp>', '20261122_174512'),
      },
    ]
  })
  const archive = { file: '', bytes: 1, sha256: '', compression: 'zstd' } as const
  return {
    ...(plan.known['table'] as Pick<Manifest, 'project' | 'images'>),
    name: 'the backup',
    archive,
    components,
  } as unknown as Manifest
}

describe('whatever is chosen, it is the plan of a restore of just that', () => {
  const view = viewOf()
  const manifest = manifestOf(view)
  const { components, here, anew } = runbookOf()
  const choices = fc.subarray([...components], { minLength: 1 })
  const restoring = (names: readonly string[]): Settings => ({ ...settings, restore: { ...settings.restore, components: names } })

  test('while the containers are there', () => {
    fc.assert(
      fc.property(choices, names => {
        const { plan } = planRestore({ view: { ...view, settings: restoring(names) }, manifest, create: false }, {})
        assert.deepEqual(today(chosenOf(here, names)), today(plan.steps))
      }),
    )
  })

  test('when containers and volumes are gone', () => {
    const gone = { ...facts, containers: [], volumes: [], application: null }
    fc.assert(
      fc.property(choices, names => {
        const target = {
          view: { ...view, facts: gone, settings: restoring(names), project: { name: '', containers: [], volumes: [] } },
          manifest,
          create: true,
        }
        // What may still be there is kept first, and is not in the plan of one who saw that it is gone.
        const steps = chosenOf(anew, names).filter(({ title }) => !title.startsWith('Keep what is there'))
        assert.deepEqual(today(steps), today(planRestore(target, {}).plan.steps))
      }),
    )
  })
})

describe('a runbook', () => {
  test('holds the restore of a server that is as it should be, whatever it is like while the backup is made', () => {
    const containers = facts.containers.map(each => (each.service === 'gateway' ? { ...each, state: 'paused' } : each))
    const user = { id: 1000, name: 'deploy' }
    const { here } = runbookOf(viewOf({ facts: { containers, user } }))
    assert.deepEqual(today(here), today(runbookOf().here))
  })

  test('leaves out what no restore could put back, and says why', () => {
    const bound = volume('archive', { kind: 'none' })
    const user = container('cron', 'meeshy/cron:1', { mounts: [mounted('archive', '/archive')] })
    const view = viewOf({ facts: { volumes: [...facts.volumes, bound], containers: [...facts.containers, user] } })
    const { components, without } = runbookOf(view)
    assert.ok(!components.includes('volumes/archive'))
    assert.match(without.find(({ name }) => name === 'volumes/archive')?.why ?? '', /mount of a directory/)
  })

  test('names the paths outside of the application that it writes', () => {
    const configPaths = ['.env', '/etc/letsencrypt'].map(path => ({ path, optional: false }))
    assert.deepEqual(runbookOf(viewOf({ settings: { sources: { 'config-paths': configPaths } } })).outside, ['/etc/letsencrypt'])
    assert.deepEqual(runbookOf().outside, [])
  })

  test('of a backup of files without a project makes no containers', () => {
    const view = {
      ...viewOf({
        settings: { sources: { paths: [{ path: 'media', optional: false }] } },
        facts: { present: new Set(['/opt/meeshy/media']) },
      }),
      project: { name: '', containers: [], volumes: [] },
    }
    assert.deepEqual(runbookOf(view).anew, [])
  })

  test('is in the script between the lines by which it is taken from there, with no secret in it', () => {
    const view = viewOf({ settings: { sources: { 'mongo-uri': new Sensitive('mongodb://u:hidden@h') } } })
    const script = render(planned(view), run)
    assert.ok(!script.includes('hidden'))
    const shared =
      /^# What every runbook has too begins here\.$([\s\S]*)^# What follows is of this script alone\.$/m.exec(script)?.[1] ?? ''
    assert.match(shared, /^mb_runbook_here\(\) \{$/m)
    assert.match(shared, /^MB_RUNBOOK_SECRETS=MB_MONGO_URI$/m)
    for (const line of ['MB_RUN=r', 'MB_NONCE=n', 'MB_OPERATION=backup']) {
      assert.ok(script.includes(`\n${line}\n`), line)
      assert.ok(!shared.includes(`\n${line}\n`), line)
    }
  })

  test('is in no script that publishes nothing', () => {
    const view = viewOf()
    const plan = planBackup(view, select(view), {})
    assert.equal(withRunbook({ ...plan, known: {}, components: [], steps: [] }, view).runbook, undefined)
  })
})
