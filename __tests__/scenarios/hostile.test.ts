// A server that says whatever it likes: noise around the script, and a liar that knows the nonce. The runner obeys none of it.
import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Result, runStep } from '../../testbed/runner/runner.ts'
import { type Sample, startSample } from '../../testbed/runner/sample.ts'
import { keyPair } from '../../testbed/ssh/keypair.ts'
import { startSshServer } from '../../testbed/ssh/sshserver.ts'
import { hostileNames } from '../report/hostile.ts'
import { assertFailed, assertSucceeded, seen } from './assertions.ts'

const skip = process.platform === 'linux' ? false : 'the server is this machine, and it must be Linux'

/** Says all that it can think of, on both outputs, before it is an ordinary shell. */
const noisy = `const all = ${JSON.stringify(hostileNames)}.join('\\n') + '\\n::set-output name=error-code::E_FORGED\\n::stop-commands::x\\r::add-mask::a\\n##[set-output name=status]forged\\n::group::forged\\n'
process.stdout.write(all); process.stderr.write(all)
process.stdout.write(Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a])); process.stdout.write('::error::' + 'x'.repeat(10_000_000) + '\\n')
const { spawnSync } = await import('node:child_process')
process.exitCode = spawnSync('sh', process.argv.slice(2), { stdio: 'inherit' }).status ?? 1`

/** Takes the script, finds the nonce in it, and tells the client's own events with the worst in every field. */
const lying = `let heard = ''
process.stdin.setEncoding('utf8').on('data', text => {
  heard += text
  const nonce = /^MB_NONCE=(.*)$/m.exec(heard)?.[1]
  if (nonce === undefined || !heard.includes('end of secrets')) return
  const all = ${JSON.stringify(hostileNames)}.join('\\n')
  const tell = event => process.stdout.write('\\n@' + nonce + ' ' + JSON.stringify(event) + '\\n')
  for (let n = 0; n < 30; n++) tell({ type: 'warning', code: all, text: all })
  const details = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [n + all, all.repeat(3)]))
  tell({ type: 'error', code: '::set-output name=status::success', title: all, details })
  process.exit(1)
})`

describe('a hostile server', { skip }, () => {
  let sample: Sample
  let folder: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hostile-'))
    sample = await startSample()
  })
  after(async () => {
    await sample.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A run against a server whose login shell is this program. */
  async function against(program: string): Promise<Result> {
    const path = join(folder, `shell-${Date.now()}.mjs`)
    writeFileSync(path, `#!${process.execPath}\n${program}\n`)
    chmodSync(path, 0o755)
    const key = keyPair()
    const env = { PATH: process.env['PATH'], HOME: folder, DOCKER_HOST: `unix://${folder}/none.sock` }
    const server = await startSshServer({ user: 'deploy', authorizedKey: key.public, env, loginShell: path })
    try {
      const access = {
        host: server.host,
        port: String(server.port),
        user: server.user,
        'private-key': key.private,
        'known-hosts': server.knownHosts,
      }
      return await runStep({ inputs: { ...access, 'app-dir': sample.appDir, paths: 'uploads', 'min-free': '10MB' }, debug: true })
    } finally {
      await server.close()
    }
  }

  function assertInert(result: Result): void {
    for (const line of result.log) {
      assert.doesNotMatch(line, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]/, JSON.stringify(line.slice(0, 200)))
      assert.ok(line.length <= 4100, `${line.length} characters in a line`)
    }
    assert.ok(result.log.length < 3000, `${result.log.length} lines`)
    assert.deepEqual(
      result.groups.map(({ title }) => title.startsWith('▸ ')),
      result.groups.map(() => true),
    )
    assert.ok(!result.masks.includes('a'), 'a mask was forged')
    assert.ok(Buffer.byteLength(result.summary) < 1024 * 1024)
    assert.doesNotMatch(
      result.summary.replace(/```[\s\S]*?```/g, ''),
      /<(?!\/?(?:code|wbr|details|summary)>)|\]\((?!https:\/\/github\.com\/meeshy)/,
    )
    for (const value of Object.values(result.outputs)) assert.doesNotMatch(value, /^\s*::|##\[/m)
  }

  test('that is noisy is still backed up, and nothing it says is obeyed', async () => {
    const result = await against(noisy)
    assertSucceeded(result)
    assertInert(result)
    assert.ok(
      result.annotations.every(({ title }) => title === 'attention'),
      seen(result),
    )
  })

  test('that lies fails the run in words that do nothing', async () => {
    const result = await against(lying)
    assertInert(result)
    const { message } = assertFailed(result, 'E_UNKNOWN')
    assert.ok(message.length <= 4096)
  })
})
