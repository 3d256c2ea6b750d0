// What every transport promises, on each there is: this machine, the SSH server in this process, a real sshd.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Process, Transport } from '../../src/transports/transport.ts'
import { drain, eventually, run, said, send } from '../../testbed/ssh/run.ts'
import { inProcessServer, type Place, pathOf, realSshd, type Started, thisMachine } from './places.ts'

const places: readonly Place[] = [thisMachine, inProcessServer, realSshd]
const shells = ['dash', 'bash', 'busybox']

for (const place of places) {
  describe(place.name, { skip: place.skip }, () => {
    let started: Started
    let transport: Transport
    before(async () => {
      started = await place.start()
      transport = started.transport
      await transport.open()
    })
    after(async () => {
      await transport.close()
      await started.close()
    })

    for (const program of shells) {
      const path = pathOf(program)
      test(`hands script, secrets and heartbeats to ${program} in one write, each whole`, {
        skip: path ? false : `${program} is not installed`,
      }, async () => {
        const own = await place.start({ programs: { sh: { is: path ?? '' } } })
        try {
          await own.transport.open()
          // Longer than a pipe holds, bytes of several kinds, and no line break at its end.
          const filler = `# ${'é"\'$(exit 9)`exit 9`\\'.repeat(4000)}\n`
          const script = `main() {\n  readlink /proc/$$/exe\n  IFS= read -r secret\n  printf '%s\\n' "$secret"\n  dd bs=1 count=4 2>/dev/null\n}\n${filler}main`
          const { stdout, stderr, exit } = await run(await own.transport.shell(), script, { after: 'echo "stolen é\' $HOME\n....' })
          const [exe, ...rest] = stdout.toString().split('\n')
          assert.match(exe ?? '', new RegExp(program))
          assert.deepEqual(rest, ['echo "stolen é\' $HOME', '....'])
          assert.deepEqual([stderr.toString(), exit], ['', { code: 0, signal: null, lost: false }])
          await own.transport.close()
        } finally {
          await own.close()
        }
      })
    }

    test('brings all of both outputs before the exit', async () => {
      const numbers = Array.from({ length: 700_000 }, (_, i) => `${i + 1}\n`).join('')
      const { stdout, stderr, exit } = await run(await transport.shell(), 'seq 1 700000 & seq 1 700000 >&2; wait; exit 4')
      assert.ok(stdout.equals(Buffer.from(numbers)), `stdout: ${stdout.length} bytes`)
      assert.ok(stderr.equals(Buffer.from(numbers)), `stderr: ${stderr.length} bytes`)
      assert.deepEqual(exit, { code: 4, signal: null, lost: false })
    })

    test('tells every exit code', async () => {
      for (const code of [0, 1, 127, 255]) {
        assert.deepEqual((await run(await transport.shell(), `exit ${code}`)).exit, { code, signal: null, lost: false })
      }
    })

    test('tells the signal that ended the shell', async () => {
      for (const signal of ['KILL', 'TERM']) {
        const { exit } = await run(await transport.shell(), `kill -${signal} $$; cat`, { end: false })
        assert.deepEqual(exit, { code: null, signal: `SIG${signal}`, lost: false })
      }
    })

    test('passes on the end of stdin', async () => {
      const shell = await transport.shell()
      const ran = drain(shell)
      send(shell, 'cat; echo; echo ended', { after: 'something', end: false })
      shell.stdin.end()
      assert.equal((await ran).stdout.toString(), 'something\nended\n')
    })

    test('takes a stdin of many megabytes', async () => {
      const shell = await transport.shell()
      const ran = drain(shell)
      send(shell, 'wc -c', { after: 'x'.repeat(8_000_000) })
      assert.equal((await ran).stdout.toString().trim(), '8000000')
    })

    test('survives a remote that ends while it is written to', async () => {
      const shell = await transport.shell()
      const ran = drain(shell)
      send(shell, 'exit 7', { end: false })
      const written = new Promise<Error | null | undefined>(resolve => shell.stdin.write(Buffer.alloc(16_000_000), resolve))
      assert.equal((await ran).exit.code, 7)
      // Whether it failed or went into a pipe nobody reads: its writer is not left waiting.
      await written
      const late = await new Promise<Error | null | undefined>(resolve => shell.stdin.write('.', resolve))
      assert.ok(late instanceof Error)
    })

    test('ends a script at once on request', async () => {
      const file = join(started.directory, `ended-${Math.random()}`)
      const shell = await transport.shell()
      // Over SSH it sees the end of its stdin, here TERM as well: either way it has time for a last act.
      send(shell, `exec 2>/dev/null; trap ': >${file}; exit' TERM; echo started; cat; : >${file}`, { end: false })
      await said(shell, 'started')
      shell.destroy()
      const { code, lost } = await shell.exit
      assert.deepEqual([code, lost], [null, true])
      await assertEnds(shell)
      await eventually(() => existsSync(file))
      assert.equal((await run(await transport.shell(), 'echo still here')).stdout.toString(), 'still here\n')
      shell.destroy()
    })

    test('ends a script in the middle of its output', async () => {
      const shell = await transport.shell()
      send(shell, 'yes', { end: false })
      await said(shell, 'y')
      shell.destroy()
      assert.equal((await shell.exit).code, null)
      await assertEnds(shell)
    })

    test('splits no character for a reader that asks for text', async () => {
      const shell = await transport.shell()
      let text = ''
      shell.stdout.setEncoding('utf8').on('data', part => {
        text += part
      })
      shell.stderr.resume()
      send(shell, "i=0; while [ $i -lt 20000 ]; do printf 'é😀x'; i=$((i+1)); done")
      await shell.exit
      assert.ok(text === 'é😀x'.repeat(20_000), `${text.length} characters`)
    })

    test('has several shells at once, which do not disturb each other', async () => {
      const open = await Promise.all(Array.from({ length: 5 }, () => transport.shell()))
      const [doomed, ...others] = open
      const rans = others.map((shell, i) => run(shell, `read go; echo ${i}; exit ${i}`, { end: false }))
      send(doomed as Process, 'cat', { end: false })
      doomed?.destroy()
      for (const shell of others) shell.stdin.write('go\n')
      for (const [i, { stdout, exit }] of (await Promise.all(rans)).entries()) {
        assert.deepEqual([stdout.toString(), exit.code], [`${i}\n`, i])
      }
    })

    test('gives the shell no terminal and none of our secrets', async () => {
      process.env['INPUT_PRIVATE-KEY'] = 'canary'
      try {
        const { stdout } = await run(await transport.shell(), '[ -t 0 ] || [ -t 1 ] || echo none; env')
        assert.match(stdout.toString(), /^none\n/)
        assert.doesNotMatch(stdout.toString(), /canary|INPUT_/)
      } finally {
        delete process.env['INPUT_PRIVATE-KEY']
      }
    })
  })
}

/** A reader is not left waiting. */
async function assertEnds(shell: Process) {
  const read = async () => {
    for await (const _ of shell.stdout) {
      // Thrown away.
    }
  }
  await read().catch(error => assert.equal(error.code, 'ERR_STREAM_PREMATURE_CLOSE'))
}
