// Keys of every kind, made by the real ssh-keygen in a directory that is removed again.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const missingTool = isThere('ssh-keygen') ? false : 'ssh-keygen (OpenSSH client tools) is not installed'

/** `args` as ssh-keygen takes them, e.g. `['-t', 'ed25519']`; without `-N` the key is not encrypted, with it in one round, which is quick. */
export function makeKey(...args: readonly string[]): {
  privateKey: string
  publicKey: string
  bits: number
  fingerprint: string
  type: string
  certificate: string
} {
  const directory = mkdtempSync(join(tmpdir(), 'keys-'))
  const run = (...words: readonly string[]) => execFileSync('ssh-keygen', words, { cwd: directory, encoding: 'utf8' })
  try {
    run('-q', '-f', 'key', '-C', 'someone@somewhere', ...args, ...(args.includes('-N') ? ['-a', '1'] : ['-N', '']))
    run('-q', '-t', 'ed25519', '-N', '', '-f', 'ca')
    run('-q', '-s', 'ca', '-I', 'someone', 'key.pub')
    const [bits = '', fingerprint = ''] = run('-lf', 'key.pub').split(' ')
    const publicKey = readFileSync(join(directory, 'key.pub'), 'utf8')
    return {
      privateKey: readFileSync(join(directory, 'key'), 'utf8'),
      publicKey,
      certificate: readFileSync(join(directory, 'key-cert.pub'), 'utf8'),
      type: publicKey.split(' ')[0] ?? '',
      bits: Number(bits),
      fingerprint,
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** The first fields of `lines` hashed, as `ssh-keygen -H` leaves a known_hosts file. */
export function hashNames(lines: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'keys-'))
  try {
    writeFileSync(join(directory, 'known_hosts'), lines)
    execFileSync('ssh-keygen', ['-q', '-H', '-f', 'known_hosts'], { cwd: directory, stdio: 'ignore' })
    return readFileSync(join(directory, 'known_hosts'), 'utf8')
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** Whether ssh-keygen itself finds the host in the text: the judge of our matching. */
export function findsHost(lines: string, name: string): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'keys-'))
  try {
    writeFileSync(join(directory, 'known_hosts'), lines)
    execFileSync('ssh-keygen', ['-F', name, '-f', 'known_hosts'], { cwd: directory, stdio: 'ignore' })
    return true
  } catch {
    return false
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function isThere(program: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
