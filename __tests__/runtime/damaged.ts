// A backup with every kind of entry, and all the places where a byte of it may go bad, with what each must be called.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kept, theBackup } from '../../testbed/shell/backups.ts'
import type { Server } from '../../testbed/shell/server.ts'
import { backupOf, bytesOf, tree as treeOf } from './plans.ts'
import { play } from './run.ts'
import { file, hard, link, special, tarOf } from './tarwriter.ts'

const long = `other/${'x'.repeat(110)}`

/** A backup with every kind of entry: a piece of tar, a long name, a size that needs padding and one that needs none. */
export async function backUp(server: Server, compress: 'zstd' | 'gzip' = 'gzip'): Promise<Kept> {
  writeFileSync(join(server.app, 'words'), 'word\n'.repeat(5000))
  writeFileSync(join(server.app, '.env'), 'TOKEN=1\n')
  const known = { kind: 'config', details: {}, paths: ['.env'] }
  const take = [
    { name: 'config', path: 'config', by: ['files_take', 'config', '=.env'] as const, known },
    bytesOf('first', 'seq', '1', '2000'),
    treeOf('app', server.app),
    { ...bytesOf(long, 'head', '-c', '1024', '/dev/zero'), path: `${long}.bin` },
  ]
  const { code, failure, noise } = await play(server, backupOf(server, { take, compress }))
  assert.equal(code, 0, `${JSON.stringify(failure)} ${noise.join('\n')}`)
  return theBackup(server)
}

export type Case = { readonly what: string; readonly at: number; readonly is: string }

/** A backup whose component is whatever tar somebody made, of the right sums: only reading it shows what it holds. */
export async function backUpTar(server: Server, path: string, content: Buffer): Promise<Kept> {
  const from = join(server.folder, 'made')
  writeFileSync(from, content)
  const take = [{ name: path.replace(/\.tar$/, ''), path, by: ['cat', from] as const }]
  const { code, failure } = await play(server, backupOf(server, { take, verify: 'checksum' }))
  assert.equal(code, 0, JSON.stringify(failure))
  return theBackup(server)
}

/** Tars that would write outside of their place, and pieces of configuration that hold what no host should be given. */
export const hostile: Readonly<Record<string, { readonly path: string; readonly content: Buffer; readonly why: RegExp }>> = {
  'an absolute name': tree([file('/etc/cron.d/x')]),
  'a name that climbs': tree([file('a/../../x')]),
  'a link, and a file through it': tree([link('a', '/etc/cron.d'), file('a/x')]),
  'a hard link outside': tree([hard('h', '/etc/passwd')]),
  'a hard link through a link': tree([link('a', '/etc'), hard('h', 'a/passwd')]),
  'a device among configuration': fragment([special('3')]),
  'a pipe among configuration': fragment([special('6')]),
  'a program of root among configuration': fragment([file('x', { mode: 0o4755 })]),
}

function tree(entries: Parameters<typeof tarOf>[0]) {
  return { path: 'volumes/evil.tar', content: tarOf(entries), why: /outside of (its|their) place/ }
}

function fragment(entries: Parameters<typeof tarOf>[0]) {
  return { path: 'config', content: tarOf(entries).subarray(0, -1024), why: /neither a file|another user/ }
}

/** Every place where a byte may go bad, and what it must be called. */
export function casesOf({ manifest, bytes }: Kept): Case[] {
  const header = manifest.archive.compression === 'zstd' ? 526 : 535
  const [, first, , last] = manifest.components
  assert.ok(first && last)
  const tail = last.offset + last.length
  return [
    ...manifest.components.flatMap(({ name, path, offset, length }) => [
      { what: `the first byte of ${name}`, at: offset, is: `data ${name}` },
      { what: `the middle of ${name}`, at: offset + Math.floor(length / 2), is: `data ${name}` },
      { what: `the last byte of ${name}`, at: offset + length - 1, is: `data ${name}` },
      ...(path === 'config'
        ? []
        : [300, header - 5, 1].map(back => ({
            what: `the header of ${name}, ${back} before its data`,
            at: offset - back,
            is: `header ${name}`,
          }))),
    ]),
    { what: 'the padding behind first', at: first.offset + first.length + 12, is: 'padding first' },
    { what: 'the long name', at: last.offset - header - 20, is: `header ${last.name}` },
    { what: 'the entries after the last', at: tail + header + 30, is: 'end' },
    { what: 'the header of the metadata', at: tail + 200, is: 'end' },
    { what: 'the last byte', at: bytes.length - 1, is: 'end' },
  ]
}

export function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}
