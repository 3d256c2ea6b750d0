// One server, backed up from everywhere in one workflow run: by the legs of a matrix, by two steps of a job, through a composite action, and by
// a step that may fail. Names, outputs and artifacts do not collide, and each learns what became of its own backup.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { DefaultArtifactClient } from '@actions/artifact'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { command } from '../../testbed/command.ts'
import { whyNot } from '../../testbed/machine.ts'
import { type ResultsService, startResultsService } from '../../testbed/resultsservice.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { runWorkflow } from './act.ts'

/** A step with the action, and one that tells what it handed on: who, what came of it, its outputs. */
const backup = (id: string, more = '') => `
      - id: ${id}
        uses: meeshy/backup-action@v2
        with:
          host: \${{ vars.DEPLOY_HOST }}
          user: deploy
          private-key: \${{ secrets.DEPLOY_KEY }}
          known-hosts: \${{ vars.DEPLOY_KNOWN_HOSTS }}
          scope: database
          keep: '20'${more}`
const tell = (who: string, id: string, name = 'backup-name') => `
      - if: always()
        env:
          TELLS: ${who} \${{ steps.${id}.outcome }} \${{ steps.${id}.conclusion }} name=\${{ steps.${id}.outputs.${name} }} sha256=\${{ steps.${id}.outputs.backup-sha256 }} code=\${{ steps.${id}.outputs.error-code }}
        run: echo "$TELLS" >>"$TOLD"`

const workflow = `
name: Together
on: push
jobs:
  legs:
    strategy:
      matrix:
        leg: [one, two]
    runs-on: ubuntu-24.04
    steps:${backup('backup')}${tell(`leg-\${{ matrix.leg }}`, 'backup')}
  twice:
    runs-on: ubuntu-24.04
    steps:${backup('first')}${backup('second', '\n          prefix: manual')}${tell('first', 'first')}${tell('second', 'second')}
  composite:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3 # v6.0.0
      - id: mine
        uses: ./.github/actions/mine
        with:
          host: \${{ vars.DEPLOY_HOST }}
          key: \${{ secrets.DEPLOY_KEY }}
          known-hosts: \${{ vars.DEPLOY_KNOWN_HOSTS }}
          port: '@port@'
          app-dir: '@app-dir@'${tell('composite', 'mine', 'name')}
  allowed:
    runs-on: ubuntu-24.04
    steps:${backup('backup').replace('DEPLOY_KEY', 'STRANGER').replace('uses:', 'continue-on-error: true\n        uses:')}${tell('allowed', 'backup')}
`

/** An action of the repository's own that uses ours, as people wrap it. */
const composite = `
name: Mine
description: Our backup
inputs:
  host: { required: true, description: where }
  key: { required: true, description: key }
  known-hosts: { required: true, description: host key }
  port: { required: true, description: port }
  app-dir: { required: true, description: what }
outputs:
  name:
    description: of the backup
    value: \${{ steps.backup.outputs.backup-name }}
  backup-sha256:
    description: of the archive
    value: \${{ steps.backup.outputs.backup-sha256 }}
runs:
  using: composite
  steps:
    - id: backup
      uses: meeshy/backup-action@v2
      with:
        host: \${{ inputs.host }}
        user: @user@
        port: \${{ inputs.port }}
        private-key: \${{ inputs.key }}
        known-hosts: \${{ inputs.known-hosts }}
        app-dir: \${{ inputs.app-dir }}
        min-free: 50MB
        scope: database
        keep: '20'
`

type Told = {
  readonly who: string
  readonly outcome: string
  readonly conclusion: string
  readonly name: string
  readonly sha256: string
  readonly code: string
}

describe('backups of one server, all in one run', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let service: ResultsService
  let told: readonly Told[]
  let log: string
  before(async () => {
    bed = await openBed({ seed: 'small' })
    service = await startResultsService()
    const { sshd, project } = bed
    const filled = (text: string) =>
      text.replace('@user@', sshd.user).replace('@port@', String(sshd.port)).replace('@app-dir@', project.appDir)
    const result = await runWorkflow(bed, {
      file: 'together.yml',
      event: 'push',
      text: filled(workflow),
      files: { '.github/actions/mine/action.yml': filled(composite) },
      secrets: { STRANGER: keyPair().private },
      env: service.variables,
    })
    log = result.log
    assert.equal(result.code, 0, log)
    told = result.told.trim().split('\n').map(read)
  })
  after(async () => {
    await service?.close()
    await bed?.close()
  })

  test('each learns of its own: five that are there, one that failed and did not stop its job', () => {
    assert.deepEqual(told.map(({ who }) => who).sort(), ['allowed', 'composite', 'first', 'leg-one', 'leg-two', 'second'], log)
    const [failed, ...others] = told.filter(({ outcome }) => outcome !== 'success')
    assert.deepEqual(
      [failed?.who, failed?.outcome, failed?.conclusion, failed?.code, failed?.name, others],
      ['allowed', 'failure', 'success', 'E_AUTH', '', []],
    )
  })

  test('no two have the same name, and each name is an archive with the sha256 of its outputs', async () => {
    const good = told.filter(({ outcome }) => outcome === 'success')
    assert.equal(new Set(good.map(({ name }) => name)).size, 5, JSON.stringify(told))
    for (const { name, sha256 } of good) {
      const backups = join(bed.project.appDir, 'backups')
      const [file = ''] = (await command(['find', backups, '-maxdepth', '1', '-name', `${name}.tar.*`])).toString().trim().split('\n')
      assert.equal((await command(['sha256sum', file])).toString().slice(0, 64), sha256)
    }
  })

  test('each has an artifact of its own, with the sha256 of its archive; the failed one too', async () => {
    Object.assign(process.env, service.variables)
    const { artifacts } = await new DefaultArtifactClient().listArtifacts()
    assert.equal(new Set(artifacts.map(({ name }) => name)).size, 6, JSON.stringify(artifacts))
    const jobs = artifacts.map(({ name }) => name.replace(/^backup-/, '').replace(/-1-[^-]+-[^-]+$/, ''))
    assert.deepEqual(jobs.sort(), ['allowed', 'composite', 'legs', 'legs', 'twice', 'twice'])
  })
})

function read(line: string): Told {
  const [who = '', outcome = '', conclusion = ''] = line.split(' ')
  const of = (key: string) => new RegExp(` ${key}=(\\S*)`).exec(line)?.[1] ?? ''
  return { who, outcome, conclusion, name: of('name'), sha256: of('sha256'), code: of('code') }
}
