// What GitHub would refuse in our workflows, and what an attacker could use in them.
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { command } from '../../testbed/command.ts'
import { whyNot } from '../../testbed/machine.ts'
import { workflowAuditor, workflowLinter } from '../../testbed/tools.ts'

const root = join(import.meta.dirname, '..', '..')
const workflows = ['.github/workflows/*.yml', 'examples/*.yml'].flatMap(pattern => globSync(pattern, { cwd: root })).sort()

test('actionlint finds nothing in our workflows and examples', { skip: whyNot() ?? false }, async () => {
  await command([await workflowLinter(), ...workflows], { cwd: root })
})

test('zizmor finds nothing in them, nor in our actions', { skip: whyNot() ?? false }, async () => {
  const actions = globSync(['action.yml', '*/action.yml'], { cwd: root, exclude: ['node_modules/**'] })
  await command([await workflowAuditor(), '--offline', '--quiet', '--config', '.github/zizmor.yml', ...workflows, ...actions], {
    cwd: root,
  })
})
