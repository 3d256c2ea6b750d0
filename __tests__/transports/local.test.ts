// What only this machine's transport decides: what the shell may see of our environment, sudo, and a machine without a shell.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { localTransport } from '../../src/transports/local.ts'
import { run } from '../../testbed/ssh/run.ts'
import { failed } from './failing.ts'

const PATH = '/usr/bin:/bin'

test('the shell sees what a login would, and where the engine is; none of our inputs and tokens', async () => {
  const passed = {
    PATH,
    HOME: '/home/deploy',
    USER: 'deploy',
    DOCKER_HOST: 'unix:///run/user/1000/docker.sock',
    DOCKER_CONTEXT: 'rootless',
  }
  const kept = { 'INPUT_PRIVATE-KEY': 'canary', GITHUB_TOKEN: 'canary', MEESHY_PASSPHRASE: 'canary', NODE_OPTIONS: '--inspect' }
  const transport = localTransport({ sudo: false, environment: { ...passed, ...kept, SHELL: undefined } })
  const { stdout } = await run(await transport.shell(), 'env')
  const names = stdout
    .toString()
    .trim()
    .split('\n')
    .map(line => line.split('=')[0])
  // The rest is the shell's own.
  assert.deepEqual(names.filter(name => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name ?? '')).sort(), Object.keys(passed).sort())
})

test('sudo runs the same script and is never asked for a password', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sudo-'))
  try {
    writeFileSync(join(directory, 'sudo'), '#!/bin/sh\necho "sudo $1 $2 $3" >&2\nshift\nexec "$@"\n')
    chmodSync(join(directory, 'sudo'), 0o755)
    const transport = localTransport({ sudo: true, environment: { PATH: `${directory}:${PATH}` } })
    const { stdout, stderr } = await run(await transport.shell(), 'echo ran')
    assert.deepEqual([stdout.toString(), stderr.toString()], ['ran\n', 'sudo -n sh -c\n'])
  } finally {
    rmSync(directory, { recursive: true })
  }
})

test('no shell in PATH is a failure that says so', async () => {
  const { title } = await failed('E_PREREQ', localTransport({ sudo: false, environment: { PATH: '/nowhere' } }).shell())
  assert.match(title, /^Cannot start sh on this machine: /)
})

test('it is always open', async () => {
  const transport = localTransport({ sudo: false, environment: { PATH } })
  assert.deepEqual(await transport.open(), { name: 'this machine', seconds: 0 })
  await transport.close()
})
