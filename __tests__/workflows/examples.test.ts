// Every example, executed as it stands against a bed: green where it should be, red where it must be, and what later steps received.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { command } from '../../testbed/command.ts'
import { whyNot } from '../../testbed/machine.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { lacksADocument, standIn } from '../e2e/standin.ts'
import { flipped } from '../runtime/damaged.ts'
import { type Run, runWorkflow } from './act.ts'

const examples = join(import.meta.dirname, '..', '..', 'examples')
/** The deploy of the repository: it says that it ran, and what it got. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills it in
const deploy = { 'deploy.sh': 'echo "deployed after $BACKUP ${BACKUP_SHA256:-}" >>"$TOLD"' }
const stranger = { DEPLOY_KEY: keyPair().private }
const named = (prefix: string) => new RegExp(`${prefix}-\\d{8}_\\d{6}`)

describe('the examples', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  const covered = new Set<string>()
  before(async () => {
    bed = await openBed({ seed: 'small' })
  })
  after(() => bed?.close())

  const run = (workflow: Parameters<typeof runWorkflow>[1]): Promise<Run> => {
    covered.add(workflow.file)
    return runWorkflow(bed, workflow)
  }
  const archives = async () =>
    (await command(['find', join(bed.project.appDir, 'backups'), '-maxdepth', '1', '-name', '*.tar.*'])).toString().trim().split('\n')

  describe('pre-deploy.yml', () => {
    test('deploys after the backup, and knows its name', async () => {
      const { code, log, told } = await run({ file: 'pre-deploy.yml', event: 'push', programs: deploy })
      assert.equal(code, 0, log)
      assert.match(told, new RegExp(`^deployed after ${named('pre-update').source} \\n$`))
      const [, name = ''] = /after (\S+)/.exec(told) ?? []
      assert.ok(
        (await archives()).some(file => file.includes(name)),
        'the archive of that name is on the server',
      )
    })

    test('does not deploy without a backup', async () => {
      const { code, log, told } = await run({ file: 'pre-deploy.yml', event: 'push', programs: deploy, secrets: stranger })
      assert.notEqual(code, 0)
      assert.match(log, /E_AUTH/)
      assert.equal(told, '')
    })
  })

  describe('backup-then-deploy.yml', () => {
    test('hands name and sha256 to the other job', async () => {
      const { code, log, told } = await run({ file: 'backup-then-deploy.yml', event: 'push', programs: deploy })
      assert.equal(code, 0, log)
      const [, name = '', sum = ''] = /^deployed after (\S+) ([0-9a-f]{64})\n$/.exec(told) ?? []
      const file = (await archives()).find(each => each.includes(name)) ?? ''
      assert.equal((await command(['sha256sum', file])).toString().slice(0, 64), sum)
    })

    test('never starts the deploy job when the backup fails', async () => {
      const { code, log, told } = await run({ file: 'backup-then-deploy.yml', event: 'push', programs: deploy, secrets: stranger })
      assert.notEqual(code, 0)
      assert.match(log, /E_AUTH/)
      assert.doesNotMatch(log, /Back up, then deploy\/deploy.*(Run|Success)/)
      assert.equal(told, '')
      // The runner prints the summary of a job at its end: it says why, what is still safe, and what to do.
      assert.match(log, /^```\nError: E_AUTH .*\n[\s\S]*?^ {2}Safe +\S.*\n {2}Next +\S[\s\S]*?^```\n[\s\S]*?There is no new backup/m)
    })

    const gate = ['          known-hosts: ', '          verify: drill\n          known-hosts: '] as const
    const workflow = { file: 'backup-then-deploy.yml', event: 'push', programs: deploy, changes: [gate] } as const

    test('deploys after a drill, and never starts the deploy job when one fails', async () => {
      const good = await run(workflow)
      assert.equal(good.code, 0, good.log)
      assert.match(good.log, /proven by a drill: a restore takes about/)
      assert.match(good.told, /^deployed after \S+ [0-9a-f]{64}\n$/)
      const before = await archives()
      const mongodump = await standIn(bed.project.mongo.container)
      await mongodump.does(lacksADocument)
      try {
        const { code, log, told } = await run(workflow)
        assert.notEqual(code, 0)
        assert.match(log, /E_VERIFY/)
        assert.match(log, /meeshy\.users: 500 documents restored, and the backup says 501/)
        assert.doesNotMatch(log, /Back up, then deploy\/deploy.*(Run|Success)/)
        assert.equal(told, '')
        assert.deepEqual(await archives(), before)
      } finally {
        await mongodump.does(null)
      }
    })
  })

  test('nightly.yml keeps its own kind', async () => {
    const { code, log } = await run({ file: 'nightly.yml', event: 'schedule' })
    assert.equal(code, 0, log)
    assert.ok((await archives()).some(file => named('nightly').test(file)))
  })

  test('fleet.yml backs up one server after the other of its matrix, and names neither like the other', async () => {
    const { code, log } = await run({ file: 'fleet.yml', event: 'workflow_dispatch' })
    assert.equal(code, 0, log)
    for (const server of ['paris', 'lyon']) assert.match(log, new RegExp(`${server}.*Backed up`))
  })

  describe('manual.yml', () => {
    const said = (log: string) => /\| (success|planned|failed|skipped) .*/.exec(log)?.[0] ?? log

    test('shows what came of it', async () => {
      const { code, log } = await run({ file: 'manual.yml', event: 'workflow_dispatch', inputs: { scope: 'database', 'dry-run': 'false' } })
      assert.equal(code, 0, log)
      assert.match(said(log), /^\| success : manual-\d{8}_\d{6}, \d+ bytes; kept: \["manual-/)
    })

    test('can be tried', async () => {
      const before = await archives()
      const { code, log } = await run({ file: 'manual.yml', event: 'workflow_dispatch', inputs: { scope: 'full', 'dry-run': 'true' } })
      assert.equal(code, 0, log)
      assert.match(said(log), /^\| planned : , {2}bytes/)
      assert.deepEqual(await archives(), before)
    })

    test('shows what went wrong', async () => {
      const workflow = { file: 'manual.yml', event: 'workflow_dispatch', inputs: { scope: 'full', 'dry-run': 'false' } } as const
      const { code, log } = await run({ ...workflow, secrets: stranger })
      assert.notEqual(code, 0)
      assert.match(said(log), /^\| failed E_AUTH: /)
    })
  })

  describe('restore.yml', () => {
    const by = async (confirm: string) => {
      const backup =
        (await archives())
          .map(file => named('pre-update').exec(file)?.[0] ?? '')
          .sort()
          .at(-1) ?? ''
      return { file: 'restore.yml', event: 'workflow_dispatch', inputs: { backup, components: 'config secrets', confirm } } as const
    }
    const env = () => join(bed.project.appDir, '.env')

    test('puts back what was named, and only after it was shown', async () => {
      const before = readFileSync(env(), 'utf8')
      writeFileSync(env(), 'A_BAD_DEPLOY=1\n')
      const { code, log } = await run(await by('OUI'))
      assert.equal(code, 0, log)
      assert.equal(readFileSync(env(), 'utf8'), before)
      assert.ok(log.indexOf('Restore/look') < log.indexOf('Restore/restore'), log)
    })

    test('does nothing without the word', async () => {
      writeFileSync(env(), 'ANOTHER=1\n')
      const { code, log } = await run(await by('oui'))
      assert.notEqual(code, 0)
      assert.match(log, /E_INPUT/)
      assert.equal(readFileSync(env(), 'utf8'), 'ANOTHER=1\n')
    })
  })

  describe('verify.yml', () => {
    test('reads every backup there is, on its schedule', async () => {
      const { code, log } = await run({ file: 'verify.yml', event: 'schedule' })
      assert.equal(code, 0, log)
      assert.match(log, /Verified \d+ backups? by read in .*: all sound/)
    })

    test('is red when one is damaged, names it, and hands it on', async () => {
      const [archive = ''] = (await archives()).filter(file => named('pre-update').test(file))
      const whole = readFileSync(archive)
      writeFileSync(archive, flipped(whole, Math.floor(whole.length / 2)))
      try {
        const name = named('pre-update').exec(archive)?.[0] ?? ''
        const { code, log } = await run({ file: 'verify.yml', event: 'workflow_dispatch', inputs: { backup: name, where: 'runner' } })
        assert.notEqual(code, 0)
        assert.match(log, new RegExp(`E_VERIFY \\[\\{"backup":"${name}","component":"[a-z/_]+","part":"data"`))
      } finally {
        writeFileSync(archive, whole)
      }
    })
  })

  describe('freshness.yml', () => {
    // What reads alone has no room to ask for.
    const fresh = { file: 'freshness.yml', event: 'schedule', changes: [['          min-free: 50MB\n', '']] } as const

    test('lists what there is, and says which is the newest', async () => {
      const { code, log } = await run(fresh)
      assert.equal(code, 0, log)
      assert.match(log, /\| (pre-update|nightly|manual|pre-restore)-\d{8}_\d{6} is there\./)
    })

    test('is red when there is no backup', async () => {
      const elsewhere = `          app-dir: ${bed.project.appDir}\n`
      const { code, log } = await run({
        ...fresh,
        changes: [...fresh.changes, [elsewhere, `${elsewhere}          backup-dir: ${bed.project.appDir}/none\n`]],
      })
      assert.notEqual(code, 0)
      assert.match(log, /There is no backup yet/)
      assert.doesNotMatch(log, /is there\./)
    })
  })

  test('all of them were executed', () => {
    assert.deepEqual(
      [...covered].sort(),
      readdirSync(examples)
        .filter(file => file.endsWith('.yml'))
        .sort(),
    )
  })
})
