// What the README has people paste to make a key and to store the host key, executed as it is printed: the action then logs in with what was stored.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { command } from '../../testbed/command.ts'
import { runStep } from '../../testbed/runner/runner.ts'
import { startSample } from '../../testbed/runner/sample.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { startSshServer } from '../../testbed/ssh/sshserver.ts'
import { seen } from './assertions.ts'

const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'
const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')
/** Stands for GitHub's command line: `gh secret set NAME --env production < value` keeps the value in a file of that name. */
const gh = `#!/bin/sh
[ "$2 $4 $5" = "set --env production" ] || exit 64
cat >"$STORE/$1-$3"
`

test('key and host key, made and stored as the README says, let the action in', { skip }, async () => {
  const [, block = ''] = /^Key and host key, once.*\n\n```sh\n([\s\S]*?)```/m.exec(readme) ?? []
  const lines = block.trim().split('\n')
  assert.equal(lines.length, 5, block)
  const folder = mkdtempSync(join(tmpdir(), 'meeshy-readme-'))
  const sample = await startSample()
  const env = { PATH: `${folder}:${process.env['PATH']}`, HOME: folder, STORE: folder }
  const paste = (line = '') => command(['sh', '-euc', line], { cwd: folder, env })
  try {
    writeFileSync(join(folder, 'gh'), gh)
    chmodSync(join(folder, 'gh'), 0o755)
    const [keygen, copy, secret, scan, variable] = lines
    await paste(keygen)
    // The server learns the key, which is what the second line does where a password still lets people in.
    assert.match(copy ?? '', /^ssh-copy-id -i deploy_key\.pub deploy@deploy\.example\.org/)
    const authorizedKey = readFileSync(join(folder, 'deploy_key.pub'), 'utf8')
    const theirs = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder, DOCKER_HOST: `unix://${folder}/none.sock` }
    const server = await startSshServer({ user: 'deploy', authorizedKey, hostKeys: [keyPair().private], env: theirs })
    try {
      await paste(secret)
      assert.ok(!existsSync(join(folder, 'deploy_key')), 'the key is at GitHub alone')
      await paste(scan?.replace('deploy.example.org', `-p ${server.port} ${server.host}`))
      await paste(variable)
      const result = await runStep({
        inputs: {
          host: server.host,
          port: String(server.port),
          user: 'deploy',
          'private-key': readFileSync(join(folder, 'secret-DEPLOY_KEY'), 'utf8'),
          'known-hosts': readFileSync(join(folder, 'variable-DEPLOY_KNOWN_HOSTS'), 'utf8'),
          'app-dir': sample.appDir,
          paths: 'uploads',
          'dry-run': 'true',
        },
      })
      assert.deepEqual([result.exitCode, result.outputs['status']], [0, 'planned'], seen(result))
    } finally {
      await server.close()
    }
  } finally {
    await sample.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
