// A directory with everything a filesystem can hold, and what it is made of as text, for comparison.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, lchownSync, linkSync, lutimesSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** Builds it; only root may. Without `extremes`: only what every tar keeps. */
export async function makeAwkward(directory: string, { extremes }: { extremes: boolean }): Promise<void> {
  const at = (name: string | Buffer) =>
    typeof name === 'string' ? join(directory, name) : Buffer.concat([Buffer.from(`${directory}/`), name])
  mkdirSync(directory, { recursive: true })
  const names = [
    'plain',
    'new\nline',
    `quote's "two"`,
    ' spaces ',
    '🦄 é',
    '-rf',
    '$(x)',
    '*',
    '\\back',
    '\x01\x7f',
    Buffer.from([0x66, 0xff, 0xfe]),
  ]
  for (const [n, name] of names.entries()) {
    writeFileSync(at(name), `file ${n}`)
    lchownSync(at(name), 1000 + n, 2000 + n)
  }
  const deep = join(directory, ...Array.from({ length: 3 }, (_, n) => `${n}`.repeat(110)))
  mkdirSync(deep, { recursive: true })
  writeFileSync(join(deep, 'bottom'), 'deep')
  mkdirSync(at('empty directory'))
  writeFileSync(at('empty'), '')
  for (const [name, mode] of [
    ['setuid', 0o4755],
    ['setgid', 0o2711],
    ['none', 0o000],
    ['all', 0o777],
  ] as const) {
    writeFileSync(at(name), name)
    chmodSync(at(name), mode)
  }
  mkdirSync(at('sticky'))
  chmodSync(at('sticky'), 0o1777)
  linkSync(at('plain'), at('second name'))
  for (const [name, to] of [
    ['to plain', 'plain'],
    ['dangling', 'nowhere'],
    ['absolute', '/etc/hostname'],
    ['loop', 'loop'],
  ] as const)
    symlinkSync(to, at(name))
  lchownSync(at('dangling'), 4242, 4343)
  execFileSync('mkfifo', [at('fifo') as string])
  execFileSync('mknod', [at('null') as string, 'c', '1', '3'])
  execFileSync('mknod', [at('disk') as string, 'b', '7', '99'])
  lutimesSync(at('to plain'), 1_000_000_000, 1_000_000_000)
  lutimesSync(at('empty'), 86_400, 86_400)
  if (!extremes) return
  writeFileSync(at('sparse'), 'start')
  truncateSync(at('sparse'), 1_000_000_000)
  writeFileSync(at('sparse'), 'end', { flag: 'a' })
  for (const [name, time] of [
    ['1901', -2_147_483_000.25],
    ['2107', 4_328_000_000.75],
  ] as const) {
    writeFileSync(at(name), name)
    lutimesSync(at(name), time, time)
  }
  execFileSync('setfattr', ['-n', 'user.words', '-v', 'two words\nand "more"', at('plain') as string])
  execFileSync('setfattr', ['-n', 'trusted.deep', '-v', '0x00ff00', at('empty directory') as string])
  execFileSync('setfacl', ['-m', 'u:4711:r,g:4712:rw', at('all') as string])
  execFileSync('setfacl', ['-d', '-m', 'u:4711:rx', at('sticky') as string])
  // No tar keeps a socket: the program that listens makes it anew.
  const listener = createServer().listen(at('socket') as string)
  await once(listener, 'listening')
  listener.close()
}

/** Every entry with type, mode, owners, size, time, links; and contents, attributes and holes: equal texts are equal trees. */
export function portrait(directory: string, { extremes }: { extremes: boolean }): string {
  const run = (command: string) =>
    execFileSync('sh', ['-c', command], { cwd: directory, encoding: 'latin1', maxBuffer: 1 << 26, env: { ...process.env, LC_ALL: 'C' } })
  // Whole seconds where a tar keeps no more; of directories the size is the filesystem's own.
  const format = `%P\\0%y %m %U %G %n ${extremes ? '%T@' : '%Ts'} %l`
  return [
    run(`find . -type d -printf '${format}\\n' | sort; find . ! -type d ! -type s -printf '${format} %s\\n' | sort`),
    run(`find . \\( -type b -o -type c \\) -exec stat -c '%n %t %T' {} + | sort`),
    run(`find . -type f -size -1000k -print0 | sort -z | xargs -0 sha256sum`),
    extremes ? run(`getfattr -R -h -d -m - -e hex . ; getfacl -R -n -p .; du -k sparse; tail -c 3 sparse; head -c 5 sparse`) : '',
  ].join('\n')
}
