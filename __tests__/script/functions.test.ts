// The runtime is one space of names: of two functions of one name the shell would take the one that is read last, and say nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scripts } from '../../src/script/embedded.ts'

test('no function of the runtime is defined twice', () => {
  const homes = new Map<string, string[]>()
  for (const [file, text] of Object.entries(scripts)) {
    for (const [, name = ''] of text.matchAll(/^([a-z_]+)\(\) \{/gm)) homes.set(name, [...(homes.get(name) ?? []), file])
  }
  assert.ok(homes.size > 300)
  // A runbook speaks to a person, not to a client, and takes its steps in its own way.
  const meant = { mb_step: ['script/runtime/events.sh', 'script/runtime/runbook.sh'] }
  assert.deepEqual(Object.fromEntries([...homes].filter(([, files]) => files.length > 1)), meant)
})
